"""When the campaign passed what people look forward to: the first contribution, parts of the goal, so many contributors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from fractions import Fraction

from lib.campaign.calendar import local_day
from lib.campaign.model import Campaign
from lib.services.analyses.progress import Point
from lib.services.campaigns import OpenCampaign
from lib.store.engine import Store
from lib.store.queries.newcomers import PeopleByDay, contributors_by_day

PEOPLE = (100, 200, 500, 1000, 2000, 5000)
"""Numbers of contributors that are worth a line; of those not reached, the next one alone is named."""
_QUARTERS = tuple(Fraction(part, 4) for part in (1, 2, 3, 4))


class MilestoneKind(Enum):
    """What is passed, in the order in which those of one day are told."""

    FIRST = "first"
    PEOPLE = "people"
    SHARE = "share"
    PAYS_FOR = "pays_for"
    IN_HAND = "in_hand"


@dataclass(frozen=True, slots=True)
class Passed:
    """A milestone and the local day on which it was passed (None: not by then).

    `cents` is the gross that it takes; `share` of the goal; `people` contributors; `pays_for` the campaign's own words.
    """

    kind: MilestoneKind
    day: date | None
    cents: int = 0
    share: Fraction = Fraction(0)
    people: int = 0
    pays_for: str = ""


def milestones(store: Store, opened: OpenCampaign, raised: tuple[Point, ...], as_of: datetime) -> tuple[Passed, ...]:
    """Those passed in the order of their days, then those to come; `raised` is the curve at the ends of days."""
    people = contributors_by_day(store, opened.id, opened.campaign, as_of)
    found = [*_of_money(opened.campaign, raised), *_of_people(people)]
    order = list(MilestoneKind)
    return tuple(sorted(found, key=lambda each: (each.day or date.max, order.index(each.kind), each.cents, each.people)))


def _of_money(campaign: Campaign, raised: tuple[Point, ...]) -> Iterator[Passed]:
    def day(cents: int) -> date | None:
        found = next((point.at for point in raised if point.cents >= cents), None)
        return None if found is None else local_day(found, campaign.period.zone)

    yield Passed(MilestoneKind.FIRST, day(1), cents=1)
    own = {Fraction(each.share): each.pays_for for each in campaign.milestones}
    for share in sorted({*_QUARTERS, *own}):
        cents = -(-share.numerator * campaign.goal_cents // share.denominator)
        kind = MilestoneKind.SHARE if share in _QUARTERS else MilestoneKind.PAYS_FOR
        yield Passed(kind, day(cents), cents, share, pays_for=own.get(share, ""))
    needed = campaign.fees.gross_needed_cents(campaign.goal_cents)
    if needed is not None and needed != campaign.goal_cents:
        yield Passed(MilestoneKind.IN_HAND, day(needed), needed)


def _of_people(people: tuple[PeopleByDay, ...]) -> Iterator[Passed]:
    for number in PEOPLE:
        day = next((each.day for each in people if each.contributors >= number), None)
        yield Passed(MilestoneKind.PEOPLE, day, people=number)
        if day is None:
            return
