"""What holds of every forecast, whatever the campaign."""

from __future__ import annotations

from dataclasses import astuple, replace
from datetime import datetime, timedelta
from itertools import pairwise
from math import isfinite
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.campaign.forecast import ForecastStatus, forecast, forecast_of
from lib.campaign.forecast_model import goal_log_odds
from lib.campaign.forecast_tables import shipped_tables
from lib.campaign.forecast_views import fan, what_if_daily, what_if_gift
from tests.campaign.forecast_cases import CLOSES, GOAL_CENTS, OPENS, campaign

settings.register_profile("forecast", max_examples=150, deadline=None, derandomize=True, database=None)
pytestmark = pytest.mark.filterwarnings("error")
EVERY = settings(settings.get_profile("forecast"))

amounts_cents = st.integers(-2_000_00, 6_000_00)
steps = st.lists(st.tuples(st.floats(0, 50), amounts_cents), max_size=25)
days = st.floats(0.5, 49.9)
contributors = st.integers(5, 500)


@st.composite
def courses(draw):
    """Campaigns with gifts, refunds, quiet days, and sometimes one huge gift or nothing at all."""
    total, history = 0, []
    for when, step_cents in sorted(draw(steps), key=lambda step: step[0]):
        total = max(total + step_cents, 0)
        history.append((when, total))
    if draw(st.booleans()):
        history.append((50, total + draw(st.integers(0, 10**10))))
    return campaign(history, draw(days), draw(contributors))


@EVERY
@given(courses(), st.integers(2, 9))
def test_more_money_never_lowers_the_chance_at_the_same_instant_and_pace(course, times):
    richer = replace(course, amounts_cents=tuple(cents * times for cents in course.amounts_cents))
    before, after = forecast_of(course), forecast_of(richer)

    if before.probability is not None:
        assert after.probability >= before.probability
    if before.status is after.status is ForecastStatus.OK:
        assert after.pace == pytest.approx(before.pace)


@EVERY
@given(st.floats(0.02, 1), st.floats(0, 0.999), st.floats(0, 0.999), st.floats(0.1, 5))
def test_the_chance_rises_with_progress_at_every_time_and_pace(elapsed, one, other, pace):
    low, high = sorted((one, other))

    assert goal_log_odds(shipped_tables(), elapsed, low, pace) <= goal_log_odds(
        shipped_tables(), elapsed, high, pace
    )


@EVERY
@given(courses())
def test_the_chance_is_one_exactly_when_the_goal_is_passed(course):
    said = forecast_of(course)

    if said.probability is not None:
        assert (said.probability == 1) == (course.raised_cents >= course.goal_cents)
        assert said.probability > 0


@EVERY
@given(courses())
def test_quantiles_are_ordered_and_never_below_what_is_raised(course):
    said = forecast_of(course)

    if said.probability is not None:
        assert course.raised_cents <= said.total_low_cents <= said.total_median_cents <= said.total_high_cents
        assert said.probability_low <= said.probability <= said.probability_high
        assert said.reach_early <= said.reach_median <= said.reach_late <= CLOSES + timedelta(seconds=1)


@EVERY
@given(courses())
def test_every_number_is_finite(course):
    numbers = [value for value in astuple(forecast_of(course)) if isinstance(value, int | float)]

    assert all(isfinite(number) for number in numbers)


@pytest.mark.parametrize(
    "history",
    [
        [], [(10, 0)], [(10, 1)], [(1, 500_00)], [(n, 500_00) for n in range(1, 26)], [(25, 10**12)], [(1, 10**12), (2, 0)],
        [(1, -5_00)],
    ],
    ids=["nothing", "zero", "one cent", "one point", "flat", "one huge gift", "all refunded", "below zero"],
)  # fmt: skip
def test_odd_histories_have_a_finite_forecast(history):
    said = forecast_of(campaign(history, as_of_day=25))

    assert 0 < said.probability <= 1
    assert said.total_low_cents <= said.total_median_cents <= said.total_high_cents < 10**15


ZONES = ("UTC", "America/Toronto", "America/Sao_Paulo", "Asia/Kathmandu", "Pacific/Apia")


@EVERY
@given(courses(), st.sampled_from(ZONES), st.sampled_from(ZONES))
def test_the_answer_is_the_same_in_every_time_zone(course, one, other):
    def asked(zone):
        history = list(zip(course.moments, course.amounts_cents, strict=True))
        return forecast(
            goal_cents=GOAL_CENTS,
            opens_at=OPENS.astimezone(zone),
            closes_at=CLOSES.astimezone(zone),
            as_of=datetime.fromtimestamp(course.now, zone),
            history=[(datetime.fromtimestamp(moment, zone), cents) for moment, cents in history],
            contributors=course.contributors,
        )

    assert asked(ZoneInfo(one)) == asked(ZoneInfo(other))


def test_the_night_without_an_hour_is_an_hour_shorter():
    """From 2018-03-10 12:00 to 2018-03-12 12:00 in Toronto there are 47 hours; wall clocks say 48."""
    zone = ZoneInfo("America/Toronto")
    noon = datetime(2018, 3, 12, 12, tzinfo=zone)
    said = forecast(
        goal_cents=GOAL_CENTS,
        opens_at=datetime(2018, 3, 10, 12, tzinfo=zone),
        closes_at=noon,
        as_of=datetime(2018, 3, 11, 12, 30, tzinfo=zone),
        history=[(datetime(2018, 3, 10, 13, tzinfo=zone), 5_000_00)],
        contributors=9,
    )

    latest_by_an_elapsed_clock = datetime(2018, 3, 11, 12, 30, tzinfo=zone).timestamp() + 23.5 * 3600
    assert said.reach_late.timestamp() <= latest_by_an_elapsed_clock == noon.timestamp()


def test_the_repeated_hour_is_in_order():
    """01:30 in summer time comes before 01:10 in winter time on 2018-11-04 in Toronto."""
    zone = ZoneInfo("America/Toronto")
    said = forecast(
        goal_cents=GOAL_CENTS,
        opens_at=datetime(2018, 11, 1, tzinfo=zone),
        closes_at=datetime(2018, 11, 30, tzinfo=zone),
        as_of=datetime(2018, 11, 10, tzinfo=zone),
        history=[
            (datetime(2018, 11, 4, 1, 30, tzinfo=zone), 100),
            (datetime(2018, 11, 4, 1, 10, tzinfo=zone, fold=1), 200),
        ],
        contributors=9,
    )

    assert said.status is ForecastStatus.OK


@EVERY
@given(courses(), st.integers(0, 10_000_00))
def test_a_gift_never_lowers_the_chance(course, added_cents):
    moved = what_if_gift(course, added_cents)

    if moved.before is not None:
        assert moved.after >= moved.before


@EVERY
@given(courses(), st.integers(0, 20), st.integers(0, 100_00))
def test_a_promise_moves_the_chance_up_but_less_than_the_same_money_now(course, people, amount_cents):
    promised = what_if_daily(course, people, amount_cents, days=5)

    if promised.before is not None and course.raised_cents + promised.added_cents < course.goal_cents:
        assert promised.before <= promised.after <= what_if_gift(course, promised.added_cents).after + 1e-12


@EVERY
@given(courses(), st.lists(st.floats(0, 1), min_size=2, max_size=6))
def test_the_fan_widens_from_what_is_raised_to_the_quantiles_of_the_total(course, shares):
    instants = [course.instant(course.now + share * (course.closes - course.now)) for share in sorted(shares)]
    points = fan(course, [*instants, CLOSES])
    said = forecast_of(course)

    if said.probability is not None:
        for earlier, later in pairwise(points):
            assert earlier.low_cents <= later.low_cents
            assert earlier.median_cents <= later.median_cents
            assert earlier.high_cents <= later.high_cents
        assert all(point.low_cents <= point.median_cents <= point.high_cents for point in points)
        assert (points[-1].low_cents, points[-1].high_cents) == (said.total_low_cents, said.total_high_cents)
