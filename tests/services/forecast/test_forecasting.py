"""The forecast fed from a store: what it is given, what it keeps, how it is said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lib.campaign.forecast import Forecast, ForecastStatus, forecast
from lib.campaign.forecast_views import Movement, Outcomes
from lib.i18n.language import ENGLISH
from lib.i18n.translator import Translator
from lib.services.campaigns import OpenCampaign
from lib.services.forecast.forecast_log import SaidForecast, brier_score, note_forecast, said_forecasts
from lib.services.forecast.forecast_words import details, headline
from lib.services.forecast.forecasting import Outlook, forecast_at, outlook
from lib.store.engine import Store
from tests.services.held import bring, empty_store, opened_with

SETTINGS = """
name = "essai"
currency = "CAD"
goal = "10000"
opens_on = "2018-01-20"
closes_on = "2018-03-16"
timezone = "America/Toronto"
"""
HALF_TIME = datetime(2018, 2, 16, 17, 0, tzinfo=UTC)
GIFTS = "id,contributed_at,amount,status,email\n" + "".join(
    f"{number},2018-0{1 if number <= 12 else 2}-{19 + number if number <= 12 else number - 12:02d}T12:00:00-05:00,200.00,counted,p{number}@example.org\n"
    for number in range(1, 28)
)
"""One contribution of 200 $ a day for 27 days: 5 400 $ of 10 000 $ a little before half-time."""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return empty_store(tmp_path)


def campaign_with(store: Store, contributions: str, settings: str = SETTINGS) -> OpenCampaign:
    from lib.services.campaigns import open_campaign

    bring(store, {"contributions": contributions}, settings=settings)
    return open_campaign(store)


def test_the_forecast_of_a_store_is_that_of_its_contributions(store: Store) -> None:
    opened = campaign_with(store, GIFTS)
    period = opened.campaign.period
    noon = datetime(2018, 1, 20, 18, tzinfo=UTC)
    by_hour = [(noon + timedelta(days=day - 1), day * 20000) for day in range(1, 28)]
    expected = forecast(goal_cents=1_000_000, opens_at=period.opens_at, closes_at=period.closes_at, as_of=HALF_TIME,
                        history=by_hour, contributors=27)  # fmt: skip
    said = forecast_at(store, opened, HALF_TIME)
    assert said is not None
    assert said.status is ForecastStatus.OK
    assert said.probability == pytest.approx(expected.probability)
    assert said.total_median_cents == expected.total_median_cents


def test_nothing_is_forecast_with_four_contributors(store: Store) -> None:
    opened = campaign_with(store, "\n".join(GIFTS.splitlines()[:5]) + "\n")
    seen = outlook(store, opened, HALF_TIME)
    assert seen is not None
    assert (seen.forecast.status, seen.fan, seen.outcomes) == (ForecastStatus.TOO_EARLY, (), None)


def test_a_campaign_that_keeps_what_it_raises_has_no_forecast(store: Store) -> None:
    opened = campaign_with(store, GIFTS, SETTINGS + "all_or_nothing = false\n")
    assert outlook(store, opened, HALF_TIME) is None
    assert forecast_at(store, opened, HALF_TIME) is None


def test_the_platforms_totals_are_forecast_on_while_no_contribution_is_known(store: Store) -> None:
    totals = "observed_at,amount_raised,contributors\n" + "".join(
        f"2018-02-{day:02d}T12:00:00-05:00,{day * 200}.00,{day}\n" for day in range(5, 16)
    )
    bring(store, {"platform_totals": totals}, settings=SETTINGS)
    from lib.services.campaigns import open_campaign

    said = forecast_at(store, open_campaign(store), HALF_TIME)
    assert said is not None
    assert said.status is ForecastStatus.OK


def test_the_fan_starts_at_what_is_raised_and_ends_with_the_quantiles_of_the_total(store: Store) -> None:
    seen = outlook(store, campaign_with(store, GIFTS), HALF_TIME)
    assert seen is not None
    assert {seen.fan[0].low_cents, seen.fan[0].high_cents} == {540_000}
    assert seen.fan[-1].low_cents == pytest.approx(seen.forecast.total_low_cents or 0, rel=0.02)
    assert seen.fan[-1].high_cents == pytest.approx(seen.forecast.total_high_cents or 0, rel=0.02)


def test_one_gift_that_makes_half_of_the_weeks_money_is_flagged(store: Store) -> None:
    large = GIFTS + "99,2018-02-14T12:00:00-05:00,3000.00,counted,grand@example.org\n"
    seen = outlook(store, campaign_with(store, large), HALF_TIME)
    assert seen is not None
    assert seen.outsize_cents == 300_000


def test_todays_forecast_is_noted_once(store: Store) -> None:
    opened = campaign_with(store, GIFTS)
    assert note_forecast(store, opened, HALF_TIME)
    assert not note_forecast(store, opened, HALF_TIME)
    (said,) = said_forecasts(store, opened)
    assert said.day.isoformat() == "2018-02-16"
    assert said.probability == pytest.approx(forecast_at(store, opened, HALF_TIME).probability)  # type: ignore[union-attr]


def test_nothing_is_noted_once_the_campaign_is_over(store: Store) -> None:
    opened = campaign_with(store, GIFTS)
    assert not note_forecast(store, opened, datetime(2018, 3, 20, tzinfo=UTC))


def test_an_empty_campaign_has_nothing_to_note(store: Store) -> None:
    assert not note_forecast(store, opened_with(store), HALF_TIME)


def test_the_score_of_saying_80_then_90_before_a_success_is_0_025() -> None:
    said = (SaidForecast(HALF_TIME.date(), 0.8, 0), SaidForecast(HALF_TIME.date(), 0.9, 0))
    assert brier_score(said, is_reached=True) == pytest.approx(0.025)
    assert brier_score(said, is_reached=False) == pytest.approx(0.725)
    assert brier_score((), is_reached=True) is None


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0.78, 0.91, "about 80 to 90 reached"),
        (0.501, 0.512, "about 50 reached"),
        (0.96, 0.99, "more than 95 reached"),
        (0.01, 0.04, "fewer than 5 reached"),
        (0.02, 0.2, "about 5 to 20 reached"),
        (0.9, 0.999, "about 90 to 95 reached"),
    ],
)
def test_chances_are_said_to_the_nearest_five_and_never_as_certain(low: float, high: float, words: str) -> None:
    said = Translator(ENGLISH).sentence(headline(Forecast(ForecastStatus.OK, (low + high) / 2, low, high)))
    assert words in said


def test_both_outcomes_are_said_never_their_mean() -> None:
    seen = Outlook(
        Forecast(ForecastStatus.OK, 0.8, 0.7, 0.9),
        Outcomes(2_530_000, 2_910_000, 1_170_000, 1_340_000),
        Movement(0.6, 0.8, 1.5),
        0.55,
    )
    said = [Translator(ENGLISH).sentence(each) for each in details(seen, "CAD")]
    assert said[0] == "If we make it, probably between $25,300 and $29,100; if not, probably between $11,700 and $13,400."
    assert "from about 60 to 80 in 100" in said[1]
    assert not details(Outlook(Forecast(ForecastStatus.TOO_EARLY)), "CAD")
