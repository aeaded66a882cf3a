"""Rows to show, search, edit and export; nobody's name without being asked for it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lib.campaign.errors import UseError
from lib.campaign.tables import TABLES, Row
from lib.store.changes.edits import insert_row
from lib.store.changes.undo import undo_batch
from lib.store.engine import Store
from lib.store.queries.asks import Candidate, ally_rows, ambassador_candidates
from lib.store.queries.lists import (
    Freshness,
    Page,
    contribution_page,
    freshness,
    rows,
    rows_found,
    table_page,
    thanks_waiting,
)
from lib.store.queries.posts import post_rows
from tests.store.builders import CAMPAIGN, NOW, contribution, local, put

THEN = local("2018-01-25 12:00")
GIFTS = [
    contribution("10", "2018-01-20 09:00", 20, name="Éloïse Tremblay", email="eloise@example.org", reward="Tasse"),
    contribution("11", "2018-01-21 09:00", 50, name="Zoé Roy", email="zoe@example.org", source="Infolettre"),
    contribution("12", "2018-01-22 09:00", 5, "pending", name="Ada Roy"),
    contribution("13", "2018-01-23 09:00", 20, note="100 % d’accord_"),
    contribution("14", "2018-01-26 09:00", 20, name="Later"),
]
PERSONAL = {"name", "email", "platform_user", "note", "thanked_by"}


def ids(page: Page) -> list[object]:
    return [row.cells["id"] for row in page.rows]


def found(store: Store, campaign_id: int, **asked: object) -> list[object]:
    return ids(contribution_page(store, campaign_id, CAMPAIGN, THEN, **asked))  # type: ignore[arg-type]


def test_contributions_are_listed_newest_first_up_to_the_instant(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, contributions=GIFTS)
    page = contribution_page(store, campaign_id, CAMPAIGN, THEN, limit=2, offset=1)
    assert (ids(page), page.total) == (["12", "11"], 4)


def test_personal_cells_are_not_even_read_unless_asked_for(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, contributions=GIFTS, members=[{"name": "Zoé"}])
    for page in (
        contribution_page(store, campaign_id, CAMPAIGN, THEN),
        thanks_waiting(store, campaign_id, CAMPAIGN, THEN),
        table_page(store, campaign_id, "contributions"),
    ):
        assert not any(PERSONAL & set(row.cells) for row in page.rows)
    assert "name" not in table_page(store, campaign_id, "members").rows[0].cells
    assert contribution_page(store, campaign_id, CAMPAIGN, THEN, personal=True).rows[-1].cells["name"] == "Éloïse Tremblay"


@pytest.mark.parametrize(
    ("search", "personal", "expected"),
    [
        ("eloise", True, ["10"]), ("ÉLOÏSE", True, ["10"]), ("roy", True, ["12", "11"]), ("roy zoe", True, ["11"]),
        ("tasse", False, ["10"]), ("INFOLETTRE", False, ["11"]), ("roy", False, []), ("example.org", False, []),
        ("%", True, ["13"]), ("accord_", True, ["13"]), ("a_c", True, []), ("", False, ["13", "12", "11", "10"]),
    ],
)  # fmt: skip
def test_search_folds_case_and_accents_and_finds_names_only_for_those_allowed(
    store: Store, campaign_id: int, search: str, personal: bool, expected: list[str]
) -> None:
    put(store, campaign_id, contributions=GIFTS)
    assert found(store, campaign_id, search=search, personal=personal) == expected


def test_contributions_are_ordered_by_a_cell_empty_ones_last(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, contributions=GIFTS)
    assert found(store, campaign_id, order_by="amount_cents") == ["11", "13", "10", "12"]
    assert found(store, campaign_id, order_by="amount_cents", descending=False) == ["12", "10", "13", "11"]
    assert found(store, campaign_id, order_by="reward", descending=False) == ["10", "11", "12", "13"]
    assert found(store, campaign_id, order_by="name", descending=False, personal=True) == ["12", "10", "11", "13"]
    assert found(store, campaign_id, status="pending") == ["12"]


@pytest.mark.parametrize("field", ["name", "email", "person_key", "1; DROP TABLE contributions"])
def test_an_order_that_would_tell_names_or_is_no_cell_is_refused(store: Store, campaign_id: int, field: str) -> None:
    with pytest.raises(UseError):
        contribution_page(store, campaign_id, CAMPAIGN, THEN, order_by=field)
    with pytest.raises(UseError):
        table_page(store, campaign_id, "contributions", where={field: "x"})


def test_a_table_is_asked_for_rows_that_hold_given_cells(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, tasks=[
        {"id": "b", "name": "B", "starts_on": date(2018, 1, 2), "kind": "video"},
        {"id": "a", "name": "A", "starts_on": date(2018, 1, 1)},
        {"id": "c", "name": "C", "starts_on": date(2018, 1, 1), "kind": "video"},
    ])  # fmt: skip
    assert ids(table_page(store, campaign_id, "tasks")) == ["a", "c", "b"]
    assert ids(table_page(store, campaign_id, "tasks", where={"kind": "video"}, order_by="id")) == ["b", "c"]
    assert ids(table_page(store, campaign_id, "tasks", where={"kind": None})) == ["a"]


def test_the_export_goes_by_date_then_by_order_of_entry(store: Store, campaign_id: int) -> None:
    noon = local("2018-01-22 12:00")
    put(store, campaign_id, reshares=[
        {"shared_at": noon, "email": "b@x.org"}, {"shared_at": noon - timedelta(hours=1), "email": "c@x.org"},
        {"shared_at": noon, "email": "a@x.org"},
    ], allies=[{"name": "Zèbre"}, {"name": "Abeille"}])  # fmt: skip
    assert [row["email"] for row in rows(store, campaign_id, "reshares")] == ["c@x.org", "b@x.org", "a@x.org"]
    assert [row["name"] for row in rows(store, campaign_id, "allies")] == ["Zèbre", "Abeille"]


def test_an_export_under_way_is_one_snapshot(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, allies=[{"name": str(number)} for number in range(3)])
    export = rows(store, campaign_id, "allies")
    first = next(export)
    put(store, campaign_id, allies=[{"name": "new"}])
    assert [row["name"] for row in (first, *export)] == ["0", "1", "2"]


def test_every_table_can_be_exported(store: Store, campaign_id: int) -> None:
    assert {table.name: list(rows(store, campaign_id, table.name)) for table in TABLES} == {
        table.name: [] for table in TABLES
    }
    with pytest.raises(UseError):
        rows(store, campaign_id, "donations")


@pytest.mark.parametrize(("search", "expected"), [("eleve", ["Élève"]), ("ÉLÈVE", ["Élève"]), ("", ["Autre", "Élève"])])
def test_rows_of_any_table_are_found_whatever_the_case_and_accents(
    store: Store, campaign_id: int, search: str, expected: list[str]
) -> None:
    put(store, campaign_id, allies=[{"name": "Autre"}, {"name": "Élève"}])
    page = rows_found(store, campaign_id, "allies", search)
    assert ([row.cells["name"] for row in page.rows], page.total) == (expected, len(expected))


def test_thanks_waiting_are_the_oldest_first(store: Store, campaign_id: int) -> None:
    thanked = {"thanked_at": local("2018-01-24 12:00")}
    put(store, campaign_id, contributions=[
        contribution("new", "2018-01-24 09:00", 5), contribution("old", "2018-01-21 09:00", 5),
        contribution("pending", "2018-01-21 09:00", 5, "pending"), {**contribution("thanked", "2018-01-21 09:00", 5), **thanked},
        {**contribution("thanked later", "2018-01-22 09:00", 5), "thanked_at": THEN + timedelta(microseconds=1)},
    ])  # fmt: skip
    assert ids(thanks_waiting(store, campaign_id, CAMPAIGN, THEN)) == ["old", "thanked later", "new"]


def count(at: str, **counts: int) -> Row:
    return {"platform": "facebook", "post_id": "p", "observed_at": local(at), **counts}


def test_posts_come_with_each_count_as_known_last(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, posts=[
        {"platform": "facebook", "id": "p", "published_at": local("2018-01-21 19:30"), "kind": "photo", "author": "Zoé"},
        {"platform": "mastodon", "id": "p", "published_at": local("2018-01-22 08:00"), "phase": "daily"},
        {"platform": "facebook", "id": "later", "published_at": local("2018-01-26 08:00")},
    ], post_counts=[
        count("2018-01-22 09:00", shares=10, reactions=5), count("2018-01-23 09:00", shares=20, clicks=7),
        count("2018-01-24 09:00", reach=300), count("2018-01-26 09:00", shares=99),
    ])  # fmt: skip
    elsewhere, here = post_rows(store, campaign_id, CAMPAIGN, THEN)
    assert (here.platform, here.local_day, here.local_hour, here.kind) == ("facebook", date(2018, 1, 21), 19, "photo")
    assert (here.shares, here.reactions, here.comments, here.reach, here.clicks) == (20, 5, None, 300, 7)
    assert here.observed_at == local("2018-01-24 09:00")
    assert (elsewhere.platform, elsewhere.shares, elsewhere.observed_at) == ("mastodon", None, None)


def test_allies_come_in_the_order_they_were_added(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, allies=[{"name": "Zèbre", "contact": "Zoé"}, {"name": "Abeille"}])
    assert ally_rows(store, campaign_id)[0].cells.keys() & {"contact", "owner"} == set()
    assert [row.cells["contact"] for row in ally_rows(store, campaign_id, personal=True)] == ["Zoé", None]


def test_those_who_may_be_asked_to_re_share_have_not_done_so_yet(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, contributions=[
        contribution("1", "2018-01-20 09:00", 20, name="Ada", email="ada@x.org"),
        contribution("2", "2018-01-21 09:00", 20, name="Ada", email="ada@x.org"),
        contribution("3", "2018-01-20 10:00", 50, name="Bob", email="bob@x.org"),
        contribution("4", "2018-01-20 10:00", 90, email="shared@x.org"),
        contribution("5", "2018-01-20 10:00", 90, platform_user="no address"),
        contribution("6", "2018-01-20 10:00", 90, "withdrawn", email="gone@x.org"),
    ], reshares=[
        {"shared_at": local("2018-01-21 10:00"), "contribution_id": "4"},
        {"shared_at": local("2018-01-26 10:00"), "contribution_id": "3"},
        {"shared_at": local("2018-01-21 10:00"), "contribution_id": "unknown"},
    ])  # fmt: skip
    assert ambassador_candidates(store, campaign_id, CAMPAIGN, THEN) == (
        Candidate("Bob", "bob@x.org", 1, 50_00, local("2018-01-20 10:00")),
        Candidate("Ada", "ada@x.org", 2, 40_00, local("2018-01-20 09:00")),
    )


def test_freshness_tells_rows_newest_datum_and_last_import_of_each_table(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, contributions=GIFTS, events=[{"name": "Lancement", "held_on": date(2018, 1, 19)}])
    insert_row(store, campaign_id, "allies", {"name": "Koumbit"}, at=NOW, who="Ada")
    told = freshness(store, campaign_id)
    assert told["contributions"] == Freshness(5, local("2018-01-26 09:00"), None, NOW)
    assert told["events"] == Freshness(1, None, date(2018, 1, 19), NOW)
    assert told["allies"] == Freshness(1, None, None, None)
    assert told["news"] == Freshness(0, None, None, None)


def test_an_undone_import_is_not_the_last_one(store: Store, campaign_id: int) -> None:
    batch = put(store, campaign_id, contributions=GIFTS).batch_id
    assert batch is not None
    undo_batch(store, campaign_id, batch, at=NOW, who="Zoé")
    assert freshness(store, campaign_id)["contributions"] == Freshness(0, None, None, None)
