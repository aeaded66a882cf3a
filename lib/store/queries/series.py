"""Figures along time: by local day, by hour, by observation of the platform, between two instants."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate, groupby

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lib.campaign.calendar import local_day
from lib.campaign.model import Campaign
from lib.campaign.tables import COUNTED
from lib.store.changes.giving import CLOCK
from lib.store.engine import Store
from lib.store.queries.view import GIVING, C, is_whole_day, row_by_row, stored, viewed
from lib.store.queries.visibility import fan_counts
from lib.store.schema import DAILY_TOTALS, DATA, HOUR, instant_at, micros
from lib.store.sql import total

_TOTALS = DATA["platform_totals"].c


@dataclass(frozen=True, slots=True)
class DayTotal:
    """The counted contributions of one local day."""

    day: date
    counted_cents: int
    contributions: int


@dataclass(frozen=True, slots=True)
class HourTotal:
    """The counted contributions of the hour that begins at `at`."""

    at: datetime
    counted_cents: int
    contributions: int


@dataclass(frozen=True, slots=True)
class PlatformTotal:
    """What the platform itself said at an instant."""

    observed_at: datetime
    amount_cents: int
    contributors: int | None
    fans: int | None
    news: int | None


@dataclass(frozen=True, slots=True)
class PlatformDifference:
    """The platform's total beside the sum of counted contributions at the same instant."""

    observed_at: datetime
    platform_cents: int
    counted_cents: int

    @property
    def cents(self) -> int:
        """By how much the platform says more."""
        return self.platform_cents - self.counted_cents


@dataclass(frozen=True, slots=True)
class FansPoint:
    """The campaign page's fans on a local day: the highest and the last count seen that day."""

    day: date
    highest: int
    latest: int


@dataclass(frozen=True, slots=True)
class SpanTotal:
    """The counted contributions from `starts_at` up to, not including, `ends_at`."""

    starts_at: datetime
    ends_at: datetime
    counted_cents: int
    contributions: int


def day_totals(store: Store, campaign_id: int, campaign: Campaign, as_of: datetime) -> tuple[DayTotal, ...]:
    """The local days that have a counted contribution, ascending; the instant's own day only up to it."""
    kept = DAILY_TOTALS.c
    with viewed(store, campaign_id, campaign, as_of) as seen:
        before = sa.select(kept.local_day, kept.amount_cents, kept.contributions).where(
            kept.campaign_id == campaign_id, kept.status == COUNTED, kept.local_day <= seen.today
        )
        if is_whole_day(seen):
            return tuple(DayTotal(*row) for row in seen.connection.execute(before.order_by(kept.local_day)))
        before = before.where(kept.local_day < seen.today)
        since = (C.contributed_at >= seen.instant_of(seen.today), C.contributed_at <= as_of, row_by_row(C.status) == COUNTED)
        that_day = sa.select(total(C.amount_cents), sa.func.count()).where(C.campaign_id == campaign_id, *since)
        days = [DayTotal(*row) for row in seen.connection.execute(before.order_by(kept.local_day))]
        cents, contributions = seen.connection.execute(that_day).one()
        return (*days, DayTotal(seen.today, cents, contributions)) if contributions else tuple(days)


def hour_totals(store: Store, campaign_id: int, campaign: Campaign, as_of: datetime) -> tuple[HourTotal, ...]:
    """The hours (of UTC) that have a counted contribution, ascending."""
    end = micros(as_of) + 1
    with viewed(store, campaign_id, campaign, as_of) as seen:
        found = {hour: sums for hour, sums in by_hour(seen.connection, campaign_id).items() if hour < end // HOUR}
        found |= {at // HOUR: sums for at, sums in _in_begun_hours(seen.connection, campaign_id, [end]).items()}
    return tuple(HourTotal(instant_at(hour * HOUR), cents, n) for hour, (cents, n) in sorted(found.items()) if n)


def platform_series(store: Store, campaign_id: int, campaign: Campaign, as_of: datetime) -> tuple[PlatformTotal, ...]:
    """What the platform said by then, ascending."""
    with viewed(store, campaign_id, campaign, as_of) as seen:
        columns = (_TOTALS.observed_at, _TOTALS.amount_raised_cents, _TOTALS.contributors, _TOTALS.fans, _TOTALS.news)
        wanted = sa.select(*columns).where(seen.of("platform_totals"), _TOTALS.observed_at <= as_of)
        return tuple(PlatformTotal(*row) for row in seen.connection.execute(wanted.order_by(_TOTALS.observed_at)))


def platform_differences(
    store: Store, campaign_id: int, campaign: Campaign, as_of: datetime
) -> tuple[PlatformDifference, ...]:
    """Each total that the platform said by then beside what was counted at that instant, ascending.

    None at all while no contribution is known: then there is nothing to compare with.
    """
    with viewed(store, campaign_id, campaign, as_of) as seen:
        known = sa.select(C.pk).where(C.campaign_id == campaign_id, C.contributed_at <= as_of).limit(1)
        if seen.connection.scalar(known) is None:
            return ()
        observed = sa.select(_TOTALS.observed_at, _TOTALS.amount_raised_cents).order_by(_TOTALS.observed_at)
        found = seen.connection.execute(observed.where(seen.of("platform_totals"), _TOTALS.observed_at <= as_of)).all()
        sums = counted_before(seen.connection, campaign_id, [micros(row.observed_at) + 1 for row in found])
    return tuple(
        PlatformDifference(row.observed_at, row.amount_raised_cents, cents)
        for row, (cents, _contributions) in zip(found, sums, strict=True)
    )


def fans_by_day(store: Store, campaign_id: int, campaign: Campaign, as_of: datetime) -> tuple[FansPoint, ...]:
    """The campaign page's fans on each local day that has an observation by then, ascending."""
    with viewed(store, campaign_id, campaign, as_of) as seen:
        counts = fan_counts(seen).c
        wanted = sa.select(counts.observed_at, counts.fans).order_by(counts.observed_at, counts.fans)
        found = seen.connection.execute(wanted).all()
    by_day = groupby(found, lambda row: local_day(row.observed_at, campaign.period.zone))
    points = ((day, [row.fans for row in rows]) for day, rows in by_day)
    return tuple(FansPoint(day, max(fans), fans[-1]) for day, fans in points)


def span_totals(
    store: Store, campaign_id: int, spans: Sequence[tuple[datetime, datetime]], as_of: datetime
) -> tuple[SpanTotal, ...]:
    """The counted contributions of each span (start inclusive, end exclusive), in the order given; none after `as_of`."""
    until = micros(as_of) + 1
    ends = [min(micros(at), until) for span in spans for at in span]
    with store.reading() as connection:
        sums = counted_before(connection, campaign_id, ends)
    pairs = zip(spans, sums[::2], sums[1::2], strict=True)
    return tuple(
        SpanTotal(*span, max(0, end[0] - start[0]), max(0, end[1] - start[1])) for span, start, end in pairs
    )


def by_hour(connection: Connection, campaign_id: int) -> dict[int, tuple[int, int]]:
    """The cents and the number of the contributions counted in each hour, by its number since 1970-01-01 UTC."""
    wanted = sa.select(GIVING.label, total(GIVING.amount_cents), total(GIVING.contributions)).group_by(GIVING.label)
    found = connection.execute(wanted.where(GIVING.campaign_id == campaign_id, GIVING.kind == CLOCK))
    return {int(hour): (cents, contributions) for hour, cents, contributions in found}


def counted_before(connection: Connection, campaign_id: int, instants: Sequence[int]) -> list[tuple[int, int]]:
    """The cents and the number of what was counted before each of the instants (`micros`): whole hours from the totals."""
    found = by_hour(connection, campaign_id)
    hours = sorted(found.items())
    numbers = [hour for hour, _sums in hours]
    cents = [0, *accumulate(sums[0] for _hour, sums in hours)]
    contributions = [0, *accumulate(sums[1] for _hour, sums in hours)]
    begun = _in_begun_hours(connection, campaign_id, sorted(at for at in set(instants) if at // HOUR in found))
    places = [(bisect_left(numbers, at // HOUR), begun.get(at, (0, 0))) for at in instants]
    return [(cents[place] + more[0], contributions[place] + more[1]) for place, more in places]


def _in_begun_hours(connection: Connection, campaign_id: int, instants: Sequence[int]) -> dict[int, tuple[int, int]]:
    """What was counted from the beginning of its hour until each instant."""
    found: dict[int, tuple[int, int]] = {}
    given = stored(C.contributed_at)
    since, until = (sa.bindparam(name, type_=sa.BigInteger) for name in ("since", "until"))
    wanted = sa.select(total(C.amount_cents), sa.func.count()).where(
        C.campaign_id == campaign_id, row_by_row(C.status) == COUNTED, given >= since, given < until
    )
    for at in instants:
        if at % HOUR:
            cents, contributions = connection.execute(wanted, {"since": at - at % HOUR, "until": at}).one()
            found[at] = cents, contributions
    return found
