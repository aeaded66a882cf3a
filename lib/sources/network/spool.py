"""Rows set aside on disk while a source is being read: the last of two with one key stands, memory does not grow."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

from lib.campaign.tables import TABLES_BY_NAME, Cell, Kind, Row

ROWS_A_BATCH = 1_000
PREFIX = "campaign-sync-"
"""How the temporary folders of rows on their way in are called."""
_LEFTOVER_AFTER = timedelta(days=1)
_CACHE_KB = 2_000


class Spool:
    """A file of our own in a temporary folder, gone at the end of the `with` block; used by one thread at a time."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix=PREFIX)
        self._rows = sqlite3.connect(Path(self._folder.name) / "rows.db", isolation_level=None, check_same_thread=False)
        self._rows.executescript(
            f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-{_CACHE_KB};"
            "CREATE TABLE row (tab TEXT, key TEXT, place INTEGER, cells TEXT, PRIMARY KEY (tab, key));"
            "CREATE INDEX in_order ON row (tab, place); BEGIN"
        )
        self._place = 0

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._rows.close()
        self._folder.cleanup()

    @property
    def folder(self) -> Path:
        """Where a source may put files of its own meanwhile."""
        return Path(self._folder.name)

    def put(self, table: str, row: Row, key: str | None = None) -> None:
        """Set a row aside in place of the one with the same key: that of its table unless one is given."""
        declared = TABLES_BY_NAME[table]
        self._place += 1
        named = key if key is not None else json.dumps([_plain(row.get(declared.column(name).field)) for name in declared.key])
        values = (table, named, self._place, json.dumps({field: _plain(value) for field, value in row.items()}))
        self._rows.execute(
            "INSERT INTO row VALUES (?, ?, ?, ?) ON CONFLICT (tab, key) DO UPDATE SET cells = excluded.cells", values
        )

    def drop(self, table: str) -> None:
        """Forget the rows of a table."""
        self._rows.execute("DELETE FROM row WHERE tab = ?", (table,))

    def count(self, table: str) -> int:
        """How many rows of a table are set aside."""
        found: int = self._rows.execute("SELECT count(*) FROM row WHERE tab = ?", (table,)).fetchone()[0]
        return found

    def rows(self, table: str) -> Iterator[Row]:
        """The rows of a table, in the order in which their keys came first; `put` waits until it is through."""
        kinds = {column.field: column.kind for column in TABLES_BY_NAME[table].columns}
        found = self._rows.execute("SELECT cells FROM row WHERE tab = ? ORDER BY place", (table,))
        while some := found.fetchmany(ROWS_A_BATCH):
            for (cells,) in some:
                yield {field: _cell(kinds.get(field), value) for field, value in json.loads(cells).items()}

    def batches(self) -> Iterator[tuple[str, Sequence[Row]]]:
        """Every row, a thousand at a time, table by table in the order of lib/campaign/tables.py."""
        for table in TABLES_BY_NAME:
            yield from batched(table, self.rows(table))


def leftovers(at: datetime) -> list[Path]:
    """Temporary folders of programs that were killed: nobody has touched them for a day."""
    folders = Path(tempfile.gettempdir()).glob(f"{PREFIX}*")
    return [each for each in folders if each.is_dir() and at.timestamp() - each.stat().st_mtime > _LEFTOVER_AFTER.total_seconds()]


def batched(table: str, rows: Iterator[Row]) -> Iterator[tuple[str, Sequence[Row]]]:
    """Rows of one table, a thousand at a time."""
    some: list[Row] = []
    for row in rows:
        some.append(row)
        if len(some) == ROWS_A_BATCH:
            yield table, some
            some = []
    if some:
        yield table, some


def _plain(value: Cell) -> str | int | bool | None:
    return value.isoformat() if isinstance(value, date) else value


def _cell(kind: Kind | None, value: str | int | bool | None) -> Cell:
    if kind is Kind.INSTANT and isinstance(value, str):
        return datetime.fromisoformat(value)
    if kind is Kind.DAY and isinstance(value, str):
        return date.fromisoformat(value)
    return value
