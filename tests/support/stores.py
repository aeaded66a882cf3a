"""Which database a test's own store is in: a SQLite file, or on the server that `DATABASE_URL` names when the tests start.

With a server, each file that a test would have made is a database of its own there, empty but for the present schema, or
holding the rows of the one it is a copy of; after the test it is emptied for the next one (to drop one, a server writes
everything that it has to its disk: that would take longer than the tests), and all of them go at the end. The database
that `DATABASE_URL` names is only connected to: nothing in it is read, written or dropped.
What is about SQLite's files names a file of its own (`sqlite:///…`), whatever `DATABASE_URL` says.
"""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
import time
from contextlib import suppress
from functools import cache
from hashlib import sha256
from itertools import count
from pathlib import Path
from urllib.parse import unquote

import psycopg
import sqlalchemy as sa

from lib.campaign.errors import StoreError
from lib.store.engine import open_store
from lib.store.schema import metadata
from tests.support.postgres import put_tools_on_path

SERVER = os.environ.get("DATABASE_URL", "") if os.environ.get("DATABASE_URL", "").startswith("postgres") else ""
"""The server's address; empty where tests use files."""
MAY_NOT = ("DATABASE_URL names a PostgreSQL server on which the tests cannot make databases of their own (%s): give its role "
           "the right to (ALTER ROLE … CREATEDB), or type make test STORE=postgresql, which starts a server.")  # fmt: skip
DOES_NOT_ANSWER = "DATABASE_URL names a PostgreSQL server that does not let the tests in: %s"

_IS_FIRST = "TEST_STORES" not in os.environ
_RUN = os.environ.setdefault("TEST_STORES", f"dashboard_test_{secrets.token_hex(4)}")
"""How the databases of this run begin, those of the processes that it starts included."""
_MODEL, _OWN = f"{_RUN}_model_{os.getpid()}", f"{_RUN}_own_{os.getpid()}"
_MAKER = "dashboard tests"
"""What the connections over which databases are made call themselves."""
_CROWDED, _LARGE_BYTES = 50, 40_000_000
_GONE_SECONDS = 5
_MADE: set[str] = set()
_FREE: list[str] = []
"""Databases that no test needs any more, until the next one takes them."""
_NUMBERS = count()

_SHAPE = """
    SELECT string_agg(format('%s %s %s %s', relname, relkind, attname, format_type(atttypid, atttypmod)), ',' ORDER BY relname, attnum),
        (SELECT string_agg(version_num, ',') FROM store_version), (SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal),
        (SELECT count(*) FROM pg_namespace WHERE nspname NOT LIKE 'pg_%')
    FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace JOIN pg_attribute ON attrelid = pg_class.oid
    WHERE nspname = 'public' AND attnum > 0 AND NOT attisdropped
"""
_BACK_TO_START = """
    SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false) FROM pg_sequences WHERE last_value IS NOT NULL
"""
_EMPTIED = "; ".join([*(f"DELETE FROM {table.name}" for table in reversed(metadata.sorted_tables)), "DELETE FROM passing", _BACK_TO_START])
"""Rows are deleted: a table that is truncated gets new files, each of which a server writes to its disk at once."""


def leave_the_named_one_alone() -> None:
    """From now on whoever opens the store that the environment names opens an empty one of this process.

    Raises RuntimeError, saying what to do, where databases cannot be made on the server.
    """
    if SERVER:
        try:
            _make(_OWN)
        except (psycopg.Error, StoreError) as error:
            said = DOES_NOT_ANSWER if isinstance(error, psycopg.OperationalError) else MAY_NOT
            raise RuntimeError(said % " ".join(str(error).split())) from error
        put_tools_on_path(_server(os.getpid()).info.server_version // 10_000)
        os.environ["DATABASE_URL"] = _database(_OWN)
        if _IS_FIRST:
            os.environ["BACKUP_DIR"] = _back_ups()


@cache
def _back_ups() -> str:
    """Beside no file, back-ups would go where the project keeps those of the real campaigns."""
    return tempfile.mkdtemp(prefix="back-ups-")


def store_address(path: Path | str) -> str:
    """The address of the store that a test keeps at `path`; the same path is the same store."""
    if not SERVER:
        return f"sqlite:///{path}"
    name = _name(path)
    if name not in _MADE:
        _make(name)
    return _database(name)


def _name(path: Path | str) -> str:
    """Beginning with the folder's, so that what a test kept in its folder is found again."""
    return f"{_RUN}_{_digest(Path(path).parent)}_{_digest(path)}"


def _digest(path: Path | str) -> str:
    return sha256(str(path).encode()).hexdigest()[:12]


def copied_store(source: Path, target: Path) -> None:
    """Put a copy of the store at `source`, which nobody has open, at `target`."""
    if SERVER:
        _copy_rows(store_address(source), store_address(target))
    else:
        shutil.copy(source, target)


def _copy_rows(source: str, target: str) -> None:
    """Every table's, and how far each sequence had come."""
    with _connected(source) as reading, _connected(target) as writing:
        for table in metadata.sorted_tables:
            with (reading.cursor().copy(f"COPY {table.name} TO STDOUT (FORMAT binary)".encode()) as rows,
                  writing.cursor().copy(f"COPY {table.name} FROM STDIN (FORMAT binary)".encode()) as written):  # fmt: skip
                for part in rows:
                    written.write(part)
        reached = reading.execute("SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL")
        for name, value in reached.fetchall():
            writing.execute("SELECT setval(%s, %s)", (name, value))


def stored_bytes(path: Path) -> bytes:
    """All that the store at `path` holds: every byte of its files; on a server, every cell of every table."""
    if not SERVER:
        return b"".join(each.read_bytes() for each in sorted(path.parent.glob(f"{path.name}*")))
    with _connected(store_address(path)) as connection:
        tables = connection.execute("SELECT format('SELECT t::text FROM %I t', tablename) FROM pg_tables WHERE schemaname = 'public'")
        return b"\n".join(text.encode() for (each,) in tables.fetchall() for (text,) in connection.execute(each.encode()))


def let_go(folder: Path) -> None:
    """The stores kept in a folder are not needed any more."""
    if not SERVER:
        return
    server = _server(os.getpid())
    for name in _known(server, f"{_RUN}_{_digest(folder)}_"):
        free = f"{_RUN}_free_{os.getpid()}_{next(_NUMBERS)}"
        _leave_alone(server, name)
        with suppress(psycopg.errors.ObjectInUse):  # somebody is still at it: it goes at the end
            server.execute(f"ALTER DATABASE {name} RENAME TO {free}".encode())
            _MADE.discard(name)
            _FREE.append(free)


def drop_all() -> None:
    """The tests are over: what this process made goes, or what the whole run made where it began it."""
    if SERVER:
        if _IS_FIRST:
            shutil.rmtree(_back_ups(), ignore_errors=True)
        with suppress(psycopg.OperationalError):
            server = _server(os.getpid())
            for name in _known(server, _RUN) if _IS_FIRST else [*_MADE, *_FREE, _MODEL]:
                _drop(server, name)


def _make(name: str) -> None:
    """Found, where another process of the run has made it."""
    server = _server(os.getpid())
    if name not in _known(server, name):
        _leave_room(server)
        taken = _emptied(server)
        if taken:
            server.execute(f"ALTER DATABASE {taken} RENAME TO {name}".encode())
        else:
            _shape()
            server.execute(f"CREATE DATABASE {name} TEMPLATE {_MODEL}".encode())
            server.execute(f"ALTER DATABASE {name} SET synchronous_commit = off".encode())
    _MADE.add(name)


def _emptied(server: psycopg.Connection) -> str | None:
    """One that a test of this process is done with, as good as new; those whose tables a test has altered or swollen go."""
    while _FREE and f"_{os.getpid()}_" in _FREE[-1]:
        name = _FREE.pop()
        if _is_emptied(name):
            return name
        _drop(server, name)
    return None


def _is_emptied(name: str) -> bool:
    with suppress(psycopg.errors.UndefinedTable), _connected(_database(name)) as connection:
        size = connection.execute("SELECT pg_database_size(current_database())").fetchone()
        if connection.execute(_SHAPE.encode()).fetchone() == _shape() and size and size[0] < _LARGE_BYTES:
            connection.execute(_EMPTIED.encode())
            return True
    return False


@cache
def _shape() -> tuple[object, ...] | None:
    """The tables and columns of the model, which is made once for each process: a migration takes ten times as long as a copy."""
    server = _server(os.getpid())
    server.execute(f"CREATE DATABASE {_MODEL} TEMPLATE template0 ENCODING 'UTF8'".encode())
    open_store(_database(_MODEL)).close()
    with _connected(_database(_MODEL)) as connection:
        return connection.execute(_SHAPE.encode()).fetchone()


@cache
def _server(_process: int) -> psycopg.Connection:
    """The connection over which this process makes its databases: a new one for each would take longer than the making."""
    connection = _connected(SERVER, autocommit=True, application_name=_MAKER)
    connection.execute("SET synchronous_commit = off")
    return connection


def _known(server: psycopg.Connection, beginning: str) -> list[str]:
    found = server.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", (beginning,))
    return [name for (name,) in found]


def _drop(server: psycopg.Connection, name: str) -> None:
    _leave_alone(server, name)
    with suppress(psycopg.errors.ObjectInUse):
        server.execute(f"DROP DATABASE IF EXISTS {name}".encode())


def _leave_alone(server: psycopg.Connection, name: str) -> None:
    """Take the connections to a database away: those of its owner, as the server's own go by themselves and are not ours to end."""
    until = time.monotonic() + _GONE_SECONDS
    ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename = current_user"
    while server.execute(ended.encode(), (name,)).fetchall() and time.monotonic() < until:
        time.sleep(0.005)


def _leave_room(server: psycopg.Connection) -> None:
    """Stores that tests left open hold connections; theirs are taken away, and taken anew by whoever still asks."""
    found = server.execute("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'").fetchone()
    if found and found[0] > _CROWDED:
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle' AND starts_with(datname, %s) "
                       "AND application_name <> %s AND state_change < now() - interval '20 seconds'", (_RUN, _MAKER))  # fmt: skip


def _database(name: str) -> str:
    return sa.make_url(SERVER).set(database=name).render_as_string(hide_password=False)


def _connected(url: str, *, autocommit: bool = False, application_name: str = "") -> psycopg.Connection:
    """As the product connects, whatever driver the address names and however odd its password is."""
    parsed = sa.make_url(url)
    parsed = parsed.set(drivername="postgresql+psycopg", host=unquote(parsed.host or "") or None)
    said = parsed.get_dialect()().create_connect_args(parsed)[1]
    settings = {name: value for name, value in said.items() if isinstance(value, str | int)}
    return psycopg.connect(**{**settings, "autocommit": autocommit, "application_name": application_name})
