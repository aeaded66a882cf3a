"""Which database a test's own store is in: a SQLite file, or on the server that `DATABASE_URL` names when the tests start.

With a server, each file that a test would have made is a database of its own there, copied from one that holds the
present schema and nothing else, and taken away after the test; the database that `DATABASE_URL` names is not touched.
What is about SQLite's files alone says so with `FILES_ALONE` and is left out, counted.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from lib.store.engine import open_store

SERVER = os.environ.get("DATABASE_URL", "") if os.environ.get("DATABASE_URL", "").startswith("postgres") else ""
"""The server's address; empty where tests use files."""
FILES_REASON = "about SQLite's files alone"
FILES_ALONE = pytest.mark.skipif(bool(SERVER), reason=FILES_REASON)
MAY_NOT = ("DATABASE_URL names a PostgreSQL server on which the tests may not make databases of their own (%s). "
           "Its role needs the right to: ALTER ROLE … CREATEDB; or type make test STORE=postgresql, which starts a server.")  # fmt: skip

_IS_FIRST = "TEST_STORES" not in os.environ
_RUN = os.environ.setdefault("TEST_STORES", f"dashboard_test_{secrets.token_hex(4)}")
"""How the databases of this run begin, those of the processes that it starts included."""
_MODEL, _OWN = f"{_RUN}_model_{os.getpid()}", f"{_RUN}_own_{os.getpid()}"
_CROWDED, _TOGETHER = 50, 60
_MADE: list[str] = []
_LEFT: list[str] = []
"""Databases that no test needs any more: a server writes everything to its disk before it drops one, so they go together."""


def leave_out_on_a_server() -> None:
    """The same, for a fixture."""
    if SERVER:
        pytest.skip(FILES_REASON)


def leave_the_named_one_alone() -> None:
    """From now on whoever opens the store that the environment names opens an empty one of this process.

    Raises RuntimeError, saying what to do, where databases cannot be made on the server.
    """
    if SERVER:
        try:
            _made(_OWN)
        except (psycopg.Error, sa.exc.SQLAlchemyError) as error:
            raise RuntimeError(MAY_NOT % " ".join(str(error).split())) from error
        os.environ["DATABASE_URL"] = _database(_OWN)


def store_address(path: Path | str) -> str:
    """The address of the store that a test keeps at `path`; the same path is the same store."""
    if not SERVER:
        return f"sqlite:///{path}"
    _made(_name(path))
    return _database(_name(path))


def _name(path: Path | str) -> str:
    """Beginning with the folder's, so that what a test kept in its folder is found again."""
    return f"{_RUN}_{_digest(Path(path).parent)}_{_digest(path)}"


def _digest(path: Path | str) -> str:
    return sha256(str(path).encode()).hexdigest()[:12]


def copied_store(source: Path, target: Path) -> None:
    """Put a copy of the store at `source`, which nobody has open, at `target`."""
    if SERVER:
        _made(_name(target), of=_name(source))
    else:
        shutil.copy(source, target)


def stored_bytes(path: Path) -> bytes:
    """All that the store at `path` holds: every byte of its files; on a server, every cell of every table."""
    if not SERVER:
        return b"".join(each.read_bytes() for each in sorted(path.parent.glob(f"{path.name}*")))
    with psycopg.connect(_plain(store_address(path))) as connection:
        tables = connection.execute("SELECT format('SELECT t::text FROM %I t', tablename) FROM pg_tables WHERE schemaname = 'public'")
        return b"\n".join(text.encode() for (each,) in tables.fetchall() for (text,) in connection.execute(each.encode()))


def let_go(folder: Path) -> None:
    """The stores kept in a folder are not needed any more."""
    if SERVER:
        with _server() as server:
            _LEFT.extend(_known(server, f"{_RUN}_{_digest(folder)}_"))
            if len(_LEFT) >= _TOGETHER:
                _drop(server, _LEFT)


def drop_all() -> None:
    """The tests are over: what this process made goes, or what the whole run made where it began it."""
    if SERVER:
        with suppress(psycopg.OperationalError), _server() as server:
            _drop(server, _known(server, _RUN) if _IS_FIRST else [*_MADE, _MODEL])


@cache
def _made(name: str, of: str = "") -> None:
    _model()
    with _server() as server:
        if name not in _known(server, name):
            _leave_room(server)
            server.execute(f"CREATE DATABASE {name} TEMPLATE {of or _MODEL}".encode())
            server.execute(f"ALTER DATABASE {name} SET synchronous_commit = off".encode())
            _MADE.append(name)


@cache
def _model() -> None:
    """Made once for each process: a migration takes ten times as long as a copy."""
    with _server() as server:
        server.execute(f"CREATE DATABASE {_MODEL} TEMPLATE template0 ENCODING 'UTF8'".encode())
    open_store(_database(_MODEL)).close()


@contextmanager
def _server() -> Iterator[psycopg.Connection]:
    with psycopg.connect(_plain(SERVER), autocommit=True) as connection:
        yield connection


def _known(server: psycopg.Connection, beginning: str) -> list[str]:
    found = server.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", (beginning,))
    return [name for (name,) in found]


def _drop(server: psycopg.Connection, names: list[str]) -> None:
    while names:
        server.execute(f"DROP DATABASE IF EXISTS {names.pop()} WITH (FORCE)".encode())


def _leave_room(server: psycopg.Connection) -> None:
    """Stores that tests left open hold connections; theirs are taken away, and taken anew by whoever still asks."""
    found = server.execute("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'").fetchone()
    if found and found[0] > _CROWDED:
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle' AND starts_with(datname, %s) "
                       "AND state_change < now() - interval '20 seconds'", (_RUN,))  # fmt: skip


def _database(name: str) -> str:
    return sa.make_url(SERVER).set(database=name).render_as_string(hide_password=False)


def _plain(url: str) -> str:
    """As psycopg takes it."""
    return url.replace("postgresql+psycopg://", "postgresql://")
