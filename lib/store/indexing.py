"""The indexes of SQLite put aside while very many rows come in, and made again at once, within the same transaction.

Entries that come in no order make SQLite write the pages of an index over and over: half a million rows wrote twenty times what
they take. Readers keep the snapshot they have meanwhile. On PostgreSQL that would keep readers out: there they stay.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lib.campaign.tables import Table
from lib.store.erased import erased_in
from lib.store.schema import DATA

LEAST_ROWS = 50_000


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

    def make_again(self) -> None:
        """Those that were put aside."""
        for each in self._aside:
            each.create(self._connection)
        self._aside = []

    def _row_count(self) -> int:
        return self._connection.scalar(sa.select(sa.func.count()).select_from(self._table)) or 0
