"""The table of what passes (`lib.store.programs.passing`), beside those of the store of record.

It is made when it is not there, and may be emptied at any time: people then sign in again, and drafts are gone.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.schema import CreateTable

PASSING = sa.Table(
    "passing",
    sa.MetaData(),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("until", sa.BigInteger, nullable=False),
)
"""`until`: seconds from 1970 by the database's clock, after which a row counts for nothing."""


def made(connection: Connection) -> None:
    """The table, made when it is not there; two programs may start at once."""
    if not is_there(connection):
        connection.execute(CreateTable(PASSING, if_not_exists=True))


def is_there(connection: Connection) -> bool:
    """Whether the table is there."""
    if connection.dialect.name == "postgresql":
        return bool(connection.scalar(sa.text("SELECT to_regclass('passing') IS NOT NULL")))
    return bool(connection.scalar(sa.text("SELECT count(*) FROM sqlite_schema WHERE name = 'passing'")))
