"""The money, and the thanks that it is owed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from lib.campaign.tables import COUNTED, PENDING, WITHDRAWN
from lib.campaign.tallies import THANKS_HOURS, MoneyTally, ThanksTally
from lib.store.changes.giving import IN_TIME
from lib.store.queries.amounts import Amounts
from lib.store.queries.view import (
    GIVING,
    C,
    View,
    before_today,
    begun_day,
    contributors,
    is_whole_day,
    newest,
    rolled_up,
    row_by_row,
    stored,
)
from lib.store.schema import DAILY_TOTALS, DATA, HOUR
from lib.store.sql import count_if, total

_TOTALS = DATA["platform_totals"].c


def money_tally(view: View) -> MoneyTally:
    """Contributions by status; the platform's own total where no contribution is known by then."""
    sums = by_status(view)
    costs = _reward_costs_cents(view) + _budget_cents(view)
    if not sums:
        return replace(_platform_money(view), costs_cents=costs)
    contributions, counted_cents = sums.get(COUNTED, (0, 0))
    return MoneyTally(
        known=True,
        counted_cents=counted_cents,
        pending_cents=sums.get(PENDING, (0, 0))[1],
        withdrawn_cents=sums.get(WITHDRAWN, (0, 0))[1],
        contributions=contributions,
        contributors=contributors(view),
        median_cents_doubled=Amounts(view).median_doubled(),
        costs_cents=costs,
        newest_at=_newest(view),
    )


def contributor_count(view: View) -> int:
    """The people who gave, as the platform says where no contribution is known."""
    return contributors(view) if by_status(view) else _platform_money(view).contributors or 0


def raised_cents(view: View) -> int | None:
    """What is counted alone, or the platform's own total where no contribution is known; None where neither is."""
    sums = by_status(view)
    if sums:
        return sums.get(COUNTED, (0, 0))[1]
    told = _platform_money(view)
    return told.counted_cents if told.known else None


def by_status(view: View) -> dict[str, tuple[int, int]]:
    """Contributions and cents by status: whole days from the roll-up, the day of the instant from its rows."""
    kept = DAILY_TOTALS.c
    whole_day = is_whole_day(view)
    days = kept.local_day <= view.today if whole_day else kept.local_day < view.today
    before = sa.select(kept.status, kept.contributions.label("n"), kept.amount_cents.label("cents")).where(
        kept.campaign_id == view.campaign_id, days
    )
    if whole_day:
        return _by_status(view, before)
    that_day = (
        sa.select(C.status, sa.func.count(), total(C.amount_cents))
        .where(C.campaign_id == view.campaign_id)
        .where(C.contributed_at >= view.instant_of(view.today), C.contributed_at <= view.as_of)
        .group_by(C.status)
    )
    return _by_status(view, sa.union_all(before, that_day))


def _by_status(view: View, parts: sa.Select[Any] | sa.CompoundSelect[Any]) -> dict[str, tuple[int, int]]:
    both = parts.subquery()
    found = view.connection.execute(
        sa.select(both.c.status, total(both.c.n), total(both.c.cents)).group_by(both.c.status)
    )
    return {status: (n, cents) for status, n, cents in found}


def _platform_money(view: View) -> MoneyTally:
    latest = (
        sa.select(_TOTALS.observed_at, _TOTALS.amount_raised_cents, _TOTALS.contributors)
        .where(view.of("platform_totals"), _TOTALS.observed_at <= view.as_of)
        .order_by(_TOTALS.observed_at.desc(), _TOTALS.pk.desc())
        .limit(1)
    )
    found = view.connection.execute(latest).one_or_none()
    if found is None:
        return MoneyTally()
    return MoneyTally(
        known=True,
        from_platform=True,
        counted_cents=found.amount_raised_cents,
        contributions=None,
        contributors=found.contributors,
        newest_at=found.observed_at,
    )


def _newest(view: View) -> datetime | None:
    """Of the contributions, and of what the platform said."""
    given = sa.select(sa.func.max(C.contributed_at)).where(C.campaign_id == view.campaign_id)
    said = sa.select(sa.func.max(_TOTALS.observed_at)).where(view.of("platform_totals"))
    return newest(
        view.connection.scalar(given.where(C.contributed_at <= view.as_of)),
        view.connection.scalar(said.where(_TOTALS.observed_at <= view.as_of)),
    )


def _reward_costs_cents(view: View) -> int:
    """What the rewards asked for by then cost: a contribution names its reward by id or by name."""
    rewards, whole_day = DATA["rewards"].c, is_whole_day(view)
    days = rolled_up(view, "reward") if whole_day else before_today(view, "reward")
    named = (GIVING.label.in_((rewards.id, rewards.name)), GIVING.label != "")
    asked: sa.ColumnElement[int] = sa.select(total(GIVING.contributions)).where(*days, *named).scalar_subquery()
    if not whole_day:  # each reward by itself, from the index by reward
        since = (C.status == COUNTED, C.contributed_at >= view.instant_of(view.today), C.contributed_at <= view.as_of)
        begun = sa.select(sa.func.count()).where(C.campaign_id == view.campaign_id, *since)
        asked = asked + begun.where(C.reward.in_((rewards.id, rewards.name)), C.reward != "").scalar_subquery()
    return view.connection.scalar(sa.select(total(rewards.unit_cost_cents * asked)).where(view.of("rewards"))) or 0


def _budget_cents(view: View) -> int:
    """The lines of the budget, which have no date: actual if known, else planned."""
    lines = DATA["budget"].c
    wanted = sa.select(total(sa.func.coalesce(lines.actual_cents, lines.planned_cents, 0)))
    return view.connection.scalar(wanted.where(view.of("budget"))) or 0


def thanks_tally(view: View) -> ThanksTally:
    """Counted contributions thanked in time, due, and waiting; due at more than 24 h exactly, or once thanked."""
    given, (counted, _cents) = stored(C.contributed_at), by_status(view).get(COUNTED, (0, 0))
    old, ask = given < view.hours_before(THANKS_HOURS), view.connection.execute
    waiting = sa.select(sa.func.count(), count_if(old)).where(*view.counted, C.thanked_at.is_(None))
    not_yet, late = ask(waiting).one()
    in_time = stored(C.thanked_at) <= given + THANKS_HOURS * HOUR
    later = sa.select(sa.func.count(), count_if(old), count_if(in_time)).where(*_of_all(view), C.thanked_at > view.as_of)
    thanked_later, late_then, in_time_later = ask(later).one()
    in_time_ever = _in_time_ever(view, in_time)
    thanked, waiting_count = counted - not_yet - thanked_later, late + late_then
    newest_at = newest(*(
        view.connection.scalar(sa.select(column).where(*_of_all(view), column <= view.as_of).order_by(column.desc()).limit(1))
        for column in (C.contributed_at, C.thanked_at)
    ))  # fmt: skip
    return ThanksTally(in_time_ever - in_time_later, thanked + waiting_count, waiting_count, thanked, newest_at)


def _of_all(view: View) -> tuple[sa.ColumnElement[bool], ...]:
    """The counted contributions by then, found by what else is asked of them."""
    return C.campaign_id == view.campaign_id, row_by_row(C.status) == COUNTED, row_by_row(C.contributed_at) <= view.as_of


def _in_time_ever(view: View, in_time: sa.ColumnElement[bool]) -> int:
    """How many of the contributions by then were thanked in time, by then or later."""
    whole_day = is_whole_day(view)
    days = rolled_up(view, IN_TIME) if whole_day else before_today(view, IN_TIME)
    told = view.connection.scalar(sa.select(total(GIVING.contributions)).where(*days)) or 0
    if whole_day:
        return told
    return told + (view.connection.scalar(sa.select(count_if(in_time)).where(*begun_day(view))) or 0)
