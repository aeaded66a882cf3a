"""The instant that a page shows, and how long what was worked out for it can be shared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lib.campaign.calendar import local_day
from lib.campaign.model import Campaign
from lib.services.instants import instant


@dataclass(frozen=True, slots=True)
class Moment:
    """`as_of` is what figures are worked out at; `shared_as` stands for it in a cache: a running clock is cut to the minute,
    a write changes the revision, so an edit is seen at once all the same. `is_asked`: the address names it.
    """

    as_of: datetime
    shared_as: datetime
    is_asked: bool


def moment(campaign: Campaign, asked: str | None, now: datetime) -> Moment:
    """The instant named by `asked` (`2018-02-23`, an ISO instant), else the campaign's own; raises UseError on nonsense."""
    if asked:
        as_of = instant(asked, campaign)
        return Moment(as_of, as_of, True)
    as_of = campaign.as_of(now)
    is_running = as_of == now
    return Moment(as_of, as_of.replace(second=0, microsecond=0) if is_running else as_of, False)


def days_to_show(campaign: Campaign, now: datetime) -> tuple[date, ...]:
    """The campaign's days that have begun by `now`, the newest first: what a past-day choice offers."""
    period = campaign.period
    last = min(period.last_day, local_day(now, period.zone))
    return tuple(last - timedelta(days=back) for back in range((last - period.first_day).days + 1))
