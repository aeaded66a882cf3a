"""What will really be left: worked out by hand to the cent, and true of any campaign."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.campaign.budget import BudgetLine, Levers, Plan, Reward, Waterfall, what_if
from lib.campaign.money import Fees

ULULE = Fees(Decimal("0.067"))
TAXED = Fees(Decimal("0.067"), Decimal("0.14975"))
LINES = (
    BudgetLine("Vidéo", "video", 600_00, 560_00),
    BudgetLine("Taxes", "tax", 300_00),
    BudgetLine("Enveloppes", "rewards", 480_00),
    BudgetLine("Salle", "other", 150_00, 0),
    BudgetLine("Divers", None, 90_00),
)
"""650.00 of other costs (560 + 0 + 90), 300.00 of taxes, 480.00 with the rewards."""
STICKER = Reward("Autocollant", 15_00, 1_20, quantity=100, delivered=10, chosen=40)
SHIRT = Reward("T-shirt", 60_00, 14_50, quantity=5, chosen=6)
PLAN = Plan(ULULE, goal_cents=25_000_00, gross_cents=10_000_00, rewards=(STICKER, SHIRT), lines=LINES)
"""The rewards chosen cost 40 × 1.20 + 6 × 14.50 = 135.00."""


def test_every_part_is_taken_from_what_is_collected() -> None:
    found = PLAN.now
    assert found == Waterfall(10_000_00, 670_00, 0, 300_00, 135_00 + 480_00, 650_00)
    assert (found.net_cents, found.costs_cents, found.available_cents) == (9_330_00, 1_565_00, 7_765_00)


def test_taxes_are_those_of_the_commission_and_those_of_the_budget() -> None:
    found = replace(PLAN, fees=TAXED).now
    assert (found.commission_tax_cents, found.taxes_cents) == (100_33, 400_33)  # 670.00 × 0.14975 = 100.3325


def test_at_the_goal_rewards_go_on_being_chosen_as_they_were() -> None:
    found = PLAN.at_goal
    assert found is not None
    assert (found.gross_cents, found.commission_cents, found.net_cents) == (26_795_28, 1_795_28, 25_000_00)
    assert found.rewards_cents == 135_00 + 226_74 + 480_00  # 135.00 × 16 795.28 ÷ 10 000.00 = 226.736…
    assert found.available_cents == 25_000_00 - 300_00 - 841_74 - 650_00


def test_once_the_goal_is_in_hand_there_is_no_other_waterfall_than_that_of_today() -> None:
    assert replace(PLAN, gross_cents=26_795_27).at_goal is not None
    assert replace(PLAN, gross_cents=26_795_28).at_goal is None


def test_before_the_first_contribution_the_goal_is_still_told() -> None:
    found = replace(PLAN, gross_cents=0, rewards=(replace(STICKER, chosen=0),))
    assert (found.now.available_cents, found.at_goal and found.at_goal.available_cents) == (-1_430_00, 23_570_00)


def test_below_what_is_collected_the_rewards_promised_stay_promised() -> None:
    assert PLAN.waterfall(1_00).rewards_cents == 615_00


def test_costs_above_what_is_in_hand_leave_less_than_nothing() -> None:
    assert replace(PLAN, gross_cents=1_000_00).now.available_cents == 933_00 - 1_565_00


@pytest.mark.parametrize(
    ("planned", "actual", "cost", "over"),
    [(None, None, None, None), (600, None, 600, None), (None, 45, 45, None), (600, 560, 560, -40), (150, 0, 0, -150), (0, 10, 10, 10)],
)
def test_a_line_costs_what_it_cost_else_what_was_planned(planned: int | None, actual: int | None, cost: int | None, over: int | None) -> None:
    line = BudgetLine("x", None, planned, actual)
    assert (line.cost_cents, line.over_cents) == (cost, over)


def test_the_margin_is_the_price_less_the_fees_and_the_cost() -> None:
    assert STICKER.margin_each_cents(ULULE) == 12_79  # 15.00 − 1.01 (1.005) − 1.20
    assert STICKER.margin_cents(ULULE) == 511_80  # 600.00 − 40.20 − 48.00: rounded once, not 40 × 12.79 = 511.60
    assert SHIRT.margin_cents(TAXED) == 245_27  # 360.00 − 24.12 − 3.61 (3.61197) − 87.00


@pytest.mark.parametrize("reward", [Reward("x", None, 100, chosen=3), Reward("x", 500, None, chosen=3)])
def test_without_a_price_or_a_cost_there_is_no_margin_to_tell(reward: Reward) -> None:
    assert (reward.margin_each_cents(ULULE), reward.margin_cents(ULULE)) == (None, None)


@pytest.mark.parametrize(("reward", "left", "to_deliver"), [(STICKER, 60, 30), (SHIRT, -1, 6), (Reward("x", chosen=2, delivered=3), None, 0)])
def test_what_is_left_and_what_is_still_to_deliver(reward: Reward, left: int | None, to_deliver: int) -> None:
    assert (reward.left, reward.to_deliver) == (left, to_deliver)


def test_without_any_cost_the_whole_goal_is_left_at_the_gross_needed() -> None:
    assert Plan(ULULE, 25_000_00, 100_00).gross_for_available_cents() == 26_795_28


def test_costs_raise_what_must_be_collected_to_have_the_whole_goal_left() -> None:
    plan = replace(PLAN, rewards=())
    assert plan.gross_for_available_cents() == 28_327_97  # (25 000.00 + 1 430.00) ÷ 0.933 = 28 327.974…; 28 327.97 − 1 897.97


def test_what_leaves_the_goal_already_needs_nothing_more() -> None:
    plan = replace(PLAN, gross_cents=40_000_00)
    assert plan.gross_for_available_cents() == 40_000_00


def test_rewards_that_cost_all_they_bring_never_leave_the_goal() -> None:
    assert replace(PLAN, gross_cents=135_00).gross_for_available_cents() is None


def test_a_what_if_changes_rates_costs_and_money_and_leaves_the_plan_alone() -> None:
    supposed = what_if(PLAN, Levers(Decimal("0.08"), Decimal("0.10"), added_costs_cents=200_00, added_gross_cents=2_000_00))
    assert supposed.now == Waterfall(12_000_00, 960_00, 96_00, 300_00, 135_00 + 27_00 + 480_00, 850_00)
    assert supposed.plan.at_goal is not None and supposed.plan.at_goal.gross_cents == 27_412_28  # 25 000 ÷ 0.912, upwards
    assert PLAN.now.available_cents == 7_765_00


def test_a_what_if_that_changes_nothing_is_the_plan() -> None:
    supposed = what_if(PLAN, Levers())
    assert (supposed.plan, supposed.now) == (PLAN, PLAN.now)


def test_costs_can_be_saved_too() -> None:
    assert what_if(PLAN, Levers(added_costs_cents=-65_00)).now.available_cents == 7_830_00


CENTS = st.integers(0, 10_000_000_00)
FEES = st.builds(Fees, st.decimals(0, "0.5", places=4), st.decimals(0, "0.5", places=5))
SOME_REWARDS = st.lists(
    st.builds(Reward, st.just("r"), st.none() | CENTS, st.none() | st.integers(0, 500_00), st.none(), st.none(), st.integers(0, 500)), max_size=4
).map(tuple)
SOME_LINES = st.lists(
    st.builds(BudgetLine, st.just("l"), st.sampled_from([None, "tax", "rewards", "video"]), st.none() | CENTS, st.none() | CENTS), max_size=5
).map(tuple)
PLANS = st.builds(Plan, FEES, st.integers(1, 100_000_00), CENTS, SOME_REWARDS, SOME_LINES)


@given(PLANS, CENTS)
def test_the_parts_of_a_waterfall_always_add_up_to_the_cent(plan: Plan, gross_cents: int) -> None:
    found = plan.waterfall(gross_cents)
    taken = found.commission_cents + found.taxes_cents + found.rewards_cents + found.other_cents
    assert found.available_cents == gross_cents - taken
    assert found.net_cents == plan.fees.net_cents(gross_cents)
    known = sum(line.cost_cents or 0 for line in plan.lines)
    assert found.costs_cents >= known + plan.committed_cents


@given(PLANS)
def test_what_is_collected_leaves_its_net_less_the_costs_that_are_known(plan: Plan) -> None:
    costs = plan.committed_cents + sum(line.cost_cents or 0 for line in plan.lines)
    assert plan.now.available_cents == plan.fees.net_cents(plan.gross_cents) - costs


@given(PLANS)
def test_the_gross_for_the_whole_goal_leaves_it_and_a_cent_less_does_not(plan: Plan) -> None:
    gross = plan.gross_for_available_cents()
    if gross is None:
        return
    assert plan.waterfall(gross).available_cents >= plan.goal_cents
    assert gross == plan.gross_cents or plan.waterfall(gross - 1).available_cents < plan.goal_cents


@given(SOME_REWARDS, FEES)
def test_the_margin_of_all_is_that_of_one_times_as_many_within_the_roundings(rewards: tuple[Reward, ...], fees: Fees) -> None:
    for reward in rewards:
        each, together = reward.margin_each_cents(fees), reward.margin_cents(fees)
        if each is not None and together is not None:
            assert abs(together - each * reward.chosen) <= 2 * reward.chosen + 2


@given(PLANS, st.integers(0, 1_000_00), st.integers(-1_000_00, 1_000_00))
def test_money_added_and_costs_added_are_told_apart(plan: Plan, gross: int, costs: int) -> None:
    supposed = what_if(plan, Levers(added_costs_cents=costs, added_gross_cents=gross)).now
    assert supposed.other_cents == plan.now.other_cents + costs
    assert supposed.gross_cents == plan.gross_cents + gross
