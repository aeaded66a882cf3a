"""Many rows at once are what they are one by one: cleaned, keyed, digested and worked out alike."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.campaign.errors import UseError
from lib.campaign.tables import TABLES, TABLES_BY_NAME, Cell, Column, Kind, Row, Table
from lib.store.cells import all_cleaned, cleaned, whole
from lib.store.changes.bulk import columns_of, lines_of
from lib.store.rows import amounts_cents, base_key, stored_values
from lib.store.schema import DATA, Instant, micros

ZONE = ZoneInfo("America/Toronto")
TEXTS = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(["Été", "E\u0301te\u0301", " a\r\nb ", '"\\', "\x1f", "ß"])
INSTANTS = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))
KINDS: Mapping[Kind, st.SearchStrategy[Any]] = {
    Kind.TEXT: TEXTS, Kind.EMAIL: TEXTS, Kind.INSTANT: INSTANTS, Kind.DAY: st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    Kind.AMOUNT: st.integers(-(10**9), 10**14), Kind.COUNT: st.integers(0, 2**31), Kind.YES_NO: st.booleans(),
}  # fmt: skip


def cell(column: Column) -> st.SearchStrategy[Cell]:
    told: st.SearchStrategy[Any] = st.sampled_from(column.choices) if column.choices else KINDS[column.kind]
    if column.required and column.kind in (Kind.TEXT, Kind.EMAIL):
        return told.filter(lambda text: bool(str(text).strip("\0 \r\n\t\x1c\x1d\x1e\x1f\x85\xa0\u2028\u2029")))
    return told if column.required else st.none() | told


def rows_of(table: Table) -> st.SearchStrategy[list[Row]]:
    row = st.fixed_dictionaries({column.field: cell(column) for column in table.columns})
    return st.lists(row, max_size=6)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_rows_made_ready_together_are_those_made_ready_one_by_one(table: Table, data: st.DataObject) -> None:
    found = list(all_cleaned(table, data.draw(rows_of(table))))
    rows = []
    for cells in found:
        try:
            rows.append((base_key(table, cells), whole(table, cells)))
        except UseError:
            continue  # a required text of blanks alone
    each = [stored_values(table, key, cells, ZONE) for key, cells in rows]
    keys, columns = [key for key, _cells in rows], columns_of(table, [cells for _key, cells in rows])
    made = lines_of(table, keys, columns, ZONE, {"campaign_id": 7}, "postgresql")
    columns = DATA[table.name].columns
    held = [
        {name: micros(value) if isinstance(columns[name].type, Instant) and value is not None else value
         for name, value in row.items()}
        for row in each
    ]  # fmt: skip
    assert [dict(zip(made.names, line, strict=True)) for line in made.lines] == [{**row, "campaign_id": 7} for row in held]
    assert made.cents == sum(amounts_cents(table, cells) for _key, cells in rows)
    assert made.digest == sum(row["row_digest"] for row in each)
    if table.name == "contributions":
        assert made.days == {row["local_day"] for row in each}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_rows_cleaned_together_are_those_cleaned_one_by_one(table: Table, data: st.DataObject) -> None:
    rows = data.draw(rows_of(table))
    is_short: bool = data.draw(st.booleans())
    if rows and is_short:
        rows[0] = dict(list(rows[0].items())[:2])
    assert list(all_cleaned(table, rows)) == [cleaned(table, row) for row in rows]


def test_a_cell_of_the_wrong_kind_is_told_as_it_is_for_one_row() -> None:
    table = TABLES_BY_NAME["contributions"]
    rows: list[Row] = [{"id": "1", "amount_cents": 5}, {"id": "2", "amount_cents": True}]
    with pytest.raises(UseError) as raised:
        list(all_cleaned(table, rows))
    assert "amount" in str(raised.value.message.params["detail"])


def test_days_and_answers_are_held_by_sqlite_as_it_writes_them() -> None:
    table = TABLES_BY_NAME["contributions"]
    at = datetime(2018, 2, 1, 4, 30, tzinfo=UTC) + timedelta(microseconds=1)
    row = whole(table, {"id": "1", "contributed_at": at, "amount_cents": 500, "status": "counted"})
    made = lines_of(table, ["k"], columns_of(table, [row]), ZONE, {}, "sqlite")
    told = dict(zip(made.names, made.lines[0], strict=True))
    assert (told["local_day"], told["local_hour"], told["contributed_at"]) == ("2018-01-31", 23, 1_517_459_400_000_001)
