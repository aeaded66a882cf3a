"""What a database driver raises, put into the sentences of `lib.campaign.errors`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from lib.campaign.errors import StoreDamaged, StoreError, StoreUnreachable
from lib.campaign.message import N_
from lib.store.connections import sqlite_driver

BUSY = N_("The database is busy with another change. Nothing was written; try again in a moment.")
FULL = N_("The disk of the database is full or failing. Nothing was written; free some space, then try again.")
READ_ONLY = N_("The database %(address)s cannot be written. Nothing was changed; give this program the right to "
               "write in its folder, then try again.")  # fmt: skip
NOT_OPENED = N_("The database %(address)s cannot be opened. Check that its folder exists and that this program may "
                "read and write there.")  # fmt: skip
SILENT = N_("The database %(address)s does not answer. Check that its server runs and that its address, user "
            "and password are right, then try again.")  # fmt: skip
LOST = N_("The database went away in the middle of it. Nothing was written; try again in a moment.")
UNKNOWN = N_("The database went away while it was writing your change, and does not answer: it may be written or not. Wait, "
             "reload the page and look before you do it again.")  # fmt: skip
GONE_AWAY = (SILENT, LOST)
"""After these nothing was written, and the same may be done again once the database is back."""
NOT_ADMITTED = N_("The database %(address)s does not let this program in. Check the user, the password and the rights "
                  "in its address.")  # fmt: skip
DAMAGED = N_("The database %(address)s is damaged. Put it aside and restore the latest back-up.")
REPLACED = N_("The database %(address)s was moved or replaced while this program had it open. Nothing was written; "
              "reload the page, or start the program again.")  # fmt: skip

_SQLITE: tuple[tuple[tuple[str, ...], type[StoreError], str], ...] = (
    (("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_PROTOCOL"), StoreUnreachable, BUSY),
    (("SQLITE_FULL", "SQLITE_IOERR"), StoreUnreachable, FULL),
    (("SQLITE_READONLY",), StoreUnreachable, READ_ONLY),
    (("SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH"), StoreUnreachable, NOT_OPENED),
    (("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_FORMAT"), StoreDamaged, DAMAGED),
)
_POSTGRESQL: tuple[tuple[tuple[str, ...], type[StoreError], str], ...] = (
    (("55P03", "40001", "40P01", "57014"), StoreUnreachable, BUSY),
    (("53",), StoreUnreachable, FULL),
    (("25006",), StoreUnreachable, READ_ONLY),
    (("28", "42501"), StoreUnreachable, NOT_ADMITTED),
    (("XX001", "XX002"), StoreDamaged, DAMAGED),
    (("08", "3D000", "57P"), StoreUnreachable, SILENT),
)
"""SQLSTATE by its beginning: a class of errors, or one error."""


@contextmanager
def in_words(address: str) -> Iterator[None]:
    """Within it, a driver's error becomes a StoreError; what is a mistake of the program stays as it is.

    `address` is for people: it holds no user and no password.
    """
    try:
        yield
    except exc.TimeoutError as error:
        raise StoreUnreachable(BUSY) from error
    except exc.DBAPIError as error:
        said = _said(error, address)
        if said is None:
            raise
        raise said from error


@contextmanager
def driver_in_words(address: str) -> Iterator[None]:
    """The same for what SQLite's driver raises by itself, where no statement goes through SQLAlchemy."""
    try:
        yield
    except sqlite_driver().Error as error:
        said = _known(error, address)
        if said is None:
            raise
        raise said from error


def _known(original: BaseException | None, address: str) -> StoreError | None:
    state = getattr(original, "sqlstate", None)
    name = getattr(original, "sqlite_errorname", None)
    for beginnings, kind, text in _SQLITE if name else _POSTGRESQL:
        if (name or state or "").startswith(beginnings):
            return _sentence(kind, text, address)
    return None


def _said(error: exc.DBAPIError, address: str) -> StoreError | None:
    known = _known(error.orig, address)
    if known is not None:
        return known
    if "Could not decode to UTF-8" in str(error.orig):
        return _sentence(StoreDamaged, DAMAGED, address)
    state = getattr(error.orig, "sqlstate", None)
    name = getattr(error.orig, "sqlite_errorname", None)
    lost = error.connection_invalidated or (isinstance(error, exc.OperationalError) and state is None and not name)
    return _sentence(StoreUnreachable, SILENT, address) if lost else None


def _sentence(kind: type[StoreError], text: str, address: str) -> StoreError:
    return kind(text, address=address) if "%(address)s" in text else kind(text)
