"""Checking that a database is one of ours, and bringing it to the present schema; cheap when it already is."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.engine import Connection, Engine

from lib.campaign.errors import StoreDamaged, StoreTooNew, StoreUnreachable
from lib.campaign.message import N_
from lib.store import failures
from lib.store.connections import MODE, OUTSIDE, WAIT_SECONDS, WRITES
from lib.store.schema import metadata

APPLICATION_ID = 0x43414D50
"""`CAMP`, in the header of every SQLite file of ours: an empty or foreign file is never taken for an empty store."""
LATEST = "0005"
"""The last step of `migrations/versions`."""
EARLIER: tuple[str, ...] = ("0001", "0002", "0003", "0004")
"""The steps before it, from each of which there is a way to it."""
VERSION_TABLE = "store_version"
LOCK = 0x43414D50
"""PostgreSQL's advisory lock while the schema is made: two programs may start at once."""

FOREIGN = N_("%(address)s is not a database of this program. Give another address, or move that database away.")
TOO_NEW = N_("The database %(address)s was written by a later version of this program. Update the program, then try again.")


def prepare(
    engine: Engine, address: str, *, read_only: bool = False, before_upgrade: Callable[[str], None] | None = None
) -> None:
    """Leaves the database with the present schema, or raises StoreDamaged (foreign), StoreTooNew, StoreUnreachable.

    `before_upgrade` is told the version of an earlier schema that holds something, before anything is altered.
    """
    with engine.connect() as connection:
        found = schema_version(connection, address)
    if found != LATEST and read_only:
        raise StoreUnreachable(failures.READ_ONLY, address=address)
    if engine.dialect.name == "sqlite" and not read_only:
        _turn_to_wal(engine)
    if found == LATEST:
        return
    if found is not None and before_upgrade is not None:
        before_upgrade(found)
    with engine.connect() as connection:
        connection.execution_options(**{MODE: WRITES})
        with connection.begin():
            _bring_up_to_date(connection, address)


def schema_version(connection: Connection, address: str) -> str | None:
    """The schema's version; None for a database that holds nothing yet. Raises StoreDamaged (foreign) and StoreTooNew."""
    is_marked = connection.dialect.name != "sqlite" or _is_marked(connection, address)
    if not is_marked or not sa.inspect(connection).has_table(VERSION_TABLE):
        return None
    found = connection.scalar(sa.text(f"SELECT version_num FROM {VERSION_TABLE}"))  # noqa: S608 (a constant)
    version = str(found or "")
    if version.isdecimal() and version > LATEST:
        raise StoreTooNew(TOO_NEW, address=address)
    if version not in (*EARLIER, LATEST):
        raise StoreDamaged(FOREIGN, address=address)
    return version


def _is_marked(connection: Connection, address: str) -> bool:
    mark = connection.exec_driver_sql("PRAGMA application_id").scalar()
    things = connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema").scalar()
    if mark == APPLICATION_ID:
        return True
    if mark or things:
        raise StoreDamaged(FOREIGN, address=address)
    return False


def _turn_to_wal(engine: Engine) -> None:
    """The mode stays in the file, but not in a copy of it. The change itself does not wait for others: hence the patience."""
    patience = time.monotonic() + WAIT_SECONDS
    with engine.connect() as connection:
        connection.execution_options(**{MODE: OUTSIDE})
        while connection.exec_driver_sql("PRAGMA journal_mode").scalar() != "wal":
            try:
                connection.exec_driver_sql("PRAGMA journal_mode = WAL")
            except exc.OperationalError:
                if time.monotonic() > patience:
                    raise
                time.sleep(0.02)


def _bring_up_to_date(connection: Connection, address: str) -> None:
    """Asks again under the lock: another program may have done it meanwhile."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
    if schema_version(connection, address) == LATEST:
        return
    _refuse_name_clash(connection, address)
    _upgrade(connection)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def _refuse_name_clash(connection: Connection, address: str) -> None:
    """A database shared with another program must not have tables of our names."""
    tables = set(sa.inspect(connection).get_table_names())
    if VERSION_TABLE not in tables and tables & set(metadata.tables):
        raise StoreDamaged(FOREIGN, address=address)


def _upgrade(connection: Connection) -> None:
    """Alembic is imported only when there is something to do: most starts find the schema as it must be."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
