"""What a room can suppose of its campaign: members who each bring people, one contribution, one day, a pace; all at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from lib.campaign.levers import Lever
from lib.campaign.money import cents

UNKNOWN_GIFT = Decimal(40)
"""What one gives, in units of the currency, where no contribution tells a median."""
_MOST_MEMBERS, _MOST_EACH, _MOST_PEOPLE = Decimal(10_000), Decimal(100), Decimal(1_000)
_MOST_MONEY = Decimal(10_000_000)
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Supposed:
    """`members` who each bring `each` contributors by the closing; `one_cents` more from one person, `day` contributors in one
    day, both as if they came today; `pace` more contributors a day until the closing. `gift_cents` is what each of them gives.
    """

    members: int = 0
    each: int = 0
    gift_cents: int = 0
    one_cents: int = 0
    day: int = 0
    pace: int = 0

    @property
    def given_cents(self) -> int:
        """What would be in hand now."""
        return self.one_cents + self.day_cents

    @property
    def given_people(self) -> int:
        """Who would have given it."""
        return self.day + (self.one_cents > 0)

    @property
    def members_cents(self) -> int:
        """What the people whom members bring would give by the closing."""
        return self.members * self.each * self.gift_cents

    @property
    def day_cents(self) -> int:
        """What the contributors of one day would give."""
        return self.day * self.gift_cents

    def pace_cents(self, days: int) -> int:
        """What that many more contributors a day would give in that many days."""
        return self.pace * self.gift_cents * days

    def promised_cents(self, days: int) -> int:
        """What would come by the closing, that many days from now: it is in nobody's hand yet."""
        return self.members_cents + self.pace_cents(days)


def evening_levers(members: int, usual_cents: int | None) -> tuple[Lever, ...]:
    """The levers at rest: nothing supposed, of the members that there are and the median contribution, None where unknown."""
    usual = UNKNOWN_GIFT if not usual_cents else Decimal(usual_cents) / 100
    known = Decimal(members)
    return (
        Lever("members", known, _NOTHING, max(_MOST_MEMBERS, known), Decimal(1)),
        Lever("each", _NOTHING, _NOTHING, _MOST_EACH, Decimal(1)),
        Lever("gift", usual, min(Decimal(1), usual), _MOST_MONEY, Decimal(5), digits=2),
        Lever("day", _NOTHING, _NOTHING, _MOST_PEOPLE, Decimal(5)),
        Lever("pace", _NOTHING, _NOTHING, _MOST_PEOPLE, Decimal(1)),
        Lever("one", _NOTHING, _NOTHING, _MOST_MONEY, Decimal(50), digits=2),
    )


def supposed(levers: tuple[Lever, ...], asked: Mapping[str, str]) -> Supposed:
    """What an address supposes, each number within its lever's bounds; one that is not asked is at rest."""
    values = {lever.name: lever.value_of(asked.get(lever.name, "")) for lever in levers}
    return Supposed(int(values["members"]), int(values["each"]), cents(values["gift"]), cents(values["one"]),
                    int(values["day"]), int(values["pace"]))  # fmt: skip


def moved(levers: tuple[Lever, ...], asked: Mapping[str, str]) -> dict[str, str]:
    """Only what an address asks of these levers and does not rest, in their order and in one spelling."""
    values = {lever.name: (lever.value_of(asked.get(lever.name, "")), lever.rest) for lever in levers}
    return {name: f"{value.normalize():f}" for name, (value, rest) in values.items() if value != rest}
