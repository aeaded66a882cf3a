"""What the database counts and Python judges: one small tally per theme, all as of one instant.

Amounts are integer cents; `newest_at` is the instant (UTC) of the newest datum that the tally rests on, None without any.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class MoneyTally:
    """Contributions by status, or the platform's own total where no contribution is known (`from_platform`).

    `contributions`, `contributors` and `median_cents` are None where only a platform total is known and does not say.
    `known` is false when neither has ever been recorded. `costs_cents`: reward costs committed so far plus budget lines.
    """

    known: bool = False
    from_platform: bool = False
    counted_cents: int = 0
    pending_cents: int = 0
    withdrawn_cents: int = 0
    contributions: int | None = 0
    contributors: int | None = 0
    median_cents_doubled: int | None = None
    """Twice the median, in cents, so that the middle of two amounts stays a whole number."""
    costs_cents: int = 0
    newest_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FansTally:
    """Fans of the campaign page: the highest count seen in the first week, and the latest count of all."""

    highest_first_week: int | None = None
    latest: int | None = None
    newest_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AmbassadorTally:
    """Distinct contributors, and those who re-shared strictly after their first counted contribution.

    `reshares` counts all re-shares recorded by then: 0 means that nobody has looked yet.
    """

    contributors: int = 0
    ambassadors: int = 0
    reshares: int = 0
    newest_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PostTally:
    """Known shares of the campaign's Facebook posts that are at least 48 h old, ascending; `unknown` have no count."""

    shares: tuple[int, ...] = ()
    unknown: int = 0
    young: int = 0
    """Facebook posts of the campaign that are less than 48 h old."""
    newest_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RelayTally:
    """One wave of the allies' relays: people reached if done, people promised, and how many allies that is.

    `allies` counts every ally on the board; `audience_unknown` those done or agreed whose audience nobody wrote down.
    """

    allies: int = 0
    relayed: int = 0
    agreed: int = 0
    relayed_audience: int = 0
    agreed_audience: int = 0
    audience_unknown: int = 0
    newest_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MemberTally:
    """Members and what they have taken on by then; each count is of distinct members."""

    members: int = 0
    with_responsibility: int = 0
    on_social: int = 0
    resharing: int = 0
    briefed: int = 0
    responsibility_at: datetime | None = None
    resharing_at: datetime | None = None
    briefed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LaunchTally:
    """The launch evening: its day, and the people there once it was held and counted.

    Of several, `held_on` is the last, `first_on` the first (None where one day has them all), `attendance` their sum so far.
    """

    held_on: date | None = None
    attendance: int | None = None
    newest_at: datetime | None = None
    first_on: date | None = None

    @property
    def begins_on(self) -> date | None:
        """The day from which people can be counted."""
        return self.first_on or self.held_on


@dataclass(frozen=True, slots=True)
class FirstDayTally:
    """People identified before the opening, and those among them whose contribution of day 1 counts."""

    listed: int = 0
    identified: int = 0
    contributed: int = 0
    newest_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ThanksTally:
    """Counted contributions thanked within 24 h, those that are due (thanked, or older than 24 h), the late ones.

    `late` = due and not thanked within 24 h, of which `waiting` are still not thanked at all.
    `thanked` counts thanks of any delay.
    """

    in_time: int = 0
    due: int = 0
    waiting: int = 0
    thanked: int = 0
    newest_at: datetime | None = None

    @property
    def late(self) -> int:
        """Due, and not thanked within 24 h."""
        return self.due - self.in_time


@dataclass(frozen=True, slots=True)
class LogTally:
    """Days of the campaign with at least 30 minutes of communication; `entries` counts all lines by then."""

    good_days: int = 0
    today_is_good: bool = False
    entries: int = 0
    newest_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewsTally:
    """News published on the campaign page: within the campaign, and `recorded` at any time."""

    published: int = 0
    recorded: int = 0
    newest_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ShowcaseTally:
    """The showcase image, kept as tasks of kind `showcase_image`: whether one is planned, and when it was done."""

    planned: bool = False
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Tallies:
    """All that the KPIs are judged on, as of one instant."""

    money: MoneyTally = MoneyTally()
    fans: FansTally = FansTally()
    ambassadors: AmbassadorTally = AmbassadorTally()
    posts: PostTally = PostTally()
    relay_launch: RelayTally = RelayTally()
    relay_closing: RelayTally = RelayTally()
    members: MemberTally = MemberTally()
    launch: LaunchTally = LaunchTally()
    first_day: FirstDayTally = FirstDayTally()
    thanks: ThanksTally = ThanksTally()
    log: LogTally = LogTally()
    news: NewsTally = NewsTally()
    showcase: ShowcaseTally = ShowcaseTally()


DAILY_MINUTES = 30
"""Minutes of online communication that make a day good (the plan's twelfth objective)."""
MATURE_POST_HOURS = 48
"""Age at which a post's shares are judged: most sharing is over by then."""
THANKS_HOURS = 24
"""The plan's delay for a thank-you e-mail."""
SHOWCASE_KIND = "showcase_image"
