"""Plan against result: each commitment with its target, what came of it, and since which evening it was kept.

A rate or a mean can be reached and lost again, so its day is that of the last unbroken run: every evening from it on read
"reached". What only grows (money, people, news, a yes) is reached once, so its day is found by halves.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from lib.campaign.calendar import end_of_day, local_day
from lib.kpis.reading import Reading, Status, Unit
from lib.services.campaigns import OpenCampaign
from lib.services.viewing import View, view
from lib.store.engine import Store

_BEFORE_OPENING = timedelta(days=31)
"""How long before the opening an evening is still looked at: some commitments are kept before the first day."""
_A_DAY = timedelta(days=1)
_ONLY_GROWS = frozenset({Unit.MONEY, Unit.PEOPLE, Unit.NEWS, Unit.YES_NO})
Reached = Callable[[date], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Result:
    """A commitment as it stood, and the evening since which it has been reached; None: it is not, or not known since when."""

    reading: Reading
    reached_on: date | None

    @property
    def is_reached(self) -> bool:
        """Whether the target is met."""
        return self.reading.status is Status.REACHED


def results(store: Store, opened: OpenCampaign, seen: View) -> tuple[Result, ...]:
    """Every commitment at the instant of `seen`, in the order of the plan; reads the campaign as it stood on past evenings."""
    evenings, zone = _evenings(opened, seen), opened.campaign.period.zone

    @cache
    def reached(day: date) -> frozenset[str]:
        shown = seen if day == evenings[-1] else view(store, opened, end_of_day(day, zone))
        return frozenset(each.kpi.id for each in shown.readings if each.status is Status.REACHED)

    with store.reading():
        return tuple(Result(each, _since(each, evenings, reached)) for each in seen.readings)


def _evenings(opened: OpenCampaign, seen: View) -> Sequence[date]:
    """From a month before the opening to the day of `seen`, at most the campaign's last."""
    period = opened.campaign.period
    last, first = min(local_day(seen.as_of, period.zone), period.last_day), period.first_day - _BEFORE_OPENING
    return [last - _A_DAY * back for back in range(max((last - first).days, 0), -1, -1)]


def _since(reading: Reading, evenings: Sequence[date], reached: Reached) -> date | None:
    """The first evening of the run that goes on."""
    kpi = reading.kpi
    if reading.status is not Status.REACHED:
        return None
    if kpi.unit in _ONLY_GROWS:
        return evenings[bisect_left(evenings, True, key=lambda day: kpi.id in reached(day))]
    since = evenings[-1]
    for day in reversed(evenings):
        if kpi.id not in reached(day):
            break
        since = day
    return since
