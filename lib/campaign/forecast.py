"""The forecast: will we make it, where will we end, when; and how sure that is.

The method (an all-or-nothing campaign's gross against its public goal; it holds for nothing else):

1. `t` is the elapsed share of the time, `x` raised ÷ goal, `pace` the money a day of the last week ÷ that of
   the whole.
2. With fewer than 5 contributors, or before 2 % of the time, nothing is forecast.
3. The chance is logistic(a(t) + b(t)·ln((1 − x)/x) + c(t)·ln(pace)), 1 only once the goal is passed.
4. The total is a mixture of two heaps, never one bell: campaigns end just above their goal or far below it.
5. The date, if the goal is reached, is the wait of the campaigns that reached theirs from there.
6. The band around the chance is ±0.45 in log-odds, because the tables come from another platform.

Pure: same arguments, same answer; no clock, no language, nothing but the tables in the package.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import floor

from lib.campaign.forecast_course import Course, ForecastUseError, course
from lib.campaign.forecast_model import (
    BAND_LOG_ODDS,
    Outlook,
    chance_from,
    goal_log_odds,
    outlook,
    wait_shares,
)
from lib.campaign.forecast_tables import FAN_LEVELS, Tables, shipped_tables

__all__ = [
    "Course",
    "Forecast",
    "ForecastStatus",
    "ForecastUseError",
    "course",
    "forecast",
    "forecast_of",
    "outlook_of",
]

CONTRIBUTORS_NEEDED = 5
EARLIEST_SHARE = 0.02


class ForecastStatus(StrEnum):
    """What kind of answer a forecast is."""

    OK = "ok"
    TOO_EARLY = "too_early"
    REACHED = "reached"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Forecast:
    """What can be said at an instant; None where nothing can.

    Chances are 0–1; totals are integer cents at 10, 50 and 90 %; `reach_*` are the instants at 25, 50 and 75
    % *if* the goal is reached, or thrice the instant at which it was; `pace` is 1 for a last week like the
    others, 0.1–5.
    """

    status: ForecastStatus
    probability: float | None = None
    probability_low: float | None = None
    probability_high: float | None = None
    total_low_cents: int | None = None
    total_median_cents: int | None = None
    total_high_cents: int | None = None
    reach_early: datetime | None = None
    reach_median: datetime | None = None
    reach_late: datetime | None = None
    pace: float | None = None


def forecast(
    *,
    goal_cents: int,
    opens_at: datetime,
    closes_at: datetime,
    as_of: datetime,
    history: Sequence[tuple[datetime, int]],
    contributors: int,
) -> Forecast:
    """The forecast as of an instant.

    `history` is (aware datetime, cumulative cents), ascending, points after `as_of` ignored.

    Raises ForecastUseError, a ValueError, on a naive datetime, a history out of order, no goal or no
    duration.
    """
    return forecast_of(
        course(
            goal_cents=goal_cents,
            opens_at=opens_at,
            closes_at=closes_at,
            as_of=as_of,
            history=history,
            contributors=contributors,
        )
    )


def forecast_of(campaign: Course, tables: Tables | None = None) -> Forecast:
    """The forecast of a course already checked.

    `tables` are the shipped ones unless others are being scored.
    """
    status = status_of(campaign)
    if status is ForecastStatus.CLOSED:
        return _closed(campaign)
    if status is ForecastStatus.TOO_EARLY:
        return Forecast(status)
    return _ahead(campaign, status, tables or shipped_tables())


def status_of(campaign: Course) -> ForecastStatus:
    """Closed before reached, reached before too early: what is known goes before what is guessed."""
    if campaign.now >= campaign.closes:
        return ForecastStatus.CLOSED
    if campaign.raised_cents >= campaign.goal_cents:
        return ForecastStatus.REACHED
    if campaign.contributors < CONTRIBUTORS_NEEDED or campaign.elapsed_share < EARLIEST_SHARE:
        return ForecastStatus.TOO_EARLY
    return ForecastStatus.OK


def outlook_of(campaign: Course, tables: Tables | None = None) -> Outlook | None:
    """The two heaps of the total, in goals; None where nothing is forecast (`too_early`, `closed`)."""
    if status_of(campaign) in (ForecastStatus.CLOSED, ForecastStatus.TOO_EARLY):
        return None
    return outlook(tables or shipped_tables(), campaign.elapsed_share, campaign.progress, campaign.pace)


def total_cents(campaign: Course, goals: float) -> int:
    """A total in goals as cents, half a cent up, never below what is raised."""
    return max(floor(goals * campaign.goal_cents + 0.5), campaign.raised_cents)


def _ahead(campaign: Course, status: ForecastStatus, tables: Tables) -> Forecast:
    view = outlook(tables, campaign.elapsed_share, campaign.progress, campaign.pace)
    low, median, high = (total_cents(campaign, view.quantile(level)) for level in FAN_LEVELS)
    band = _band(campaign, status, tables)
    early, middle, late = _reach(campaign, status, tables)
    return Forecast(status, view.chance, *band, low, median, high, early, middle, late, campaign.pace)


def _band(campaign: Course, status: ForecastStatus, tables: Tables) -> tuple[float, float]:
    if status is ForecastStatus.REACHED:
        return 1.0, 1.0
    centre = goal_log_odds(tables, campaign.elapsed_share, campaign.progress, campaign.pace)
    return chance_from(centre - BAND_LOG_ODDS), chance_from(centre + BAND_LOG_ODDS)


def _reach(campaign: Course, status: ForecastStatus, tables: Tables) -> tuple[datetime | None, ...]:
    if status is ForecastStatus.REACHED:
        return (_reached_at(campaign),) * 3
    remaining = campaign.closes - campaign.now
    waits = wait_shares(tables, campaign.elapsed_share, campaign.progress)
    return tuple(campaign.instant(campaign.now + remaining * share) for share in waits)


def _reached_at(campaign: Course) -> datetime | None:
    moment = campaign.reached_moment()
    return None if moment is None else campaign.instant(moment)


def _closed(campaign: Course) -> Forecast:
    """What is known once it is over.

    The outcome and the total, or nothing where there is no history at all.
    """
    if not campaign.moments or campaign.moments[0] > campaign.now:
        return Forecast(ForecastStatus.CLOSED)
    chance, raised_cents, reached = (
        float(campaign.progress >= 1),
        campaign.raised_cents,
        _reached_at(campaign),
    )
    return Forecast(
        ForecastStatus.CLOSED,
        chance,
        chance,
        chance,
        raised_cents,
        raised_cents,
        raised_cents,
        reached,
        reached,
        reached,
    )
