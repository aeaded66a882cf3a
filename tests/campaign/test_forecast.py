"""The forecast, worked out by hand on small tables, then on the shipped ones."""

from __future__ import annotations

import timeit
from datetime import timedelta
from math import exp, log

import pytest

from lib.campaign.forecast import ForecastStatus, ForecastUseError, forecast, forecast_of
from lib.campaign.forecast_tables import shipped_tables
from tests.campaign.forecast_cases import CLOSES, GOAL_CENTS, OPENS, PLAIN, campaign, day, steady


def test_the_chance_is_the_logistic_of_the_gap_and_the_pace():
    """At 40 % the odds are 0.4 ÷ 0.6 = 2/3; at the usual pace the chance is 2/3 ÷ (1 + 2/3) = 0.4."""
    assert forecast_of(steady(25, 10_000_00), PLAIN).probability == pytest.approx(0.4)


def test_pace_compares_the_last_seven_days_with_all_days():
    """Day 18: 9 000; day 25: 10 000. Last week 1 000 ÷ 7, so far 10 000 ÷ 25: pace 142.86 ÷ 400 = 0.357."""
    said = forecast_of(campaign([(18, 9_000_00), (25, 10_000_00)], as_of_day=25), PLAIN)

    assert said.pace == pytest.approx(1000 / 7 / 400)


def test_a_slower_week_lowers_the_chance_by_its_odds():
    """Odds 2/3 × pace 0.357 = 0.238; chance 0.238 ÷ 1.238 = 0.192."""
    said = forecast_of(campaign([(18, 9_000_00), (25, 10_000_00)], as_of_day=25), PLAIN)

    assert said.probability == pytest.approx(0.1923, abs=1e-4)


def test_early_on_the_pace_looks_at_half_of_the_elapsed_time():
    """Day 4: the window is 2 days. 300 of 400 came in it: 150 a day against 100 a day."""
    assert forecast_of(campaign([(1, 100_00), (3, 400_00)], as_of_day=4), PLAIN).pace == pytest.approx(1.5)


@pytest.mark.parametrize(
    ("history", "pace"),
    [
        ([(1, 500_00)], 0.1),
        ([(24, 500_00)], 3.571428),
        ([(1, 10_00), (24.5, 500_00), (25, 400_00)], 3.482142),
    ],
)
def test_pace_stays_between_a_tenth_and_five(history, pace):
    assert campaign(history, as_of_day=25).pace == pytest.approx(pace, abs=1e-5)


def test_a_refund_in_the_last_week_counts_as_the_slowest_pace():
    said = forecast_of(campaign([(10, 6_000_00), (24, 5_000_00)], as_of_day=25))

    assert (said.status, said.pace) == (ForecastStatus.OK, 0.1)


def test_a_refund_below_the_goal_takes_reached_back():
    said = forecast_of(campaign([(10, GOAL_CENTS), (24, GOAL_CENTS - 1)], as_of_day=25))

    assert said.status is ForecastStatus.OK
    assert said.probability < 1


def test_the_total_is_read_off_two_heaps():
    """Chance 0.4: 60 % stay at 10 000; the others end evenly between 25 000 and 50 000.

    10 % and 50 % fall in the first heap; 90 % is at (0.9 − 0.6) ÷ 0.4 = 75 % of the second: 43 750.
    """
    said = forecast_of(steady(25, 10_000_00), PLAIN)

    assert (said.total_low_cents, said.total_median_cents, said.total_high_cents) == (
        10_000_00,
        10_000_00,
        43_750_00,
    )


def test_the_date_is_the_wait_of_those_that_made_it():
    """At 40 % the wait is 0.6 × (25, 50, 75) % of the 25 days left: 3.75, 7.5 and 11.25 days."""
    said = forecast_of(steady(25, 10_000_00), PLAIN)

    assert (said.reach_early, said.reach_median, said.reach_late) == (day(28.75), day(32.5), day(36.25))


def test_the_band_is_045_in_log_odds_on_either_side():
    """Log-odds of 0.4: −0.405; 1 ÷ (1 + e^0.855) = 0.2983 and 1 ÷ (1 + e^−0.045) = 0.5111."""
    said = forecast_of(steady(25, 10_000_00), PLAIN)

    assert (said.probability_low, said.probability_high) == pytest.approx((0.2983, 0.5111), abs=1e-4)


def test_past_the_goal_it_is_certain_and_says_since_when():
    said = forecast_of(campaign([(10, 9_000_00), (20, 25_000_00), (24, 26_000_00)], as_of_day=25), PLAIN)

    assert said.status is ForecastStatus.REACHED
    assert (said.probability, said.probability_low, said.probability_high) == (1, 1, 1)
    assert (said.reach_early, said.reach_median, said.reach_late) == (day(20),) * 3


def test_past_the_goal_the_total_is_what_such_campaigns_still_added():
    """They add evenly from nothing to as much again: the median of 30 000 (at the usual pace) is 45 000."""
    said = forecast_of(steady(25, 30_000_00), PLAIN)

    assert said.total_median_cents == 45_000_00


@pytest.mark.parametrize(("as_of_day", "contributors"), [(25, 4), (0.9, 60), (0, 60), (-3, 60)])
def test_too_early_says_nothing_but_that(as_of_day, contributors):
    said = forecast_of(campaign([(0.5, 1_000_00)], as_of_day, contributors))

    assert said.status is ForecastStatus.TOO_EARLY
    assert (said.probability, said.total_median_cents, said.reach_median, said.pace) == (None,) * 4


def test_two_percent_of_the_time_and_five_contributors_are_enough():
    assert forecast_of(campaign([(0.5, 1_000_00)], as_of_day=1, contributors=5)).status is ForecastStatus.OK


def test_a_goal_passed_by_four_people_is_passed():
    assert (
        forecast_of(campaign([(0.1, GOAL_CENTS)], as_of_day=0.2, contributors=4)).status
        is ForecastStatus.REACHED
    )


@pytest.mark.parametrize(("raised_cents", "known"), [(GOAL_CENTS - 1, 0.0), (GOAL_CENTS, 1.0)])
def test_once_closed_the_outcome_is_known(raised_cents, known):
    said = forecast_of(campaign([(30, raised_cents)], as_of_day=50))

    assert (said.status, said.probability, said.total_low_cents) == (
        ForecastStatus.CLOSED,
        known,
        raised_cents,
    )


def test_closed_without_any_history_is_not_a_failure_but_unknown():
    said = forecast_of(campaign([], as_of_day=50))

    assert (said.status, said.probability, said.total_median_cents) == (ForecastStatus.CLOSED, None, None)


def test_points_after_the_instant_do_not_exist():
    known = [(10, 3_000_00), (20, 6_000_00)]

    assert forecast_of(campaign([*known, (26, 24_000_00)], 25)) == forecast_of(campaign(known, 25))


def _asked(**changed):
    usual = {
        "goal_cents": GOAL_CENTS,
        "opens_at": OPENS,
        "closes_at": CLOSES,
        "as_of": day(25),
        "history": [(day(10), 3_000_00), (day(20), 6_000_00)],
        "contributors": 60,
    }
    return forecast(**{**usual, **changed})


@pytest.mark.parametrize(
    "changed",
    [
        {"history": [(day(20), 6_000_00), (day(10), 3_000_00)]},
        {"history": [(day(10).replace(tzinfo=None), 3_000_00)]},
        {"as_of": day(25).replace(tzinfo=None)},
        {"opens_at": OPENS.replace(tzinfo=None)},
        {"closes_at": OPENS},
        {"closes_at": OPENS - timedelta(days=1)},
        {"goal_cents": 0},
        {"contributors": -1},
    ],
    ids=[
        "out of order",
        "naive point",
        "naive instant",
        "naive opening",
        "no duration",
        "closes before",
        "no goal",
        "minus one",
    ],
)
def test_bad_use_is_refused(changed):
    with pytest.raises(ForecastUseError):
        _asked(**changed)


def test_bad_use_is_a_value_error():
    assert issubclass(ForecastUseError, ValueError)


def test_two_points_at_one_instant_are_in_order_and_the_last_counts():
    assert _asked(history=[(day(20), 100), (day(20), 6_000_00)]) == _asked(history=[(day(20), 6_000_00)])


def test_the_shipped_tables_give_what_their_row_says():
    """Half-time is a row of the grid: no interpolation, so the logistic can be written out."""
    base, per_gap, _ = next(row.chance for row in shipped_tables().rows if row.elapsed_share == 0.5)

    assert forecast_of(steady(25, 10_000_00)).probability == pytest.approx(
        1 / (1 + exp(-(base + per_gap * log(0.6 / 0.4))))
    )


def test_a_campaign_with_39_percent_at_half_time_and_a_quiet_week_is_more_likely_than_not_to_make_it():
    """What happened to real ones: about eight in ten did."""
    said = forecast_of(campaign([(18, 9_400_00), (25, 9_750_00)], as_of_day=25))

    assert said.pace < 0.25
    assert 0.7 < said.probability < 0.95


def test_one_forecast_takes_under_two_milliseconds():
    history = [(day(n / 2), 100_00 * n) for n in range(1, 80)]

    seconds = min(timeit.repeat(lambda: _asked(as_of=day(41), history=history), number=20, repeat=5)) / 20

    assert seconds < 0.002
