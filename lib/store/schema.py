"""The tables of the database: one for each plain file, derived from `lib.campaign.tables`, and a few that keep watch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from lib.campaign.tables import TABLES, Column, Kind, Table

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)
HOUR = 3_600_000_000
"""One hour in the unit of stored instants."""


def micros(instant: datetime) -> int:
    """Microseconds from 1970-01-01 UTC: what is stored for an instant, exact on both databases."""
    return (instant - _EPOCH) // _TICK


def instant_at(stored: int) -> datetime:
    """The instant, in UTC, of a stored number."""
    return _EPOCH + stored * _TICK


class Instant(TypeDecorator[datetime]):
    """An aware datetime, stored as `micros`, read back in UTC."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """The stored number; raises TypeError for a naive datetime."""
        return None if value is None else micros(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """The instant, in UTC."""
        return None if value is None else instant_at(value)


metadata = sa.MetaData()
_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_JSON = sa.JSON(none_as_null=True)
_TYPES: Mapping[Kind, type[TypeEngine[Any]]] = {
    Kind.TEXT: sa.Text,
    Kind.EMAIL: sa.Text,
    Kind.CHOICE: sa.Text,
    Kind.INSTANT: Instant,
    Kind.DAY: sa.Date,
    Kind.AMOUNT: sa.BigInteger,
    Kind.COUNT: sa.BigInteger,
    Kind.YES_NO: sa.Boolean,
}
DERIVED: Mapping[str, Mapping[str, type[TypeEngine[Any]]]] = {
    "contributions": {
        "person_key": sa.Text, "local_day": sa.Date, "local_hour": sa.BigInteger, "search_text": sa.Text,
        "search_names": sa.Text,
    },
    "reshares": {"person_key": sa.Text},
    "posts": {"local_day": sa.Date, "local_hour": sa.BigInteger},
    "first_day": {"person_key": sa.Text},
}  # fmt: skip
"""What is worked out once at the border beside a row's own cells: see `lib.store.rows.derived`."""
_INDEXES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "contributions": {
        "day": ("local_day", "status", "amount_cents"),
        "at": ("contributed_at", "status", "amount_cents"),
        "person": ("person_key", "status", "contributed_at"),
        "amount": ("status", "amount_cents", "contributed_at"),
        "reward": ("status", "reward", "contributed_at"),
        "id": ("id",),
    },
    "reshares": {"at": ("shared_at",)},
    "post_counts": {"post": ("platform", "post_id", "observed_at")},
}


def _own_column(column: Column) -> sa.Column[Any]:
    return sa.Column(column.field, _TYPES[column.kind](), nullable=not column.required)


def _campaign_id() -> sa.Column[int]:
    return sa.Column("campaign_id", sa.BigInteger, sa.ForeignKey("campaigns.id"), nullable=False)


def _off_key_index(table_name: str) -> sa.Index:
    some = sa.text("current_key IS NOT NULL")
    return sa.Index(f"ix_{table_name}_off_key", "campaign_id", sqlite_where=some, postgresql_where=some)


_SOME: Mapping[str, Mapping[str, tuple[tuple[str, ...], str]]] = {
    "contributions": {
        "thanked": (("thanked_at", "status", "contributed_at", "person_key"), "thanked_at IS NOT NULL"),
        "waiting": (("status", "contributed_at"), "thanked_at IS NULL"),
        "thanked_by": (("thanked_by",), "thanked_by IS NOT NULL"),
        "by_hand": ((), "batch_id IS NULL"),
    },
}
"""Indexes of the rows for which something holds."""


def _partial_index(table_name: str, name: str, fields: Sequence[str], where: str) -> sa.Index:
    some = sa.text(where)
    return sa.Index(f"ix_{table_name}_{name}", "campaign_id", *fields, sqlite_where=some, postgresql_where=some)


def _data_table(table: Table) -> sa.Table:
    """A file's columns, and what the store keeps of each row.

    `row_key`: the key it came with (see `lib.store.rows`), kept through edits; `current_key`: the key of its present
    cells where that is another one; `version`: 1, then one more for each change; `batch_id`: the import that brought it;
    `row_digest`: 32 bits of its contents.
    """
    return sa.Table(
        table.name,
        metadata,
        sa.Column("pk", _SERIAL, primary_key=True, autoincrement=True),
        _campaign_id(),
        sa.Column("row_key", sa.Text, nullable=False),
        sa.Column("current_key", sa.Text),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("batch_id", sa.BigInteger),
        sa.Column("row_digest", sa.BigInteger, nullable=False),
        *(_own_column(column) for column in table.columns),
        *(sa.Column(name, kind()) for name, kind in DERIVED.get(table.name, {}).items()),
        sa.Index(f"uq_{table.name}_row_key", "campaign_id", "row_key", unique=True),
        _off_key_index(table.name),
        *(
            sa.Index(f"ix_{table.name}_{name}", "campaign_id", *fields)
            for name, fields in _INDEXES.get(table.name, {}).items()
        ),
        *(_partial_index(table.name, name, *parts) for name, parts in _SOME.get(table.name, {}).items()),
        sqlite_autoincrement=True,
    )


CAMPAIGNS = sa.Table(
    "campaigns",
    metadata,
    sa.Column("id", _SERIAL, primary_key=True, autoincrement=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("settings_toml", sa.Text, nullable=False),
    sa.Column("timezone", sa.Text, nullable=False),
    sa.Column("invented", sa.Boolean, nullable=False),
    sa.Column("revision", sa.BigInteger, nullable=False),
    sa.Column("loaded_at", Instant, nullable=False),
    sa.Column("version", sa.BigInteger, nullable=False),
    sa.Index("uq_campaigns_name", "name", unique=True),
    sqlite_autoincrement=True,
)
DATA: Mapping[str, sa.Table] = {table.name: _data_table(table) for table in TABLES}

BATCHES = sa.Table(
    "batches",
    metadata,
    sa.Column("id", _SERIAL, primary_key=True, autoincrement=True),
    _campaign_id(),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("files", _JSON, nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("rows_read", sa.BigInteger, nullable=False),
    sa.Column("inserted", sa.BigInteger, nullable=False),
    sa.Column("changed", sa.BigInteger, nullable=False),
    sa.Column("same", sa.BigInteger, nullable=False),
    sa.Column("refused", sa.BigInteger, nullable=False),
    sa.Column("cents", sa.BigInteger, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("by_table", _JSON, nullable=False),
    sa.Column("undone_at", Instant),
    sa.Column("undone_by", sa.Text),
    sa.Index("ix_batches_campaign", "campaign_id"),
    sqlite_autoincrement=True,
)
JOURNAL = sa.Table(
    "journal",
    metadata,
    sa.Column("pk", _SERIAL, primary_key=True, autoincrement=True),
    _campaign_id(),
    sa.Column("batch_id", sa.BigInteger),
    sa.Column("at", Instant, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("table_name", sa.Text, nullable=False),
    sa.Column("row_pk", sa.BigInteger, nullable=False),
    sa.Column("row_key", sa.Text, nullable=False),
    sa.Column("row_batch_id", sa.BigInteger),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("before", _JSON),
    sa.Column("after", _JSON),
    sa.Column("version", sa.BigInteger, nullable=False),
    sa.Column("undoes", sa.BigInteger),
    sa.Column("undone", sa.Boolean, nullable=False),
    sa.Index("ix_journal_row", "campaign_id", "table_name", "row_pk"),
    sa.Index("ix_journal_batch", "campaign_id", "batch_id"),
    sqlite_autoincrement=True,
)
"""Changes one by one: edits, and the updates of an import. An import's new rows carry its `batch_id` instead."""
DAILY_TOTALS = sa.Table(
    "daily_totals",
    metadata,
    sa.Column("campaign_id", sa.BigInteger, sa.ForeignKey("campaigns.id"), primary_key=True, autoincrement=False),
    sa.Column("local_day", sa.Date, primary_key=True),
    sa.Column("status", sa.Text, primary_key=True),
    sa.Column("contributions", sa.BigInteger, nullable=False),
    sa.Column("amount_cents", sa.BigInteger, nullable=False),
)
"""Contributions rolled up by local day and status, in the same transaction as the rows."""
GIVING_TOTALS = sa.Table(
    "giving_totals",
    metadata,
    sa.Column("pk", _SERIAL, primary_key=True, autoincrement=True),
    _campaign_id(),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("local_day", sa.Date, nullable=False),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("contributions", sa.BigInteger, nullable=False),
    sa.Column("people", sa.BigInteger, nullable=False),
    sa.Column("amount_cents", sa.BigInteger, nullable=False),
    sa.Index("ix_giving_totals_day", "campaign_id", "kind", "local_day"),
    sqlite_autoincrement=True,
)
"""Counted contributions rolled up by who gave, when and through what: see `lib.store.changes.giving`.
A label may be of any length, so that no index holds it."""
CONTROLS = sa.Table(
    "controls",
    metadata,
    sa.Column("campaign_id", sa.BigInteger, sa.ForeignKey("campaigns.id"), primary_key=True, autoincrement=False),
    sa.Column("table_name", sa.Text, primary_key=True),
    sa.Column("row_count", sa.BigInteger, nullable=False),
    sa.Column("cents", sa.BigInteger, nullable=False),
    sa.Column("digest", sa.BigInteger, nullable=False),
)
"""Control totals of each table: rows, the sum of all its amounts, the sum of `row_digest`."""
MAPPINGS = sa.Table(
    "mappings",
    metadata,
    sa.Column("signature", sa.Text, primary_key=True),
    sa.Column("mapping", _JSON, nullable=False),
    sa.Column("at", Instant, nullable=False),
)
KEPT = sa.Table(
    "kept",
    metadata,
    sa.Column("campaign_id", sa.BigInteger, sa.ForeignKey("campaigns.id"), primary_key=True, autoincrement=False),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", _JSON),
    sa.Column("at", Instant, nullable=False),
)
PERSONAL = sa.Table(
    "personal",
    metadata,
    sa.Column("pk", _SERIAL, primary_key=True, autoincrement=True),
    _campaign_id(),
    sa.Column("pseudonym", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("value", sa.Text),
    sa.Column("folded", sa.Text),
    sa.Column("ciphertext", sa.LargeBinary),
    sa.Column("erased_at", Instant),
    sa.Column("digest", sa.BigInteger, nullable=False),
    sa.Index("uq_personal_pseudonym", "campaign_id", "pseudonym", unique=True),
    _partial_index("personal", "erased", ("pseudonym",), "erased_at IS NOT NULL"),
    sqlite_autoincrement=True,
)
"""What supporters' cells hold, each value once: the tables of a campaign hold its `pseudonym` in its place.

In clear, `value` and, to be searched, `folded`; encrypted, `ciphertext` alone; erased on request, none of them, with the instant.
`digest`: 32 bits of all that.
"""
PERSONAL_TOTALS = sa.Table(
    "personal_totals",
    metadata,
    sa.Column("campaign_id", sa.BigInteger, sa.ForeignKey("campaigns.id"), primary_key=True, autoincrement=False),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("held", sa.BigInteger, nullable=False),
    sa.Column("people_held", sa.BigInteger, nullable=False),
    sa.Column("people", sa.BigInteger, nullable=False),
)
"""How many values of each kind are there, and of e-mails the people: see `lib.store.people.personal_totals`."""
SECRETS = sa.Table(
    "secrets",
    metadata,
    sa.Column("campaign_id", sa.BigInteger, sa.ForeignKey("campaigns.id"), primary_key=True, autoincrement=False),
    sa.Column("pseudonym_key", sa.LargeBinary, nullable=False),
    sa.Column("key_id", sa.Text),
    sa.Column("epoch", sa.BigInteger, nullable=False),
    sa.Column("digest", sa.BigInteger, nullable=False),
)
"""What makes a campaign's pseudonyms: 32 random bytes, wrapped by the operator's key of that id where there is one.

`epoch` rises when values of `personal` are altered or go; those that come have a higher `pk`.
"""
