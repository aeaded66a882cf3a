"""Bringing a back-up back: what is there is set aside first, and a database that is found damaged is set aside at start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lib.campaign.errors import StoreDamaged, UseError
from lib.campaign.message import N_
from lib.services.backups import BackUp, last_good, shelf, take
from lib.services.environment import database_url
from lib.services.stores import current_store, forget_store, moved_away
from lib.services.verifying import discrepancies
from lib.store.engine import Store, open_store, sqlite_path
from lib.store.integrity import file_faults
from lib.store.restoring import restore_file, restore_server

_NONE = N_("There is no good back-up of this database. Give a file: python -m lib restore FILE")
_NOT_THERE = N_("There is no back-up at “%(path)s”. See those that are there: python -m lib backup --list")


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back, and where what was there before is now: a file, or a schema of the server; None when nothing was there."""

    source: Path
    aside: str | None


def chosen(text: str | None) -> Path:
    """The back-up that a person means: a path, the name of one in the list, or without any the last good one.

    Raises UseError when there is none.
    """
    if text is None:
        newest: BackUp | None = last_good(shelf(database_url()).back_ups())
        if newest is None:
            raise UseError(_NONE)
        return newest.path
    for path in (Path(text), shelf(database_url()).folder / text):
        if path.is_file():
            return path
    raise UseError(_NOT_THERE, path=text)


def restore(path: Path, *, at: datetime) -> Restored:
    """Put the back-up at `path` in the place of the database, which is backed up or moved aside before.

    Raises StoreDamaged for a back-up that does not agree, StoreTooNew, StoreUnreachable; the database is then as it was.
    """
    url = database_url()
    present = _present(url)
    target = sqlite_path(url)
    if target is None:
        assert present is not None
        schema = restore_server(path, present, url, at)
        discrepancies(present, thorough=False)
        return Restored(path, schema)
    try:
        kept = take(present, shelf(url), at=at, keep_all=True).back_up.path if present is not None else None
        moved = restore_file(path, target, present, at)
    finally:
        if present is not None:
            present.close()
    forget_store(url)
    discrepancies(current_store(), thorough=False)  # what pages were told about the former content is over
    aside = kept or moved
    return Restored(path, aside.name if aside else None)


def _present(url: str) -> Store | None:
    """The database that is there when it can be read through; None when it is damaged, foreign or not there."""
    target = sqlite_path(url)
    if target is None:
        return current_store()
    if not target.exists() or not target.stat().st_size:
        return None
    try:
        store = open_store(url)
    except StoreDamaged:
        return None
    if _is_damaged(store):
        store.close()
        return None
    return store


def _is_damaged(store: Store) -> bool:
    try:
        with store.reading() as connection:
            return any(file_faults(connection, quick=True))
    except StoreDamaged:
        return True


def begin_empty() -> None:
    """An empty database where there is none any more: only because a person asks. Raises UseError when there is one."""
    url = database_url()
    path = sqlite_path(url)
    if path is None or (path.exists() and path.stat().st_size):
        raise UseError(N_("There is a database already: nothing was done."))
    open_store(url).close()


def check_file_at_start() -> None:
    """Look the SQLite file through, and set it aside when it is damaged; raises StoreError then, in words."""
    store = current_store()
    if not store.read_only and _is_damaged(store):
        url = database_url()
        forget_store(url)
        raise moved_away(url)
