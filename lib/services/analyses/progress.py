"""The curve of what was raised, with what it is compared to: reference curve, straight line, the campaign's own actions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from lib.campaign.calendar import end_of_day
from lib.campaign.pace import expected_cents, straight_line_cents
from lib.services.campaigns import OpenCampaign
from lib.services.daily.afterwards import Brought, Unknown, came_after
from lib.services.daily.deeds import DatedDeed, dated_deeds
from lib.store.engine import Store
from lib.store.queries.series import DayTotal, day_totals, platform_series


@dataclass(frozen=True, slots=True)
class Point:
    """An amount in cents at an instant (UTC)."""

    at: datetime
    cents: int


@dataclass(frozen=True, slots=True)
class Action:
    """Something that the campaign did on one of its days, and what came in the 24 hours after."""

    day: date
    done: DatedDeed
    after: Brought | Unknown


@dataclass(frozen=True, slots=True)
class Progress:
    """Gross raised by the end of each local day (the last point is at `as_of`), and two lines to compare it with.

    `reference` and `straight` are of the goal, from the opening to the closing; empty `raised` means nothing recorded.
    `last_seven_days_cents` is what came in during the 7 × 24 h before `as_of` (None before the seventh day).
    """

    raised: tuple[Point, ...]
    reference: tuple[Point, ...]
    straight: tuple[Point, ...]
    actions: tuple[Action, ...]
    last_seven_days_cents: int | None


def progress(store: Store, opened: OpenCampaign, as_of: datetime) -> Progress:
    """The campaign's curve as of an instant."""
    with store.reading():
        days = day_totals(store, opened.id, opened.campaign, as_of)
        raised = _raised(store, opened, as_of, days)
        return Progress(
            raised,
            _line(opened, expected_cents),
            _line(opened, straight_line_cents),
            _actions(store, opened, as_of, is_recorded=bool(days)),
            _last_seven_days(raised, opened, as_of),
        )


def raised_by_day(store: Store, opened: OpenCampaign, as_of: datetime) -> tuple[Point, ...]:
    """The curve alone, without what it is compared to."""
    with store.reading():
        return _raised(store, opened, as_of, day_totals(store, opened.id, opened.campaign, as_of))


def _raised(store: Store, opened: OpenCampaign, as_of: datetime, days: Sequence[DayTotal]) -> tuple[Point, ...]:
    zone, total, points = opened.campaign.period.zone, 0, []
    for day in days:
        total += day.counted_cents
        points.append(Point(min(end_of_day(day.day, zone), as_of), total))
    if not points:
        observed = platform_series(store, opened.id, opened.campaign, as_of)
        points = [Point(each.observed_at, each.amount_cents) for each in observed]
    start = [Point(opened.campaign.period.opens_at, 0)] if points and points[0].at > opened.campaign.period.opens_at else []
    until = min(as_of, opened.campaign.period.closes_at)
    end = [Point(until, points[-1].cents)] if points and points[-1].at < until else []
    return tuple(start + points + end)


def _line(opened: OpenCampaign, amount: Callable[[int, Fraction], int]) -> tuple[Point, ...]:
    period, goal = opened.campaign.period, opened.campaign.goal_cents
    instants = [period.opens_at, *(period.start_of(number) for number in range(2, period.day_count + 1)), period.closes_at]
    return tuple(Point(at, amount(goal, period.elapsed(at))) for at in instants)


def _actions(store: Store, opened: OpenCampaign, as_of: datetime, *, is_recorded: bool) -> tuple[Action, ...]:
    """What was done by then on the campaign's own days; nothing is known of after where contributions are not recorded."""
    period = opened.campaign.period
    done = [each for each in dated_deeds(store, opened, as_of) if period.first_day <= each.days[0] <= period.last_day]
    found = came_after(store, opened, as_of, [each.at for each in done]) if is_recorded else [Unknown.NOT_RECORDED] * len(done)
    return tuple(Action(each.days[0], each, after) for each, after in zip(done, found, strict=True))


def _last_seven_days(raised: tuple[Point, ...], opened: OpenCampaign, as_of: datetime) -> int | None:
    since = as_of - timedelta(days=7)
    if not raised or since < opened.campaign.period.opens_at:
        return None
    before = [point.cents for point in raised if point.at <= since]
    return raised[-1].cents - (before[-1] if before else 0)
