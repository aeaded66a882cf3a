"""The money of the front page, worked out by hand at several points of the plan's campaign."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.campaign.calendar import Period, end_of_day, start_of_day
from lib.campaign.figures import Figures, figures
from lib.campaign.model import Campaign
from lib.campaign.money import Fees
from lib.campaign.tallies import MoneyTally

TORONTO = ZoneInfo("America/Toronto")
PERIOD = Period(start_of_day(date(2018, 1, 20), TORONTO), start_of_day(date(2018, 3, 17), TORONTO), TORONTO)
PLAN = Campaign(
    name="services-faciles",
    title="Services Faciles",
    period=PERIOD,
    goal_cents=2_500_000,
    fees=Fees(Decimal("0.067")),
    currency="CAD",
)


def at(text: str) -> datetime:
    """A local time; of a day, its end."""
    if len(text) == 10:
        return end_of_day(date.fromisoformat(text), TORONTO)
    return datetime.fromisoformat(text).replace(tzinfo=TORONTO).astimezone(UTC)


def on(moment: str, gross: str = "0", **tally: object) -> Figures:
    """The figures of the plan at a local time, with a gross in units of money."""
    counted = MoneyTally(known=True, counted_cents=int(Decimal(gross) * 100), **tally)  # type: ignore[arg-type]
    return figures(PLAN, counted, at(moment))


def test_the_mid_campaign_evening_by_hand() -> None:
    """117 contributions of 105 people, 11 200.00 gross, on day 35.

    commission         11 200.00 × 0.067 = 750.40
    net                11 200.00 − 750.40 = 10 449.60
    costs              1 349.60, so 9 100.00 is left to hire with
    remaining gross    25 000.00 − 11 200.00 = 13 800.00
    remaining net      26 795.28 − 11 200.00 = 15 595.28
    needed per day     15 595.28 ÷ (21 + 1) = 708.8764, so 708.88
    mean               11 200.00 ÷ 117 = 95.7265, so 95.73
    median             between 40.00 and 45.01: 42.505, so 42.51
    """
    seen = on(
        "2018-02-23", "11200.00", pending_cents=6_000, withdrawn_cents=12_550, costs_cents=134_960,
        contributions=117, contributors=105, median_cents_doubled=8_501,
    )  # fmt: skip
    assert (seen.day_number, seen.days_left) == (35, 21)
    assert (seen.gross_cents, seen.pending_cents, seen.withdrawn_cents) == (1_120_000, 6_000, 12_550)
    assert (seen.commission_cents, seen.commission_tax_cents, seen.net_cents) == (75_040, 0, 1_044_960)
    assert (seen.costs_cents, seen.available_cents) == (134_960, 910_000)
    assert (seen.goal_cents, seen.gross_needed_cents) == (2_500_000, 2_679_528)
    assert (seen.remaining_gross_cents, seen.remaining_net_cents) == (1_380_000, 1_559_528)
    assert seen.needed_per_day_cents == 70_888
    assert (seen.gross_progress, seen.net_progress) == (Fraction("0.448"), Fraction("0.417984"))
    assert (seen.contributions, seen.contributors) == (117, 105)
    assert (seen.mean_contribution_cents, seen.median_contribution_cents) == (9_573, 4_251)


def test_only_what_is_counted_is_raised() -> None:
    seen = on("2018-02-23", "100.00", pending_cents=500_000, withdrawn_cents=900_000)
    assert (seen.gross_cents, seen.net_cents) == (10_000, 9_330)


def test_the_tax_is_taken_on_the_commission() -> None:
    taxed = replace(PLAN, fees=Fees(Decimal("0.067"), Decimal("0.14975")))
    seen = figures(taxed, MoneyTally(known=True, counted_cents=2_500_000), at("2018-02-23"))
    assert (seen.commission_cents, seen.commission_tax_cents, seen.net_cents) == (167_500, 25_083, 2_307_417)
    assert seen.gross_needed_cents == 2_708_657


# 26 795.28 is needed in all.
@pytest.mark.parametrize(
    ("moment", "gross", "per_day"),
    [
        ("2017-12-01", "0", "478.49"),  # the eve: 56 days
        ("2018-01-19", "0", "478.49"),
        ("2018-01-20 00:00", "0", "478.49"),  # day 1 counts: 55 + 1
        ("2018-01-21", "0", "487.19"),  # 54 + 1
        ("2018-03-15", "26695.28", "50.00"),  # 1 + 1
        ("2018-03-16", "26695.28", "100.00"),  # the last day: 0 + 1
        ("2018-03-16", "26795.28", "0.00"),
        ("2018-03-16", "30000.00", "0.00"),
        ("2018-03-17 00:00", "26695.28", None),  # closed
        ("2018-03-17 00:00", "30000.00", None),
        ("2019-01-01", "0", None),
    ],
)
def test_what_is_needed_per_day_counts_today_until_the_closing(moment: str, gross: str, per_day: str | None) -> None:
    assert on(moment, gross).needed_per_day_cents == (None if per_day is None else int(Decimal(per_day) * 100))


@pytest.mark.parametrize(
    ("gross", "remaining_gross", "remaining_net"),
    [
        ("0", 2_500_000, 2_679_528),
        ("24999.99", 1, 179_529),
        ("25000.00", 0, 179_528),
        ("26795.27", 0, 1),
        ("26795.28", 0, 0),
        ("40000.00", 0, 0),
    ],
)
def test_what_remains_stops_at_nothing(gross: str, remaining_gross: int, remaining_net: int) -> None:
    seen = on("2018-02-23", gross)
    assert (seen.remaining_gross_cents, seen.remaining_net_cents) == (remaining_gross, remaining_net)


def test_progress_is_exact_and_not_capped() -> None:
    seen = on("2018-02-23", "37500.00")
    assert (seen.gross_progress, seen.net_progress) == (Fraction(3, 2), Fraction("1.3995"))
    assert on("2018-02-23", "24999.99").gross_progress == 1 - Fraction(1, 2_500_000)


def test_without_any_contribution_there_is_neither_mean_nor_median() -> None:
    seen = figures(PLAN, MoneyTally(), at("2018-02-23"))
    assert (seen.known, seen.contributions, seen.gross_cents) == (False, 0, 0)
    assert (seen.mean_contribution_cents, seen.median_contribution_cents) == (None, None)


def test_one_contribution_is_its_own_mean_and_median() -> None:
    seen = on("2018-02-23", "12.34", contributions=1, contributors=1, median_cents_doubled=2_468)
    assert (seen.mean_contribution_cents, seen.median_contribution_cents) == (1_234, 1_234)


def test_the_mean_and_the_median_round_half_a_cent_up() -> None:
    seen = on("2018-02-23", "0.05", contributions=2, contributors=2, median_cents_doubled=5)
    assert (seen.mean_contribution_cents, seen.median_contribution_cents) == (3, 3)


def test_a_platform_total_gives_no_mean_even_where_it_counts_contributions() -> None:
    seen = on("2018-02-23", "1000.00", from_platform=True, contributions=None, contributors=20)
    assert (seen.from_platform, seen.gross_cents, seen.contributors) == (True, 100_000, 20)
    assert (seen.contributions, seen.mean_contribution_cents, seen.median_contribution_cents) == (None, None, None)
    counted = on("2018-02-23", "1000.00", from_platform=True, contributions=20, contributors=20)
    assert counted.mean_contribution_cents is None


def test_costs_can_exceed_what_is_in_hand() -> None:
    seen = on("2018-02-23", "100.00", costs_cents=50_000)
    assert seen.available_cents == 9_330 - 50_000


def test_fees_that_leave_nothing_leave_nothing_to_say_of_the_need() -> None:
    absurd = replace(PLAN, fees=Fees(Decimal("0.9"), Decimal("0.5")))
    seen = figures(absurd, MoneyTally(known=True, counted_cents=100), at("2018-02-23"))
    assert (seen.gross_needed_cents, seen.remaining_net_cents, seen.needed_per_day_cents) == (None, None, None)


@pytest.mark.parametrize(
    ("moment", "curve", "line"),
    [
        ("2018-01-19", 0, 0),
        ("2018-01-25 14:18", 325_000, 250_000),
        ("2018-02-16 23:30", 975_000, 1_250_000),
        ("2018-03-17 00:00", 2_500_000, 2_500_000),
        ("2018-05-01", 2_500_000, 2_500_000),
    ],
)
def test_what_is_expected_by_the_curve_and_by_the_straight_line(moment: str, curve: int, line: int) -> None:
    seen = on(moment)
    assert (seen.expected_cents, seen.straight_line_cents) == (curve, line)


@settings(deadline=None)
@given(st.integers(0, 10_000_000), st.datetimes(datetime(2017, 12, 1), datetime(2018, 5, 1)))
def test_the_figures_agree_with_each_other(gross_cents: int, moment: datetime) -> None:
    seen = figures(PLAN, MoneyTally(known=True, counted_cents=gross_cents), moment.replace(tzinfo=UTC))
    assert seen.net_cents + seen.commission_cents + seen.commission_tax_cents == gross_cents
    assert (seen.net_cents >= seen.goal_cents) == (seen.remaining_net_cents == 0)
    assert (seen.needed_per_day_cents is None) == (seen.as_of >= PERIOD.closes_at)
