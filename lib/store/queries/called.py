"""Whether a text names somebody whom the campaign knows: asked of the names, answered yes or no, never whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from lib.campaign.columns import Column, Kind, Table
from lib.campaign.errors import KeyMissing
from lib.campaign.tables import CONTRIBUTIONS, INCIDENTS, TABLES
from lib.store.cells import folded
from lib.store.people.personal import Reader, Secret, secret_of
from lib.store.people.remembered import remembered
from lib.store.queries.view import C, row_by_row
from lib.store.schema import DATA, PERSONAL

_P = PERSONAL.c
_NAME = "name"
"""The kind of the values that are names of people."""
_MANY = 10_000
_TEXTS_AT_MOST = 1_000
_PASSED: WeakKeyDictionary[Engine, dict[tuple[object, ...], int]] = WeakKeyDictionary()
"""By store: texts found to name nobody who gave, and the last row of `personal` that each was held beside."""


def is_called(connection: Connection, campaign_id: int, words: Collection[str], wholes: Collection[str]) -> bool:
    """Whether one of the words is in a text about somebody, in any table but that of the contributions; or is the first or
    last name of somebody who gave, or one of `wholes` their whole name. Where names cannot be read, everybody is called so.
    """
    own = [_holds(table, column, campaign_id, words) for table, column in _about_people() if not column.supporter]
    thanked = sa.exists().where(_is_named(_who_thanked(campaign_id), words, wholes))
    if connection.scalar(sa.select(sa.or_(*own, thanked))):
        return True
    try:
        secret = secret_of(connection, campaign_id)
        if secret.key_id is None:
            return _in_clear(connection, secret, words, wholes)
        return _among_encrypted(connection, campaign_id, words, wholes)
    except KeyMissing:
        return True


def _who_thanked(campaign_id: int) -> sa.ColumnElement[str]:
    """The few names of those who thanked, one after another from their index: not read from each of a million rows."""
    next_one = sa.select(sa.func.min(C.thanked_by)).where(C.campaign_id == campaign_id, C.thanked_by.is_not(None))
    names = sa.select(next_one.scalar_subquery().label("name")).cte("who_thanked", recursive=True)
    later = next_one.where(C.thanked_by > names.c.name).scalar_subquery()
    return names.union_all(sa.select(later).where(names.c.name.is_not(None))).c.name


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


def _in_clear(connection: Connection, secret: Secret, words: Collection[str], wholes: Collection[str]) -> bool:
    others = [_holds(table, column, secret.campaign_id, words) for table, column in _about_people() if column.supporter]
    return bool(connection.scalar(sa.select(sa.or_(*others)))) or _gives(connection, secret, words, wholes)


def _gives(connection: Connection, secret: Secret, words: Collection[str], wholes: Collection[str]) -> bool:
    """Whether somebody who gave is called so. Beside a text that has named nobody so far, only the names that came since are
    read: a million of them take seconds, and the room's screen asks after each write.
    """
    ours = row_by_row(_P.campaign_id) == secret.campaign_id
    last = connection.scalar(sa.select(_P.pk).where(ours).order_by(_P.pk.desc()).limit(1)) or 0
    passed = _PASSED.setdefault(connection.engine, {})
    asked = (secret.campaign_id, secret.key, secret.epoch, frozenset(words), frozenset(wholes))
    since = passed.pop(asked, 0)
    is_new = _P.pk > (since if since <= last else 0)
    if connection.scalar(sa.select(sa.exists().where(ours, is_new, _P.kind == _NAME, _is_named(_P.value, words, wholes)))):
        return True
    passed[asked] = last
    for oldest in list(passed)[:-_TEXTS_AT_MOST]:
        passed.pop(oldest, None)
    return False


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
