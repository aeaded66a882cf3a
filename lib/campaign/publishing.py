"""The publishing calendar, day by day, and the rhythm of each platform against what a guide advises."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction

from lib.campaign.calendar import Period
from lib.campaign.errors import SettingsError
from lib.campaign.message import N_
from lib.campaign.plan import PlanTask, is_done
from lib.campaign.tables import PLATFORMS

DAYS_BACK, DAYS_AHEAD = 7, 14
"""The past week, and the coming fortnight that begins today."""
RHYTHM_DAYS = 7
_SHORT_DAYS = 3
"""A task of more days goes on in the background: it is named once, not on each of its days."""


@dataclass(frozen=True, slots=True)
class PublishingDay:
    """A day's tasks that go out through a channel, and what was published by platform.

    `short` ones take three days at most, `running` ones more. `is_campaign`: a day on which the campaign is open.
    """

    day: date
    short: tuple[PlanTask, ...]
    running: tuple[PlanTask, ...]
    posts: Mapping[str, int]
    is_campaign: bool

    @property
    def tasks(self) -> tuple[PlanTask, ...]:
        """All of its tasks, those of the day first."""
        return self.short + self.running

    @property
    def is_unowned(self) -> bool:
        """Whether nobody is in charge, although something goes out or the campaign is open."""
        return (self.is_campaign or bool(self.tasks)) and not any(task.has_owner for task in self.tasks)


def publishing_days(
    tasks: Sequence[PlanTask], posts: Mapping[date, Mapping[str, int]], period: Period, today: date
) -> tuple[PublishingDay, ...]:
    """The past week and the coming fortnight, today included; `posts` by local day and platform."""
    days = (today + timedelta(days=offset) for offset in range(-DAYS_BACK, DAYS_AHEAD))
    return tuple(_publishing_day(day, [task for task in tasks if task.channel and _goes_on(task, day, today)],
                                 posts.get(day, {}), period) for day in days)  # fmt: skip


def unowned_days(days: Iterable[PublishingDay], today: date) -> tuple[date, ...]:
    """The days from today on that nobody is in charge of."""
    return tuple(each.day for each in days if each.day >= today and each.is_unowned)


def _publishing_day(day: date, found: Sequence[PlanTask], posts: Mapping[str, int], period: Period) -> PublishingDay:
    return PublishingDay(
        day=day,
        short=tuple(task for task in found if is_short(task)),
        running=tuple(task for task in found if not is_short(task)),
        posts=posts,
        is_campaign=period.first_day <= day <= period.last_day,
    )


def is_short(task: PlanTask) -> bool:
    """Whether a task takes three days at most."""
    return not task.is_open_ended and (task.due_on - task.starts_on).days < _SHORT_DAYS


def _goes_on(task: PlanTask, day: date, today: date) -> bool:
    """From its first day to its last, or to the day it was done if that came first; without an end it goes on."""
    if day < task.starts_on or task.is_open_ended:
        return day >= task.starts_on
    was_done_on = task.done_on if task.done_on is not None and is_done(task, today) else task.due_on
    return day <= min(task.due_on, max(was_done_on, task.starts_on))


class Pace(Enum):
    """What was done against what is advised."""

    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class Advised:
    """From `low` to `high`, both included; `high` None: at least `low`."""

    low: Fraction
    high: Fraction | None = None

    def pace(self, value: Fraction) -> Pace:
        """How a value stands."""
        if value < self.low:
            return Pace.BELOW
        return Pace.WITHIN if self.high is None or value <= self.high else Pace.ABOVE


@dataclass(frozen=True, slots=True)
class Guide:
    """What is advised for a platform: posts a day and hours a week."""

    posts_a_day: Advised
    hours_a_week: Advised


@dataclass(frozen=True, slots=True)
class Guides:
    """Guides by platform, and where they come from in the words of each language ("fr", "en")."""

    source: Mapping[str, str]
    platforms: Mapping[str, Guide]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A platform over the last seven days: posts published, minutes logged; `guide` None: nothing is advised."""

    platform: str
    posts: int
    minutes: Fraction
    guide: Guide | None

    @property
    def posts_a_day(self) -> Fraction:
        """Posts published a day, on average."""
        return Fraction(self.posts, RHYTHM_DAYS)

    @property
    def hours(self) -> Fraction:
        """Hours logged in the seven days."""
        return self.minutes / 60

    @property
    def posts_pace(self) -> Pace | None:
        """Posts against the guide."""
        return self.guide.posts_a_day.pace(self.posts_a_day) if self.guide else None

    @property
    def hours_pace(self) -> Pace | None:
        """Hours against the guide."""
        return self.guide.hours_a_week.pace(self.hours) if self.guide else None


def rhythms(
    posts: Mapping[str, int], log: Iterable[tuple[str | None, int]], guides: Mapping[str, Guide], used: Iterable[str]
) -> tuple[Rhythm, ...]:
    """The rhythm of every platform `used` in the campaign or in these seven days; `log` holds (channel, minutes)."""
    minutes = minutes_by_platform(log)
    wanted = {*used, *posts, *minutes}
    return tuple(Rhythm(name, posts.get(name, 0), minutes.get(name, Fraction(0)), guides.get(name))
                 for name in PLATFORMS if name in wanted)  # fmt: skip


def minutes_by_platform(log: Iterable[tuple[str | None, int]]) -> dict[str, Fraction]:
    """Minutes by the platforms that each channel names; one that names several shares its minutes out among them."""
    found: dict[str, Fraction] = {}
    for channel, minutes in log:
        named = [name for name in PLATFORMS if name != "other" and name in (channel or "").casefold()]
        for name in named:
            found[name] = found.get(name, Fraction(0)) + Fraction(minutes, len(named))
    return found


def guides(parsed: Mapping[str, object], file: str) -> Guides:
    """The guides of a parsed file; raises SettingsError naming the file."""
    try:
        platforms = _table(parsed["platforms"])
        return Guides({code: str(words) for code, words in _table(parsed["source"]).items()},
                      {name: _guide(_table(each)) for name, each in platforms.items()})  # fmt: skip
    except (KeyError, TypeError, ValueError) as error:
        raise SettingsError(N_("“%(file)s” is not a guide to platforms: each needs posts_a_day and hours_a_week."),
                            file=file) from error  # fmt: skip


def _guide(parsed: Mapping[str, object]) -> Guide:
    return Guide(_advised(parsed["posts_a_day"]), _advised(parsed["hours_a_week"]))


def _advised(bounds: object) -> Advised:
    """`[1, 2]` or `[3]`, at least three."""
    if not isinstance(bounds, list) or len(bounds) not in (1, 2):
        raise TypeError("one bound or two")
    return Advised(*(Fraction(str(each)) for each in bounds))


def _table(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise TypeError("a table")
    return value
