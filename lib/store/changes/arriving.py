"""Rows on their way in, held column by column: cleaned, hidden, keyed, and told apart as new, known as they are, or neither.

It says of thousands of rows at once what `incoming` and `matches` say of each; what it cannot tell at once (`None`, or `others`)
is left to them. Tests hold the two together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lib.campaign.row_columns import RowColumns
from lib.campaign.tables import Table
from lib.store.cells import column_cleaned, shape
from lib.store.changes.bulk import Columns, forms, keys_of
from lib.store.people.erased import Erased, erased_in
from lib.store.people.pseudonyms import Veil, any_spelling
from lib.store.schema import DATA
from lib.store.sql import among, chunks

_KEYS_A_TIME = 5_000
_TELLING = ("email", "platform_user", "contribution_id")
_Cells = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Arriving:
    """Whole cells of rows by field, with their keys; `said`: the fields that the rows speak of, the others are None."""

    keys: list[str]
    columns: Columns
    said: tuple[str, ...]

    def at(self, places: Sequence[int]) -> Arriving:
        """The rows at some places."""
        if len(places) == len(self.keys):
            return self
        columns = {field: [values[place] for place in places] for field, values in self.columns.items()}
        return Arriving([self.keys[place] for place in places], columns, self.said)

    def pseudonyms(self, table: Table) -> set[str]:
        """Those that the cells hold."""
        return {each for field in shape(table.name).supporter for each in self.columns[field] if isinstance(each, str)}

    def cents(self, table: Table) -> int:
        """The sum of all amounts."""
        return sum(value for field in shape(table.name).amounts for value in self.columns[field] if isinstance(value, int))


@dataclass(frozen=True, slots=True)
class Told:
    """Places of rows: those that are not in the store, those that it holds as they are, and those to be looked at one by one."""

    new: list[int]
    same: list[int]
    others: list[int]


def arriving(table: Table, rows: RowColumns, veil: Veil) -> Arriving | None:
    """Rows made ready; None where one of them cannot be taken, or shares its key with another: whoever takes each by itself says
    which, or numbers them."""
    parts, said = shape(table.name), rows.columns
    if not said.keys() <= set(parts.fields):
        return None
    try:
        told = {field: column_cleaned(parts.cleaners[field], values) for field, values in said.items()}
    except (AttributeError, TypeError, ValueError):
        return None
    if any(field not in told or None in told[field] for field in parts.required):
        return None
    hidden = {field: veil.hidden(parts.supporter[field], values) if field in parts.supporter else values
              for field, values in told.items()}  # fmt: skip
    columns = {field: hidden[field] if field in hidden else [None] * len(rows) for field in parts.fields}
    keys = keys_of(table, columns, len(rows))
    return Arriving(keys, columns, tuple(said)) if len(set(keys)) == len(keys) else None


def told_apart(connection: Connection, campaign_id: int, table: Table, rows: Arriving) -> Told | None:
    """Which rows are new, which are known; None where some may be known by another key than theirs."""
    if not set(_other_keys(connection, campaign_id, table)).isdisjoint(rows.keys):
        return None
    stored = dict(_stored(connection, campaign_id, table, rows))
    erased = erased_in(connection, campaign_id) if shape(table.name).supporter else None
    if not stored and not (erased and erased.people):
        return Told(list(range(len(rows.keys))), [], [])
    return _sorted(rows, _held(table, rows, connection.dialect.name), stored, erased if erased and erased.people else None)


def _sorted(rows: Arriving, held: Sequence[_Cells], stored: Mapping[str, _Cells], erased: Erased | None) -> Told:
    told = Told([], [], [])
    for place, key in enumerate(rows.keys):
        if key not in stored:
            is_erased = erased is not None and _speaks_of(erased, rows, place)
            (told.others if is_erased else told.new).append(place)
        elif erased is None and stored[key] == held[place]:
            told.same.append(place)
        else:
            told.others.append(place)
    return told


def _speaks_of(erased: Erased, rows: Arriving, place: int) -> bool:
    """Whether `Erased.emptied` may have something to take out of a row: its e-mail is looked at in any spelling."""
    cells = {field: rows.columns[field][place] for field in _TELLING if field in rows.columns}
    return any_spelling(cells.get("email")) in erased.people or erased.speaks_of(cells)


def _held(table: Table, rows: Arriving, dialect: str) -> list[_Cells]:
    """The cells that are spoken of, as the database holds them, row by row."""
    named = {column.field: column for column in table.columns}
    return list(zip(*(forms(named[field], rows.columns[field], dialect)[0] for field in rows.said), strict=True))


def _stored(connection: Connection, campaign_id: int, table: Table, rows: Arriving) -> Iterator[tuple[str, _Cells]]:
    """(key, cells) of the rows that are there, as the database holds them."""
    there = DATA[table.name].c
    bare = [sa.type_coerce(there[field], sa.types.NullType()) for field in rows.said]
    for some in chunks(rows.keys, _KEYS_A_TIME):
        wanted = sa.select(there.row_key, *bare).where(there.campaign_id == campaign_id, among(connection, there.row_key, some))
        for key, *cells in connection.execute(wanted):
            yield key, tuple(cells)


def _other_keys(connection: Connection, campaign_id: int, table: Table) -> Iterator[str]:
    rows = DATA[table.name].c
    wanted = sa.select(rows.current_key).where(rows.campaign_id == campaign_id, rows.current_key.is_not(None))
    return iter(connection.scalars(wanted))
