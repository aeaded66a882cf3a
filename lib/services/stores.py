"""The store of this process, opened once by address; a database that is damaged or gone is never replaced by an empty one."""

from __future__ import annotations

from threading import Lock

import sqlalchemy as sa

from lib.campaign.errors import StoreDamaged, StoreUnreachable, UseError
from lib.campaign.message import N_
from lib.services.clock import now
from lib.services.environment import database_url, may_upgrade_unsaved
from lib.services.persons.personal_key import personal_keys
from lib.services.safekeeping.backups import last_good, shelf, take
from lib.store.engine import Store, open_store, sqlite_path
from lib.store.failures import DAMAGED
from lib.store.safekeeping.restoring import ASIDE, set_aside

SET_ASIDE = N_("The database %(address)s is damaged. It was set aside untouched, as %(aside)s. Restore the last good back-up: "
               "on this page, or with python -m lib restore.")  # fmt: skip
GONE = N_("The database %(address)s is not there any more, but it was: back-ups of it, or a file that was set aside, are. "
          "Restore the last good back-up: on this page, or with python -m lib restore.")  # fmt: skip
NOT_SAVED_FIRST = N_("The database %(address)s is of an earlier version, and could not be backed up before being brought up to "
                     "date, so it was left as it is. %(why)s")  # fmt: skip
_OPENING = Lock()
_OPEN: dict[str, Store] = {}


def current_store() -> Store:
    """The store that the environment names; raises StoreError in words when it cannot be opened.

    A file that was restored or replaced meanwhile is opened anew.
    """
    with _OPENING:
        url = database_url()
        held = _OPEN.get(url)
        if held is None or not held.is_there():
            forget_store(url)
            held = _OPEN[url] = _opened(url)
        return held


def answers() -> bool:
    """Whether the store answers now; raises StoreError in words when it does not."""
    with current_store().reading() as connection:
        return connection.scalar(sa.select(1)) == 1


def forget_store(url: str) -> None:
    """Close the store of that address, if it is open here: the next to ask opens it anew."""
    held = _OPEN.pop(url, None)
    if held is not None:
        held.close()


def _opened(url: str) -> Store:
    refuse_to_begin_anew(url)
    try:
        return open_store(url, before_upgrade=_saved_first, keys=personal_keys())
    except StoreDamaged as error:
        path = sqlite_path(url)
        if error.message.text != DAMAGED or path is None:
            raise
        raise moved_away(url) from error


def refuse_to_begin_anew(url: str) -> None:
    """Raises StoreDamaged when the SQLite file is missing or empty although there are back-ups of it, or what is left of it."""
    path = sqlite_path(url)
    if path is None or (path.exists() and path.stat().st_size):
        return
    if last_good(shelf(url).back_ups()) or any(path.parent.glob(f"{path.name}.{ASIDE}-*")):
        raise StoreDamaged(GONE, address=str(path))


def moved_away(url: str) -> StoreDamaged:
    """Set a damaged SQLite file aside, untouched; the sentence that says so and what to do."""
    path = sqlite_path(url)
    assert path is not None
    return StoreDamaged(SET_ASIDE, address=str(path), aside=set_aside(path, now()).name)


def _saved_first(store: Store, version: str) -> None:
    """A back-up of a database of an earlier schema, before a new version of the program alters it."""
    if may_upgrade_unsaved():
        return
    try:
        take(store, shelf(database_url()), at=now(), version=version)
    except (StoreUnreachable, UseError) as error:
        raise StoreUnreachable(NOT_SAVED_FIRST, address=store.address, why=error.message) from error
