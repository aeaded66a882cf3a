"""Whether a text names somebody whom the campaign knows: asked of the names, answered yes or no, never whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lib.campaign.columns import Column, Kind, Table
from lib.campaign.errors import KeyMissing
from lib.campaign.tables import CONTRIBUTIONS, INCIDENTS, TABLES
from lib.store.cells import folded
from lib.store.personal import Reader, secret_of
from lib.store.queries.view import C
from lib.store.remembered import remembered
from lib.store.schema import DATA, PERSONAL

_P = PERSONAL.c
_NAME = "name"
"""The kind of the values that are names of people."""
_MANY = 10_000


def is_called(connection: Connection, campaign_id: int, words: Collection[str], wholes: Collection[str]) -> bool:
    """Whether one of the words is in a text about somebody, in any table but that of the contributions; or is the first or
    last name of somebody who gave, or one of `wholes` their whole name. Where names cannot be read, everybody is called so.
    """
    own = [_holds(table, column, campaign_id, words) for table, column in _about_people() if not column.supporter]
    thanked = sa.exists().where(C.campaign_id == campaign_id, _is_named(C.thanked_by, words, wholes))
    if connection.scalar(sa.select(sa.or_(*own, thanked))):
        return True
    try:
        if secret_of(connection, campaign_id).key_id is None:
            return _in_clear(connection, campaign_id, words, wholes)
        return _among_encrypted(connection, campaign_id, words, wholes)
    except KeyMissing:
        return True


def _about_people() -> Iterator[tuple[Table, Column]]:
    """Texts about somebody, but of those who gave, and of the register of incidents, which is prose."""
    for table in TABLES:
        if table not in (CONTRIBUTIONS, INCIDENTS):
            yield from ((table, column) for column in table.columns if column.personal and column.kind is Kind.TEXT)


def _holds(table: Table, column: Column, campaign_id: int, words: Iterable[str]) -> sa.ColumnElement[bool]:
    rows = DATA[table.name].c
    if not column.supporter:
        return sa.exists().where(rows.campaign_id == campaign_id, _has_word(rows[column.field], words))
    same = sa.and_(_P.campaign_id == rows.campaign_id, _P.pseudonym == rows[column.field])
    return sa.exists().where(rows.campaign_id == campaign_id, same, _has_word(_P.value, words))


def _has_word(column: sa.ColumnElement[str], words: Iterable[str]) -> sa.ColumnElement[bool]:
    padded = sa.literal(" ") + column + sa.literal(" ")
    return sa.or_(*(padded.icontains(f" {word} ", autoescape=True) for word in sorted(words)))


def _is_named(column: sa.ColumnElement[str], words: Iterable[str], wholes: Iterable[str]) -> sa.ColumnElement[bool]:
    """One pass over names, of which there may be a million."""
    first = [column.istartswith(f"{word} ", autoescape=True) for word in sorted(words)]
    last = [column.iendswith(f" {word}", autoescape=True) for word in sorted(words)]
    return sa.and_(column.is_not(None), sa.or_(column.in_(sorted(wholes)), *first, *last))


def _in_clear(connection: Connection, campaign_id: int, words: Iterable[str], wholes: Iterable[str]) -> bool:
    others = [_holds(table, column, campaign_id, words) for table, column in _about_people() if column.supporter]
    givers = sa.exists().where(_P.campaign_id == campaign_id, _P.kind == _NAME, _is_named(_P.value, words, wholes))
    return bool(connection.scalar(sa.select(sa.or_(*others, givers))))


def _among_encrypted(connection: Connection, campaign_id: int, words: Iterable[str], wholes: Iterable[str]) -> bool:
    low = [folded(word) for word in words]
    names = remembered(connection, secret_of(connection, campaign_id)).kinds.get(_NAME)
    if names is not None and names.has_line(beginnings=low, wholes=map(folded, wholes)):
        return True
    texts = _texts(connection, campaign_id)
    return any(f" {word} " in text for text in texts for word in low)


def _texts(connection: Connection, campaign_id: int) -> list[str]:
    """What the supporters' texts of the small tables say, folded, between spaces."""
    found: set[str] = set()
    for table, column in _about_people():
        if column.supporter:
            rows = DATA[table.name].c
            wanted = sa.select(rows[column.field]).where(rows.campaign_id == campaign_id, rows[column.field].is_not(None))
            found.update(connection.scalars(wanted.limit(_MANY)))
    return [f" {folded(text)} " for text in Reader(connection, campaign_id).values(found).values() if text]
