"""When PostgreSQL is told to look at its tables afresh, while an import makes them grow.

Until it has looked, it may take minutes where milliseconds would do; a look reads a sample, of the same size however large the
table is: after each slice of an import it took as long as putting the rows in.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lib.store.sql import learn

MANY = 500
"""New rows in a table, above which it is worth a look."""
_TIMES = 10
"""How much larger what came must be than at the last look for another one."""


class Learning:
    """The looks of one import, at the tables that it puts rows into; SQLite needs none."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._came: dict[sa.Table, int] = {}
        self._seen: dict[sa.Table, int] = {}

    def grew(self, table: sa.Table, rows: int) -> None:
        """So many rows more: looked at when the first many are there, then each time that ten times as many are."""
        self._came[table] = self._came.get(table, 0) + rows
        if self._came[table] > max(MANY, _TIMES * self._seen.get(table, 0)):
            self._look(table)

    def settle(self) -> None:
        """Looks once more at whatever has grown by many since: queries come next."""
        for table, came in self._came.items():
            if came - self._seen.get(table, 0) > MANY:
                self._look(table)

    def _look(self, table: sa.Table) -> None:
        self._seen[table] = self._came[table]
        learn(self._connection, table)
