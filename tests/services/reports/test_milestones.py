"""When the campaign passed what people look forward to; worked out by hand on a goal of 1 000 $ at 6.7 %."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from lib.services.analyses.progress import progress
from lib.services.campaigns import open_campaign
from lib.services.reports.milestones import MilestoneKind, Passed, milestones
from lib.store.engine import Store
from tests.services.held import bring, empty_store
from tests.support.files import SETTINGS

OVER = datetime(2018, 3, 17, 4, tzinfo=UTC)
GIFTS = """\
id,contributed_at,amount,status,email
c1,2018-01-20T09:00:00-05:00,250.00,counted,ana@example.org
c2,2018-02-01T09:00:00-05:00,249.99,counted,bo@example.org
c3,2018-02-02T23:59:00-05:00,0.01,counted,bo@example.org
c4,2018-03-16T23:00:00-04:00,571.82,counted,cyr@example.org
"""
"""1 071.82 collected: to the cent, what leaves 1 000.00 in hand once 6.7 % (71.81) is taken, and one cent more."""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return empty_store(tmp_path)


def passed(store: Store, settings: str = SETTINGS, gifts: str | None = GIFTS, at: datetime = OVER, **tables: str) -> tuple[Passed, ...]:
    """The milestones of a campaign with these gifts, as of an instant."""
    bring(store, {**({"contributions": gifts} if gifts else {}), **tables}, settings=settings)
    opened = open_campaign(store)
    return milestones(store, opened, progress(store, opened, at).raised, at)


def days(found: tuple[Passed, ...]) -> dict[tuple[MilestoneKind, Fraction], date | None]:
    return {(each.kind, each.share): each.day for each in found if each.kind is not MilestoneKind.PEOPLE}


def test_each_part_of_the_goal_is_passed_on_the_day_whose_end_finds_it_collected(store: Store) -> None:
    found = days(passed(store))
    quarter, half, most, all_of_it = (found[MilestoneKind.SHARE, Fraction(part, 4)] for part in (1, 2, 3, 4))
    assert (quarter, half, most, all_of_it) == (date(2018, 1, 20), date(2018, 2, 2), date(2018, 3, 16), date(2018, 3, 16))
    assert found[MilestoneKind.FIRST, Fraction(0)] == date(2018, 1, 20)


def test_the_goal_is_in_hand_once_the_fees_are_covered_to_the_cent(store: Store) -> None:
    in_hand = next(each for each in passed(store) if each.kind is MilestoneKind.IN_HAND)
    assert (in_hand.cents, in_hand.day) == (1071_81, date(2018, 3, 16))


def test_they_stand_in_the_order_of_their_days_those_to_come_last(store: Store) -> None:
    found = passed(store, at=datetime(2018, 2, 10, tzinfo=UTC))
    assert [each.day for each in found] == [date(2018, 1, 20), date(2018, 1, 20), date(2018, 2, 2), None, None, None, None]


def test_the_campaign_s_own_milestones_are_among_them_with_what_they_pay(store: Store) -> None:
    own = SETTINGS + '[[milestones]]\nshare = "0.5"\npays_for = "Un serveur"\n[[milestones]]\nshare = "0.3"\npays_for = "Une affiche"\n'
    found = {each.pays_for: (each.kind, each.cents, each.day) for each in passed(store, own) if each.pays_for}
    assert found == {
        "Un serveur": (MilestoneKind.SHARE, 500_00, date(2018, 2, 2)),
        "Une affiche": (MilestoneKind.PAYS_FOR, 300_00, date(2018, 2, 1)),
    }


def test_of_the_numbers_of_contributors_the_next_alone_is_named(store: Store) -> None:
    assert [(each.people, each.day) for each in passed(store) if each.people] == [(100, None)]


def test_the_hundredth_contributor_has_a_day(store: Store) -> None:
    many = GIFTS.splitlines()[0] + "\n" + "".join(
        f"c{number},2018-02-{1 + number // 50:02d}T09:00:00-05:00,1.00,counted,p{number}@example.org\n" for number in range(120)
    )  # fmt: skip
    assert [(each.people, each.day) for each in passed(store, gifts=many) if each.people] == [(100, date(2018, 2, 2)), (200, None)]


def test_without_contributions_the_platform_s_own_totals_tell_the_days(store: Store) -> None:
    totals = "observed_at,amount_raised\n2018-01-25T10:00:00-05:00,200\n2018-02-05T10:00:00-05:00,600\n"
    found = days(passed(store, gifts=None, platform_totals=totals))
    assert found[MilestoneKind.SHARE, Fraction(1, 2)] == date(2018, 2, 5)
    assert found[MilestoneKind.SHARE, Fraction(3, 4)] is None


def test_nothing_recorded_passes_nothing(store: Store) -> None:
    assert {each.day for each in passed(store, gifts=None)} == {None}
