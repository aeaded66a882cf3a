"""Which database a test's own store is in: a SQLite file, or on the server that `DATABASE_URL` names when the tests start.

With a server, each file that a test would have made is a database of its own there, copied from one that holds the
present schema and nothing else. What is about SQLite's files alone says so with `FILES_ALONE` and is left out, counted.
"""

from __future__ import annotations

import os
import shutil
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


def leave_out_on_a_server() -> None:
    """The same, for a fixture."""
    if SERVER:
        pytest.skip(FILES_REASON)


_MODEL = f"model_{os.getpid()}"
_CROWDED = 60


def store_address(path: Path | str) -> str:
    """The address of the store that a test keeps at `path`; the same path is the same store."""
    if not SERVER:
        return f"sqlite:///{path}"
    _made(_name(path))
    return _database(_name(path))


def _name(path: Path | str) -> str:
    return f"t_{sha256(str(path).encode()).hexdigest()[:24]}"


def copied_store(source: Path, target: Path) -> None:
    """Put a copy of the store at `source`, which nobody has open, at `target`."""
    if SERVER:
        _made(_name(target), of=_name(source))
    else:
        shutil.copy(source, target)


@cache
def _made(name: str, of: str = "") -> None:
    _model()
    with psycopg.connect(_plain(SERVER), autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone()
        if not known:
            _leave_room(connection)
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {of or _MODEL}".encode())


@cache
def _model() -> None:
    """Made once for each process: a migration takes ten times as long as a copy."""
    with psycopg.connect(_plain(SERVER), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {_MODEL} WITH (FORCE)".encode())
        connection.execute(f"CREATE DATABASE {_MODEL}".encode())
    open_store(_database(_MODEL)).close()


def drop_model() -> None:
    """Take the empty store away that others were copied from, if there was one."""
    if _model.cache_info().currsize:
        with psycopg.connect(_plain(SERVER), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {_MODEL} WITH (FORCE)".encode())


def _leave_room(connection: psycopg.Connection) -> None:
    """Stores that tests left open hold connections; theirs are taken away, and taken anew by whoever still asks."""
    found = connection.execute("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'").fetchone()
    if found and found[0] > _CROWDED:
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle' AND datname LIKE 't\\_%' "
                           "AND state_change < now() - interval '20 seconds'")  # fmt: skip


def _database(name: str) -> str:
    return sa.make_url(SERVER).set(database=name).render_as_string(hide_password=False)


def _plain(url: str) -> str:
    """As psycopg takes it."""
    return url.replace("postgresql+psycopg://", "postgresql://")
