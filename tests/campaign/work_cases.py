"""Situations for the rules of the worklist, and how what they find is told.

The campaign runs from 2018-01-20 to 2018-03-16 in Toronto (UTC−5, UTC−4 from 2018-03-11); instants are local.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from lib.campaign.calendar import Period
from lib.campaign.message import Message
from lib.campaign.model import Campaign
from lib.campaign.money import Fees
from lib.campaign.work import RowRef, Situation, Unthanked, WaitingAlly, WaitingMember, Wave, Work

ZONE = ZoneInfo("America/Toronto")


def unthanked(as_of: str, *given_at: str) -> Unthanked:
    """The contributions of these instants, that nobody has thanked."""
    day_ago, instants = at(as_of) - timedelta(hours=24), sorted(map(at, given_at))
    late, due = ([each for each in instants if (each < day_ago) is is_late] for is_late in (True, False))
    return Unthanked(len(late), late[0] if late else None, len(due), due[0] if due else None)


def at(text: str) -> datetime:
    """A local instant, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


CAMPAIGN = Campaign(
    name="essai", title="Essai", period=Period(at("2018-01-20"), at("2018-03-17"), ZONE), goal_cents=100_000,
    fees=Fees(Decimal("0.067")), currency="CAD", platform="Ulule",
)  # fmt: skip
TARGETS = {
    "thanked_within_24h": Fraction(1), "shares_per_post": Fraction(60), "news": Fraction(10), "daily_communication": Fraction(1),
    "first_day_contributors": Fraction(5), "members_with_responsibility": Fraction(1, 2), "members_resharing": Fraction(1),
}  # fmt: skip
LAUNCH = Wave("launch", at("2018-01-20"), at("2018-01-24"))
CLOSING = Wave("closing", at("2018-03-10"), at("2018-03-17"))
BEFORE, DURING, AFTER = "2018-01-10 09:00", "2018-02-23 19:30", "2018-03-20 09:00"


def seen(as_of: str | datetime, **facts: object) -> Situation:
    """A situation with the plan's targets and these facts."""
    instant = at(as_of) if isinstance(as_of, str) else as_of
    return replace(Situation(CAMPAIGN, instant, TARGETS, (LAUNCH, CLOSING)), **facts)  # type: ignore[arg-type]


def row(number: int, table: str = "posts") -> RowRef:
    return RowRef(table, number, 1)


def found(rule: Callable[[Situation], Iterator[Work]], situation: Situation) -> list[tuple[str, str]]:
    """(what tells the work, its local deadline to the second) for each work of a rule."""
    return [(work.name or work.kind.value, f"{work.deadline.astimezone(ZONE):%Y-%m-%d %H:%M:%S}") for work in rule(situation)]


def counts(message: Message) -> dict[str, object]:
    return dict(message.params)


ALLY = WaitingAlly(row(3, "allies"), "La Coop", agreed_on=date(2017, 12, 1))
SILENT = WaitingMember(row(1, "members"), on_social=True)


def members(taken: int, idle: int) -> tuple[WaitingMember, ...]:
    """Members with a responsibility since 2018-01-05, then members without."""
    busy = [WaitingMember(row(number, "members"), True, "Affiches", date(2018, 1, 5)) for number in range(taken)]
    return (*busy, *(WaitingMember(row(taken + number, "members"), True) for number in range(idle)))
