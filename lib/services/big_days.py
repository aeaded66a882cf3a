"""The biggest days, what was done on them, and what such a day brought over the days before.

*What a day brought*: the counted contributions of the 24 hours that begin at 00:00 of that local day, less a third of
those of the 72 hours before. Actions of one day cannot be told apart, so the figure is the day's, not an action's. It is
unknown until the 24 hours are over, and where the 72 hours are not all within the campaign: nobody could give before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from fractions import Fraction

from lib.campaign.calendar import start_of_day
from lib.campaign.money import rounded_cents
from lib.services.campaigns import OpenCampaign
from lib.services.deeds import Deed
from lib.store.engine import Store
from lib.store.queries.series import DayTotal, SpanTotal, span_totals

BIG_DAYS = 5
AFTER = timedelta(hours=24)
DAYS_BEFORE = 3


class Unknown(Enum):
    """Why what a day brought cannot be said: it is not over, or there are not three days of campaign before it."""

    NOT_OVER = "not_over"
    FIRST_DAYS = "first_days"


@dataclass(frozen=True, slots=True)
class Brought:
    """What a day brought over the average of the three days before; may be below zero. `contributions` may be a fraction."""

    cents: int
    contributions: Fraction


@dataclass(frozen=True, slots=True)
class BigDay:
    """A day of the campaign, what came in on it, and what was done."""

    day: date
    counted_cents: int
    contributions: int
    deeds: tuple[Deed, ...]
    brought: Brought | Unknown


def big_days(store: Store, opened: OpenCampaign, as_of: datetime, totals: Iterable[DayTotal],
             done: Mapping[date, tuple[Deed, ...]]) -> tuple[BigDay, ...]:  # fmt: skip
    """The five days of the campaign with most money, the largest first, fewer where fewer have any; `done` by day."""
    period = opened.campaign.period
    within = [total for total in totals if period.first_day <= total.day <= period.last_day and total.counted_cents > 0]
    biggest = sorted(within, key=lambda total: (-total.counted_cents, total.day))[:BIG_DAYS]
    brought = _brought(store, opened, as_of, [total.day for total in biggest])
    return tuple(
        BigDay(total.day, total.counted_cents, total.contributions, done.get(total.day, ()), result)
        for total, result in zip(biggest, brought, strict=True)
    )


def _brought(store: Store, opened: OpenCampaign, as_of: datetime, days: Sequence[date]) -> list[Brought | Unknown]:
    zone, opens_at = opened.campaign.period.zone, opened.campaign.period.opens_at
    starts = [start_of_day(day, zone) for day in days]
    spans = [span for start in starts for span in ((start, start + AFTER), (start - DAYS_BEFORE * AFTER, start))]
    sums = span_totals(store, opened.id, spans, as_of) if spans else ()
    result: list[Brought | Unknown] = []
    for place, start in enumerate(starts):
        if start - DAYS_BEFORE * AFTER < opens_at:
            result.append(Unknown.FIRST_DAYS)
        elif start + AFTER > as_of + timedelta(microseconds=1):
            result.append(Unknown.NOT_OVER)
        else:
            result.append(_over_the_average(sums[2 * place], sums[2 * place + 1]))
    return result


def _over_the_average(after: SpanTotal, before: SpanTotal) -> Brought:
    cents = after.counted_cents - Fraction(before.counted_cents, DAYS_BEFORE)
    return Brought(rounded_cents(cents), after.contributions - Fraction(before.contributions, DAYS_BEFORE))
