"""How long an import takes beside the database's own bulk insert of the same rows, and beside `pandas.read_csv`.

`python -m tests.bench_import [ROWS…]`, or within `make bench`. Seconds are of processor time; the database's own insert is the
driver's `executemany` (SQLite) or arrays (PostgreSQL, by `--url`) into the same tables with their indexes, in one transaction. Each
import runs in a process of its own, whose memory at its highest is told.
"""

from __future__ import annotations

import csv
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from lib.store.engine import Store, open_store
from lib.store.schema import DATA, PERSONAL
from lib.store.sql import insert_lines

ROOT = Path(__file__).resolve().parents[1]
SIZES = (500, 10_000, 100_000)
LIMIT, MEMORY_MB, BOUND_FROM = 4.0, 300, 100_000
_TABLES = (DATA["contributions"], PERSONAL)
_HEADER = ("id", "contributed_at", "amount", "currency", "status", "name", "email", "platform_user", "reward", "source",
           "medium", "country", "note", "thanked_at", "thanked_by")  # fmt: skip
_FROM = datetime(2018, 1, 20)


@dataclass(frozen=True, slots=True)
class Taken:
    """Processor seconds of an import of `rows`, of the same again, of the database alone, of `read_csv`; memory in MB."""

    rows: int
    import_seconds: float
    again_seconds: float
    bulk_seconds: float
    read_csv_seconds: float
    peak_mb: int

    @property
    def of_bulk(self) -> float:
        """How many times the database's own insert an import takes."""
        return self.import_seconds / max(self.bulk_seconds, 1e-6)


def measured(sizes: tuple[int, ...] = SIZES) -> list[Taken]:
    """Each size, in a store of its own."""
    with tempfile.TemporaryDirectory() as folder:
        return [_measured(Path(folder) / str(size), size) for size in sizes]


def report(taken: list[Taken]) -> bool:
    """Print a line for each; whether the limits are kept where they hold."""
    for each in taken:
        print(f"import {each.rows:>9,} rows {each.import_seconds:8.2f} s  {each.rows / each.import_seconds:9,.0f} rows/s  "
              f"{each.of_bulk:5.2f} x the database alone ({each.bulk_seconds:.2f} s), "
              f"{each.import_seconds / each.read_csv_seconds:5.1f} x read_csv, again {each.again_seconds:.2f} s, "
              f"{each.peak_mb} MB")  # fmt: skip
    large = [each for each in taken if each.rows >= BOUND_FROM]
    return all(each.of_bulk <= LIMIT and each.peak_mb <= MEMORY_MB for each in large)


def write_file(path: Path, count: int) -> None:
    """A plain file of `count` contributions, the same each time."""
    chance = random.Random(7)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADER)
        writer.writerows(_row(number, count, chance) for number in range(count))


def _row(number: int, count: int, chance: random.Random) -> list[str]:
    at, person = _FROM + timedelta(seconds=chance.randrange(55 * 86_400)), chance.randrange(max(count * 4 // 5, 1))
    thanked = chance.random() < 0.7
    return [
        str(1_000_000 + number), f"{at:%Y-%m-%dT%H:%M:%S}-05:00", f"{chance.choice((5, 10, 20, 50, 100)) + chance.random():.2f}",
        "CAD", chance.choices(("counted", "pending", "withdrawn"), (94, 3, 3))[0], f"Éloïse Tremblay {person}",
        f"personne{person}@exemple.org", "" if person % 3 else f"u{person}", f"Contrepartie {person % 6}", "infolettre",
        "web" if number % 2 else "", "CA", "Bravo à l’équipe !" if person % 11 == 0 else "",
        f"{at + timedelta(hours=9):%Y-%m-%dT%H:%M:%S}-05:00" if thanked else "", "Marie" if thanked else "",
    ]  # fmt: skip


def _measured(folder: Path, count: int) -> Taken:
    folder.mkdir()
    file, url = folder / "contributions.csv", f"sqlite:///{folder}/bench.db"
    write_file(file, count)
    _imported(url, ROOT / "data" / "services-faciles")
    first, again = _imported(url, file), _imported(url, file)
    return Taken(count, first["seconds"], again["seconds"], _bulk_seconds(url, folder), _read_csv_seconds(file), int(first["mb"]))


def _imported(url: str, path: Path) -> Mapping[str, float]:
    """An import by the command line, in a process of its own; what starting Python takes is left out."""
    command = [sys.executable, "-m", "tests.bench_import", "--child", str(path)]
    done = subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, capture_output=True, text=True, check=True, cwd=ROOT)
    told: Mapping[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


def _child(path: str) -> None:
    from lib.cli.main import main

    begun = time.process_time()
    main(["import", path], os.environ)
    seconds = time.process_time() - begun
    print(json.dumps({"seconds": seconds, "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


def _bulk_seconds(url: str, folder: Path) -> float:
    """The same rows of both tables into an empty store, by the database alone."""
    held = {table.name: _held(open_store(url), table) for table in _TABLES}
    empty = open_store(f"sqlite:///{folder}/bulk.db")
    return _seconds(lambda: _put(empty, held))


def _held(store: Store, table: sa.Table) -> list[tuple[object, ...]]:
    names = ", ".join(column.name for column in table.columns)
    with store.reading() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(f"SELECT {names} FROM {table.name}")]


def _put(store: Store, held: Mapping[str, list[tuple[object, ...]]]) -> None:
    with store.writing() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for table in _TABLES:
            insert_lines(connection, table, [column.name for column in table.columns], held[table.name])
        connection.exec_driver_sql(
            "INSERT INTO campaigns (id, name, settings_toml, timezone, invented, revision, loaded_at, version) "
            "SELECT DISTINCT campaign_id, 'x', '', 'UTC', 0, 0, 0, 0 FROM contributions"
        )


def _read_csv_seconds(file: Path) -> float:
    import pandas as pd

    return _seconds(lambda: pd.read_csv(file))


def _seconds(act: Callable[[], object]) -> float:
    begun = time.process_time()
    act()
    return time.process_time() - begun


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        _child(sys.argv[2])
    else:
        found = measured(tuple(map(int, sys.argv[1:])) or SIZES)
        print(json.dumps([asdict(each) for each in found]))
        raise SystemExit(0 if report(found) else 1)
