"""What there is to do: one piece of work, its kinds in the order of their weight, and all that the rules look at.

Deadlines are the last instant at which the work is in time, so that work is late strictly after its deadline.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum
from fractions import Fraction
from types import MappingProxyType

from lib.campaign.calendar import end_of_day, local_day
from lib.campaign.message import Message
from lib.campaign.model import Campaign

LAST_INSTANT = timedelta(microseconds=1)
"""What lies between an exclusive bound and the last instant before it."""


class WorkKind(Enum):
    """Why something is to be done; of two works with one deadline, the kind named first comes first."""

    THANKS_LATE = "thanks_late"
    THANKS_DUE = "thanks_due"
    TASK = "task"
    ALLY_RELAY = "ally_relay"
    ALLY_STEP = "ally_step"
    FIRST_DAY = "first_day"
    RESPONSIBILITY = "responsibility"
    MINUTES = "minutes"
    NEWS = "news"
    POST_COUNTS = "post_counts"
    POST_BELOW = "post_below"
    MEMBER_RESHARES = "member_reshares"
    PLATFORM_TOTAL = "platform_total"


WEIGHTS: Mapping[WorkKind, int] = MappingProxyType({kind: weight for weight, kind in enumerate(WorkKind)})


class Action(Enum):
    """What ends a piece of work; each is one transaction of `lib.services.daily.acting`."""

    THANK = "thank"
    TICK_TASK = "tick_task"
    MARK_RELAY = "mark_relay"
    FOLLOW_ALLY = "follow_ally"
    IDENTIFY_PERSON = "identify_person"
    GIVE_RESPONSIBILITY = "give_responsibility"
    LOG_MINUTES = "log_minutes"
    NOTE_NEWS = "note_news"
    ENTER_COUNTS = "enter_counts"
    NOTE_MEMBER_RESHARES = "note_member_reshares"
    READ_TOTAL = "read_total"


ACTIONS: Mapping[WorkKind, Action] = MappingProxyType(
    {
        WorkKind.THANKS_LATE: Action.THANK,
        WorkKind.THANKS_DUE: Action.THANK,
        WorkKind.TASK: Action.TICK_TASK,
        WorkKind.ALLY_RELAY: Action.MARK_RELAY,
        WorkKind.ALLY_STEP: Action.FOLLOW_ALLY,
        WorkKind.FIRST_DAY: Action.IDENTIFY_PERSON,
        WorkKind.RESPONSIBILITY: Action.GIVE_RESPONSIBILITY,
        WorkKind.MINUTES: Action.LOG_MINUTES,
        WorkKind.NEWS: Action.NOTE_NEWS,
        WorkKind.POST_COUNTS: Action.ENTER_COUNTS,
        WorkKind.POST_BELOW: Action.ENTER_COUNTS,
        WorkKind.MEMBER_RESHARES: Action.NOTE_MEMBER_RESHARES,
        WorkKind.PLATFORM_TOTAL: Action.READ_TOTAL,
    }
)


@dataclass(frozen=True, slots=True)
class RowRef:
    """A stored row at the version that was read: what an action starts from."""

    table: str
    pk: int
    version: int


@dataclass(frozen=True, slots=True)
class Work:
    """One line of the worklist: what to do, why, by when, and on which rows.

    `name` tells two works of one kind apart, the same from one day to the next; `detail` names a variant of the action
    (`launch` or `closing` for a relay); no member's or contributor's name is in any of it.
    """

    kind: WorkKind
    deadline: datetime
    what: Message
    why: Message
    name: str = ""
    detail: str = ""
    rows: tuple[RowRef, ...] = ()

    @property
    def key(self) -> str:
        """What it is called while it is set aside."""
        return f"{self.kind.value}:{self.name}"

    @property
    def action(self) -> Action:
        """What ends it."""
        return ACTIONS[self.kind]

    @property
    def order(self) -> tuple[datetime, int, str]:
        """Most urgent first: by deadline, then by weight; the key only keeps equals in place."""
        return self.deadline, WEIGHTS[self.kind], self.key


@dataclass(frozen=True, slots=True)
class WaitingPost:
    """A post and what is known of its shares; `counted_at` None: never counted."""

    row: RowRef
    platform: str
    id: str
    published_at: datetime
    text: str = ""
    url: str = ""
    shares: int | None = None
    counted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class WaitingAlly:
    """An ally's agreement, relays and next step; a day to come has not happened."""

    row: RowRef
    name: str
    agreed_on: date | None = None
    launch_relayed_on: date | None = None
    closing_relayed_on: date | None = None
    next_step: str | None = None
    next_step_on: date | None = None


@dataclass(frozen=True, slots=True)
class WaitingMember:
    """What a member has taken on; a day to come has not happened."""

    row: RowRef
    on_social: bool | None = None
    responsibility: str | None = None
    responsibility_planned_on: date | None = None
    first_reshare_on: date | None = None


@dataclass(frozen=True, slots=True)
class WaitingTask:
    """A task of the plan, both days included; one without an end is to be begun on its first day."""

    row: RowRef
    name: str
    starts_on: date
    ends_on: date | None = None
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Wave:
    """When allies relay: `name` is `launch` or `closing`, `ends_at` is exclusive."""

    name: str
    starts_at: datetime
    ends_at: datetime


_NO_TARGETS: Mapping[str, Fraction] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Unthanked:
    """The counted contributions that nobody has thanked: those of strictly more than 24 hours and the others (`due`), and when
    the oldest of either came; None where there is none.
    """

    late: int = 0
    late_since: datetime | None = None
    due: int = 0
    due_since: datetime | None = None

    @property
    def count(self) -> int:
        """All of them."""
        return self.late + self.due


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything the rules look at, as of an instant.

    `targets` by KPI id: one that the campaign has dropped is absent, and its rules ask for nothing. `counts_age`: the age at
    which counts of posts are old.
    """

    campaign: Campaign
    as_of: datetime
    targets: Mapping[str, Fraction] = field(default_factory=lambda: _NO_TARGETS)
    waves: tuple[Wave, ...] = ()
    thanks: Unthanked = Unthanked()
    posts: tuple[WaitingPost, ...] = ()
    allies: tuple[WaitingAlly, ...] = ()
    members: tuple[WaitingMember, ...] = ()
    tasks: tuple[WaitingTask, ...] = ()
    minutes_today: int = 0
    news_published: int = 0
    first_day_identified: int = 0
    total_read_at: datetime | None = None
    counts_age: timedelta = timedelta(hours=36)

    @property
    def today(self) -> date:
        """The local day of the instant."""
        return local_day(self.as_of, self.campaign.period.zone)

    def has_come(self, day: date | None) -> bool:
        """Whether that local day has begun."""
        return day is not None and day <= self.today

    def end_of(self, day: date) -> datetime:
        """The last instant of a local day."""
        return end_of_day(day, self.campaign.period.zone)
