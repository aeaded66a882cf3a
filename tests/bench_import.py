"""How long an import takes beside the database's own bulk insert of the same rows, and beside `pandas.read_csv`.

`python -m tests.bench_import [--on postgresql] [ROWS…]`, or within `make bench`. Seconds are of processor time, the server's
included; the database's own insert is the driver's `executemany` (SQLite) or COPY (PostgreSQL, the harder one to be compared with:
`executemany` is told beside it) into the same tables with their indexes, in one transaction. Each import runs in a process of its own, whose memory at its highest is told. What the store then
says of money and people is compared with sums made from the file alone.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from lib.store.engine import Store, open_store
from lib.store.schema import DATA, PERSONAL, metadata
from lib.store.sql import insert_lines
from tests.bench.results import Figure, compared, keep
from tests.support.postgres import Cluster, cluster

ROOT = Path(__file__).resolve().parents[1]
SIZES = (20_000, 100_000)
LIMIT, JUDGED_FROM, MEMORY_MB = 4.0, 100_000, 300
"""Of what the database alone takes, for so many rows or more; of memory, whatever the number of rows."""
MOST_FOR_BULK = 200_000
"""Rows above which the database's own insert is not measured: it holds them all."""
_TABLES = (DATA["contributions"], PERSONAL)
_HEADER = ("id", "contributed_at", "amount", "currency", "status", "name", "email", "platform_user", "reward", "source",
           "medium", "country", "note", "thanked_at", "thanked_by")  # fmt: skip
_FROM = datetime(2018, 1, 20)
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Taken:
    """Processor seconds of an import of `rows`, of the same again, of the database alone (None: not measured), of `read_csv`, of
    `executemany` where the database has something faster; memory and disk in MB; `is_right`: the store's sums are the file's, and the second import changed nothing."""

    database: str
    rows: int
    import_seconds: float
    again_seconds: float
    bulk_seconds: float | None
    read_csv_seconds: float
    executemany_seconds: float | None
    peak_mb: int
    store_mb: int
    is_right: bool

    @property
    def figures(self) -> list[Figure]:
        """What the bench says of it."""
        name = f"{self.rows:,}".replace(",", "\u00a0") + f" rows, {self.database}"
        alone = "the database alone" if self.executemany_seconds is None else "COPY alone"
        main = (
            Figure(f"{name}: import", self.import_seconds, "s")
            if self.bulk_seconds is None
            else compared(f"{name}: import", self.import_seconds, "s", alone, self.bulk_seconds,
                          LIMIT if self.rows >= JUDGED_FROM else None)
        )
        return [
            main,
            *([] if self.executemany_seconds is None else [
                compared(f"{name}: beside INSERT", self.import_seconds, "s", "executemany alone", self.executemany_seconds)]),
            compared(f"{name}: beside reading it with pandas", self.import_seconds, "s", "read_csv", self.read_csv_seconds),
            Figure(f"{name}: the same file again", self.again_seconds, "s"),
            Figure(f"{name}: memory at its highest", self.peak_mb, "MB", limit=MEMORY_MB),
            Figure(f"{name}: the store on the disk", self.store_mb, "MB"),
            Figure(f"{name}: sums that differ from the file’s", 0 if self.is_right else 1, "", limit=0),
        ]


def measured(database: str, sizes: Sequence[int] = SIZES) -> Iterator[Taken]:
    """Each size, in a store of its own."""
    with tempfile.TemporaryDirectory() as folder, _server(database) as server:
        for number, size in enumerate(sizes):
            yield _measured(Path(folder) / str(number), size, server)


@contextmanager
def _server(database: str) -> Iterator[Cluster | None]:
    if database == "sqlite":
        yield None
        return
    with cluster() as started:
        yield started


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


def _measured(folder: Path, count: int, server: Cluster | None) -> Taken:
    folder.mkdir()
    file = folder / "contributions.csv"
    url = f"sqlite:///{folder}/bench.db" if server is None else server.new_database()
    write_file(file, count)
    _imported(url, ROOT / "data" / "services-faciles", server)
    first = _imported(url, file, server)
    before = _sums_held(url)
    again = _imported(url, file, server)
    return Taken(
        database="SQLite" if server is None else "PostgreSQL",
        rows=count,
        import_seconds=first["seconds"],
        again_seconds=again["seconds"],
        bulk_seconds=_bulk_seconds(url, folder, server) if count <= MOST_FOR_BULK else None,
        executemany_seconds=_bulk_seconds(url, folder, server, by_copy=False) if server and count <= MOST_FOR_BULK else None,
        read_csv_seconds=_read_csv_seconds(file),
        peak_mb=int(max(first["mb"], again["mb"])),
        store_mb=_store_mb(url, folder),
        is_right=before == _sums_held(url) == _sums_of(file),
    )


def _imported(url: str, path: Path, server: Cluster | None) -> Mapping[str, float]:
    """An import by the command line, in a process of its own; what starting Python takes is left out."""
    begun = _server_seconds(server)
    command = [sys.executable, "-m", "tests.bench_import", "--child", str(path)]
    done = subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, capture_output=True, text=True, check=True, cwd=ROOT)
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return {**told, "seconds": told["seconds"] + _server_seconds(server) - begun}


def _child(path: str) -> None:
    from lib.cli.main import main

    begun = time.process_time()
    main(["import", path])
    seconds = time.process_time() - begun
    print(json.dumps({"seconds": seconds, "mb": _peak_mb()}))


def _peak_mb() -> float:
    """Of this program alone: what `getrusage` tells begins with the memory of whoever started it."""
    return int(Path("/proc/self/status").read_text("utf-8").partition("VmHWM:")[2].split()[0]) / 1024


def _server_seconds(server: Cluster | None) -> float:
    """The processor time that a server's processes have taken so far, those that are gone included."""
    if server is None:
        return 0.0
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            pid, fields = int(stat.parent.name), stat.read_text("utf-8").rpartition(") ")[2].split()
        except OSError:
            continue  # it went away meanwhile
        if pid == server.pid:
            ticks += sum(map(int, fields[11:15]))
        elif int(fields[1]) == server.pid:
            ticks += sum(map(int, fields[11:13]))
    return ticks / _TICKS


def _sums_of(file: Path) -> dict[str, tuple[int, int, int]]:
    """Status -> contributions, cents, people; from the file alone, without anything of the product."""
    sums: dict[str, list[int]] = {}
    people: dict[str, set[str]] = {}
    with file.open(newline="", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            whole, _point, cents = row["amount"].partition(".")
            there = sums.setdefault(row["status"], [0, 0])
            there[0] += 1
            there[1] += int(whole) * 100 + int(cents)
            people.setdefault(row["status"], set()).add(row["email"])
    return {status: (count, cents, len(people[status])) for status, (count, cents) in sums.items()}


def _sums_held(url: str) -> dict[str, tuple[int, int, int]]:
    asked = sa.text("SELECT status, count(*), sum(amount_cents), count(DISTINCT person_key) FROM contributions GROUP BY status")
    store = open_store(url)
    with store.reading() as connection:
        found = {status: (count, int(cents), people) for status, count, cents, people in connection.execute(asked)}
    store.close()
    return found


def _bulk_seconds(url: str, folder: Path, server: Cluster | None, *, by_copy: bool = True) -> float:
    """The same rows of both tables into an empty store, by the database alone."""
    source = open_store(url)
    held = {table.name: _held(source, table) for table in _TABLES}
    empty = open_store(f"sqlite:///{folder}/bulk.db" if server is None else server.new_database())
    begun = time.process_time() + _server_seconds(server)
    _put(empty, held, by_copy=by_copy)
    seconds = time.process_time() + _server_seconds(server) - begun
    source.close()
    empty.close()
    return seconds


def _held(store: Store, table: sa.Table) -> list[tuple[object, ...]]:
    names = ", ".join(column.name for column in table.columns)
    with store.reading() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(f"SELECT {names} FROM {table.name}")]


def _put(store: Store, held: Mapping[str, list[tuple[object, ...]]], *, by_copy: bool) -> None:
    with store.writing() as connection:
        if store.dialect == "sqlite":
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        connection.execute(
            sa.insert(metadata.tables["campaigns"]).from_select(
                ["id", "name", "settings_toml", "timezone", "invented", "revision", "loaded_at", "version"],
                sa.select(*(sa.text(each) for each in ("1", "'x'", "''", "'UTC'", "false", "0", "0", "0"))),
            )
        )
        for table in _TABLES:
            names = [column.name for column in table.columns]
            if store.dialect == "sqlite":
                insert_lines(connection, table, names, held[table.name])
                continue
            raw = connection.connection.driver_connection
            assert raw is not None
            if not by_copy:
                marks = ", ".join("%s" for _ in names)
                with raw.cursor() as cursor:
                    cursor.executemany(f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})", held[table.name])
                continue
            with raw.cursor() as cursor, cursor.copy(f"COPY {table.name} ({', '.join(names)}) FROM STDIN") as copy:
                for row in held[table.name]:
                    copy.write_row(row)


def _store_mb(url: str, folder: Path) -> int:
    if url.startswith("sqlite"):
        return sum(path.stat().st_size for path in folder.glob("bench.db*")) // 10**6
    store = open_store(url)
    with store.reading() as connection:
        size = int(connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one())
    store.close()
    return size // 10**6


def _read_csv_seconds(file: Path) -> float:
    import pandas as pd

    return _seconds(lambda: pd.read_csv(file))


def _seconds(act: Callable[[], object]) -> float:
    begun = time.process_time()
    act()
    return time.process_time() - begun


def main() -> int:
    """Measure what is asked for; write the usual sizes into the page of performance; 1 when a limit is broken."""
    asked = argparse.ArgumentParser(prog="python -m tests.bench_import", description=__doc__)
    asked.add_argument("sizes", nargs="*", type=int, metavar="ROWS")
    asked.add_argument("--on", choices=("sqlite", "postgresql"), action="append")
    options = asked.parse_args()
    figures: list[Figure] = []
    for database in options.on or ("sqlite", "postgresql"):
        for taken in measured(database, options.sizes or SIZES):
            print(json.dumps(asdict(taken)), flush=True)
            figures += taken.figures
            print("\n".join(map(str, taken.figures)), flush=True)
    if not options.sizes and not options.on:
        keep({"import": figures})
    return 0 if all(each.holds for each in figures) else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        _child(sys.argv[2])
    else:
        sys.exit(main())
