"""What passes: sign-in sessions, tries, drafts, who has just written. Never a figure, in no back-up of a server, in no copy.

Each has its end, by the database's own clock, which all programs share.
"""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lib.store.engine import Store
from lib.store.programs.passing_table import PASSING, is_there, made
from lib.store.sql import upsert


def put(store: Store, kind: str, key: str, value: str, *, seconds: float) -> None:
    """Keep a text for so many seconds, in place of the former; whatever has ended goes."""
    with store.writing() as connection:
        made(connection)
        connection.execute(sa.delete(PASSING).where(PASSING.c.until < _now(connection)))
        _put(connection, kind, key, value, seconds)


def found(store: Store, kind: str, key: str) -> str | None:
    """The text that is kept; None when there is none, or when it has ended."""
    with store.reading() as connection:
        if not is_there(connection):
            return None
        row = connection.execute(_wanted(connection, kind, key)).one_or_none()
        return None if row is None else str(row[0])


def changed(store: Store, kind: str, keys: tuple[str, ...], change: Callable[[tuple[str | None, ...]], tuple[str, ...]], *,
            seconds: float) -> None:  # fmt: skip
    """Put in place of several texts what `change` makes of them; no other change comes between. Lock in the order of `keys`."""
    with store.writing() as connection:
        made(connection)
        for key in keys:
            values = {"kind": kind, "key": key, "value": "", "until": 0}
            upsert(connection, PASSING, ["kind", "key"], values, replace=False)
        held = [connection.execute(_row(kind, key).with_for_update()).one() for key in keys]
        moment = _now_read(connection)
        known = tuple(row.value if row.until >= moment and row.value else None for row in held)
        for key, value in zip(keys, change(known), strict=True):
            _put(connection, kind, key, value, seconds)


def drop(store: Store, kind: str, key: str) -> None:
    """Forget a text, if it is kept."""
    with store.writing() as connection:
        if is_there(connection):
            connection.execute(sa.delete(PASSING).where(PASSING.c.kind == kind, PASSING.c.key == key))


def clock_seconds(store: Store) -> float:
    """Seconds by the database's clock: the same for every program that shares it."""
    with store.reading() as connection:
        return _now_read(connection)


def _row(kind: str, key: str) -> sa.Select[tuple[str, int]]:
    return sa.select(PASSING.c.value, PASSING.c.until).where(PASSING.c.kind == kind, PASSING.c.key == key)


def _wanted(connection: Connection, kind: str, key: str) -> sa.Select[tuple[str]]:
    return sa.select(PASSING.c.value).where(PASSING.c.kind == kind, PASSING.c.key == key, PASSING.c.until >= _now(connection))


def _put(connection: Connection, kind: str, key: str, value: str, seconds: float) -> None:
    until = int(_now_read(connection) + seconds)
    upsert(connection, PASSING, ["kind", "key"], {"kind": kind, "key": key, "value": value, "until": until})


def _now(connection: Connection) -> sa.TextClause:
    return sa.text("extract(epoch from clock_timestamp())" if connection.dialect.name == "postgresql" else "unixepoch('subsec')")


def _now_read(connection: Connection) -> float:
    return float(connection.scalar(sa.select(_now(connection))) or 0)
