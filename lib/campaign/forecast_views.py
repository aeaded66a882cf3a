"""What the pages draw and say of the forecast: outcomes, fan, lines by day, what-ifs, what moved it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import ceil, floor, log

from lib.campaign.forecast import ForecastStatus, forecast_of, outlook_of, status_of, total_cents
from lib.campaign.forecast_course import DAY_SECONDS, Course, ForecastUseError, seconds
from lib.campaign.forecast_model import BAND_LOG_ODDS, chance_from, fan_shares, progress_for
from lib.campaign.forecast_tables import FAN_LEVELS, shipped_tables

EVEN_ODDS = 0.5
GOOD_ODDS = 0.8
OUTSIZE_SHARE = 0.5
WEEK_SECONDS = 7 * DAY_SECONDS


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Both outcomes, 10 to 90 % of each, in cents: "if we make it, between …; if not, between …"."""

    made_low_cents: int
    made_high_cents: int
    missed_low_cents: int
    missed_high_cents: int


@dataclass(frozen=True, slots=True)
class FanPoint:
    """The cumulative amount at a future instant, at 10, 50 and 90 %, in cents."""

    instant: datetime
    low_cents: int
    median_cents: int
    high_cents: int


@dataclass(frozen=True, slots=True)
class Movement:
    """A chance (0–1) seven days ago and now, None where there was nothing to say.

    `pace` is the last week's, None likewise.
    """

    before: float | None
    now: float | None
    pace: float | None


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The chance (0–1) as things are and with the money added; None where nothing can be said."""

    before: float | None
    after: float | None
    added_cents: int


def outcomes(campaign: Course) -> Outcomes | None:
    """Both heaps of the total; None where nothing is forecast, and once the goal is passed: one is left."""
    view = outlook_of(campaign) if status_of(campaign) is ForecastStatus.OK else None
    if view is None:
        return None
    made, missed = view.made, view.missed
    goals = (made.quantile(0.1), made.quantile(0.9), missed.quantile(0.1), missed.quantile(0.9))
    return Outcomes(*(total_cents(campaign, goal) for goal in goals))


def fan(campaign: Course, instants: Sequence[datetime]) -> tuple[FanPoint, ...]:
    """The fan at `instants`: raised until now, the total's quantiles at the closing; () if too early."""
    view = outlook_of(campaign)
    if view is None:
        return ()
    finals = tuple(view.quantile(level) for level in FAN_LEVELS)
    return tuple(_fan_point(campaign, finals, instant) for instant in instants)


def chance_line(
    campaign: Course, chance: float, instants: Sequence[datetime]
) -> tuple[tuple[datetime, int], ...]:
    """The cumulative cents that give `chance` (EVEN_ODDS, GOOD_ODDS…) at each instant.

    For a campaign at its usual pace. Before 2 % of the time the line is level: nothing is fitted there.
    Raises ForecastUseError unless the chance lies strictly between 0 and 1.
    """
    if not 0 < chance < 1:
        raise ForecastUseError("A line of equal chance needs a chance between 0 and 1.")
    shares = (campaign.at(seconds(instant), campaign.contributors).elapsed_share for instant in instants)
    line = (progress_for(shipped_tables(), share, chance) for share in shares)
    return tuple(
        (instant, round(progress * campaign.goal_cents))
        for instant, progress in zip(instants, line, strict=True)
    )


def chance_of_total(campaign: Course, target_cents: int) -> float | None:
    """The chance (0–1) of ending at `target_cents` or more, read off the total's quantiles.

    Rougher than the goal's own chance, and the same for the goal itself; meant for the gross that leaves the
    goal in hand. None where nothing is forecast; 1 where it is raised already.
    """
    view = outlook_of(campaign)
    if view is None:
        return None
    if target_cents <= campaign.raised_cents:
        return 1.0
    return view.chance_of(target_cents / campaign.goal_cents)


def movement(campaign: Course, contributors_before: int) -> Movement:
    """What moved the chance: a week ago (with the contributors of then), now, and the last week's pace."""
    before = forecast_of(campaign.at(campaign.now - WEEK_SECONDS, contributors_before))
    now = forecast_of(campaign)
    return Movement(before.probability, now.probability, now.pace)


def what_if_gift(campaign: Course, added_cents: int, contributors: int = 1) -> WhatIf:
    """The chance with `added_cents` more in hand now, from `contributors` people; never lower."""
    if added_cents < 0 or contributors < 0:
        raise ForecastUseError("A what-if adds money; it takes none away.")
    given = given_more(campaign, added_cents, contributors)
    return WhatIf(forecast_of(campaign).probability, forecast_of(given).probability, added_cents)


def what_if_daily(campaign: Course, contributors_per_day: int, amount_cents: int, days: int) -> WhatIf:
    """The chance if `contributors_per_day` people give `amount_cents` each for `days` days.

    They come over and above those who come by themselves. Promised money is not in hand: it lowers what is
    left to find (the goal less the promise) and lends no momentum, so it moves the chance less than the same
    gift now, and never to 1. Days past the closing are not counted.
    """
    if min(contributors_per_day, amount_cents, days) < 0:
        raise ForecastUseError("A what-if adds money; it takes none away.")
    days_left = max(ceil((campaign.closes - campaign.now) / DAY_SECONDS), 0)
    added_cents = contributors_per_day * amount_cents * min(days, days_left)
    before = forecast_of(campaign)
    if before.status is not ForecastStatus.OK:
        return WhatIf(before.probability, before.probability, added_cents)
    return WhatIf(before.probability, forecast_of(promised_more(campaign, added_cents)).probability, added_cents)


def what_if_both(campaign: Course, given_cents: int, contributors: int, promised_cents: int) -> WhatIf:
    """The chance with `given_cents` more in hand now, from `contributors` people, and `promised_cents` to come by the closing."""
    if min(given_cents, contributors, promised_cents) < 0:
        raise ForecastUseError("A what-if adds money; it takes none away.")
    given = given_more(campaign, given_cents, contributors) if given_cents else campaign
    after = forecast_of(given)
    if after.status is ForecastStatus.OK and promised_cents:
        after = forecast_of(promised_more(given, promised_cents))
    return WhatIf(forecast_of(campaign).probability, after.probability, given_cents + promised_cents)


def given_more(campaign: Course, added_cents: int, contributors: int) -> Course:
    """The course with more in hand now, from that many more people."""
    known = _until_now(campaign)
    return replace(
        campaign,
        moments=(*known.moments, campaign.now),
        amounts_cents=(*known.amounts_cents, campaign.raised_cents + added_cents),
        contributors=campaign.contributors + contributors,
    )


def promised_more(campaign: Course, added_cents: int) -> Course:
    """The course with less left to find: what is promised is not in hand, and lends no momentum."""
    return replace(campaign, goal_cents=max(campaign.goal_cents - added_cents, campaign.raised_cents + 1))


def chance_band(chance: float) -> tuple[float, float]:
    """The band around a chance (0–1), as the forecast draws it around its own; a certainty has none."""
    if chance in (0.0, 1.0):
        return chance, chance
    centre = log(chance / (1 - chance))
    return chance_from(centre - BAND_LOG_ODDS), chance_from(centre + BAND_LOG_ODDS)


def outsize_gift(gifts: Sequence[tuple[datetime, int]], as_of: datetime) -> tuple[datetime, int] | None:
    """The one gift (instant, cents) making half or more of the money of the 7 days up to `as_of`, or None.

    A week carried by one gift says little of the next: the forecast's pace is then to be read with care.
    """
    end = seconds(as_of)
    week = [
        (instant, cents)
        for instant, cents in gifts
        if end - WEEK_SECONDS < seconds(instant) <= end and cents > 0
    ]
    largest = max(week, key=lambda gift: gift[1], default=None)
    if largest is None or largest[1] < OUTSIZE_SHARE * sum(cents for _, cents in week):
        return None
    return largest


def _fan_point(campaign: Course, finals: tuple[float, ...], instant: datetime) -> FanPoint:
    remaining_share = (seconds(instant) - campaign.now) / (campaign.closes - campaign.now)
    shares = fan_shares(shipped_tables(), campaign.elapsed_share, min(max(remaining_share, 0.0), 1.0))
    raised_cents = campaign.raised_cents
    added_cents = (total_cents(campaign, final) - raised_cents for final in finals)
    low, median, high = (
        raised_cents + floor(share * added + 0.5) for share, added in zip(shares, added_cents, strict=True)
    )
    return FanPoint(instant, low, max(low, median), max(low, median, high))


def _until_now(campaign: Course) -> Course:
    """The course without what its history says of later than now."""
    known = sum(moment <= campaign.now for moment in campaign.moments)
    return replace(campaign, moments=campaign.moments[:known], amounts_cents=campaign.amounts_cents[:known])
