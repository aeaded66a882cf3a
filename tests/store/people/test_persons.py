"""One person by an e-mail: found whole, and taken out without a figure that moves, on either database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from lib.campaign.tables import TABLES, Cell
from lib.store.changes.edits import edit_row
from lib.store.changes.journal import journal
from lib.store.engine import Store
from lib.store.people import persons
from lib.store.people.persons import ERASED, erase, held_about
from lib.store.people.unreferenced import forget_unreferenced
from lib.store.queries.lists import rows
from lib.store.queries.tallies import tallies
from lib.store.safekeeping.integrity import verification
from lib.store.schema import JOURNAL, PERSONAL
from tests.store.builders import CAMPAIGN, NOW, contribution, local, put

THEN = local("2018-02-10 12:00")
GIFTS = [
    contribution("1", "2018-01-20 09:00", 50, name="Ana Roy", email="Ana@Example.org", platform_user="u1", note="Bravo de Ana"),
    contribution("2", "2018-01-21 09:00", 20, name="Ana Roy", email="ana@example.org", platform_user="u1"),
    contribution("3", "2018-01-22 09:00", 10, name="Ana R.", platform_user="u1"),
    contribution("4", "2018-01-23 09:00", 5, name="Ana Roy", email="other@example.org", platform_user="u2"),
    contribution("5", "2018-01-24 09:00", 7, name="Luc", email="luc@example.org", note="écrire à ana@example.org"),
]
TABLES_PUT: dict[str, list[dict[str, Cell]]] = {
    "contributions": GIFTS,
    "reshares": [
        {"shared_at": local("2018-01-25 09:00"), "contribution_id": "1", "platform": "mastodon", "url": "https://x.org/@ana"},
        {"shared_at": local("2018-01-26 09:00"), "email": "ana@example.org", "platform": "mastodon", "url": "https://x.org/2"},
        {"shared_at": local("2018-01-26 09:00"), "email": "luc@example.org", "platform": "mastodon", "url": "https://x.org/3"},
    ],
    "first_day": [
        {"name": "Ana Roy", "email": "ana@example.org", "identified_on": date(2018, 1, 10)},
        {"name": "Luc", "email": "luc@example.org", "identified_on": date(2018, 1, 10)},
    ],
    "allies": [{"name": "Framasoft", "contact": "Ana Roy <ana@example.org>"}],
    "consents": [{"email": "ana@example.org", "consented_on": date(2018, 1, 20)}],
}  # fmt: skip


@pytest.fixture
def peopled(store: Store, campaign_id: int) -> int:
    put(store, campaign_id, **TABLES_PUT)
    return campaign_id


def exported(store: Store, campaign_id: int) -> dict[str, list[dict[str, Cell]]]:
    return {table.name: [dict(row) for row in rows(store, campaign_id, table.name)] for table in TABLES}


def texts(store: Store) -> Iterator[str]:
    """Every text of every table but the settings."""
    with store.reading() as connection:
        for table in (*[each for each in JOURNAL.metadata.sorted_tables if each.name not in ("campaigns", "store_version")],):
            for row in connection.execute(sa.select(table)):
                yield from (str(cell) for cell in row)


def test_all_that_speaks_of_a_person_is_found_by_any_spelling(store: Store, peopled: int) -> None:
    held = held_about(store, peopled, " ANA@example.org ")
    found = sorted((table, str(row.cells.get("id") or row.cells.get("url") or row.cells.get("name") or "")) for table, row in held.rows)
    assert found == [
        ("consents", ""), ("contributions", "1"), ("contributions", "2"), ("contributions", "3"), ("first_day", "Ana Roy"),
        ("reshares", "https://x.org/2"), ("reshares", "https://x.org/@ana"),
    ]  # fmt: skip
    assert sorted(table for table, _row in held.mentions) == ["allies", "contributions"]
    assert held_about(store, peopled, "nobody@example.org").is_empty


def test_a_person_who_goes_leaves_every_figure_as_it_was(store: Store, peopled: int) -> None:
    before = tallies(store, peopled, CAMPAIGN, THEN)
    done = erase(store, peopled, "ana@example.org", at=NOW, who="Ada")
    assert done.rows == {"contributions": 4, "reshares": 2, "allies": 1, "first_day": 1}
    assert tallies(store, peopled, CAMPAIGN, THEN) == before
    assert verification(store, thorough=True) == ()
    assert held_about(store, peopled, "ana@example.org").is_empty or not held_about(store, peopled, "ana@example.org").mentions


def test_nothing_says_who_the_person_was_and_others_keep_what_is_theirs(store: Store, peopled: int) -> None:
    erase(store, peopled, "ana@example.org", at=NOW, who="Ada")
    said = "\n".join(texts(store)).casefold()
    assert "ana@example.org" not in said
    assert "bravo de ana" not in said and "x.org/@ana" not in said
    left = {row["id"]: row for row in exported(store, peopled)["contributions"]}
    assert left["4"]["name"] == "Ana Roy"
    assert left["5"]["name"] == "Luc" and left["5"]["note"] is None
    assert left["1"]["name"] is None and left["1"]["amount_cents"] == 5000


def test_who_left_an_e_mail_and_nothing_else_is_erased_too(store: Store, campaign_id: int) -> None:
    put(store, campaign_id,
        contributions=[contribution("1", "2018-01-20 09:00", 5, email="lou@example.org")],
        reshares=[{"email": "mia@example.org", "shared_at": local("2018-01-21 09:00")}])  # fmt: skip
    for email in ("lou@example.org", "mia@example.org"):
        assert erase(store, campaign_id, email, at=NOW, who="Ada").values == 1
        assert not any(email in text for text in texts(store))
        assert erase(store, campaign_id, email, at=NOW, who="Ada").is_empty, "once erased, nobody is there"


def test_the_same_file_brings_nobody_back_and_neither_does_an_export(store: Store, peopled: int) -> None:
    erase(store, peopled, "ana@example.org", at=NOW, who="Ada")
    before, figures = exported(store, peopled), tallies(store, peopled, CAMPAIGN, THEN)
    again = put(store, peopled, **{name: given for name, given in TABLES_PUT.items() if name != "allies"})
    assert {name: (counts.inserted, counts.changed) for name, counts in again.by_table.items() if name != "contributions"} == {
        "reshares": (0, 0), "first_day": (0, 0), "consents": (0, 0),
    }  # fmt: skip
    put(store, peopled, **before)
    left = exported(store, peopled)
    assert left["contributions"][:4] == before["contributions"][:4]
    assert {name: left[name] for name in left if name != "contributions"} == {name: before[name] for name in before if name != "contributions"}
    assert tallies(store, peopled, CAMPAIGN, THEN) == figures


def test_a_new_gift_of_somebody_erased_is_theirs_and_says_nothing_more(store: Store, peopled: int) -> None:
    erase(store, peopled, "ana@example.org", at=NOW, who="Ada")
    people = tallies(store, peopled, CAMPAIGN, THEN).money.contributors
    put(store, peopled, contributions=[contribution("9", "2018-02-01 09:00", 5, name="Ana Roy", email="ANA@example.org", note="encore")])
    new = exported(store, peopled)["contributions"][-1]
    assert (new["id"], new["name"], new["note"]) == ("9", None, None)
    assert tallies(store, peopled, CAMPAIGN, THEN).money.contributors == people


def test_changes_are_blanked_and_the_journal_says_that_somebody_went(store: Store, peopled: int) -> None:
    first = next(row for table, row in held_about(store, peopled, "ana@example.org").rows if table == "contributions")
    edit_row(store, peopled, "contributions", first.pk, first.version, {"name": "Ana Roy-Côté", "reward": "cle"}, at=NOW, who="Ada")
    done = erase(store, peopled, "ana@example.org", at=NOW, who="Ada")
    latest, change = journal(store, peopled)[:2]
    assert done.changes == 1
    assert (latest.table, latest.after) == (ERASED, {"rows": 8})
    assert change.after == {"name": None, "reward": "cle"}
    assert verification(store, thorough=True) == ()


def test_an_unknown_address_changes_nothing(store: Store, peopled: int) -> None:
    assert erase(store, peopled, "nobody@example.org", at=NOW, who="Ada").is_empty
    assert journal(store, peopled) == ()


def test_values_that_nothing_speaks_of_are_dropped(store: Store, peopled: int) -> None:
    put(store, peopled, contributions=[{**GIFTS[4], "name": "Lucie"}])
    from lib.store.changes.batches import batches
    from lib.store.changes.undo import undo_batch

    undo_batch(store, peopled, batches(store, peopled)[0].id, at=NOW, who="Ada")
    assert forget_unreferenced(store, peopled) == 0
    undo_batch(store, peopled, batches(store, peopled)[1].id, at=NOW, who="Ada")
    gone = forget_unreferenced(store, peopled)
    with store.reading() as connection:
        left = set(connection.scalars(sa.select(PERSONAL.c.value)))
    assert gone > 10
    assert left == {"Luc", "Lucie"}


def test_among_many_changes_only_those_that_may_be_theirs_are_read(store: Store, peopled: int, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs, others = (next(row for table, row in held_about(store, peopled, who).rows if table == "contributions")
                      for who in ("ana@example.org", "other@example.org"))  # fmt: skip
    for number in range(20):
        for row in (theirs, others):
            edit_row(store, peopled, "contributions", row.pk, row.version + number, {"note": f"note {number}"}, at=NOW, who="Ada")
    read, entries = list[object](), persons._entries

    def listed(*asked: Any) -> Iterator[Any]:
        for entry in entries(*asked):
            read.append(entry)
            yield entry

    monkeypatch.setattr(persons, "_entries", listed)
    assert len(held_about(store, peopled, "ana@example.org").changes) == len(read) == 20
    erase(store, peopled, "ana@example.org", at=NOW, who="Ada")
    assert len(read) == 40
    assert verification(store, thorough=True) == ()
