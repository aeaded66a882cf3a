"""How far behind a campaign is, and who could still be asked: what the rules of corrective actions look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction
from math import ceil
from types import MappingProxyType

from lib.campaign.message import N_, Message, Money, Share, say, say_many

FUNDS = "funds"
LOW_SHARE, HIGH_SHARE = Fraction(3, 10), Fraction(7, 10)


class Reached(Enum):
    """How far the money has come, which decides whom to turn to first."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


def reached(share: Fraction | None) -> Reached:
    """By the share of the goal in hand; nothing known is the start."""
    if share is None or share < LOW_SHARE:
        return Reached.START
    return Reached.MIDDLE if share < HIGH_SHARE else Reached.END


@dataclass(frozen=True, slots=True)
class QuietAlly:
    """An ally that has not relayed: `wave` is `launch` or `closing` for one that agreed, "" for one still to ask."""

    key: str
    name: str
    audience: int | None
    wave: str = ""


@dataclass(frozen=True, slots=True)
class BestKind:
    """The kind of post that travelled furthest: its mean shares over `n` posts, and the mean of the other kinds."""

    kind: str
    mean_shares: Fraction
    n: int
    others_mean: Fraction


_NOTHING: Mapping[str, Message] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What the rules look at on a day of the campaign or before it.

    `behind`: the KPIs at risk or off track, by id, each with its own reason. `share`: of the goal in hand, None unknown.
    `gap_cents` is missing to the reference curve, `missing_cents` to the goal in hand, `per_gift_cents` what a gift of the
    median amount leaves in hand; each None where it cannot be said. `to_ask`: contributors with a known e-mail and no
    re-share, without those `asked_lately`. `taken` holds the keys of proposals that are tasks already.
    """

    today: date
    last_day: date
    behind: Mapping[str, Message] = field(default_factory=lambda: _NOTHING)
    share: Fraction | None = None
    currency: str = "CAD"
    gap_cents: int | None = None
    missing_cents: int | None = None
    per_gift_cents: int | None = None
    to_ask: int = 0
    asked_lately: int = 0
    first_day_listed: int = 0
    first_day_waiting: int = 0
    members: int = 0
    members_idle: int = 0
    members_silent: int = 0
    members_to_brief: int = 0
    allies: tuple[QuietAlly, ...] = ()
    best_kind: BestKind | None = None
    thanks_waiting: int = 0
    taken: frozenset[str] = frozenset()

    def is_behind(self, *kpi_ids: str) -> bool:
        """Whether one of these KPIs is."""
        return any(kpi_id in self.behind for kpi_id in kpi_ids)

    def by(self, days: int) -> date:
        """The day that many days from today, no later than the campaign's last."""
        return max(self.today, min(self.today + timedelta(days=days), self.last_day))

    def gifts(self, cents: int | None) -> int | None:
        """How many gifts of the median amount leave that much in hand."""
        return None if cents is None or not self.per_gift_cents else ceil(Fraction(cents, self.per_gift_cents))


def gap(seen: Shortfall) -> Message | None:
    """The money missing to the reference curve, in gifts of the median amount; None when the money is not behind."""
    if not seen.is_behind(FUNDS) or seen.gap_cents is None or seen.gap_cents <= 0 or seen.share is None:
        return None
    amount, gifts = missing_money(seen.gap_cents, seen), seen.gifts(seen.gap_cents)
    if gifts is None:
        return say(N_("%(share)s of the goal is in hand; %(gap)s is missing to where campaigns that succeeded were."),
                   share=Share(seen.share), gap=amount)  # fmt: skip
    return say_many(N_("%(share)s of the goal is in hand; %(gap)s is missing to where campaigns that succeeded were: "
                       "%(count)s contribution of the median amount."),
                    N_("%(share)s of the goal is in hand; %(gap)s is missing to where campaigns that succeeded were: "
                       "%(count)s contributions of the median amount."),
                    gifts, share=Share(seen.share), gap=amount)  # fmt: skip


def missing_money(cents: int, seen: Shortfall) -> Money:
    """What is missing, in whole units rounded up: it must not be understated."""
    return Money(-(-cents // 100) * 100, seen.currency, whole=True)
