"""The indexes of SQLite put aside while very many rows come in, and made again at once, within the same transaction.

Entries that come in no order make SQLite write the pages of an index over and over: half a million rows wrote twenty times what
they take. Readers keep the snapshot they have meanwhile. On PostgreSQL that would keep readers out: there they stay.
"""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lib.campaign.tables import Table
from lib.store.people.erased import erased_in
from lib.store.schema import DATA
from lib.store.sql import with_room

LEAST_ROWS = 20_000
_SORT_KIB = 8 * 1024
"""For the pages and the sorting of an index that is made: with more, a million rows took 100 MB more and no less time."""


class Indexes:
    """Those of a table that serve queries alone; what finds rows by their keys stays."""

    def __init__(self, connection: Connection, table: Table) -> None:
        self._connection, self._table = connection, DATA[table.name]
        self._aside: list[sa.Index] = []
        self._is_decided = False

    def put_aside(self, campaign_id: int, expected_rows: int) -> None:
        """Unless the rows to come are too few beside those that are there, or each is looked for among those of erased people.

        Decided once, before the first of them.
        """
        if self._is_decided:
            return
        self._is_decided = True
        is_worth_it = self._connection.dialect.name == "sqlite" and expected_rows >= LEAST_ROWS
        if not is_worth_it or self._row_count() > expected_rows or erased_in(self._connection, campaign_id).people:
            return
        self._aside = [each for each in self._table.indexes if not each.unique and each.name != f"ix_{self._table.name}_off_key"]
        for each in self._aside:
            each.drop(self._connection)

    @property
    def are_aside(self) -> bool:
        """Whether they are put aside at the moment."""
        return bool(self._aside)

    def make_again(self, told: Callable[[float], None]) -> None:
        """Those that were put aside; `told`: the share of them that is there, 0 to 1."""
        if not self._aside:
            return
        with with_room(self._connection, _SORT_KIB):
            for number, each in enumerate(self._aside, start=1):
                each.create(self._connection)
                told(number / len(self._aside))
        self._aside = []

    def _row_count(self) -> int:
        return self._connection.scalar(sa.select(sa.func.count()).select_from(self._table)) or 0
