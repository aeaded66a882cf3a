"""The numbers that a database gives to new rows: they go on where another database had got to, so that none is given twice."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection


def number_given(connection: Connection, table: sa.Table) -> int:
    """The highest number that a table's rows were ever given, those since deleted included; 0 for a table without numbers."""
    column = table.autoincrement_column
    if column is None or not _is_numbered(table):
        return 0
    highest = int(connection.scalar(sa.select(sa.func.max(column))) or 0)
    if connection.dialect.name == "sqlite":
        wanted = sa.text("SELECT seq FROM sqlite_sequence WHERE name = :name")
        return max(highest, int(connection.scalar(wanted, {"name": table.name}) or 0))
    wanted = sa.text("SELECT pg_sequence_last_value(pg_get_serial_sequence(:name, :column)::regclass)")
    return max(highest, int(connection.scalar(wanted, {"name": f'"{table.name}"', "column": column.name}) or 0))


def carry_number(connection: Connection, table: sa.Table, given: int) -> None:
    """Have the next row of a table numbered above `given`."""
    column = table.autoincrement_column
    if column is None or not given:
        return
    if connection.dialect.name == "sqlite":
        connection.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": table.name})
        added = sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :given)")
        connection.execute(added, {"name": table.name, "given": given})
    else:
        moved = sa.text("SELECT setval(pg_get_serial_sequence(:name, :column)::regclass, :given)")
        connection.execute(moved, {"name": f'"{table.name}"', "column": column.name, "given": given})


def _is_numbered(table: sa.Table) -> bool:
    """Whether the database gives the numbers, and remembers where it has got to (`sqlite_autoincrement`)."""
    return bool(table.dialect_options["sqlite"]["autoincrement"])
