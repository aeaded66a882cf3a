"""The plan in time: how each task stands on a day, the phase it belongs to, and the stretch of time that is looked at.

Days are the campaign's local days; both ends of a task are included.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from lib.campaign.calendar import Period
from lib.campaign.work import RowRef

AROUND_DAYS = 7
"""What is shown before and after the campaign with it."""
WEEKS_BACK_DAYS, WEEKS_AHEAD_DAYS = 14, 28
GOES_ON_DAYS = 14
_FORTNIGHTS_FROM_DAYS, _MONTHS_FROM_DAYS, _QUARTERS_FROM_DAYS = 44, 100, 400
"""The lengths from which an axis names every second Monday, then months, then quarters."""


class TaskState(Enum):
    """How a task stands on a day, what asks for somebody first."""

    LATE = "late"
    UNDER_WAY = "under_way"
    UPCOMING = "upcoming"
    DONE = "done"


class Phase(Enum):
    """The part of the plan that a task belongs to, in the order of time."""

    PREPARATION = "preparation"
    LAUNCH = "launch"
    COURSE = "course"
    CLOSING = "closing"
    AFTERWARDS = "afterwards"


@dataclass(frozen=True, slots=True)
class PlanTask:
    """A task; `ends_on` None: it has no end, and is to be begun on its first day.

    `owner` is a person's name: None for nobody, and wherever names are not shown; `has_owner` is told to everybody.
    `row` is where it is stored, at the version that was read.
    """

    id: str
    name: str
    starts_on: date
    ends_on: date | None = None
    done_on: date | None = None
    kind: str | None = None
    channel: str | None = None
    target_public: str | None = None
    has_owner: bool = False
    owner: str | None = None
    row: RowRef | None = None

    @property
    def due_on(self) -> date:
        """The last day on which it is in time: its end, or its first day where it has none."""
        return max(self.starts_on, self.ends_on or self.starts_on)

    @property
    def is_open_ended(self) -> bool:
        """Whether it goes on once begun."""
        return self.ends_on is None


def is_done(task: PlanTask, today: date) -> bool:
    """Whether it was done by then; a day to come has not happened."""
    return task.done_on is not None and task.done_on <= today


def state(task: PlanTask, today: date) -> TaskState:
    """How a task stands; late strictly after its last day."""
    if is_done(task, today):
        return TaskState.DONE
    if task.due_on < today:
        return TaskState.LATE
    return TaskState.UNDER_WAY if task.starts_on <= today else TaskState.UPCOMING


def days_late(task: PlanTask, today: date) -> int:
    """Days past the last day: until it was done, or until today while it is not; 0 when it is in time."""
    until = task.done_on if task.done_on is not None and task.done_on <= today else today
    return max(0, (until - task.due_on).days)


def late_tasks(tasks: Iterable[PlanTask], today: date) -> tuple[PlanTask, ...]:
    """The tasks that are late, the one that has waited longest first."""
    late = (task for task in tasks if state(task, today) is TaskState.LATE)
    return tuple(sorted(late, key=lambda task: (task.due_on, task.starts_on, task.id)))


def next_task(tasks: Iterable[PlanTask], today: date) -> PlanTask | None:
    """The task that begins next, after today."""
    coming = (task for task in tasks if state(task, today) is TaskState.UPCOMING)
    return min(coming, key=lambda task: (task.starts_on, task.due_on, task.id), default=None)


def phase(task: PlanTask, period: Period, *, launch_days: int, closing_days: int) -> Phase:
    """By the day it starts; of the launch only when it also ends within the `launch_days` first days of the campaign."""
    if task.starts_on < period.first_day:
        return Phase.PREPARATION
    if task.starts_on > period.last_day:
        return Phase.AFTERWARDS
    if not task.is_open_ended and task.due_on <= period.day(launch_days):
        return Phase.LAUNCH
    return Phase.CLOSING if task.starts_on > period.last_day - timedelta(days=closing_days) else Phase.COURSE


def by_phase(
    tasks: Iterable[PlanTask], period: Period, *, launch_days: int, closing_days: int
) -> tuple[tuple[Phase, tuple[PlanTask, ...]], ...]:
    """The phases that have a task, in the order of time; within each, tasks by their first day."""
    found: dict[Phase, list[PlanTask]] = {}
    for task in sorted(tasks, key=lambda task: (task.starts_on, task.due_on, task.id)):
        found.setdefault(phase(task, period, launch_days=launch_days, closing_days=closing_days), []).append(task)
    return tuple((each, tuple(found[each])) for each in Phase if each in found)


class Stretch(Enum):
    """The stretches of time that can be looked at."""

    CAMPAIGN = "campaign"
    WEEKS = "weeks"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of days, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def day_share(self) -> float:
        """The share of the stretch that one day takes."""
        return 1 / self.days

    def holds(self, day: date) -> bool:
        """Whether a day is in it."""
        return self.first <= day <= self.last

    def share(self, day: date) -> float:
        """Where a day begins, 0–1 for the days of the stretch."""
        return (day - self.first).days / self.days

    def bar(self, task: PlanTask) -> tuple[float, float] | None:
        """Where a task begins and ends, cut to 0–1; one without an end goes on to 1. None: it lies outside."""
        last = self.last if task.is_open_ended else task.due_on
        if task.starts_on > self.last or last < self.first:
            return None
        return max(0.0, self.share(task.starts_on)), min(1.0, self.share(last) + self.day_share)


def stretches(period: Period, today: date) -> tuple[Stretch, ...]:
    """What can be looked at, the most useful first: the campaign while today is near it, else the whole plan."""
    is_near = window(Stretch.CAMPAIGN, (), period, today).holds(today)
    return tuple(Stretch) if is_near else (Stretch.PLAN, Stretch.CAMPAIGN, Stretch.WEEKS)


def window(stretch: Stretch, tasks: Sequence[PlanTask], period: Period, today: date) -> Window:
    """The days of a stretch: a week around the campaign, six weeks around today, or all that is planned and the campaign."""
    if stretch is Stretch.CAMPAIGN:
        return Window(period.first_day - timedelta(days=AROUND_DAYS), period.last_day + timedelta(days=AROUND_DAYS))
    if stretch is Stretch.WEEKS:
        return Window(today - timedelta(days=WEEKS_BACK_DAYS), today + timedelta(days=WEEKS_AHEAD_DAYS))
    first = min((task.starts_on for task in tasks), default=period.first_day)
    last = max((_shown_until(task) for task in tasks), default=period.last_day)
    return Window(min(first, period.first_day), max(last, period.last_day))


def _shown_until(task: PlanTask) -> date:
    """A task without an end is given some days, so that one sees it go on."""
    return task.due_on + timedelta(days=GOES_ON_DAYS if task.is_open_ended else 0)


def shown_in(seen: Window, tasks: Iterable[PlanTask], today: date) -> tuple[PlanTask, ...]:
    """The tasks that have a day in the window; a late one is never left out."""
    return tuple(task for task in tasks if _touches(seen, task) or state(task, today) is TaskState.LATE)


def _touches(seen: Window, task: PlanTask) -> bool:
    return task.starts_on <= seen.last and (task.is_open_ended or task.due_on >= seen.first)


def axis_days(seen: Window) -> tuple[date, ...]:
    """The days that an axis names: Mondays, every second one on a longer stretch, then firsts of months, of quarters."""
    days = [seen.first + timedelta(days=offset) for offset in range(seen.days)]
    if seen.days >= _MONTHS_FROM_DAYS:
        firsts = [day for day in days if day.day == 1]
        return tuple(day for day in firsts if seen.days < _QUARTERS_FROM_DAYS or day.month % 3 == 1)
    mondays = [day for day in days if day.weekday() == 0]
    return tuple(mondays[:: 2 if seen.days >= _FORTNIGHTS_FROM_DAYS else 1])
