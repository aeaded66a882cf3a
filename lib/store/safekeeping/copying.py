"""A whole database put into another one, of the same kind or not: in one transaction, row by row the same, or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import psycopg
import sqlalchemy as sa
from psycopg import sql
from sqlalchemy.engine import Connection
from sqlalchemy.types import TypeDecorator, TypeEngine

from lib.campaign.errors import StoreDamaged, StoreUnreachable, UseError
from lib.campaign.message import N_
from lib.store import failures
from lib.store.engine import Store
from lib.store.safekeeping.integrity import verification
from lib.store.safekeeping.numbering import carry_number, number_given
from lib.store.safekeeping.restoring import highest_revision, raise_revisions
from lib.store.schema import metadata
from lib.store.sql import learn

SLICE = 2_000
"""Rows held at once."""
NOT_EMPTY = N_("The database %(address)s is not empty, so nothing was copied into it. Give an empty one, or add --replace: what "
               "is there is then backed up first.")  # fmt: skip
NOT_HELD = N_("%(table)s, row %(row)s: a character in it cannot be held by the other database. Nothing was copied; correct that "
              "row, then try again.")  # fmt: skip
NOT_SAME = N_("%(table)s: what arrived is not what was sent (rows %(sent)s and %(arrived)s). Nothing was copied; try again.")
UNSOUND = N_("The database %(address)s does not agree with its own control totals, so nothing was copied: restore a good back-up "
             "of it first. python -m lib verify says more.")  # fmt: skip
_SUM = 1 << 256
Cells = Sequence[Any]
"""A row's, in the order of its table's columns."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a table holds: rows, the sum of its whole numbers called cents, and a digest of every cell of every row.

    The digest is the sum of each row's SHA-256, whatever order a database gives them in.
    """

    rows: int
    cents: int
    digest: int


@dataclass(frozen=True, slots=True)
class Copied:
    """What went over, by table."""

    tables: Mapping[str, Contents]

    @property
    def rows(self) -> int:
        """Rows of all tables together."""
        return sum(each.rows for each in self.tables.values())


Said = Callable[[str, int], None]
"""Told a table's name and how many of its rows went over so far."""


def copy_store(source: Store, target: Store, *, replace: bool = False, said: Said = lambda table, rows: None) -> Copied:
    """Put all of `source`, as it is at one instant, into `target`, and read it back there before it is kept.

    Every table is compared: rows, cents, a digest of all cells; then the control totals. All of it is one transaction of
    the target: interrupted, or found different, it leaves the target as it was. With `replace`, what was there goes, and
    revisions rise above any that a page has seen. Raises UseError where the target is not empty, StoreDamaged where
    something does not agree.
    """
    with source.snapshot() as reading, target.writing() as writing:
        _alone(writing)
        above = _emptied(target, writing, replace)
        sent = {table.name: _sent(reading, writing, table, said) for table in metadata.sorted_tables}
        for table in metadata.sorted_tables:
            _refuse_difference(table, sent[table.name], contents(writing, table))
            carry_number(writing, table, number_given(reading, table))
            learn(writing, table)
        if verification(target):
            raise StoreDamaged(UNSOUND, address=source.address)
        if above:
            raise_revisions(target, above)
    return Copied(sent)


def contents(connection: Connection, table: sa.Table) -> Contents:
    """What a table holds now, every row of it read."""
    count = cents = digest = 0
    for some in _slices(connection, table):
        count, cents, digest = count + len(some), cents + _cents(table, some), (digest + _digest(table, some)) % _SUM
    return Contents(count, cents, digest)


def is_empty(connection: Connection) -> bool:
    """Whether no table of ours holds a row."""
    looked_at = (sa.select(sa.literal(1)).select_from(table).limit(1) for table in metadata.sorted_tables)
    return all(connection.execute(one).first() is None for one in looked_at)


def _alone(writing: Connection) -> None:
    """Nobody else writes into the target meanwhile: a second copy, or a dashboard that loads its demonstration."""
    if writing.dialect.name == "postgresql":
        names = ", ".join(f'"{table.name}"' for table in metadata.sorted_tables)
        writing.exec_driver_sql(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")


def _emptied(target: Store, writing: Connection, replace: bool) -> int:
    """The highest revision that was there, 0 for an empty target."""
    if is_empty(writing):
        return 0
    if not replace:
        raise UseError(NOT_EMPTY, address=target.address)
    above = highest_revision(target)
    for table in reversed(metadata.sorted_tables):
        writing.execute(sa.delete(table))
    return above


def _sent(reading: Connection, writing: Connection, table: sa.Table, said: Said) -> Contents:
    count = cents = digest = 0
    twin = _bare(table)
    for some in _slices(reading, table):
        _put(writing, twin, some)
        count, cents, digest = count + len(some), cents + _cents(table, some), (digest + _digest(table, some)) % _SUM
        said(table.name, count)
    return Contents(count, cents, digest)


def _put(writing: Connection, twin: sa.Table, rows: Sequence[Cells]) -> None:
    """Raises UseError, naming the row, for text that the database cannot hold: PostgreSQL takes no NUL."""
    try:
        if writing.dialect.name == "postgresql":
            _copy_in(writing, twin, rows)
        else:
            names = twin.columns.keys()
            writing.execute(sa.insert(twin), [dict(zip(names, row, strict=True)) for row in rows])
    except psycopg.OperationalError as error:
        raise StoreUnreachable(failures.LOST) from error
    except (psycopg.DataError, UnicodeEncodeError) as error:
        wrong = next((row for row in rows if _is_unholdable(row)), rows[0])
        raise UseError(NOT_HELD, table=twin.name, row=_name(twin, wrong)) from error


def _copy_in(writing: Connection, twin: sa.Table, rows: Sequence[Cells]) -> None:
    """By COPY, three times as fast as any INSERT; what is JSON goes as its text."""
    has_json = any(isinstance(column.type, sa.JSON) for column in twin.columns)
    names = ", ".join(f'"{column.name}"' for column in twin.columns)
    driver = writing.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    with driver.cursor() as cursor, cursor.copy(sql.SQL(f'COPY "{twin.name}" ({names}) FROM STDIN')) as copy:
        for row in rows:
            copy.write_row([json.dumps(cell) if isinstance(cell, dict | list) else cell for cell in row] if has_json else row)


def _is_unholdable(row: Cells) -> bool:
    texts = [value for value in row if isinstance(value, str)]
    return any("\0" in text or any(0xD800 <= ord(each) < 0xE000 for each in text) for text in texts)


def _name(table: sa.Table, row: Cells) -> str:
    return " ".join(str(row[table.columns.keys().index(name)]) for name in table.info["key"])


def _slices(connection: Connection, table: sa.Table) -> Iterator[Sequence[Cells]]:
    """Every row, some at a time, in the order of its number where it has one; its cells in the order of the columns."""
    twin, key = _bare(table), list(table.primary_key)
    ordered = [twin.c[key[0].name]] if len(key) == 1 and isinstance(key[0].type, sa.BigInteger | sa.Integer) else []
    with connection.execute(sa.select(twin).order_by(*ordered), execution_options={"yield_per": SLICE}) as result:
        yield from result.partitions()


def _bare(table: sa.Table) -> sa.Table:
    """The same table with its cells as they rest: instants as numbers, what is encrypted as it is. Nothing is worked out, and
    no key is needed, on the way."""
    held = table.info.get("bare")
    if held is None:
        kinds = {each.name: _at_rest(each.type) for each in table.columns}
        held = table.info["bare"] = sa.Table(table.name, sa.MetaData(), *(sa.Column(name, kinds[name]) for name in kinds))
        held.info["key"] = [each.name for each in table.primary_key]
    found: sa.Table = held
    return found


def _at_rest(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    return kind.impl_instance if isinstance(kind, TypeDecorator) else kind


def _cents(table: sa.Table, rows: Sequence[Cells]) -> int:
    places = [place for place, name in enumerate(table.columns.keys()) if name.endswith("cents")]
    return sum(int(row[place] or 0) for row in rows for place in places)


def _digest(table: sa.Table, rows: Sequence[Cells]) -> int:
    """Most tables hold nothing that has to be made plain first, which would take half of the time of a copy."""
    is_odd = any(isinstance(column.type, sa.JSON | sa.LargeBinary) for column in _bare(table).columns)
    texts = (repr([_plain(cell) for cell in row] if is_odd else list(row)) for row in rows)
    return sum(int.from_bytes(sha256(text.encode("utf-8", "surrogatepass")).digest()) for text in texts)


def _plain(cell: object) -> object:
    """JSON by its content: the two databases may keep its keys in another order."""
    if isinstance(cell, dict | list):
        return json.dumps(cell, sort_keys=True)
    return bytes(cell) if isinstance(cell, memoryview | bytearray) else cell


def _refuse_difference(table: sa.Table, sent: Contents, arrived: Contents) -> None:
    if sent != arrived:
        raise StoreDamaged(NOT_SAME, table=table.name, sent=sent.rows, arrived=arrived.rows)

