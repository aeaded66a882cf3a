"""Two tables more: who agreed to be written to again, and the register of incidents. Written out, as the first step is."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

Column = sa.Column[Any]


def upgrade() -> None:
    _rows("consents", _text("email", required=True), _day("consented_on"), _text("source"), _day("withdrawn_on"))
    _rows(
        "incidents",
        _text("id", required=True), _day("happened_on"), _day("known_on", required=True), _text("data_concerned"),
        _text("circumstances"), sa.Column("persons", sa.BigInteger()), _text("risk_reasons"),
        _day("authority_notified_on"), _day("persons_notified_on"), _text("measures"),
    )  # fmt: skip
    for name in ("consents", "incidents"):
        put = "INSERT INTO controls (campaign_id, table_name, row_count, cents, digest) SELECT id, :name, 0, 0, 0 FROM campaigns"
        op.get_bind().execute(sa.text(put), {"name": name})


def _text(name: str, *, required: bool = False) -> Column:
    return sa.Column(name, sa.Text(), nullable=not required)


def _day(name: str, *, required: bool = False) -> Column:
    return sa.Column(name, sa.Date(), nullable=not required)


def _rows(name: str, *columns: Column) -> None:
    """A table of rows of a plain file, with what the store keeps of each."""
    op.create_table(
        name,
        sa.Column("pk", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=True),
        sa.Column("campaign_id", sa.BigInteger(), sa.ForeignKey("campaigns.id"), nullable=False),
        _text("row_key", required=True),
        _text("current_key"),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("batch_id", sa.BigInteger()),
        sa.Column("row_digest", sa.BigInteger(), nullable=False),
        *columns,
        sqlite_autoincrement=True,
    )
    op.create_index(f"uq_{name}_row_key", name, ["campaign_id", "row_key"], unique=True)
    some = sa.text("current_key IS NOT NULL")
    op.create_index(f"ix_{name}_off_key", name, ["campaign_id"], sqlite_where=some, postgresql_where=some)
