"""What a room supposes: the money that the levers add, and the chance that it moves."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.campaign.evening_levers import Supposed, evening_levers, moved, supposed
from lib.campaign.forecast import ForecastUseError
from lib.campaign.forecast_views import what_if_both, what_if_daily, what_if_gift
from tests.campaign.forecast_cases import campaign, steady

LEVERS = evening_levers(members=24, usual_cents=40_00)
HALF_WAY = steady(25, 9_000_00)


def test_each_member_brings_two_contributors_at_forty_dollars() -> None:
    asked = supposed(LEVERS, {"each": "2"})
    assert (asked.members, asked.each, asked.gift_cents) == (24, 2, 40_00)
    assert (asked.members_cents, asked.promised_cents(20), asked.given_cents) == (1_920_00, 1_920_00, 0)


@pytest.mark.parametrize(
    ("asked", "given_cents", "given_people", "promised_cents"),
    [
        ({}, 0, 0, 0),
        ({"one": "500"}, 500_00, 1, 0),
        ({"day": "15"}, 600_00, 15, 0),
        ({"day": "15", "gift": "12.50"}, 187_50, 15, 0),
        ({"pace": "3"}, 0, 0, 1_200_00),  # 3 × 40 × 10 days
        ({"each": "1", "members": "10"}, 0, 0, 400_00),
        ({"each": "2", "day": "15", "pace": "1", "one": "500"}, 1_100_00, 16, 2_320_00),  # 1 920 + 400
        ({"each": "-4", "day": "1e9", "one": "x", "pace": "NaN", "gift": ""}, 1_000 * 40_00, 1_000, 0),
    ],
)
def test_the_levers_add_up(asked: dict[str, str], given_cents: int, given_people: int, promised_cents: int) -> None:
    found = supposed(LEVERS, asked)
    assert (found.given_cents, found.given_people, found.promised_cents(10)) == (given_cents, given_people, promised_cents)


def test_only_what_was_moved_is_said_in_one_spelling_and_order() -> None:
    asked = {"one": "500,00", "each": "2", "gift": "40", "day": "0", "lang": "fr", "pace": "'; --"}
    assert list(moved(LEVERS, asked).items()) == [("each", "2"), ("one", "500")]


def test_without_a_contribution_the_gift_of_the_plan_s_own_example_stands() -> None:
    assert supposed(evening_levers(0, None), {"day": "1"}) == Supposed(gift_cents=40_00, day=1)
    assert {lever.name: lever.rest for lever in evening_levers(0, 33_33)}["gift"] == Decimal("33.33")


def test_a_gift_alone_and_a_pace_alone_are_what_the_budget_supposes() -> None:
    assert what_if_both(HALF_WAY, 500_00, 1, 0) == what_if_gift(HALF_WAY, 500_00, 1)
    assert what_if_both(HALF_WAY, 0, 0, 3_000_00) == what_if_daily(HALF_WAY, 3, 40_00, 25)


def test_the_same_money_promised_moves_the_chance_less_than_in_hand_today() -> None:
    now, promised = what_if_both(HALF_WAY, 3_000_00, 75, 0).after, what_if_both(HALF_WAY, 0, 0, 3_000_00).after
    before = what_if_both(HALF_WAY, 0, 0, 0).after
    assert before is not None
    assert promised is not None
    assert now is not None
    assert before < promised < now < 1


def test_money_in_hand_that_passes_the_threshold_is_certain_and_a_promise_never_is() -> None:
    assert what_if_both(HALF_WAY, 16_000_00, 400, 0).after == 1
    promised = what_if_both(HALF_WAY, 0, 0, 100_000_00).after
    assert promised is not None
    assert promised < 1


def test_a_what_if_takes_nothing_away() -> None:
    for wrong in ((-1, 0, 0), (0, -1, 0), (0, 0, -1)):
        with pytest.raises(ForecastUseError):
            what_if_both(HALF_WAY, *wrong)


money = st.integers(0, 30_000_00)


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(st.integers(1, 24_900_00), st.floats(2, 49), money, money, money, money)
def test_more_of_any_lever_never_lowers_the_chance(raised: int, day: float, one: int, promised: int, more: int, later: int) -> None:
    seen = campaign([(day / 2, raised // 2), (day, raised)], day)
    less = what_if_both(seen, one, 1, promised)
    most = what_if_both(seen, one + more, 1, promised + later)
    assert less.before is not None
    assert less.after is not None
    assert most.after is not None
    assert less.before - 1e-9 <= less.after <= most.after + 1e-9
