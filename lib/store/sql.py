"""A few pieces of SQL that both databases understand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

T = TypeVar("T")
_ROOM_KIB = 32 * 1024
"""Of pages that SQLite holds during a large import, twice as many as otherwise."""
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


def insert_many(connection: Connection, table: sa.Table, values: Sequence[dict[str, Any]]) -> None:
    """Puts many rows in, all with the same columns. PostgreSQL takes each column as one array, eight times faster."""
    if not values:
        return
    if connection.dialect.name != "postgresql":
        connection.execute(sa.insert(table), values)
        return
    names = list(values[0])
    lines = _lines(table, names)
    connection.execute(sa.insert(table).from_select(names, sa.select(*lines.c)), _columns(names, values))


def insert_missing(connection: Connection, table: sa.Table, names: Sequence[str], lines: Sequence[tuple[Any, ...]]) -> None:
    """Puts in those of many rows that are not there yet: the values of the columns `names`, as the database itself holds them."""
    insert_lines(connection, table, names, lines, is_there_ignored=True)


def insert_lines(
    connection: Connection,
    table: sa.Table,
    names: Sequence[str],
    lines: Sequence[tuple[Any, ...]],
    *,
    is_there_ignored: bool = False,
) -> None:
    """Puts many rows in, past what SQLAlchemy does to each of them; `is_there_ignored`: but for those that are there."""
    if not lines:
        return
    if connection.dialect.name != "postgresql":
        marks, unless = ", ".join("?" for _ in names), " ON CONFLICT DO NOTHING" if is_there_ignored else ""
        told = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks}){unless}"  # noqa: S608 (our names)
        connection.exec_driver_sql(told, list(lines))
        return
    if not is_there_ignored:
        _copy(connection, table, names, lines)
        return
    bare = _lines(sa.Table(table.name, sa.MetaData(), *(sa.Column(name, _held(table.c[name].type)) for name in names)), names)
    statement = postgresql.insert(table).from_select(list(names), sa.select(*bare.c)).on_conflict_do_nothing()
    columns = zip(*lines, strict=True)
    connection.execute(statement, {f"all_{name}": list(column) for name, column in zip(names, columns, strict=True)})


def _copy(connection: Connection, table: sa.Table, names: Sequence[str], lines: Sequence[tuple[Any, ...]]) -> None:
    """PostgreSQL's COPY: for rows of thirty columns half of what arrays take; its errors are those of any other statement."""
    said, raw = f"COPY {table.name} ({', '.join(names)}) FROM STDIN", connection.connection.driver_connection
    assert raw is not None
    base_error = connection.dialect.loaded_dbapi.Error
    try:
        with raw.cursor() as cursor, cursor.copy(said) as copy:
            for line in lines:
                copy.write_row(line)
    except base_error as error:
        raise sa.exc.DBAPIError.instance(
            said, None, error, base_error, hide_parameters=True, connection_invalidated=raw.closed, dialect=connection.dialect
        ) from error


def _held(kind: sa.types.TypeEngine[Any]) -> sa.types.TypeEngine[Any]:
    """The type of a column without what Python makes of it."""
    return kind.impl_instance if isinstance(kind, sa.types.TypeDecorator) else kind


def among(connection: Connection, column: sa.ColumnElement[Any], values: Sequence[str]) -> sa.ColumnElement[bool]:
    """Whether a text is one of many, given as one parameter: a list of parameters takes longer to write than to answer.

    Very many go to PostgreSQL as JSON, which Python writes ten times faster than an array; how many they are is not known then
    when it plans, and it looks each of them up.
    """
    if connection.dialect.name == "postgresql" and len(values) > CHUNK:
        said = sa.cast(sa.bindparam(None, json.dumps(values), type_=sa.Text), postgresql.JSON)
        return column == sa.any_(sa.func.array(sa.select(sa.func.json_array_elements_text(said)).scalar_subquery()))
    if connection.dialect.name == "postgresql":
        return column == sa.any_(sa.bindparam(None, list(values), type_=postgresql.ARRAY(sa.Text)))
    listed = sa.func.json_each(json.dumps(values)).table_valued("value")
    return column.in_(sa.select(listed.c.value))


def update_many(
    connection: Connection, table: sa.Table, key: Sequence[str], values: Sequence[dict[str, Any]]
) -> int:
    """Alters many rows, found by the columns in `key`, which `values` hold as `_<column>`; the number that were found."""
    if not values:
        return 0
    names = [name for name in values[0] if not name.startswith("_")]
    if connection.dialect.name != "postgresql":
        found = [table.c[name] == sa.bindparam(f"_{name}") for name in key]
        statement = sa.update(table).where(*found).values({name: sa.bindparam(name) for name in names})
        return connection.execute(statement, values).rowcount
    lines = _lines(table, [*names, *(f"_{name}" for name in key)])
    found = [table.c[name] == lines.c[f"_{name}"] for name in key]
    statement = sa.update(table).where(*found).values({name: lines.c[name] for name in names})
    return connection.execute(statement, _columns(list(lines.c.keys()), values)).rowcount


@contextmanager
def with_room(connection: Connection, kib: int = _ROOM_KIB) -> Iterator[None]:
    """SQLite with another share of memory for its pages, and as much to sort: by default more than usual, so that the indexes of
    many rows are written once, and not again and again."""
    if connection.dialect.name != "sqlite":
        yield
        return
    before = connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
    connection.exec_driver_sql(f"PRAGMA cache_size = -{kib}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size = {before}")


def learn(connection: Connection, table: sa.Table) -> None:
    """Tells PostgreSQL what a table holds now; until then, after a large import, it may take minutes where ms do."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text(f"ANALYZE {table.name}"))


def _lines(table: sa.Table, names: Sequence[str]) -> sa.TableValuedAlias:
    """Rows made of one array for each column, given as parameters called `all_<column>`."""
    kinds = {name: table.c[name.removeprefix("_")].type for name in names}
    arrays = [sa.bindparam(f"all_{name}", type_=postgresql.ARRAY(kind)) for name, kind in kinds.items()]
    columns = [sa.column(name, kind) for name, kind in kinds.items()]
    return sa.func.unnest(*arrays).table_valued(*columns).render_derived(name="lines")


def _columns(names: Sequence[str], values: Sequence[dict[str, Any]]) -> dict[str, list[Any]]:
    return {f"all_{name}": [row[name] for row in values] for name in names}


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
