"""Supporters' names and e-mails move to a table of their own, and pseudonyms take their places. Written out, as all steps."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from lib.store.migrations.hiding import hide_everybody

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "personal",
        sa.Column("pk", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=True),
        sa.Column("campaign_id", sa.BigInteger(), sa.ForeignKey("campaigns.id"), nullable=False),
        sa.Column("pseudonym", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Text()),
        sa.Column("folded", sa.Text()),
        sa.Column("ciphertext", sa.LargeBinary()),
        sa.Column("erased_at", sa.BigInteger()),
        sa.Column("digest", sa.BigInteger(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("uq_personal_pseudonym", "personal", ["campaign_id", "pseudonym"], unique=True)
    op.create_table(
        "secrets",
        sa.Column("campaign_id", sa.BigInteger(), sa.ForeignKey("campaigns.id"), primary_key=True, autoincrement=False),
        sa.Column("pseudonym_key", sa.LargeBinary(), nullable=False),
        sa.Column("key_id", sa.Text()),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.BigInteger(), nullable=False),
    )
    hide_everybody(op.get_bind())
    # What rewards cost is asked of each revision: a million contributions are counted by reward from the index alone.
    op.create_index("ix_contributions_reward", "contributions", ["campaign_id", "status", "reward", "contributed_at"])
