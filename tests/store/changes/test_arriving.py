"""Rows taken column by column leave the store as the same rows taken one by one, on either database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
import sqlalchemy as sa

from lib.campaign.errors import UseError
from lib.campaign.row_columns import RowColumns
from lib.campaign.tables import Row
from lib.services.safekeeping.verifying import discrepancies
from lib.store.campaigns import delete_campaign
from lib.store.cells import shape
from lib.store.changes import indexing
from lib.store.changes.batches import Delivery, Written, batches, write_stream
from lib.store.changes.comparison import compared_counts, comparison
from lib.store.changes.edits import edit_row
from lib.store.engine import Store
from lib.store.kept import keep
from lib.store.people.persons import erase
from lib.store.queries.lists import rows
from lib.store.schema import CONTROLS, DATA, PERSONAL
from lib.store.sql import among
from tests.store.builders import NOW, contribution, new_campaign, put

WHO = {"name": "Zoé Roy", "email": "Zoe@Example.org", "platform_user": None, "reward": " Affiche ", "note": "a\r\nb"}
OTHERS = [
    contribution(str(number), "2018-02-01 09:00", 10 + number, name=f"N{number % 3}", email=f"n{number % 3}@b.ca" if number % 2 else None,
                 platform_user=f"u{number % 3}" if number % 4 == 0 else None, reward=None, note=None)
    for number in range(2, 12)
]  # fmt: skip
ROWS: list[Row] = [{**contribution("1", "2018-01-31 23:30", 5), **WHO}, *OTHERS]


def columns(some: Sequence[Row]) -> RowColumns:
    return RowColumns({name: [row[name] for row in some] for name in some[0]}, len(some))


def written(store: Store, campaign_id: int, *slices: Sequence[Row]) -> Written:
    return write_stream(store, campaign_id, [("contributions", some) for some in slices], Delivery("file", NOW, "Ada", digest="d"))


def everything(store: Store, campaign_id: int) -> dict[str, Any]:
    """All that an import leaves, but for the numbers that the database gives and for pseudonyms, which no two campaigns share."""
    left_out = {"pk", "campaign_id", "batch_id"}
    with store.reading() as connection:
        held = connection.execute(sa.select(DATA["contributions"]).order_by(DATA["contributions"].c.id)).mappings()
        bare = [{name: value for name, value in row.items() if name not in left_out} for row in held]
        people = connection.execute(sa.select(PERSONAL.c.kind, PERSONAL.c.value, PERSONAL.c.folded, PERSONAL.c.erased_at)).all()
        sums = connection.execute(sa.select(CONTROLS.c.table_name, CONTROLS.c.row_count, CONTROLS.c.cents)).all()
    groups: dict[str, list[str]] = {}
    for row in bare:
        groups.setdefault(row.pop("person_key"), []).append(row["id"])
        for hidden in ("row_digest", *shape("contributions").supporter):
            row.pop(hidden)
    (latest, *_) = batches(store, campaign_id) or (None,)
    told = latest and (latest.inserted, latest.changed, latest.same, latest.refused, latest.cents)
    return {
        "rows": bare, "people": sorted(map(repr, people)), "groups": sorted(groups.values()), "sums": sorted(map(repr, sums)),
        "shown": list(rows(store, campaign_id, "contributions")), "batch": told, "wrong": list(discrepancies(store, thorough=True)),
    }  # fmt: skip


def both(store: Store, prepare: Any, *slices: Sequence[Row]) -> list[tuple[Any, dict[str, Any]]]:
    """What the same slices leave, one by one and by columns, each in a campaign that was prepared alike."""
    found = []
    for by_column in (False, True):
        campaign_id = new_campaign(store)
        prepare(store, campaign_id)
        done = written(store, campaign_id, *(columns(some) if by_column else list(some) for some in slices))
        found.append((dict(done.by_table), everything(store, campaign_id)))
        delete_campaign(store, "services-faciles")
    return found


def nothing(store: Store, campaign_id: int) -> None:
    """A campaign without a row."""


def some_there(store: Store, campaign_id: int) -> None:
    """Two rows that are the same, one that differs."""
    put(store, campaign_id, contributions=[*ROWS[:2], {**ROWS[2], "amount_cents": 1}])


def one_renamed(store: Store, campaign_id: int) -> None:
    """A row whose id was altered by hand into one that the file has too."""
    put(store, campaign_id, contributions=[contribution("old", "2018-02-01 09:00", 7)])
    with store.reading() as connection:
        pk = connection.scalar(sa.select(DATA["contributions"].c.pk).where(DATA["contributions"].c.campaign_id == campaign_id))
    edit_row(store, campaign_id, "contributions", pk or 0, 1, {"id": "3"}, at=NOW, who="Ada")


def one_erased(store: Store, campaign_id: int) -> None:
    """Somebody who was erased, and gave again in the file."""
    put(store, campaign_id, contributions=ROWS[:3])
    erase(store, campaign_id, "n1@b.ca", at=NOW, who="Ada")


@pytest.mark.parametrize("prepare", [nothing, some_there, one_renamed, one_erased])
def test_by_columns_and_one_by_one_leave_the_same(store: Store, prepare: Any) -> None:
    one, other = both(store, prepare, ROWS[:5], ROWS[3:])
    assert one == other
    assert one[1]["wrong"] == []


@pytest.mark.parametrize("prepare", [nothing, some_there, one_renamed, one_erased])
def test_what_an_import_would_do_is_counted_alike(store: Store, campaign_id: int, prepare: Any) -> None:
    prepare(store, campaign_id)
    found = comparison(store, campaign_id, "contributions", ROWS)
    expected = (len(found.new), len(found.changed), found.same)
    assert compared_counts(store, campaign_id, "contributions", columns(ROWS)) == expected


def test_fields_that_rows_do_not_speak_of_keep_what_is_stored(store: Store) -> None:
    short = [{name: row[name] for name in ("id", "contributed_at", "amount_cents", "status")} for row in ROWS]
    one, other = both(store, some_there, short)
    assert one == other
    assert {row["note"] for row in one[1]["shown"]} == {None, "a\nb"}


def test_the_same_rows_again_write_nothing(store: Store, campaign_id: int) -> None:
    written(store, campaign_id, columns(ROWS))
    keep(store, campaign_id, "x", 1, at=NOW)
    before = everything(store, campaign_id)
    again = written(store, campaign_id, columns(ROWS))
    assert (again.batch_id, again.counts.same) == (None, len(ROWS))
    assert everything(store, campaign_id) == before


@pytest.mark.parametrize("wrong", [{"amount_cents": True}, {"status": "?"}, {"status": None}, {"id": "1"}, {"no": "1"}])
def test_what_cannot_be_taken_is_said_in_the_same_words_and_nothing_is_written(
    store: Store, campaign_id: int, wrong: dict[str, Any]
) -> None:
    bad = [*ROWS[:1], {**ROWS[1], **wrong}]
    if "no" in wrong:
        bad[0] = {**bad[0], "no": "1"}
    said = []
    for taken in (list, columns):
        with pytest.raises(UseError) as raised:
            written(store, campaign_id, ROWS[4:6], taken(bad))
        said.append(raised.value.message)
    assert said[0] == said[1]
    assert everything(store, campaign_id)["rows"] == []


def indexes(store: Store) -> set[tuple[str, str]]:
    with store.reading() as connection:
        return {(str(each["name"]), repr(each["column_names"])) for each in sa.inspect(connection).get_indexes("contributions")}


def test_indexes_that_were_put_aside_are_there_again_whatever_happens(
    store: Store, campaign_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "LEAST_ROWS", 5)
    before = indexes(store)
    said = Delivery("file", NOW, "Ada", digest="d")
    bad = [{**ROWS[9], "status": "?"}]
    with pytest.raises(UseError):
        write_stream(store, campaign_id, [("contributions", columns(ROWS[:9])), ("contributions", columns(bad))], said, expected_rows=10)
    assert indexes(store) == before
    assert everything(store, campaign_id)["rows"] == []
    done = write_stream(store, campaign_id, [("contributions", columns(ROWS))], said, expected_rows=len(ROWS))
    assert done.counts.inserted == len(ROWS)
    assert indexes(store) == before
    assert everything(store, campaign_id)["wrong"] == []


def test_very_many_texts_are_looked_up_as_few_are(store: Store, campaign_id: int) -> None:
    odd = ['a"b', "c\\d", "é,{x}", "'; --", "null", "a\u2028b"]
    put(store, campaign_id, contributions=[contribution(name, "2018-02-01 09:00", 5) for name in odd])
    there = DATA["contributions"].c
    with store.reading() as connection:
        for fillers in (0, 2_000):
            asked = sa.select(there.id).where(among(connection, there.id, [*odd[1:], *map(str, range(fillers))]))
            assert sorted(connection.scalars(asked)) == sorted(odd[1:])
