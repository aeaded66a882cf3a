"""Figures along time: by local day, by hour, by observation of the platform, between two instants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate, groupby

import sqlalchemy as sa

from lib.campaign.calendar import local_day
from lib.campaign.model import Campaign
from lib.campaign.tables import COUNTED
from lib.store.engine import Store
from lib.store.queries.view import C, View, stored, viewed
from lib.store.queries.visibility import fan_counts
from lib.store.schema import DAILY_TOTALS, DATA, HOUR, instant_at
from lib.store.sql import total

_TOTALS = DATA["platform_totals"].c
_SPANS_AT_ONCE = 100
"""Of one query: databases bound how long one may be."""


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
            kept.campaign_id == campaign_id, kept.status == COUNTED, kept.local_day < seen.today
        )
        that_day = sa.select(total(C.amount_cents), sa.func.count()).where(*seen.counted, C.local_day == seen.today)
        days = [DayTotal(*row) for row in seen.connection.execute(before.order_by(kept.local_day))]
        cents, contributions = seen.connection.execute(that_day).one()
        return (*days, DayTotal(seen.today, cents, contributions)) if contributions else tuple(days)


def hour_totals(store: Store, campaign_id: int, campaign: Campaign, as_of: datetime) -> tuple[HourTotal, ...]:
    """The hours (of UTC) that have a counted contribution, ascending."""
    hour = (stored(C.contributed_at) // HOUR).label("hour")
    with viewed(store, campaign_id, campaign, as_of) as seen:
        wanted = sa.select(hour, total(C.amount_cents), sa.func.count()).where(*seen.counted).group_by(hour)
        found = seen.connection.execute(wanted.order_by(hour))
        return tuple(HourTotal(instant_at(number * HOUR), cents, n) for number, cents, n in found)


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
        found = seen.connection.execute(_with_counted_since(seen)).all()
    sums = accumulate(row.cents for row in found)
    return tuple(
        PlatformDifference(row.observed_at, row.amount_raised_cents, counted)
        for row, counted in zip(found, sums, strict=True)
    )


def _with_counted_since(seen: View) -> sa.Select[tuple[datetime, int, int]]:
    """Each observation with the cents counted since the one before, so that every contribution is read once."""
    since = sa.func.lag(stored(_TOTALS.observed_at)).over(order_by=_TOTALS.observed_at).label("since")
    each = (
        sa.select(_TOTALS.observed_at, _TOTALS.amount_raised_cents, since)
        .where(seen.of("platform_totals"), _TOTALS.observed_at <= seen.as_of)
        .subquery()
    )
    after = stored(C.contributed_at) > sa.func.coalesce(each.c.since, -(2**62))
    cents = (
        sa.select(total(C.amount_cents))
        .where(C.campaign_id == seen.campaign_id, C.status == COUNTED, C.contributed_at <= each.c.observed_at, after)
        .scalar_subquery()
    )
    return sa.select(each.c.observed_at, each.c.amount_raised_cents, cents.label("cents")).order_by(each.c.observed_at)


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
    found: dict[int, tuple[int, int]] = {}
    with store.reading() as connection:
        for first in range(0, len(spans), _SPANS_AT_ONCE):
            places = range(first, min(first + _SPANS_AT_ONCE, len(spans)))
            each = [_span_total(campaign_id, place, *spans[place], as_of) for place in places]
            wanted: sa.CompoundSelect[int, int, int] = sa.union_all(*each)
            found |= {place: (cents, contributions) for place, cents, contributions in connection.execute(wanted)}
    return tuple(SpanTotal(*span, *found[place]) for place, span in enumerate(spans))


def _span_total(
    campaign_id: int, place: int, starts_at: datetime, ends_at: datetime, as_of: datetime
) -> sa.Select[int, int, int]:
    until = min(ends_at, as_of + timedelta(microseconds=1))
    return sa.select(sa.literal(place), total(C.amount_cents), sa.func.count()).where(
        C.campaign_id == campaign_id, C.status == COUNTED, C.contributed_at >= starts_at, C.contributed_at < until
    )
