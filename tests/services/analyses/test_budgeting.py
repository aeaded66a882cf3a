"""The plan of a waterfall from stored rows: what was chosen, what is not known, and the same figures as the front page."""

from __future__ import annotations

from pathlib import Path

import pytest

from lib.campaign.budget import BudgetLine, Reward
from lib.services.analyses.budgeting import Budget, budget
from lib.services.campaigns import open_campaign
from lib.services.demonstration import load_demonstration
from lib.services.instants import instant
from lib.services.viewing import view
from lib.store.engine import Store
from tests.services.held import AT, bring, empty_store, opened_with


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return empty_store(tmp_path)


def gifts(*lines: str) -> str:
    """Contributions of 20.00 from `day reward status` lines; "-" chose nothing."""
    rows = [line.split() for line in lines]
    told = [f"c{n},{day}T12:00:00-05:00,20.00,{status},{'' if reward == '-' else reward}" for n, (day, reward, status) in enumerate(rows)]
    return "\n".join(["id,contributed_at,amount,status,reward", *told]) + "\n"


REWARDS = "id,name,price,unit_cost,quantity,delivered\nkey,Clé USB,40.00,7.80,200,3\nshirt,T-shirt,60.00,,,\n"
GIFTS = gifts("2018-01-21 key counted", "2018-01-22 Clé_USB counted", "2018-01-23 shirt counted", "2018-01-24 mug counted",
              "2018-01-25 - counted", "2018-01-26 key pending", "2018-02-20 key counted").replace("Clé_USB", "Clé USB")  # fmt: skip


def seen(store: Store, as_of: str, **tables: str) -> Budget:
    opened = opened_with(store, **tables)
    return budget(store, opened, view(store, opened, instant(as_of, opened.campaign)))


def test_a_reward_is_chosen_by_its_id_or_by_its_name_in_counted_contributions_by_then(store: Store) -> None:
    found = seen(store, "2018-02-01", contributions=GIFTS, rewards=REWARDS)
    assert found.plan.rewards == (Reward("Clé USB", 40_00, 7_80, 200, 3, chosen=2), Reward("T-shirt", 60_00, None, None, None, chosen=1))
    assert (found.plan.gross_cents, found.plan.committed_cents) == (100_00, 15_60)


def test_what_is_not_known_is_counted_so_that_it_can_be_said(store: Store) -> None:
    found = seen(store, "2018-02-01", contributions=GIFTS, rewards=REWARDS, budget="label,kind,planned,actual\nVidéo,video,,\nSalle,other,0.00,\n")
    assert (found.unlisted, found.rewards_without_cost, found.lines_without_amount) == (1, 1, 1)


def test_budget_lines_keep_what_is_planned_and_what_it_was(store: Store) -> None:
    found = seen(store, "2018-02-01", budget="label,kind,planned,actual\nVidéo,video,600.00,560.00\nDivers,,,\n")
    assert found.plan.lines == (BudgetLine("Vidéo", "video", 600_00, 560_00), BudgetLine("Divers"))


def test_with_nothing_recorded_there_is_a_plan_all_the_same(store: Store) -> None:
    found = seen(store, "2018-02-01")
    assert (found.plan.gross_cents, found.plan.now.available_cents, found.unlisted) == (0, 0, 0)
    assert found.plan.at_goal is not None and found.plan.at_goal.gross_cents == 1_071_81  # 1 071.81 − 71.81


def test_a_platform_s_total_alone_is_collected_money_without_any_reward(store: Store) -> None:
    found = seen(store, "2018-02-01", platform_totals="observed_at,amount_raised\n2018-01-30T12:00:00-05:00,500.00\n", rewards=REWARDS)
    assert (found.plan.gross_cents, found.plan.committed_cents) == (500_00, 0)


@pytest.mark.parametrize("as_of", ["2018-01-10", "2018-01-20", "2018-02-23T19:30", "2018-03-11", "2018-04-01"])
def test_what_is_left_is_what_the_front_page_says_is_available(as_of: str, store: Store) -> None:
    load_demonstration(store, at=AT)
    opened = open_campaign(store)
    figures = view(store, opened, instant(as_of, opened.campaign)).figures
    now = budget(store, opened, view(store, opened, instant(as_of, opened.campaign))).plan.now
    assert (now.commission_cents, now.commission_tax_cents) == (figures.commission_cents, figures.commission_tax_cents)
    assert (now.net_cents, now.costs_cents, now.available_cents) == (figures.net_cents, figures.costs_cents, figures.available_cents)


def test_a_reward_whose_id_is_its_name_is_not_counted_twice(store: Store) -> None:
    bring(store, {"contributions": gifts("2018-01-21 mug counted"), "rewards": "id,name,unit_cost\nmug,mug,3.00\n"})
    opened = open_campaign(store)
    looked = view(store, opened, instant("2018-02-01", opened.campaign))
    assert budget(store, opened, looked).plan.now.costs_cents == looked.figures.costs_cents == 3_00
