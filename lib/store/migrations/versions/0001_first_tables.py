"""The first tables. Written out, not derived: a later change to `lib.campaign.tables` must not change this step."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

Column = sa.Column[Any]


def upgrade() -> None:
    _campaigns()
    _contributions()
    _visibility()
    _plan()
    _watch()
    _aside()


def _text(name: str, *, required: bool = False) -> Column:
    return sa.Column(name, sa.Text(), nullable=not required)


def _number(name: str, *, required: bool = False) -> Column:
    """Counts, cents, and instants in microseconds since 1970-01-01 UTC."""
    return sa.Column(name, sa.BigInteger(), nullable=not required)


def _day(name: str, *, required: bool = False) -> Column:
    return sa.Column(name, sa.Date(), nullable=not required)


def _yes_no(name: str, *, required: bool = False) -> Column:
    return sa.Column(name, sa.Boolean(), nullable=not required)


def _json(name: str, *, required: bool = False) -> Column:
    return sa.Column(name, sa.JSON(), nullable=not required)


def _serial(name: str) -> Column:
    return sa.Column(name, sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=True)


def _campaign_id(*, primary_key: bool = False) -> Column:
    key = sa.ForeignKey("campaigns.id")
    return sa.Column("campaign_id", sa.BigInteger(), key, nullable=False, primary_key=primary_key, autoincrement=False)


def _rows(name: str, *columns: Column) -> None:
    """A table of rows of a plain file, with what the store keeps of each."""
    op.create_table(
        name,
        _serial("pk"),
        _campaign_id(),
        _text("row_key", required=True),
        _text("current_key"),
        _number("version", required=True),
        _number("batch_id"),
        _number("row_digest", required=True),
        *columns,
        sqlite_autoincrement=True,
    )
    op.create_index(f"uq_{name}_row_key", name, ["campaign_id", "row_key"], unique=True)
    some = sa.text("current_key IS NOT NULL")
    op.create_index(f"ix_{name}_off_key", name, ["campaign_id"], sqlite_where=some, postgresql_where=some)


def _campaigns() -> None:
    op.create_table(
        "campaigns",
        _serial("id"),
        _text("name", required=True),
        _text("settings_toml", required=True),
        _text("timezone", required=True),
        _yes_no("invented", required=True),
        _number("revision", required=True),
        _number("loaded_at", required=True),
        _number("version", required=True),
        sqlite_autoincrement=True,
    )
    op.create_index("uq_campaigns_name", "campaigns", ["name"], unique=True)


def _contributions() -> None:
    _rows(
        "contributions",
        _text("id", required=True), _number("contributed_at", required=True), _number("amount_cents", required=True),
        _text("currency"), _text("status", required=True), _text("name"), _text("email"), _text("platform_user"),
        _text("reward"), _text("source"), _text("medium"), _text("country"), _text("note"), _number("thanked_at"),
        _text("thanked_by"), _text("person_key"), _day("local_day"), _number("local_hour"), _text("search_text"),
        _text("search_names"),
    )  # fmt: skip
    for name, columns in (
        ("day", ["local_day", "status", "amount_cents"]),
        ("at", ["contributed_at", "status", "amount_cents"]),
        ("person", ["person_key", "status", "contributed_at"]),
        ("amount", ["status", "amount_cents", "contributed_at"]),
        ("id", ["id"]),
    ):
        op.create_index(f"ix_contributions_{name}", "contributions", ["campaign_id", *columns])


def _visibility() -> None:
    _rows(
        "reshares",
        _number("shared_at", required=True), _text("contribution_id"), _text("email"), _text("platform"), _text("url"),
        _text("evidence"), _text("person_key"),
    )  # fmt: skip
    op.create_index("ix_reshares_at", "reshares", ["campaign_id", "shared_at"])
    _rows(
        "posts",
        _text("platform", required=True), _text("id", required=True), _number("published_at", required=True),
        _text("kind"), _text("text"), _text("url"), _text("phase"), _text("author"), _day("local_day"),
        _number("local_hour"),
    )  # fmt: skip
    _rows(
        "post_counts",
        _text("platform", required=True), _text("post_id", required=True), _number("observed_at", required=True),
        _number("shares"), _number("reactions"), _number("comments"), _number("reach"), _number("clicks"),
    )  # fmt: skip
    op.create_index("ix_post_counts_post", "post_counts", ["campaign_id", "platform", "post_id", "observed_at"])
    _rows(
        "audience",
        _text("account", required=True), _number("observed_at", required=True), _number("followers", required=True),
    )  # fmt: skip
    _rows(
        "platform_totals",
        _number("observed_at", required=True), _number("amount_raised_cents", required=True), _number("contributors"),
        _number("fans"), _number("news"),
    )  # fmt: skip
    _rows(
        "news",
        _text("id", required=True), _number("published_at", required=True), _text("title", required=True), _text("url"),
    )  # fmt: skip


def _plan() -> None:
    _rows(
        "allies",
        _text("name", required=True), _text("kind"), _number("audience"), _text("contact"), _text("owner"),
        _day("agreed_on"), _day("launch_relayed_on"), _day("closing_relayed_on"), _text("next_step"),
        _day("next_step_on"),
    )  # fmt: skip
    _rows(
        "members",
        _text("name", required=True), _yes_no("on_social"), _text("responsibility"), _day("responsibility_planned_on"),
        _day("briefed_on"), _day("first_reshare_on"), _number("minutes_pledged"),
    )  # fmt: skip
    _rows(
        "tasks",
        _text("id", required=True), _text("name", required=True), _day("starts_on", required=True), _day("ends_on"),
        _text("owner"), _text("kind"), _text("channel"), _text("target_public"), _day("done_on"),
    )  # fmt: skip
    _rows(
        "communication_log",
        _day("day", required=True), _number("minutes", required=True), _text("member"), _text("channel"), _text("what"),
    )  # fmt: skip
    _rows(
        "events", _text("name", required=True), _day("held_on", required=True), _number("attendance"), _text("kind"),
    )  # fmt: skip
    _rows(
        "first_day",
        _text("name", required=True), _text("email"), _day("identified_on", required=True), _text("contribution_id"),
        _text("person_key"),
    )  # fmt: skip
    _rows("budget", _text("label", required=True), _text("kind"), _number("planned_cents"), _number("actual_cents"))
    _rows(
        "rewards",
        _text("id", required=True), _text("name", required=True), _number("price_cents"), _number("unit_cost_cents"),
        _number("quantity"), _number("delivered"),
    )  # fmt: skip


def _watch() -> None:
    """Imports and the journal."""
    op.create_table(
        "batches",
        _serial("id"),
        _campaign_id(),
        *(_text("source", required=True), _json("files", required=True), _number("at", required=True)),
        *(_text("who", required=True), _text("state", required=True)),
        *(_number(name, required=True) for name in ("rows_read", "inserted", "changed", "same", "refused", "cents")),
        *(_text("digest", required=True), _json("by_table", required=True), _number("undone_at"), _text("undone_by")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_batches_campaign", "batches", ["campaign_id"])
    op.create_table(
        "journal",
        _serial("pk"),
        _campaign_id(),
        *(_number("batch_id"), _number("at", required=True), _text("who", required=True)),
        *(_text("table_name", required=True), _number("row_pk", required=True), _text("row_key", required=True)),
        *(_number("row_batch_id"), _text("action", required=True), _json("before"), _json("after")),
        *(_number("version", required=True), _number("undoes"), _yes_no("undone", required=True)),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_journal_row", "journal", ["campaign_id", "table_name", "row_pk"])
    op.create_index("ix_journal_batch", "journal", ["campaign_id", "batch_id"])


def _aside() -> None:
    """Totals beside the rows, and what is kept aside."""
    op.create_table(
        "daily_totals",
        _campaign_id(primary_key=True),
        sa.Column("local_day", sa.Date(), primary_key=True),
        sa.Column("status", sa.Text(), primary_key=True),
        _number("contributions", required=True),
        _number("amount_cents", required=True),
    )
    op.create_table(
        "controls",
        _campaign_id(primary_key=True),
        sa.Column("table_name", sa.Text(), primary_key=True),
        *(_number(name, required=True) for name in ("row_count", "cents", "digest")),
    )
    op.create_table(
        "mappings",
        sa.Column("signature", sa.Text(), primary_key=True),
        _json("mapping", required=True),
        _number("at", required=True),
    )
    op.create_table(
        "kept",
        _campaign_id(primary_key=True),
        sa.Column("name", sa.Text(), primary_key=True),
        _json("value"),
        _number("at", required=True),
    )
