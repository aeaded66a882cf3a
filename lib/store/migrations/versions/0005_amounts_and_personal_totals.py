"""Totals by size, by the hour of the last thanks, of people not counted, of values about people. Written out, as all steps."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_HOUR = 3_600_000_000
_COLUMNS = "campaign_id, kind, local_day, label, contributions, people, amount_cents"
_HERE = "status = 'counted'"
_DIGITS_AT_MOST = 19


def upgrade() -> None:
    op.create_table(
        "personal_totals",
        sa.Column("campaign_id", sa.BigInteger(), sa.ForeignKey("campaigns.id"), primary_key=True, autoincrement=False),
        sa.Column("kind", sa.Text(), primary_key=True),
        sa.Column("held", sa.BigInteger(), nullable=False),
        sa.Column("people_held", sa.BigInteger(), nullable=False),
        sa.Column("people", sa.BigInteger(), nullable=False),
    )
    op.execute(
        "INSERT INTO personal_totals (campaign_id, kind, held, people_held, people) "
        "SELECT campaign_id, kind, count(CASE WHEN erased_at IS NULL THEN 1 END), 0, 0 FROM personal GROUP BY campaign_id, kind"
    )
    held, everybody = _people("erased_at IS NULL"), _people("pk > 0")
    op.execute(f"UPDATE personal_totals SET people_held = {held}, people = {everybody} WHERE kind = 'email'")  # noqa: S608
    op.execute("DELETE FROM personal_totals WHERE held = 0 AND people = 0")
    op.execute(
        f"INSERT INTO giving_totals ({_COLUMNS}) SELECT campaign_id, 'amount', local_day, label, count(*), 0, "  # noqa: S608
        f"CAST(sum(amount_cents) AS BIGINT) FROM (SELECT campaign_id, local_day, amount_cents, {_part()} AS label "
        f"FROM contributions WHERE {_HERE}) AS parts GROUP BY campaign_id, local_day, label"
    )
    thanked = (
        f"SELECT campaign_id, max(thanked_at) / {_HOUR} AS hour FROM contributions WHERE {_HERE} AND thanked_at IS NOT NULL "  # noqa: S608
        "AND substr(person_key, 1, 6) = 'email:' GROUP BY campaign_id, person_key"
    )
    op.execute(
        f"INSERT INTO giving_totals ({_COLUMNS}) SELECT campaign_id, 'thanked', {_day('hour')}, "  # noqa: S608
        f"CAST(hour AS TEXT), 0, count(*), 0 FROM ({thanked}) AS people GROUP BY campaign_id, hour"
    )
    op.execute(
        f"INSERT INTO giving_totals ({_COLUMNS}) SELECT campaign_id, 'uncounted', day, label, 0, count(*), 0 FROM ("  # noqa: S608
        "SELECT c.campaign_id, min(c.local_day) AS day, CASE WHEN substr(c.person_key, 1, 6) = 'email:' THEN 'email' ELSE '' END "
        "AS label FROM contributions c WHERE c.status <> 'counted' AND NOT EXISTS (SELECT 1 FROM contributions o WHERE "
        "o.campaign_id = c.campaign_id AND o.person_key = c.person_key AND o.status = 'counted') "
        "GROUP BY c.campaign_id, c.person_key) AS people GROUP BY campaign_id, day, label"
    )


def _people(some: str) -> str:
    """Those of e-mails in small letters, and those of whom all are spelt otherwise: no list of a million people is made."""
    ours = f"FROM personal p WHERE p.campaign_id = personal_totals.campaign_id AND p.kind = 'email' AND p.{some}"
    same = f"s.campaign_id = p.campaign_id AND s.kind = 'email' AND s.pseudonym = substr(p.pseudonym, 1, 32) AND s.{some}"
    return (
        f"(SELECT count(*) {ours} AND length(p.pseudonym) = 32) + (SELECT count(DISTINCT substr(p.pseudonym, 1, 32)) {ours} "  # noqa: S608
        f"AND length(p.pseudonym) > 32 AND NOT EXISTS (SELECT 1 FROM personal s WHERE {same}))"
    )


def _part() -> str:
    """A round amount (two digits, then zeros) by itself, those between with a sign."""
    cases = ["WHEN amount_cents < 0 THEN '-'", "WHEN amount_cents < 100 THEN CAST(amount_cents AS TEXT)"]
    for digits in range(3, _DIGITS_AT_MOST + 1):
        step = 10 ** (digits - 2)
        floor = f"CAST(amount_cents / {step} * {step} AS TEXT)"
        said = f"{floor} || CASE WHEN amount_cents % {step} = 0 THEN '' ELSE '+' END"
        cases.append(f"WHEN amount_cents < {10**digits} THEN {said}" if digits < _DIGITS_AT_MOST else f"ELSE {said}")
    return f"CASE {' '.join(cases)} END"


def _day(hour: str) -> str:
    """The day of UTC that an hour is in."""
    if op.get_bind().dialect.name == "sqlite":
        return f"date({hour} * 3600, 'unixepoch')"
    return f"CAST(to_timestamp({hour} * 3600) AT TIME ZONE 'UTC' AS DATE)"
