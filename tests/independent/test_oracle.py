"""Time, money and comparison of the second calculation, on campaigns worked out by hand."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from . import reading
from .campaigns import instants, write_campaign
from .comparing import agrees, differences
from .facts import OneOf, elapsed, facts_of
from .oracle import oracle
from .oracle_money import gross_needed, half_up, net_of
from .tiny import SETTINGS, folder_of, gift, kpi


def test_the_smallest_gross_that_leaves_25_000_in_hand_is_26_795_28(tmp_path: Path) -> None:
    """26 795.28 × 6.7 % = 1 795.283 76 → 1 795.28, leaves 25 000.00; a cent less leaves 24 999.99."""
    campaign = reading.campaign(folder_of(tmp_path))
    assert gross_needed(campaign) == 2_679_528
    assert net_of(2_679_528, campaign) == 2_500_000
    assert net_of(2_679_527, campaign) == 2_499_999


@pytest.mark.parametrize("goal", ["0.01", "1.00", "33.33", "150.01"])
@pytest.mark.parametrize("rates", [("0", "0"), ("0.067", "0.14975"), ("0.05", "0.05"), ("0.5", "0.5")])
def test_the_start_of_the_search_never_passes_the_smallest_gross(tmp_path: Path, goal: str, rates: tuple[str, str]) -> None:
    text = SETTINGS.replace("25000", goal).replace("0.067", rates[0]) + f"commission_tax_rate = {rates[1]}\n"
    campaign = reading.campaign(folder_of(tmp_path, text))
    smallest = 0
    while net_of(smallest, campaign) < campaign.goal_cents:
        smallest += 1
    assert gross_needed(campaign) == smallest


def test_25_000_raised_leaves_23_325(tmp_path: Path) -> None:
    money = oracle(folder_of(tmp_path, contributions=gift("25000.00")), "2018-02-23")["money"]
    assert (money["commission"], money["net"]) == ("1675.00", "23325.00")
    assert (money["gross_progress"], money["net_progress"]) == (1.0, 0.933)
    assert (money["remaining_gross"], money["remaining_net"]) == ("0.00", "1795.28")
    assert money["needed_per_day"] == "81.60"  # 1 795.28 ÷ 22 days, today counted: 81.603 6…


def test_half_a_cent_rounds_up_once_on_the_total(tmp_path: Path) -> None:
    """5.00 × 6.7 % = 0.335 → 0.34; three of them 15.00 × 6.7 % = 1.005 → 1.01 and not 3 × 0.34."""
    rows = """
id,contributed_at,amount,status
a,2018-02-01,5,counted
b,2018-02-01,5.0,counted
c,2018-02-01,5.00,counted
d,2018-02-01,7,pending
e,2018-02-01,9,withdrawn"""
    money = oracle(folder_of(tmp_path, contributions=rows), "2018-02-23")["money"]
    assert (money["gross"], money["commission"], money["net"]) == ("15.00", "1.01", "13.99")
    assert (money["pending"], money["withdrawn"]) == ("7.00", "9.00")
    assert half_up(Fraction(-1, 2)) == -1


def test_the_last_day_is_day_56_with_none_left(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    seen = {day: oracle(folder, day) for day in ("2018-01-19", "2018-01-20", "2018-02-23", "2018-03-16")}
    assert [figures["day_number"] for figures in seen.values()] == [0, 1, 35, 56]
    assert [figures["days_left"] for figures in seen.values()] == [56, 55, 21, 0]
    after = oracle(folder, "2018-05-01")
    assert (after["day_number"], after["days_left"], after["elapsed"]) == (56, 0, 1.0)
    assert after["money"]["needed_per_day"] is None


def test_the_day_of_the_change_of_hour_has_23_hours(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    before, after = (facts_of(folder, day) for day in ("2018-03-10", "2018-03-11"))
    assert after.t - before.t == timedelta(hours=23)
    assert elapsed(after) - elapsed(before) == Fraction(23, 56 * 24 - 1)


def test_a_day_ends_with_its_last_microsecond(tmp_path: Path) -> None:
    rows = """
id,contributed_at,amount,status
a,2018-02-23T23:59:59.999999,1,counted
b,2018-02-24T04:59:59.5Z,2,counted
c,2018-02-24,4,counted
d,2018-02-24T00:00:00-05:00,8,counted"""
    folder = folder_of(tmp_path, contributions=rows)
    figures = oracle(folder, "2018-02-23")
    assert (figures["as_of"], figures["money"]["gross"]) == ("2018-02-23T23:59:59-05:00", "3.00")
    assert oracle(folder, "2018-02-24T00:00:00-05:00")["money"]["gross"] == "15.00"
    assert oracle(folder, "2018-02-24T04:59:59.999999+00:00")["money"]["gross"] == "3.00"


def test_people_are_one_by_trimmed_address_then_user_then_contribution(tmp_path: Path) -> None:
    rows = """
id,contributed_at,amount,status,email,platform_user
a,2018-02-01,1,counted, ZOÉ@x.ca ,7
b,2018-02-01,1,counted,zoé@X.CA,
c,2018-02-01,1,counted,,7
d,2018-02-01,1,counted,  ,7
e,2018-02-01,1,counted,,
f,2018-02-01,2,counted,,
g,2018-02-01,1,pending,other@x.ca,"""
    money = oracle(folder_of(tmp_path, contributions=rows), "2018-02-23")["money"]
    assert (money["contributors"], money["contributions"]) == (4, 6)
    assert (money["mean_contribution"], money["median_contribution"]) == ("1.17", "1.00")


def test_costs_add_rewards_given_by_t_and_the_best_known_budget(tmp_path: Path) -> None:
    gifts = """
id,contributed_at,amount,status,reward
1,2018-02-01,100,counted,tshirt
2,2018-02-02,100,counted,T-shirt
3,2018-02-03,100,pending,tshirt
4,2018-03-01,100,counted,tshirt"""
    folder = folder_of(
        tmp_path,
        contributions=gifts,
        rewards="id,name,unit_cost\ntshirt,T-shirt,12.34\nusb,Clé,",
        budget="label,planned,actual\nA,100,80.5\nB,20,\nC,,\nD,50,0",
    )
    money = oracle(folder, "2018-02-23")["money"]
    assert (money["costs"], money["available"]) == ("125.18", "61.42")  # 24.68 + 80.50 + 20; 186.60 − 125.18


def test_without_a_contribution_the_latest_platform_total_stands_in(tmp_path: Path) -> None:
    totals = "observed_at,amount_raised,contributors\n2018-02-01,100,4\n2018-02-02,250.50,9\n2018-03-01,900,30"
    figures = oracle(folder_of(tmp_path, platform_totals=totals), "2018-02-23")
    assert (figures["money"]["gross"], figures["money"]["contributors"]) == ("250.50", 9)
    assert kpi(figures, "funds")["value"] == "233.72"  # 250.50 − 16.78


def test_a_difference_is_seen_and_an_open_question_is_not_one(tmp_path: Path) -> None:
    figures = {**oracle(folder_of(tmp_path, contributions=gift("10")), "2018-02-23"), "kpis": []}
    wrong = {**figures, "money": {**figures["money"], "net": "9.32"}}
    assert [one.key for one in differences(figures, wrong)] == ["money.net"]
    assert agrees(OneOf((0, None)), None) and not agrees(OneOf((0, None)), 1)
    assert not agrees(0, None) and not agrees("1.00", 1.0)


@pytest.mark.parametrize("seed", range(4))
def test_a_seed_always_writes_the_same_campaign(tmp_path: Path, seed: int) -> None:
    written = []
    for name in ("a", "b"):
        write_campaign(tmp_path / name, seed)
        written.append({file.name: file.read_bytes() for file in (tmp_path / name).iterdir()})
    assert written[0] == written[1]
    assert len(instants(tmp_path / "a", seed)) == 7
