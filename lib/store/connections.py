"""How each database is reached: the driver, what every connection is told first, how a transaction begins."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Engine

from lib.campaign.errors import StoreUnreachable
from lib.campaign.message import N_

SQLITE_NEEDED = (3, 51, 3)
"""Earlier ones can corrupt a WAL database that two connections write to (the WAL-reset bug, 3.7.0 to 3.51.2)."""
WAIT_SECONDS = 5
"""How long a write waits for another one to end."""
_PATIENCE = {"connect_timeout": WAIT_SECONDS, "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3,
             "tcp_user_timeout": 10_000}  # fmt: skip
"""A machine that is gone says nothing: without these a connection to it waits for a quarter of an hour."""
MODE = "store_mode"
"""The execution option that says what a connection is for: reading unless it is one of the next two."""
WRITES, OUTSIDE = "writes", "outside"
"""To write; or outside any transaction, for what SQLite does to a whole file."""


def sqlite_engine(database: str, *, uri: bool = False) -> Engine:
    """The engine of a SQLite file; raises StoreUnreachable, in words, when the library is too old to be trusted."""
    driver = sqlite_driver()

    def connect() -> Any:
        return driver.connect(database, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False, uri=uri)

    engine = sa.create_engine(
        "sqlite://", module=driver, creator=connect, poolclass=sa.QueuePool, max_overflow=20, hide_parameters=True
    )
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def postgresql_engine(url: URL) -> Engine:
    """The engine of a server; no statement is prepared on it, a connection pooler between the two would mix them up."""
    patience = {name: value for name, value in _PATIENCE.items() if name not in url.query}
    engine = sa.create_engine(
        url,
        pool_pre_ping=True,
        max_overflow=20,
        hide_parameters=True,
        connect_args={"prepare_threshold": None, **patience},
    )
    event.listen(engine, "begin", _begin_postgresql)
    return engine


def has_several_hosts(url: URL) -> bool:
    """Whether an address names more than one server, of which one at a time may be written to."""
    hosts = url.query.get("host", "")
    return "," in hosts if isinstance(hosts, str) else len(hosts) > 1


def sqlite_driver() -> Any:
    """The module of the driver: `pysqlite3`, which brings its own SQLite; else the standard one, if it is recent enough."""
    try:
        driver = import_module("pysqlite3")
    except ImportError:
        driver = import_module("sqlite3")
    refuse_old_sqlite(driver.sqlite_version)
    return driver


def refuse_old_sqlite(version: str) -> None:
    """Raises StoreUnreachable below `SQLITE_NEEDED`, saying what to install."""
    if tuple(map(int, version.split("."))) < SQLITE_NEEDED:
        raise StoreUnreachable(
            N_("SQLite %(found)s can damage a database that two programs write to. Install the package pysqlite3, "
               "which brings %(needed)s or newer."),
            found=version, needed=".".join(map(str, SQLITE_NEEDED)),
        )  # fmt: skip


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.execute(f"PRAGMA busy_timeout = {WAIT_SECONDS * 1000}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA cache_size = -16384")


def _begin_sqlite(connection: Connection) -> None:
    """Writers queue at once: a deferred transaction that reads, then writes, is refused whatever the time-out."""
    mode = connection.get_execution_options().get(MODE)
    if mode != OUTSIDE:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if mode == WRITES else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    if connection.get_execution_options().get(MODE) == WRITES:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {WAIT_SECONDS * 1000}")
