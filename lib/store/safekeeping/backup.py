"""A whole copy of the database, taken while it is in use, and what does not agree in it: a copy nobody checked is a hope."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lib.campaign.errors import StoreDamaged, StoreUnreachable
from lib.campaign.message import N_
from lib.store import failures
from lib.store.connections import WAIT_SECONDS, sqlite_engine
from lib.store.engine import Store, refuse_other_files
from lib.store.opening import LATEST, schema_version
from lib.store.safekeeping import server_copy
from lib.store.safekeeping.integrity import Discrepancy, file_faults, verification

NOT_WRITTEN = N_("The back-up %(address)s cannot be written. Check that its folder exists, may be written to and has room.")
PRIVATE = 0o600
"""A copy holds what the database holds: nobody but its owner reads it."""


def back_up(store: Store, path: Path) -> tuple[Discrepancy, ...]:
    """Copies the database to `path` as it is at one instant, then checks the copy; what does not agree in it, often nothing.

    The file is whole or absent, and an earlier one is replaced only by a whole new one. SQLite by its online back-up,
    PostgreSQL by `pg_dump` (custom format). Raises StoreUnreachable when the copy cannot be written, UseError without `pg_dump`.
    """
    unfinished = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new_private_file(unfinished)
        try:
            found = _copied(store, unfinished)
            _flush(unfinished)
            os.replace(unfinished, path)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise StoreUnreachable(NOT_WRITTEN, address=str(path)) from error
    return found


def _copied(store: Store, path: Path) -> tuple[Discrepancy, ...]:
    if store.dialect == "postgresql":
        return server_copy.dump(store, path)
    with sqlite_file(path) as target, store.outside() as connection:
        copy_pages(connection.connection.driver_connection, target, str(path))
    return faults_of(path)


def faults_of(path: Path) -> tuple[Discrepancy, ...]:
    """What does not agree in a copy of a SQLite database, read as it lies there; of an earlier schema, its file alone is checked.

    Raises StoreDamaged for a file that is no database of ours, StoreTooNew for one of a later version.
    """
    with _lying(path) as store:
        try:
            with store.reading() as connection:
                version = schema_version(connection, store.address)
                return verification(store, thorough=True) if version == LATEST else tuple(file_faults(connection))
        except StoreDamaged as error:
            return (Discrepancy("", "", error.message),)


def version_of(path: Path) -> str:
    """The schema version of a SQLite database; raises StoreDamaged for a file that is none of ours."""
    with _lying(path) as store, store.reading() as connection:
        return schema_version(connection, store.address) or ""


@contextmanager
def _lying(path: Path) -> Iterator[Store]:
    """A copy opened without a trace: no side file beside it, nothing written into it."""
    refuse_other_files(path)
    engine = sqlite_engine(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    store = Store(engine, str(path), read_only=True)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def sqlite_file(path: Path) -> Iterator[Any]:
    """A bare connection to a SQLite file, for copying whole pages from or to it."""
    engine = sqlite_engine(str(path))
    try:
        with failures.in_words(str(path)):
            connection = engine.raw_connection()
        yield connection.driver_connection
        connection.close()
    finally:
        engine.dispose()


def copy_pages(source: Any, target: Any, address: str, *, patience_seconds: float = 6 * WAIT_SECONDS) -> None:
    """All pages of one open SQLite database into another, as one transaction of the latter; `address` is where errors point.

    Another one's write is waited for, `patience_seconds` at most; raises StoreError in words.
    """
    until = time.monotonic() + patience_seconds

    def waited(_status: int, remaining: int, _total: int) -> None:
        if remaining and time.monotonic() > until:
            raise StoreUnreachable(failures.BUSY)

    with failures.driver_in_words(address):
        source.backup(target, progress=waited)


def new_private_file(path: Path) -> None:
    """An empty file that its owner alone may read, in place of a former one."""
    path.unlink(missing_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE))


def _flush(path: Path) -> None:
    """What a power cut must not take back."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
