"""Rows to show, search, edit and export, and how fresh each table is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lib.campaign.errors import UseError
from lib.campaign.message import N_
from lib.campaign.model import Campaign
from lib.campaign.tables import CONTRIBUTIONS, TABLES, Cell, Kind, Row, Table
from lib.store.cells import folded, shape
from lib.store.changes.batches import DONE
from lib.store.changes.change import whole_row
from lib.store.engine import Store
from lib.store.people.personal import Reader, veil_for
from lib.store.queries.money import by_status
from lib.store.queries.sought import contributions_holding, is_in_clear, low, pks_in_order
from lib.store.queries.thanks import came, unthanked
from lib.store.queries.view import C, View, viewed
from lib.store.rows import StoredRow, known_table, stored_row
from lib.store.schema import BATCHES, CONTROLS, DATA
from lib.store.sql import CHUNK

_NO_CELLS: Mapping[str, Cell] = {}
_DATED = (Kind.INSTANT, Kind.DAY)
_TEXTS = (Kind.TEXT, Kind.EMAIL, Kind.CHOICE)


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows out of `total`."""

    rows: tuple[StoredRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Freshness:
    """A table's rows, the latest instant (or day) that they speak of, and the last import that brought it something."""

    rows: int
    newest_at: datetime | None
    newest_on: date | None
    last_batch_at: datetime | None


def rows(store: Store, campaign_id: int, table: str) -> Iterator[Row]:
    """Every row of a table with every cell, one snapshot, some at a time, in the order of its file: by date, then as added.

    Raises KeyMissing where people's names are encrypted and their key is not here; who was erased is written as nobody's address.
    """
    return _streamed(store, campaign_id, known_table(table))


def table_page(
    store: Store,
    campaign_id: int,
    table: str,
    *,
    personal: bool = False,
    order_by: str | None = None,
    descending: bool = False,
    limit: int = 100,
    offset: int = 0,
    where: Mapping[str, Cell] = _NO_CELLS,
) -> Page:
    """A part of a table, in its file's order unless `order_by` names a cell; `where`: cells that must be equal.

    Without `personal`, cells that tell who somebody is are not read. Raises UseError for a cell that may not be asked.
    """
    declared = known_table(table)
    shown = _shown(declared, personal)
    columns = DATA[table].c
    wanted = [columns.campaign_id == campaign_id]
    with store.reading() as connection:
        for field, value in _hidden(connection, campaign_id, declared, where).items():
            wanted.append(columns[_allowed(declared, field, shown)].is_not_distinct_from(value))
        asked = _Asked(connection, campaign_id, declared, shown, wanted, limit, offset)
        return asked.by(_allowed(declared, order_by, shown), descending) if order_by else asked.page(_file_order(declared))


def rows_found(
    store: Store, campaign_id: int, table: str, search: str = "", *, newest_first: bool = False, limit: int = 200
) -> Page:
    """Whole rows, personal cells included, whose texts hold every word of `search`: in the file's order, or the newest first.

    Neither case nor accents make a difference. Only contributions, the one large table, are searched by the database.
    """
    declared = known_table(table)
    wanted = [DATA[table].c.campaign_id == campaign_id]
    order = [column.desc() for column in _file_order(declared)] if newest_first else _file_order(declared)
    with store.reading() as connection:
        if declared is CONTRIBUTIONS or not search.strip():
            wanted += contributions_holding(connection, campaign_id, search, personal=True)
            return _Asked(connection, campaign_id, declared, declared.fields, wanted, limit, 0).page(order)
        found = connection.execute(sa.select(*whole_row(declared)).where(*wanted).order_by(*order))
        whole = Reader(connection, campaign_id).rows(declared, [stored_row(row, declared.fields) for row in found])
        holding = [row for row in whole if _holds(declared, row, search)]
        return Page(tuple(holding[:limit]), len(holding))


def contribution_page(
    store: Store,
    campaign_id: int,
    campaign: Campaign,
    as_of: datetime,
    *,
    search: str = "",
    status: str | None = None,
    personal: bool = False,
    order_by: str = "contributed_at",
    descending: bool = True,
    limit: int = 100,
    offset: int = 0,
) -> Page:
    """Contributions by then, all of whose texts hold every word of `search`, whatever the case and the accents.

    Without `personal`, names and the like are neither read nor searched, nor can they decide the order (UseError).
    """
    shown = _shown(CONTRIBUTIONS, personal)
    with viewed(store, campaign_id, campaign, as_of) as seen:
        holding = contributions_holding(seen.connection, campaign_id, search, personal=personal)
        wanted = [C.campaign_id == campaign_id, C.contributed_at <= as_of, *holding]
        if status is not None:
            wanted.append(C.status == status)
        known = None if search.strip() else _count_by_then(seen, status)
        asked = _Asked(seen.connection, campaign_id, CONTRIBUTIONS, shown, wanted, limit, offset, known)
        return asked.by(_allowed(CONTRIBUTIONS, order_by, shown), descending)


def _count_by_then(seen: View, status: str | None) -> int:
    """The contributions by then, from the totals by day."""
    return sum(count for each, (count, _cents) in by_status(seen).items() if status in (None, each))


def thanks_waiting(
    store: Store, campaign_id: int, campaign: Campaign, as_of: datetime, *, personal: bool = False, late: bool | None = None,
    limit: int = 100,
) -> Page:  # fmt: skip
    """The counted contributions that nobody has thanked by then, oldest first; `late`: for more than 24 hours, or less."""
    with viewed(store, campaign_id, campaign, as_of) as seen:
        wanted = [*seen.counted, unthanked(seen), *(() if late is None else (came(seen, late=late),))]
        order = [C.contributed_at, C.pk]
        shown = _shown(CONTRIBUTIONS, personal)
        return _Asked(seen.connection, campaign_id, CONTRIBUTIONS, shown, wanted, limit, 0).page(order)


def freshness(store: Store, campaign_id: int) -> Mapping[str, Freshness]:
    """How fresh each table is, by name."""
    with store.reading() as connection:
        kept = CONTROLS.c
        counted = sa.select(kept.table_name, kept.row_count).where(kept.campaign_id == campaign_id)
        counts = dict(connection.execute(counted).all())
        imported = _last_imports(connection, campaign_id)
        return {
            table.name: Freshness(
                counts.get(table.name, 0), *_newest(connection, campaign_id, table), imported.get(table.name)
            )
            for table in TABLES
        }


def _streamed(store: Store, campaign_id: int, table: Table) -> Iterator[Row]:
    columns = DATA[table.name].c
    wanted = sa.select(*(columns[field] for field in shape(table.name).fields)).where(columns.campaign_id == campaign_id)
    with store.snapshot() as connection:
        read = Reader(connection, campaign_id, in_full=True)
        found = connection.execute(wanted.order_by(*_file_order(table)), execution_options={"yield_per": CHUNK})
        for some in found.mappings().partitions():
            yield from read.cells(table, [dict(row) for row in some])


@dataclass(frozen=True, slots=True)
class _Asked:
    """A part of the rows of a table that are `wanted`, with the cells that are `shown`."""

    connection: Connection
    campaign_id: int
    table: Table
    shown: Sequence[str]
    wanted: Sequence[sa.ColumnElement[bool]]
    limit: int
    offset: int
    total: int | None = None
    """How many rows are wanted, where it is known already."""

    def page(self, order: Sequence[sa.ColumnElement[Any]]) -> Page:
        listed = sa.select(*whole_row(self.table, self.shown)).where(*self.wanted).order_by(*order)
        return self._read(self.connection.execute(listed.limit(self.limit).offset(self.offset)))

    def by(self, field: str, descending: bool) -> Page:
        """By a cell; what is encrypted cannot be ordered by the database."""
        if field not in shape(self.table.name).supporter or is_in_clear(self.connection, self.campaign_id):
            return self.page(_order(self.table, field, descending))
        ordered = pks_in_order(
            self.connection, self.campaign_id, self.table, field, self.wanted, descending=descending
        )[self.offset : self.offset + self.limit]
        listed = sa.select(*whole_row(self.table, self.shown)).where(DATA[self.table.name].c.pk.in_(ordered))
        found = {row.pk: row for row in self.connection.execute(listed)}
        return self._read(found[pk] for pk in ordered)

    def _read(self, found: Iterable[Sequence[Any]]) -> Page:
        counted = sa.select(sa.func.count()).select_from(DATA[self.table.name]).where(*self.wanted)
        rows = [stored_row(row, self.shown) for row in found]
        read = Reader(self.connection, self.campaign_id).rows(self.table, rows)
        count = self.connection.scalar(counted) if self.total is None else self.total
        return Page(tuple(map(self._keyless, read)), count or 0)

    def _keyless(self, row: StoredRow) -> StoredRow:
        """A key is made of cells: where one of these is not to be read, neither is the key."""
        is_readable = all(self.table.column(name).field in self.shown for name in self.table.key)
        return row if is_readable else replace(row, row_key="")


def _hidden(connection: Connection, campaign_id: int, table: Table, where: Mapping[str, Cell]) -> Mapping[str, Cell]:
    """The same cells as they rest."""
    cells = dict(where)
    if shape(table.name).supporter.keys() & cells.keys():
        veil_for(connection, campaign_id, [table]).hide(table, cells)
    return cells


def _shown(table: Table, personal: bool) -> tuple[str, ...]:
    return tuple(column.field for column in table.columns if personal or not column.personal)


def _allowed(table: Table, field: str, shown: Sequence[str]) -> str:
    if field not in shown:
        raise UseError(N_("%(table)s cannot be ordered or filtered by “%(column)s”."), table=table.name, column=field)
    return field


def _dated(table: Table) -> sa.Column[Any] | None:
    """The column that places a row in time, if its table has one that is always filled in."""
    dated = (column.field for column in table.columns if column.required and column.kind in _DATED)
    return next((DATA[table.name].c[field] for field in dated), None)


def _file_order(table: Table) -> list[sa.ColumnElement[Any]]:
    dated = _dated(table)
    pk = DATA[table.name].c.pk
    return [pk] if dated is None else [dated, pk]


def _order(table: Table, field: str, descending: bool) -> list[sa.ColumnElement[Any]]:
    """By a cell, empty ones last, then as added. Text goes by its letters' codes, supporters' cells by folded letters."""
    columns = DATA[table.name].c
    column: sa.ColumnElement[Any] = low(table, field) if field in shape(table.name).supporter else columns[field]
    direction = column.desc() if descending else column.asc()
    return [direction.nulls_last(), columns.pk.desc() if descending else columns.pk.asc()]


def _holds(table: Table, row: StoredRow, search: str) -> bool:
    texts = (row.cells[column.field] for column in table.columns if column.kind in _TEXTS)
    there = folded(" ".join(str(text) for text in texts if text is not None))
    return all(word in there for word in folded(search).split())


def _newest(connection: Connection, campaign_id: int, table: Table) -> tuple[datetime | None, date | None]:
    dated = _dated(table)
    if dated is None:
        return None, None
    columns = DATA[table.name].c
    found = connection.scalar(sa.select(sa.func.max(dated)).where(columns.campaign_id == campaign_id))
    return (found, None) if isinstance(found, datetime) else (None, found)


def _last_imports(connection: Connection, campaign_id: int) -> dict[str, datetime]:
    """For each table the instant of the last import, still standing, that put in or altered rows of it."""
    wanted = sa.select(BATCHES.c.at, BATCHES.c.by_table).where(
        BATCHES.c.campaign_id == campaign_id, BATCHES.c.state == DONE
    )
    found: dict[str, datetime] = {}
    for at, by_table in connection.execute(wanted.order_by(BATCHES.c.id)):
        found |= {name: at for name, counts in by_table.items() if counts["inserted"] or counts["changed"]}
    return found
