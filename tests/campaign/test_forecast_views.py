"""What the pages draw and say around the forecast."""

from __future__ import annotations

import pytest

from lib.campaign.forecast import ForecastUseError, forecast_of
from lib.campaign.forecast_views import (
    EVEN_ODDS,
    GOOD_ODDS,
    Movement,
    chance_line,
    chance_of_total,
    fan,
    movement,
    outcomes,
    outsize_gift,
    what_if_daily,
    what_if_gift,
)
from tests.campaign.forecast_cases import GOAL_CENTS, campaign, day, steady

HALF_TIME = steady(25, 9_000_00)
REACHED = steady(25, 26_000_00)
TOO_EARLY = steady(25, 9_000_00, contributors=4)


def test_both_outcomes_are_told_apart_by_the_goal():
    both = outcomes(HALF_TIME)

    assert 9_000_00 <= both.missed_low_cents < both.missed_high_cents < GOAL_CENTS
    assert GOAL_CENTS <= both.made_low_cents < both.made_high_cents


@pytest.mark.parametrize("course", [REACHED, TOO_EARLY], ids=["reached", "too early"])
def test_there_are_no_two_outcomes_once_reached_or_before_any_forecast(course):
    assert outcomes(course) is None


def test_the_fan_starts_at_what_is_raised_and_ends_at_the_total():
    said = forecast_of(HALF_TIME)
    now, end = fan(HALF_TIME, [day(25), day(50)])

    assert (now.low_cents, now.median_cents, now.high_cents) == (9_000_00,) * 3
    assert (end.low_cents, end.median_cents, end.high_cents) == (
        said.total_low_cents,
        said.total_median_cents,
        said.total_high_cents,
    )


def test_the_fan_is_not_straight_most_of_the_money_comes_late():
    (middle,) = fan(HALF_TIME, [day(37.5)])
    end_cents = forecast_of(HALF_TIME).total_median_cents

    assert middle.median_cents - 9_000_00 < (end_cents - 9_000_00) / 2


def test_there_is_no_fan_where_nothing_is_forecast():
    assert fan(TOO_EARLY, [day(30)]) == ()


@pytest.mark.parametrize("chance", [EVEN_ODDS, GOOD_ODDS])
@pytest.mark.parametrize("when", [4, 24, 40])
def test_a_campaign_on_a_line_of_equal_chance_has_that_chance(chance, when):
    ((_, line_cents),) = chance_line(HALF_TIME, chance, [day(when)])

    assert forecast_of(steady(when, line_cents)).probability == pytest.approx(chance, abs=0.001)


def test_lines_of_equal_chance_rise_with_time_and_do_not_cross():
    instants = [day(n) for n in range(1, 50)]
    even = [cents for _, cents in chance_line(HALF_TIME, EVEN_ODDS, instants)]
    good = [cents for _, cents in chance_line(HALF_TIME, GOOD_ODDS, instants)]

    assert even == sorted(even)
    assert good == sorted(good)
    assert all(low < high for low, high in zip(even, good, strict=True))


@pytest.mark.parametrize("chance", [0, 1, -0.2])
def test_a_line_of_certainty_is_refused(chance):
    with pytest.raises(ForecastUseError):
        chance_line(HALF_TIME, chance, [day(25)])


def test_the_chance_of_the_goal_as_a_total_is_the_chance_of_the_goal():
    assert chance_of_total(HALF_TIME, GOAL_CENTS) == pytest.approx(forecast_of(HALF_TIME).probability)


def test_the_gross_that_leaves_the_goal_in_hand_is_less_likely_than_the_goal():
    assert 0 < chance_of_total(HALF_TIME, 26_795_28) < chance_of_total(HALF_TIME, GOAL_CENTS)


def test_the_chance_of_the_median_total_is_one_half():
    assert chance_of_total(HALF_TIME, forecast_of(HALF_TIME).total_median_cents) == pytest.approx(
        0.5, abs=0.001
    )


def test_what_is_raised_already_is_certain():
    assert chance_of_total(REACHED, 26_000_00) == 1


def test_a_total_has_no_chance_before_any_forecast():
    assert chance_of_total(TOO_EARLY, GOAL_CENTS) is None


def test_a_quiet_week_is_what_moved_the_chance():
    """9 000 by day 18 at the usual pace, then nothing: a week ago there was no telling that it would stop."""
    quiet = campaign([(n, 500_00 * n) for n in range(1, 19)], as_of_day=25)

    week = movement(quiet, contributors_before=60)

    assert week.now < week.before
    assert week.pace == 0.1
    assert week.before == forecast_of(quiet.at(day(18).timestamp(), 60)).probability


def test_nothing_moved_where_there_was_no_forecast_yet():
    week = movement(campaign([(1, 900_00)], as_of_day=6), contributors_before=0)

    assert week == Movement(None, forecast_of(campaign([(1, 900_00)], as_of_day=6)).probability, week.pace)


def test_a_gift_of_what_is_missing_reaches_the_goal():
    assert what_if_gift(HALF_TIME, 16_000_00).after == 1


def test_a_promise_of_what_is_missing_is_not_the_goal_reached():
    moved = what_if_daily(HALF_TIME, contributors_per_day=20, amount_cents=40_00, days=25)

    assert moved.added_cents == 20_000_00
    assert moved.before < moved.after < 1


def test_promised_days_after_the_closing_do_not_count():
    """Two days are left: 2 × 3 people × 40 $ = 240 $, not 7 × 3 × 40 $."""
    assert what_if_daily(steady(48, 9_000_00), 3, 40_00, days=7).added_cents == 240_00


def test_the_fifth_contributor_of_a_gift_makes_a_forecast_possible():
    moved = what_if_gift(TOO_EARLY, 40_00)

    assert moved.before is None
    assert 0 < moved.after < 1


@pytest.mark.parametrize(
    "ask", [lambda: what_if_gift(HALF_TIME, -1), lambda: what_if_daily(HALF_TIME, 1, -1, 7)]
)
def test_a_what_if_that_takes_money_away_is_refused(ask):
    with pytest.raises(ForecastUseError):
        ask()


GIFTS = [(day(10), 5_000_00), (day(19), 40_00), (day(20), 60_00), (day(21), 100_00), (day(26), 9_000_00)]


def test_one_gift_of_half_the_weeks_money_is_told():
    """Days 18 to 25: 40 + 60 + 100. The gifts of days 10 and 26 are outside."""
    assert outsize_gift(GIFTS, as_of=day(25)) == (day(21), 100_00)


def test_a_week_of_like_gifts_has_no_outsize_one():
    assert outsize_gift([(day(20), 40_00), (day(21), 40_00), (day(22), 50_00)], as_of=day(25)) is None


def test_a_week_without_gifts_has_no_outsize_one():
    assert outsize_gift([], as_of=day(25)) is None
