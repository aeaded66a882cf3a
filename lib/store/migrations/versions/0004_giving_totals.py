"""Who gave, rolled up by day, and indexes of who is thanked, waits or is erased. Written out, as all steps."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_HOUR = 3_600_000_000
_LABELS = {"hour": "local_hour", "reward": "reward", "source": "source", "medium": "medium"}
_HERE = "status = 'counted'"
_KNOWN_BY = "CASE WHEN substr(c.person_key, 1, 6) = 'email:' THEN 'email' ELSE '' END"
_FIRST = (
    f"SELECT campaign_id, person_key, min(contributed_at) AS at, min(local_day) AS day FROM contributions WHERE {_HERE} "  # noqa: S608
    "GROUP BY campaign_id, person_key"
)
_WITH_FIRST = (
    f"contributions c JOIN ({_FIRST}) f ON f.campaign_id = c.campaign_id AND f.person_key = c.person_key WHERE c.{_HERE}"
)


def upgrade() -> None:
    op.create_table(
        "giving_totals",
        sa.Column("pk", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=True),
        sa.Column("campaign_id", sa.BigInteger(), sa.ForeignKey("campaigns.id"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("local_day", sa.Date(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("contributions", sa.BigInteger(), nullable=False),
        sa.Column("people", sa.BigInteger(), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_giving_totals_day", "giving_totals", ["campaign_id", "kind", "local_day"])
    _index("contributions", "thanked", ["thanked_at", "status", "contributed_at", "person_key"], "thanked_at IS NOT NULL")
    _index("contributions", "waiting", ["status", "contributed_at"], "thanked_at IS NULL")
    _index("contributions", "thanked_by", ["thanked_by"], "thanked_by IS NOT NULL")
    _index("contributions", "by_hand", [], "batch_id IS NULL")
    _index("personal", "erased", ["pseudonym"], "erased_at IS NOT NULL")
    parts = " UNION ALL ".join([*_by_newcomer(), *(part for kind in _LABELS for part in _by_label(kind))])
    op.execute(
        "INSERT INTO giving_totals (campaign_id, kind, local_day, label, contributions, people, amount_cents) "  # noqa: S608 (ours)
        "SELECT campaign_id, kind, day, label, CAST(sum(n) AS BIGINT), CAST(sum(people) AS BIGINT), CAST(sum(cents) AS BIGINT) "
        f"FROM ({parts}) AS parts GROUP BY campaign_id, kind, day, label"
    )


def _index(table: str, name: str, fields: list[str], where: str) -> None:
    some = sa.text(where)
    op.create_index(f"ix_{table}_{name}", table, ["campaign_id", *fields], sqlite_where=some, postgresql_where=some)


def _part(kind: str, day: str, label: str, n: str, people: str, cents: str, rows: str) -> str:
    """One kind of totals: `rows` from where and grouped how."""
    return (
        f"SELECT campaign_id, {kind} AS kind, {day} AS day, {label} AS label, {n} AS n, {people} AS people, {cents} AS cents "  # noqa: S608
        f"FROM {rows}"
    )


def _by_label(kind: str) -> list[str]:
    label = f"coalesce(CAST({_LABELS[kind]} AS TEXT), '')"
    rows = f"(SELECT campaign_id, person_key, local_day, amount_cents, {label} AS label FROM contributions WHERE {_HERE}) r"  # noqa: S608
    first = f"(SELECT campaign_id, label, min(local_day) AS day FROM {rows} GROUP BY campaign_id, person_key, label) p"  # noqa: S608
    by_day = f"{rows} GROUP BY campaign_id, local_day, label"
    return [
        _part(f"'{kind}'", "local_day", "label", "count(*)", "0", "sum(amount_cents)", by_day),
        _part(f"'{kind}'", "day", "label", "0", "count(*)", "0", f"{first} GROUP BY campaign_id, day, label"),
    ]


def _by_newcomer() -> list[str]:
    kind = "CASE WHEN c.contributed_at = f.at THEN 'new' ELSE 'returning' END"
    rows = f"(SELECT c.campaign_id, {kind} AS kind, {_KNOWN_BY} AS label, c.local_day, c.amount_cents FROM {_WITH_FIRST}) r"  # noqa: S608
    came = f"(SELECT campaign_id, {_KNOWN_BY} AS label, CAST(at / {_HOUR} AS TEXT) AS hour, day FROM ({_FIRST}) c) p"  # noqa: S608
    back = (
        f"(SELECT c.campaign_id, {_KNOWN_BY} AS label, min(c.local_day) AS day FROM {_WITH_FIRST} "  # noqa: S608
        "AND c.contributed_at > f.at GROUP BY c.campaign_id, c.person_key) p"
    )
    hour = f"CAST(contributed_at / {_HOUR} AS TEXT)"
    clock = f"(SELECT campaign_id, {hour} AS label, local_day, amount_cents FROM contributions WHERE {_HERE}) r"  # noqa: S608
    thanked = f"contributions WHERE {_HERE} AND thanked_at <= contributed_at + {24 * _HOUR}"
    by_label = "GROUP BY campaign_id, local_day, label"
    return [
        _part("kind", "local_day", "label", "count(*)", "0", "sum(amount_cents)", f"{rows} {by_label}, kind"),
        _part("'new'", "day", "label", "0", "count(*)", "0", f"{came} GROUP BY campaign_id, day, label"),
        _part("'clock'", "day", "hour", "0", "count(*)", "0", f"{came} GROUP BY campaign_id, day, hour"),
        _part("'returning'", "day", "label", "0", "count(*)", "0", f"{back} GROUP BY campaign_id, day, label"),
        _part("'clock'", "local_day", "label", "count(*)", "0", "sum(amount_cents)", f"{clock} {by_label}"),
        _part("'in_time'", "local_day", "''", "count(*)", "0", "sum(amount_cents)", f"{thanked} GROUP BY campaign_id, local_day"),
    ]
