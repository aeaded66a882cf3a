"""Control sums of what is not one of a campaign's tables: its settings, the list of imports, the journal, values kept aside.

They rest beside those of the tables, in `controls`, and move with each write, in the same transaction.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any
from zlib import crc32

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lib.store.schema import BATCHES, CAMPAIGNS, CONTROLS, JOURNAL, KEPT, MAPPINGS, micros

SEALED: Mapping[str, sa.Table] = MappingProxyType({each.name: each for each in (CAMPAIGNS, BATCHES, JOURNAL, KEPT)})
"""The tables whose rows are summed, by name."""
SUM = "control_sum"
_COUNTED = {"campaigns": "revision", "journal": "undone"}
"""The column that a row's sum counts by itself: it changes where the rest of the row stays."""
_UNKNOWN_AT_FIRST = {"journal": "pk"}
"""The column that the database gives, not known yet when the row is summed."""


def sum_of(name: str, row: Mapping[str, Any]) -> int:
    """The control sum of one row of a sealed table: 32 bits of what it says, and its counted column."""
    counted = _COUNTED.get(name)
    others = [column.name for column in SEALED[name].columns if column.name not in (counted, _UNKNOWN_AT_FIRST.get(name))]
    said = json.dumps([row.get(each) for each in others], sort_keys=True, default=_plain)
    return crc32(said.encode("utf-8", "surrogatepass")) + (int(row[counted]) if counted else 0)


def _plain(value: object) -> int:
    if not isinstance(value, datetime):
        raise TypeError  # a flipped bit made bytes of a text
    return micros(value)


def mapping_sum(signature: str, mapping: Mapping[str, Any], at: datetime) -> int:
    """The control sum of a remembered mapping, kept within it under `SUM`: no campaign holds it."""
    return crc32(json.dumps([signature, mapping, micros(at)], sort_keys=True).encode("utf-8", "surrogatepass"))


def mappings_differ(connection: Connection) -> bool:
    """Whether any remembered mapping is not what was written."""
    for row in connection.execute(sa.select(MAPPINGS)):
        held = dict(row.mapping)
        if held.pop(SUM, None) != mapping_sum(row.signature, held, row.at):
            return True
    return False


def open_seals(connection: Connection, campaign_id: int) -> None:
    """A new campaign's sums: nothing yet, but its own row as it is now."""
    empty = {"campaign_id": campaign_id, "row_count": 0, "cents": 0, "digest": 0}
    connection.execute(sa.insert(CONTROLS), [{**empty, "table_name": name} for name in SEALED])
    sealed(connection, campaign_id, "campaigns", rows_there(connection, campaign_id, "campaigns"))


def sealed(connection: Connection, campaign_id: int, name: str, rows: Iterable[Mapping[str, Any]], *, gone: bool = False) -> None:
    """Count rows in that were just written, or out (`gone`) that are about to be altered or deleted."""
    sums = [sum_of(name, row) for row in rows]
    if sums:
        sign = -1 if gone else 1
        counted_on(connection, campaign_id, name, sign * sum(sums), rows=sign * len(sums))


def counted_on(connection: Connection, campaign_id: int, name: str, more: int, *, rows: int = 0) -> None:
    """Raise a sum by what a counted column was raised by."""
    there = CONTROLS.c
    connection.execute(
        sa.update(CONTROLS).where(there.campaign_id == campaign_id, there.table_name == name)
        .values(row_count=there.row_count + rows, digest=there.digest + more)
    )  # fmt: skip


def rows_there(connection: Connection, campaign_id: int, name: str, *where: sa.ColumnElement[bool]) -> list[Mapping[str, Any]]:
    """The rows of a campaign in a sealed table, all or some, as they rest."""
    return [dict(row) for row in connection.execute(_of(campaign_id, name).where(*where)).mappings()]


def difference(connection: Connection, campaign_id: int, name: str) -> bool:
    """Whether the rows there do not add up to the sum kept; a store from before there were sums has none, and agrees."""
    there = CONTROLS.c
    wanted = sa.select(there.table_name, there.row_count, there.digest).where(there.campaign_id == campaign_id)
    kept = {row.table_name: (row.row_count, row.digest) for row in connection.execute(wanted)}
    if not kept.keys() & SEALED.keys():
        return False
    count = total = 0
    with connection.execute(_of(campaign_id, name), execution_options={"yield_per": 1_000}) as result:
        for row in result.mappings():
            count, total = count + 1, total + sum_of(name, dict(row))
    return kept.get(name) != (count, total)


def _of(campaign_id: int, name: str) -> sa.Select[Any]:
    table = SEALED[name]
    owner = table.c.id if table is CAMPAIGNS else table.c.campaign_id
    return sa.select(table).where(owner == campaign_id)
