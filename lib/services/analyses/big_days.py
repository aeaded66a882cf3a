"""The biggest days, what was done on them, and what came on such a day over the days before.

Actions of one day cannot be told apart, so the figure is the day's, from its 00:00, and not an action's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from lib.campaign.calendar import start_of_day
from lib.services.campaigns import OpenCampaign
from lib.services.daily.afterwards import Brought as Brought
from lib.services.daily.afterwards import Unknown as Unknown
from lib.services.daily.afterwards import came_after
from lib.services.daily.deeds import Deed
from lib.store.engine import Store
from lib.store.queries.series import DayTotal

BIG_DAYS = 5


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
    brought = came_after(store, opened, as_of, [start_of_day(total.day, period.zone) for total in biggest])
    return tuple(
        BigDay(total.day, total.counted_cents, total.contributions, done.get(total.day, ()), result)
        for total, result in zip(biggest, brought, strict=True)
    )
