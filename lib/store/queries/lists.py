"""Rows to show, search, edit and export, and how fresh each table is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lib.campaign.errors import UseError
from lib.campaign.message import N_
from lib.campaign.model import Campaign
from lib.campaign.tables import CONTRIBUTIONS, TABLES, Cell, Kind, Row, Table
from lib.store.batches import DONE
from lib.store.cells import folded, shape
from lib.store.change import whole_row
from lib.store.engine import Store
from lib.store.queries.view import C, viewed
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
    """Every row of a table with every cell, one snapshot, some at a time, in the order of its file: by date, then as added."""
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
    wanted += [columns[_allowed(declared, field, shown)].is_not_distinct_from(value) for field, value in where.items()]
    order = _order(declared, _allowed(declared, order_by, shown), descending) if order_by else _file_order(declared)
    with store.reading() as connection:
        return _page(connection, declared, shown, wanted, order, limit, offset)


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
            wanted += _holding(search, personal=True)
            return _page(connection, declared, declared.fields, wanted, order, limit, 0)
        found = connection.execute(sa.select(*whole_row(declared)).where(*wanted).order_by(*order))
        holding = [row for row in (stored_row(row, declared.fields) for row in found) if _holds(declared, row, search)]
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
        wanted = [C.campaign_id == campaign_id, C.contributed_at <= as_of, *_holding(search, personal)]
        if status is not None:
            wanted.append(C.status == status)
        order = _order(CONTRIBUTIONS, _allowed(CONTRIBUTIONS, order_by, shown), descending)
        return _page(seen.connection, CONTRIBUTIONS, shown, wanted, order, limit, offset)


def thanks_waiting(
    store: Store, campaign_id: int, campaign: Campaign, as_of: datetime, *, personal: bool = False, limit: int = 100
) -> Page:
    """The counted contributions that nobody has thanked by then, oldest first."""
    with viewed(store, campaign_id, campaign, as_of) as seen:
        wanted = [*seen.counted, sa.or_(C.thanked_at.is_(None), C.thanked_at > as_of)]
        order = [C.contributed_at, C.pk]
        return _page(seen.connection, CONTRIBUTIONS, _shown(CONTRIBUTIONS, personal), wanted, order, limit, 0)


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
        found = connection.execution_options(yield_per=CHUNK).execute(wanted.order_by(*_file_order(table)))
        for row in found.mappings():
            yield dict(row)


def _page(
    connection: Connection,
    table: Table,
    shown: Sequence[str],
    wanted: Sequence[sa.ColumnElement[bool]],
    order: Sequence[sa.ColumnElement[Any]],
    limit: int,
    offset: int,
) -> Page:
    counted = sa.select(sa.func.count()).select_from(DATA[table.name]).where(*wanted)
    listed = sa.select(*whole_row(table, shown)).where(*wanted).order_by(*order).limit(limit).offset(offset)
    found = connection.execute(listed).all()
    return Page(tuple(stored_row(row, shown) for row in found), connection.scalar(counted) or 0)


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
    """By a cell, empty ones last, then as added. Text goes by its letters' codes, contributors' names by folded letters."""
    columns = DATA[table.name].c
    column: sa.ColumnElement[Any] = columns[field]
    if table is CONTRIBUTIONS and field == "name":
        column = sa.case((C.name.is_not(None), C.search_names))
    direction = column.desc() if descending else column.asc()
    return [direction.nulls_last(), columns.pk.desc() if descending else columns.pk.asc()]


def _holding(search: str, personal: bool) -> Iterator[sa.ColumnElement[bool]]:
    for word in folded(search).split():
        public = C.search_text.contains(word, autoescape=True)
        yield sa.or_(public, C.search_names.contains(word, autoescape=True)) if personal else public


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
