"""Moving a whole store from one address to another: a file and a server, either way."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from lib.campaign.errors import UseError
from lib.campaign.message import N_
from lib.services.clock import now
from lib.services.safekeeping.backups import BackUp, shelf, take
from lib.store.engine import Store, open_store, sqlite_path
from lib.store.safekeeping.copying import NOT_EMPTY, Copied, Said, copy_store, is_empty

_NOT_THERE = N_("There is no database at “%(address)s”.")
_SAME = N_("Both addresses are those of one database. Give two.")
_EARLIER = N_("The database %(address)s is of an earlier version. Bring it up to date first: DATABASE_URL=… python -m lib verify")


def address_of(typed: str) -> str:
    """What a person types as an address: one, or the path of a SQLite file."""
    return typed if "://" in typed else f"sqlite:///{Path(typed).expanduser().resolve()}"


def copy(source: str, target: str, *, replace: bool, said: Said, backed_up: Callable[[BackUp], None]) -> Copied:
    """Copy the store at one address into that at another; `backed_up` is told where what was there before is kept.

    Raises UseError where there is nothing to copy, where both are one, and where the target is not empty without `replace`.
    """
    path = sqlite_path(source)
    if path is not None and not (path.is_file() and path.stat().st_size):
        raise UseError(_NOT_THERE, address=str(path))
    if _is_one(source, target):
        raise UseError(_SAME)
    with closing(_present(source)) as sent, closing(_present(target)) as there:
        _saved_first(there, target, replace, backed_up)
        return copy_store(sent, there, replace=replace, said=said)


def _is_one(source: str, target: str) -> bool:
    one, other = sqlite_path(source), sqlite_path(target)
    if one is not None and other is not None:
        return one.resolve() == other.resolve()
    return source.strip() == target.strip()


def _present(url: str) -> Store:
    return open_store(url, before_upgrade=_refused)


def _refused(store: Store, _version: str) -> None:
    raise UseError(_EARLIER, address=store.address)


def _saved_first(there: Store, url: str, replace: bool, backed_up: Callable[[BackUp], None]) -> None:
    with there.reading() as connection:
        if is_empty(connection):
            return
    if not replace:
        raise UseError(NOT_EMPTY, address=there.address)
    backed_up(take(there, shelf(url), at=now(), keep_all=True).back_up)
