"""Bringing a back-up back: what is there is set aside first, and a database that is found damaged is set aside at start.

People who were erased since the back-up was taken are erased from it again before it takes its place.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lib.campaign.errors import StoreDamaged, UseError
from lib.campaign.message import N_, Message, say
from lib.services.clock import now
from lib.services.environment import database_url, person_at_the_keyboard
from lib.services.persons.erased_again import Again, erase_again
from lib.services.persons.erasure_marks import add, marks_beside, marks_in
from lib.services.persons.personal_key import personal_keys
from lib.services.safekeeping.backups import BackUp, Shelf, last_good, shelf, take
from lib.services.safekeeping.verifying import discrepancies
from lib.services.stores import current_store, forget_store, moved_away
from lib.store.engine import Store, open_store, sqlite_path
from lib.store.people.encryption import can_read_persons
from lib.store.people.erasures import Mark, erasure_marks
from lib.store.people.keys import Keyring
from lib.store.safekeeping.integrity import file_faults
from lib.store.safekeeping.restoring import restore_file, restore_server

_NONE = N_("There is no good back-up of this database. Give a file: python -m lib restore FILE")
_OTHER_KEY = N_("People’s names and e-mails in it are encrypted with a key that is not the one set here: figures are there, "
                "names cannot be read. Set PERSONAL_KEY or PERSONAL_KEY_FILE to the key of that time, then start again."
               )  # fmt: skip
_NOT_THERE = N_("There is no back-up at “%(path)s”. See those that are there: python -m lib backup --list")


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back, and where what was there before is now: a file, or a schema of the server; None when nothing was there.

    `again`: the people who had been erased since. `needs_key`: names in it are encrypted, and their key is not the one here.
    """

    source: Path
    aside: str | None
    again: Again
    needs_key: bool

    @property
    def sentences(self) -> tuple[Message, ...]:
        """What whoever restored must know beside that it is done."""
        return (*self.again.sentences, *((say(_OTHER_KEY),) if self.needs_key else ()))


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


def restore(path: Path, *, at: datetime, who: str) -> Restored:
    """Put the back-up at `path` in the place of the database, which is backed up or moved aside before.

    Raises StoreDamaged for a back-up that does not agree, StoreTooNew, StoreUnreachable; the database is then as it was.
    """
    url, keys = database_url(), personal_keys()
    present = _present(url)
    erasing = _Erasing(_marks(path, present, shelf(url)), at, who)
    target = sqlite_path(url)
    if target is None:
        assert present is not None
        aside: str | None = restore_server(path, present, url, at, amended=erasing)
    else:
        aside = _file_restored(path, target, present, at, erasing, keys)
    forget_store(url)
    restored = current_store()
    discrepancies(restored, thorough=False)  # what pages were told about the former content is over
    return Restored(path, aside, erasing.done, not can_read_persons(restored))


def _file_restored(
    path: Path, target: Path, present: Store | None, at: datetime, erasing: _Erasing, keys: Keyring
) -> str | None:
    try:
        kept = take(present, shelf(database_url()), at=at, keep_all=True).back_up.path if present is not None else None
        moved = restore_file(path, target, present, at, amended=erasing, keys=keys)
    finally:
        if present is not None:
            present.close()
    aside = kept or moved
    return aside.name if aside else None


class _Erasing:
    """Erases whom the marks stand for from what is about to take the database's place; `done` tells what was done."""

    def __init__(self, marks: Collection[Mark], at: datetime, who: str) -> None:
        self._marks, self._at, self._who = marks, at, who
        self.done = Again()

    def __call__(self, store: Store) -> None:
        self.done = erase_again(store, self._marks, at=self._at, who=self._who)


def _marks(path: Path, present: Store | None, place: Shelf) -> frozenset[Mark]:
    """Of everybody who was erased, as the database that goes, its shelf, and the folder that a back-up lies in know them."""
    known = marks_in(place.marks) | marks_beside(path) | frozenset(() if present is None else erasure_marks(present))
    if known:
        add(known, place.marks)
    return known


def erase_again_at_start() -> Again:
    """The same for a database that was put in place by other means, or restored while the key of its names was not there."""
    store, marks = current_store(), marks_in(shelf(database_url()).marks)
    if store.read_only or not marks:
        return Again()
    return erase_again(store, marks, at=now(), who=person_at_the_keyboard())


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
