"""The forecast of an open campaign as of an instant: fed from the store, worked out by the pure core."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from lib.campaign.calendar import Period
from lib.campaign.forecast import EARLIEST_SHARE, Course, Forecast, ForecastStatus, course, forecast_of
from lib.campaign.forecast_views import (
    EVEN_ODDS,
    GOOD_ODDS,
    FanPoint,
    Movement,
    Outcomes,
    chance_line,
    chance_of_total,
    fan,
    movement,
    outcomes,
    outsize_gift,
)
from lib.services.analyses.progress import Point
from lib.services.campaigns import OpenCampaign
from lib.store.engine import Store
from lib.store.queries.lists import contribution_page
from lib.store.queries.series import hour_totals, platform_series
from lib.store.queries.tallies import people_count

_HOUR = timedelta(hours=1)
_WEEK = timedelta(days=7)
_FITTED = (EARLIEST_SHARE, 0.98)
"""The elapsed shares between which the lines of equal chance are drawn: the tables hold nothing before or after."""
_RECENT_LOOKED_AT = 5_000
"""Contributions of the last week that are read to find one that outweighs the others; more in a week, and none can."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """All that is said of the future at an instant; None or empty where nothing can be.

    `net_probability` is the chance of having the goal *in hand*, rougher; `outsize_cents` one contribution that makes half
    or more of the last week's money; the lines are gross cents by instant.
    """

    forecast: Forecast
    outcomes: Outcomes | None = None
    movement: Movement | None = None
    net_probability: float | None = None
    outsize_cents: int | None = None
    fan: tuple[FanPoint, ...] = ()
    even_odds: tuple[Point, ...] = ()
    good_odds: tuple[Point, ...] = ()


def outlook(store: Store, opened: OpenCampaign, as_of: datetime) -> Outlook | None:
    """The forecast and what is drawn of it; None for a campaign that keeps what it raises: the method does not hold there."""
    campaign = opened.campaign
    if not campaign.all_or_nothing:
        return None
    path = _course(store, opened, as_of)
    said = forecast_of(path)
    if said.status is not ForecastStatus.OK:
        return Outlook(said)
    needed = campaign.fees.gross_needed_cents(campaign.goal_cents)
    ahead = _instants(campaign.period, as_of)
    return Outlook(
        said,
        outcomes(path),
        movement(path, _contributors(store, opened, as_of - _WEEK)),
        None if needed is None else chance_of_total(path, needed),
        _outsize(store, opened, as_of),
        fan(path, ahead),
        _line(campaign.goal_cents, campaign.period, EVEN_ODDS),
        _line(campaign.goal_cents, campaign.period, GOOD_ODDS),
    )


@lru_cache(maxsize=64)
def _line(goal_cents: int, period: Period, chance: float) -> tuple[Point, ...]:
    """What gives a chance on each day: of the campaign's frame alone, so worked out once for all that it raises."""
    empty = course(
        goal_cents=goal_cents,
        opens_at=period.opens_at,
        closes_at=period.closes_at,
        as_of=period.opens_at,
        history=(),
        contributors=0,
    )
    instants = [at for at in _instants(period, period.opens_at) if _FITTED[0] <= period.elapsed(at) <= _FITTED[1]]
    return tuple(Point(at, cents) for at, cents in chance_line(empty, chance, instants))


def forecast_at(store: Store, opened: OpenCampaign, as_of: datetime) -> Forecast | None:
    """The forecast alone, for other programs; None for a campaign that keeps what it raises."""
    return forecast_of(_course(store, opened, as_of)) if opened.campaign.all_or_nothing else None


def course_at(store: Store, opened: OpenCampaign, as_of: datetime) -> Course | None:
    """What the forecast looks at, to suppose other courses from; None for a campaign that keeps what it raises."""
    return _course(store, opened, as_of) if opened.campaign.all_or_nothing else None


def _course(store: Store, opened: OpenCampaign, as_of: datetime) -> Course:
    campaign = opened.campaign
    return course(
        goal_cents=campaign.goal_cents,
        opens_at=campaign.period.opens_at,
        closes_at=campaign.period.closes_at.astimezone(campaign.period.zone),
        as_of=as_of,
        history=_history(store, opened, as_of),
        contributors=_contributors(store, opened, as_of),
    )


def _history(store: Store, opened: OpenCampaign, as_of: datetime) -> list[tuple[datetime, int]]:
    """Cumulative counted cents at the end of each hour that brought something, else the platform's own totals."""
    total, points = 0, []
    for hour in hour_totals(store, opened.id, opened.campaign, as_of):
        total += hour.counted_cents
        points.append((min(hour.at + _HOUR, as_of), total))
    observed = () if points else platform_series(store, opened.id, opened.campaign, as_of)
    return points or [(each.observed_at, each.amount_cents) for each in observed]


def _contributors(store: Store, opened: OpenCampaign, as_of: datetime) -> int:
    return people_count(store, opened.id, opened.campaign, as_of)


def _instants(period: Period, start: datetime) -> list[datetime]:
    """`start`, then the end of each of the campaign's days after it, to the closing."""
    ends = [period.start_of(number) for number in range(2, period.day_count + 1)]
    return [start, *(end for end in ends if end > start), period.closes_at]


def _outsize(store: Store, opened: OpenCampaign, as_of: datetime) -> int | None:
    """Amounts only: nobody's name is read."""
    rows = contribution_page(
        store, opened.id, opened.campaign, as_of, status="counted", order_by="contributed_at", limit=_RECENT_LOOKED_AT
    ).rows
    gifts = [(row.cells["contributed_at"], row.cells["amount_cents"]) for row in rows]
    found = outsize_gift([(at, cents) for at, cents in gifts if isinstance(at, datetime) and isinstance(cents, int)], as_of)
    return None if found is None else found[1]
