"""Putting a copy in the place of the database; what was there is set aside first, untouched."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from lib.campaign.errors import StoreDamaged, StoreError, StoreUnreachable
from lib.campaign.message import N_
from lib.store import failures
from lib.store.engine import Store, open_store
from lib.store.opening import LOCK
from lib.store.people.keys import Keyring
from lib.store.safekeeping import server_copy
from lib.store.safekeeping.backup import PRIVATE, copy_pages, faults_of, new_private_file, sqlite_file
from lib.store.safekeeping.integrity import verification
from lib.store.safekeeping.seals import counted_on
from lib.store.schema import CAMPAIGNS

NOT_GOOD = N_("The back-up %(file)s does not agree with its own control totals, so it was not restored. Choose an earlier one.")
ASIDE = "set-aside"
_ONE_AT_A_TIME = LOCK + 1
"""PostgreSQL's advisory lock while a dump is put in place."""
_SIDE_FILES = ("", "-wal", "-shm")


def aside_name(path: Path, at: datetime) -> Path:
    """The dated name under which a database file is set aside."""
    return path.with_name(f"{path.name}.{ASIDE}-{at:%Y%m%dT%H%M%SZ}")


def set_aside(path: Path, at: datetime) -> Path:
    """Moves a SQLite file with its side files to its dated name, nothing opened, nothing altered; where it is now.

    Raises StoreUnreachable when the folder refuses.
    """
    aside = aside_name(path, at)
    try:
        for ending in _SIDE_FILES:
            source = path.with_name(path.name + ending)
            if source.exists():
                os.replace(source, aside.with_name(aside.name + ending))
    except OSError as error:
        raise StoreUnreachable(failures.READ_ONLY, address=str(path)) from error
    return aside


Amended = Callable[[Store], None]
"""What is done to the content of a back-up once it was checked; when it fails, nothing is restored."""


def restore_file(
    back_up: Path, path: Path, present: Store | None, at: datetime, *, amended: Amended | None = None, keys: Keyring | None = None
) -> Path | None:
    """Puts a SQLite back-up at `path`; where the former file was moved, None when it was sound or not there.

    The back-up is checked, brought to the present schema and checked again on a copy first; the back-up itself is never
    altered. `present`: the store that is there, when it can be read: its content is replaced in one transaction, so that
    whoever has it open goes on, on the restored one. Without it, a file that is there is moved aside.
    """
    ready = path.with_name(f"{path.name}.restoring")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new_private_file(ready)
        shutil.copyfile(back_up, ready)
        try:
            _make_ready(ready, back_up, highest_revision(present), amended, keys)
            return _put(ready, path, present, at)
        finally:
            for ending in _SIDE_FILES:
                ready.with_name(ready.name + ending).unlink(missing_ok=True)
    except OSError as error:
        raise StoreUnreachable(failures.READ_ONLY, address=str(path)) from error


def _make_ready(ready: Path, back_up: Path, above: int, amended: Amended | None, keys: Keyring | None) -> None:
    if faults_of(ready):
        raise StoreDamaged(NOT_GOOD, file=back_up.name)
    _checked_and_amended(f"sqlite:///{ready}", back_up, above, amended, keys)


def _checked_and_amended(url: str, back_up: Path, above: int, amended: Amended | None, keys: Keyring | None) -> None:
    store = open_store(url, keys=keys)
    try:
        if verification(store, thorough=True):
            raise StoreDamaged(NOT_GOOD, file=back_up.name)
        raise_revisions(store, above)
        if amended is not None:
            amended(store)
    finally:
        store.close()


def _put(ready: Path, path: Path, present: Store | None, at: datetime) -> Path | None:
    if present is None:
        aside = set_aside(path, at) if path.exists() else None
        os.replace(ready, path)
        path.chmod(PRIVATE)
        return aside
    with sqlite_file(ready) as source, sqlite_file(path) as target:
        copy_pages(source, target, str(path))
    return None


def highest_revision(present: Store | None) -> int:
    """The highest of all campaigns; 0 without a store."""
    if present is None:
        return 0
    with present.reading() as connection:
        return int(connection.scalar(sa.select(sa.func.max(CAMPAIGNS.c.revision))) or 0)


def raise_revisions(store: Store, above: int) -> None:
    """Above any that a page has seen: what was worked out from the data that are gone is not shown any more."""
    with store.writing() as connection:
        connection.execute(sa.update(CAMPAIGNS).values(revision=CAMPAIGNS.c.revision + above + 1))
        for campaign_id in connection.scalars(sa.select(CAMPAIGNS.c.id)).all():
            counted_on(connection, campaign_id, "campaigns", above + 1)


def restore_server(back_up: Path, store: Store, url: str, at: datetime, *, amended: Amended | None = None) -> str:
    """Puts a dump in the place of our tables; the schema, of the same database, in which the former ones are kept as they were.

    When the dump cannot be restored, or does not agree once it is, everything is put back and a StoreError says so.
    """
    server_copy.contents_of(back_up)
    above, schema = highest_revision(store), f"{ASIDE.replace('-', '_')}_{at:%Y%m%dt%H%M%Sz}"
    with store.outside() as guard:
        guard.execute(sa.select(sa.func.pg_advisory_lock(_ONE_AT_A_TIME)))
        place = _moved_away(store, schema)
        try:
            server_copy.run(store, "pg_restore", "--single-transaction", "--no-owner", "--no-privileges", str(back_up))
            _checked_and_amended(url, back_up, above, amended, store.keys)
        except StoreError:
            _move_back(store, schema, place)
            raise
        finally:
            guard.execute(sa.select(sa.func.pg_advisory_unlock(_ONE_AT_A_TIME)))
            guard.commit()
    return schema


def _moved_away(store: Store, schema: str) -> str:
    """Moves our tables into a schema of their own, and says where they were; others wait or are refused meanwhile."""
    with store.writing() as connection:
        place = str(connection.scalar(sa.select(sa.func.current_schema())))
        connection.exec_driver_sql(f'CREATE SCHEMA "{schema}"')
        for name in server_copy.our_tables():
            connection.exec_driver_sql(f'ALTER TABLE IF EXISTS "{place}"."{name}" SET SCHEMA "{schema}"')
    return place


def _move_back(store: Store, schema: str, place: str) -> None:
    with store.writing() as connection:
        for name in server_copy.our_tables():
            connection.exec_driver_sql(f'DROP TABLE IF EXISTS "{place}"."{name}" CASCADE')
        for name in server_copy.our_tables():
            connection.exec_driver_sql(f'ALTER TABLE IF EXISTS "{schema}"."{name}" SET SCHEMA "{place}"')
        connection.exec_driver_sql(f'DROP SCHEMA "{schema}"')
