"""The totals kept beside the rows, in the same transaction: by local day, by table, and the campaign's revision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import add
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lib.campaign.tables import TABLES, Table
from lib.store.cells import shape
from lib.store.safekeeping.seals import counted_on, open_seals
from lib.store.schema import CAMPAIGNS, CONTROLS, DAILY_TOTALS, DATA
from lib.store.sql import chunks, total

_CONTRIBUTIONS = DATA["contributions"]
_ROLLED_UP = ("campaign_id", "local_day", "status", "contributions", "amount_cents")


@dataclass(slots=True)
class Totals:
    """The control totals of a table, or by how much they change: rows, all amounts in cents, the sum of digests."""

    rows: int = 0
    cents: int = 0
    digest: int = 0

    def add(self, rows: int, cents: int, digest: int) -> None:
        """Counts rows in (or out, with negative numbers)."""
        self.rows, self.cents, self.digest = self.rows + rows, self.cents + cents, self.digest + digest


class Ledger:
    """What one transaction changes of a campaign's totals, written once at its end."""

    def __init__(self, connection: Connection, campaign_id: int) -> None:
        self._connection = connection
        self._campaign_id = campaign_id
        self._changes: dict[str, Totals] = {}
        self._days: set[date] = set()

    def count(self, table: Table, rows: int, cents: int, digest: int) -> None:
        """Rows that come (`rows` above 0) or go, with their amounts and digests."""
        self._changes.setdefault(table.name, Totals()).add(rows, cents, digest)

    def touch(self, days: Iterable[date | None]) -> None:
        """Local days whose contributions change."""
        self._days.update(day for day in days if day is not None)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was changed."""
        return not self._changes and not self._days

    def settle(self) -> None:
        """Writes the totals and bumps the revision, if anything was changed."""
        if self.is_empty:
            return
        for name, change in self._changes.items():
            _add_to_control(self._connection, self._campaign_id, name, change)
        roll_up(self._connection, self._campaign_id, self._days)
        bump(self._connection, self._campaign_id)


def bump(connection: Connection, campaign_id: int) -> None:
    """One more revision: what was worked out from the earlier one is not shown any more."""
    one_more = CAMPAIGNS.c.revision + 1
    connection.execute(sa.update(CAMPAIGNS).where(CAMPAIGNS.c.id == campaign_id).values(revision=one_more))
    counted_on(connection, campaign_id, "campaigns", 1)


def open_controls(connection: Connection, campaign_id: int) -> None:
    """A new campaign's control totals: nothing, in every table."""
    empty = {"campaign_id": campaign_id, "row_count": 0, "cents": 0, "digest": 0}
    connection.execute(sa.insert(CONTROLS), [{**empty, "table_name": table.name} for table in TABLES])
    open_seals(connection, campaign_id)


def _add_to_control(connection: Connection, campaign_id: int, table_name: str, change: Totals) -> None:
    kept = CONTROLS.c
    connection.execute(
        sa.update(CONTROLS)
        .where(kept.campaign_id == campaign_id, kept.table_name == table_name)
        .values(
            row_count=kept.row_count + change.rows, cents=kept.cents + change.cents, digest=kept.digest + change.digest
        )
    )


def roll_up(connection: Connection, campaign_id: int, days: Iterable[date]) -> None:
    """Works the daily totals of `days` out again from the contributions themselves."""
    kept, rows = DAILY_TOTALS.c, _CONTRIBUTIONS.c
    for some in chunks(sorted(days)):
        connection.execute(sa.delete(DAILY_TOTALS).where(kept.campaign_id == campaign_id, kept.local_day.in_(some)))
        fresh = daily_totals(campaign_id).where(rows.local_day.in_(some))
        connection.execute(sa.insert(DAILY_TOTALS).from_select(_ROLLED_UP, fresh))


def daily_totals(campaign_id: int) -> sa.Select[Any]:
    """What `daily_totals` must hold, from the rows: campaign, day, status, contributions, cents."""
    rows = _CONTRIBUTIONS.c
    return (
        sa.select(rows.campaign_id, rows.local_day, rows.status, sa.func.count(), total(rows.amount_cents))
        .where(rows.campaign_id == campaign_id)
        .group_by(rows.campaign_id, rows.local_day, rows.status)
    )


def control_of(campaign_id: int, table: Table) -> sa.Select[int, int, int]:
    """What `controls` must hold of a table, from its rows: rows, cents, digest."""
    rows = DATA[table.name].c
    amounts = (sa.func.coalesce(rows[field], 0) for field in shape(table.name).amounts)
    cents = reduce(add, amounts, sa.literal(0))
    return sa.select(sa.func.count(), total(cents), total(rows.row_digest)).where(rows.campaign_id == campaign_id)
