"""A store with a million contributions moved from a file to a server and back by `python -m lib copy`: all of it arrives, in
bounded memory."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from lib.store.connections import sqlite_driver
from lib.store.engine import open_store
from lib.store.safekeeping.copying import Contents, contents
from lib.store.safekeeping.integrity import verification
from lib.store.schema import metadata
from tests.drills.telling import Promise, Told, at_most, told_of
from tests.support.large_store import filled
from tests.support.postgres import cluster

ROOT = Path(__file__).resolve().parents[2]
LARGEST_MEGABYTES = 300.0


@dataclass(frozen=True, slots=True)
class Moved:
    """What a copy took: seconds on the clock, seconds of a processor in the copying program, its peak memory."""

    seconds: float
    processor_seconds: float
    megabytes: float

    def __str__(self) -> str:
        return f"{self.seconds:.0f} s ({self.processor_seconds:.0f} s of a processor, {self.megabytes:.0f} MB at most)"


def drill(place: Path, count: int = 1_000_000) -> Told:
    """There and back again; every table is then compared outside of the copy, by its contents and by SQLite itself."""
    first, back = place / "first.db", place / "back.db"
    with closing(open_store(f"sqlite:///{first}")) as store:
        filled(store, count)
    with cluster() as server:
        url = server.new_database()
        there, again = _moved(str(first), url), _moved(url, str(back))
        held = [_held(each) for each in (f"sqlite:///{first}", url, f"sqlite:///{back}")]
    rows, tables = sum(each.rows for each in held[0].values()), sum(each.rows > 0 for each in held[0].values())
    other = _other_rows(first, back)
    return told_of(
        "copy",
        f"{held[0]['contributions'].rows} contributions, {rows} rows in {tables} tables, {first.stat().st_size / 1e6:.0f} MB: to the server in {there}; back in {again}",
        Promise("every table is the same in the three databases", held[0] == held[1] == held[2], f"{len(held[0])} tables read once more"),
        Promise("rows of the first file that are not in the last one, or the reverse, as SQLite counts them", other == 0, str(other)),
        at_most("memory of the program that copies", max(there.megabytes, again.megabytes), LARGEST_MEGABYTES, "MB"),
    )


def _moved(source: str, target: str) -> Moved:
    """RuntimeError with what the command said where it does not end well."""
    start = time.monotonic()
    process = subprocess.Popen([sys.executable, "-m", "lib", "copy", source, target], cwd=ROOT, stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, env={**os.environ, "LANG": "en_CA.UTF-8"}, text=True)  # fmt: skip
    assert process.stderr is not None
    said = process.stderr.read()
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"the copy failed: {said}")
    return Moved(time.monotonic() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def _held(url: str) -> dict[str, Contents]:
    """Every table's contents; AssertionError where the control totals do not agree."""
    with closing(open_store(url)) as store, store.reading() as connection:
        assert not verification(store)
        return {table.name: contents(connection, table) for table in metadata.sorted_tables}


def _other_rows(first: Path, last: Path) -> int:
    """Rows of either file that the other has not, texts in JSON aside: a server keeps their keys in an order of its own."""
    connection, found = sqlite_driver().connect(str(first)), 0
    connection.execute("ATTACH ? AS last", (str(last),))
    for table in metadata.sorted_tables:
        cells = ", ".join(f'"{column.name}"' for column in table.columns if not isinstance(column.type, sa.JSON))
        for one, other in (("main", "last"), ("last", "main")):
            missing = f'SELECT {cells} FROM {one}."{table.name}" EXCEPT SELECT {cells} FROM {other}."{table.name}"'
            found += connection.execute(f"SELECT count(*) FROM ({missing})").fetchone()[0]
    connection.close()
    return int(found)
