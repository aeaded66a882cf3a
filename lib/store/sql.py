"""A few pieces of SQL that both databases understand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

T = TypeVar("T")
CHUNK = 1_000
"""Values in one list of a query; SQLite takes 32 766 at most."""


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """`items` in lists of `size`, the last one shorter; nothing is read ahead of the list that is given."""
    source = iter(items)
    while chunk := list(islice(source, size)):
        yield chunk


def total(expression: sa.ColumnElement[Any]) -> sa.ColumnElement[int]:
    """A sum of whole numbers as a whole number: PostgreSQL makes it a decimal, and no row at all gives 0, not NULL."""
    return sa.func.coalesce(sa.cast(sa.func.sum(expression), sa.BigInteger), 0)


def count_if(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    """The number of rows for which `condition` holds."""
    return sa.func.count(sa.case((condition, 1)))


def total_if(condition: sa.ColumnElement[bool], expression: sa.ColumnElement[Any]) -> sa.ColumnElement[int]:
    """The sum of `expression` over the rows for which `condition` holds; 0 without any."""
    return total(sa.case((condition, expression)))


def upsert(
    connection: Connection, table: sa.Table, key: Sequence[str], values: dict[str, Any], *, replace: bool = True
) -> None:
    """Inserts a row, or replaces the one of the same key (or leaves it, without `replace`)."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table).values(values)
    if replace:
        others = {name: statement.excluded[name] for name in values if name not in key}
        connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=others))
    else:
        connection.execute(statement.on_conflict_do_nothing(index_elements=list(key)))
