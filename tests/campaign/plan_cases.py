"""A campaign, days and tasks for the tests of the plan: 2018-01-20 to 2018-03-16, 56 days, in Toronto."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from lib.campaign.calendar import Period
from lib.campaign.plan import PlanTask

ZONE = ZoneInfo("America/Toronto")


def period(first: str = "2018-01-20", after_last: str = "2018-03-17") -> Period:
    """A campaign by its first day and the day after its last."""
    opens_at, closes_at = (datetime.fromisoformat(day).replace(tzinfo=ZONE).astimezone(UTC) for day in (first, after_last))
    return Period(opens_at, closes_at, ZONE)


PERIOD = period()


def day(text: str) -> date:
    """A day of 2018 from its month and day, "02-23", or a whole date."""
    return date.fromisoformat(text if len(text) == 10 else f"2018-{text}")


def task(dates: str, *, done: str = "", channel: str | None = None, owner: str | None = None, name: str = "t") -> PlanTask:
    """A task from "02-12 02-20", "02-23 -" for one without an end; `done` is the day it was done."""
    first, _space, last = dates.partition(" ")
    ends_on = None if last == "-" else day(last or first)
    done_on = day(done) if done else None
    return PlanTask(name, name, day(first), ends_on, done_on, channel=channel, has_owner=owner is not None, owner=owner)
