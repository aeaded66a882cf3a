"""The KPI of the money: `funds`, judged by the reference curve."""

from __future__ import annotations

from fractions import Fraction

import pytest

from lib.campaign.message import Money, Share
from lib.campaign.tallies import MoneyTally
from lib.kpis.reading import Facts, Status

from .cases import Case, at, cases, facts, reading_of

TABLES = {
    # Expected: 3 250.00 at a tenth (13 %), 5 750.00 at a quarter (23 %), 9 750.00 half-way (39 %).
    "funds": """
case                                          | as of            | gross    | newest           | net      | status
the eve, nothing known                        | 2018-01-19       | —        | —                | —        | not_started
the eve, money already noted                  | 2018-01-19       | 100.00   |                  | 93.30    | not_started
the eve, the goal already in hand             | 2018-01-19       | 26795.28 |                  | 25000.00 | not_started
half-way, nothing ever recorded               | 2018-02-16 23:30 | —        | —                | —        | no_data
over, nothing ever recorded                   | 2018-03-17 00:00 | —        | —                | —        | no_data
half-way, recorded but nothing counts         | 2018-02-16 23:30 | 0.00     |                  | 0.00     | off_track
half-way, one contribution                    | 2018-02-16 23:30 | 1.00     |                  | 0.93     | off_track
half-way, the goal raised but not in hand     | 2018-02-16 23:30 | 25000.00 |                  | 23325.00 | on_track
half-way, the goal in hand to the cent        | 2018-02-16 23:30 | 26795.28 |                  | 25000.00 | reached
half-way, one cent below the goal             | 2018-02-16 23:30 | 26795.27 |                  | 24999.99 | on_track
reached on day 2                              | 2018-01-21       | 26795.28 |                  | 25000.00 | reached
reached, seen long ago                        | 2018-03-10       | 26795.28 | 2018-01-21 12:00 | 25000.00 | reached
reached, seen from the closing                | 2018-03-17 00:00 | 26795.28 |                  | 25000.00 | reached
the last microsecond, one cent below          | 2018-03-16       | 26795.27 |                  | 24999.99 | on_track
the closing, one cent below                   | 2018-03-17 00:00 | 26795.27 |                  | 24999.99 | missed
the closing, one cent below, seen long ago    | 2018-03-17 00:00 | 26795.27 | 2018-02-01 12:00 | 24999.99 | missed
a year later, one cent below                  | 2019-03-16       | 26795.27 |                  | 24999.99 | missed
the newest datum is 36 h old                  | 2018-02-16 23:30 | 25000.00 | 2018-02-15 11:30 | 23325.00 | on_track
the newest datum is a minute older            | 2018-02-16 23:30 | 25000.00 | 2018-02-15 11:29 | 23325.00 | stale
too early, but stale first                    | 2018-01-22 12:01 | 10.00    | 2018-01-21 00:00 | 9.33     | stale
the first instant                             | 2018-01-20 00:00 | 50.00    |                  | 46.65    | too_early
a minute before a tenth                       | 2018-01-25 14:17 | 25000.00 |                  | 23325.00 | too_early
a minute before a tenth, with nothing         | 2018-01-25 14:17 | 0.00     |                  | 0.00     | too_early
a tenth, 0.90 of what is expected             | 2018-01-25 14:18 | 3135.05  |                  | 2925.00  | on_track
a tenth, one cent below 0.90                  | 2018-01-25 14:18 | 3135.04  |                  | 2924.99  | at_risk
a tenth, 0.70 of what is expected             | 2018-01-25 14:18 | 2438.37  |                  | 2275.00  | at_risk
a tenth, one cent below 0.70                  | 2018-01-25 14:18 | 2438.36  |                  | 2274.99  | off_track
a quarter, between two points of the curve    | 2018-02-02 23:45 | 5546.62  |                  | 5175.00  | on_track
a quarter, one cent below 0.90                | 2018-02-02 23:45 | 5546.61  |                  | 5174.99  | at_risk
half-way, 0.90 of what is expected            | 2018-02-16 23:30 | 9405.14  |                  | 8775.00  | on_track
half-way, one cent below 0.90                 | 2018-02-16 23:30 | 9405.13  |                  | 8774.99  | at_risk
half-way, 0.70 of what is expected            | 2018-02-16 23:30 | 7315.11  |                  | 6825.00  | at_risk
half-way, one cent below 0.70                 | 2018-02-16 23:30 | 7315.10  |                  | 6824.99  | off_track
""",
}  # fmt: skip


@pytest.mark.parametrize("case", cases("funds", TABLES))
def test_the_money_in_hand_is_judged_by_the_curve_of_campaigns_that_succeeded(case: Case) -> None:
    gross_cents = case.cents("gross")
    tally = MoneyTally(known=gross_cents is not None, counted_cents=gross_cents or 0, newest_at=case.newest_at)
    reading = reading_of("funds", facts(case.as_of, money=tally))
    assert (reading.measure.value, reading.status.value) == (case.cents("net"), case["status"])


def half_way(gross_cents: int, **settings: object) -> Facts:
    """A fresh total in the middle of the campaign, where 39 % is expected."""
    as_of = at("2018-02-16 23:30")
    money = MoneyTally(known=True, counted_cents=gross_cents, newest_at=as_of)
    return facts(as_of, settings=settings, money=money)


def test_the_gross_and_what_is_expected_stand_beside_the_net() -> None:
    measure = reading_of("funds", half_way(1_000_000)).measure
    assert measure.value == 933_000
    assert dict(measure.details) == {"gross": 1_000_000, "expected": 975_000}


def test_without_any_contribution_there_is_no_gross_either() -> None:
    measure = reading_of("funds", facts(at("2018-02-16"))).measure
    assert measure.details["gross"] is None
    assert measure.why.text == "No contribution has been recorded yet."


def test_the_target_is_the_campaign_s_goal() -> None:
    assert reading_of("funds", half_way(0)).target == 2_500_000
    assert reading_of("funds", half_way(0, goal="12000.50")).target == 1_200_050


def test_a_target_of_its_own_is_in_units_of_money_and_moves_the_curve() -> None:
    reading = reading_of("funds", half_way(1_000_000, kpi={"funds": {"target": 10000}}))
    assert (reading.target, reading.measure.details["expected"]) == (1_000_000, Fraction(390_000))
    assert reading.status is Status.ON_TRACK


def test_the_sentence_says_how_much_of_what_is_expected() -> None:
    why = reading_of("funds", half_way(1_000_000)).why
    assert why.params["net"] == Money(933_000, "CAD", whole=True)
    assert why.params["expected"] == Money(975_000, "CAD", whole=True)
    assert why.params["share"] == Share(Fraction(9330, 9750))


def test_the_tax_on_the_commission_is_taken_from_the_money_in_hand() -> None:
    # 6.7 % of 10 000.00 is 670.00; 14.975 % of 670.00 is 100.3325, so 100.33.
    taxed = half_way(1_000_000, commission_tax_rate="0.14975")
    assert reading_of("funds", taxed).measure.value == 1_000_000 - 67_000 - 10_033
