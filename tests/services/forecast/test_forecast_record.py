"""What the forecasts said against what happened: kept ones for a real campaign, worked out again for an invented one."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from lib.campaign.forecast import ForecastStatus
from lib.services.campaigns import OpenCampaign, open_campaign
from lib.services.forecast.forecast_log import SaidForecast
from lib.services.forecast.forecast_record import ForecastRecord, forecast_record
from lib.services.forecast.forecasting import forecast_at
from lib.services.viewing import view
from lib.store.engine import Store
from lib.store.kept import keep
from tests.services.forecast.test_forecasting import GIFTS, SETTINGS
from tests.services.held import AT, bring, empty_store

OVER = datetime(2018, 3, 17, 4, tzinfo=UTC)
FEBRUARY = date(2018, 2, 1)


def said(*chances: float) -> tuple[SaidForecast, ...]:
    return tuple(SaidForecast(FEBRUARY.replace(day=1 + place), chance, 1000_00) for place, chance in enumerate(chances))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return empty_store(tmp_path)


def opened_with(store: Store, settings: str = SETTINGS, gifts: str = GIFTS) -> OpenCampaign:
    bring(store, {"contributions": gifts}, settings=settings)
    return open_campaign(store)


def test_the_right_side_is_that_of_what_happened_and_even_odds_lean_to_success() -> None:
    record = ForecastRecord(said(0.9, 0.5, 0.49, 0.1), is_reached=True, total_cents=0)
    assert [record.was_right(each) for each in record.said] == [True, True, False, False]
    assert record.right_count == 2
    assert ForecastRecord(record.said, is_reached=False, total_cents=0).right_count == 2


def test_the_distance_is_the_root_of_the_mean_square_in_points_of_a_hundred() -> None:
    # (0.2² + 0.6²) ÷ 2 = 0.20, whose root is 0.447…
    assert ForecastRecord(said(0.8, 0.4), is_reached=True, total_cents=0).points_away == 45
    assert ForecastRecord(said(0.5, 0.5), is_reached=False, total_cents=0).points_away == 50
    assert ForecastRecord(said(1.0), is_reached=True, total_cents=0).points_away == 0


def test_before_the_end_nothing_was_right_or_wrong() -> None:
    record = ForecastRecord(said(0.8), is_reached=None, total_cents=0)
    assert (record.was_right(record.said[0]), record.right_count, record.points_away) == (None, 0, None)


def test_a_real_campaign_shows_what_was_kept_and_nothing_else(store: Store) -> None:
    opened = opened_with(store)
    for day, chance in (("2018-02-01", 0.8), ("2018-02-02", 0.3)):
        keep(store, opened.id, f"forecast:{day}", {"probability": chance, "total_median_cents": 9000_00}, at=AT)
    record = forecast_record(store, opened, view(store, opened, OVER))
    assert record is not None
    assert [(each.day, each.probability) for each in record.said] == [(date(2018, 2, 1), 0.8), (date(2018, 2, 2), 0.3)]
    assert (record.is_reached, record.is_recomputed, record.right_count, record.total_cents) == (False, False, 1, 5400_00)
    early = forecast_record(store, opened, view(store, opened, datetime(2018, 2, 1, 20, tzinfo=UTC)))
    assert early is not None
    assert ([each.day for each in early.said], early.is_reached) == ([date(2018, 2, 1)], None)


def test_a_real_campaign_without_a_log_has_no_forecast_to_show(store: Store) -> None:
    opened = opened_with(store)
    record = forecast_record(store, opened, view(store, opened, OVER))
    assert record is not None and record.said == ()


def test_an_invented_campaign_s_forecasts_are_those_that_each_evening_would_have_made(store: Store) -> None:
    opened = opened_with(store, SETTINGS + "invented = true\n")
    record = forecast_record(store, opened, view(store, opened, OVER))
    assert record is not None and record.is_recomputed
    assert record.said[0].day == date(2018, 1, 24), "the fifth contributor gave on the fifth day"
    by_day = {each.day: each for each in record.said}
    for number in (6, 20, 40, 54):
        evening = opened.campaign.period.start_of(number + 1)
        there = forecast_at(store, opened, evening)
        assert there is not None and there.status is ForecastStatus.OK
        assert by_day[opened.campaign.period.day(number)].probability == pytest.approx(there.probability)
        assert by_day[opened.campaign.period.day(number)].total_median_cents == there.total_median_cents


def test_a_threshold_that_is_passed_is_known_before_the_end(store: Store) -> None:
    opened = opened_with(store, SETTINGS.replace('"10000"', '"1000"') + "invented = true\n")
    record = forecast_record(store, opened, view(store, opened, datetime(2018, 2, 10, tzinfo=UTC)))
    assert record is not None and record.is_reached is True


def test_a_campaign_that_keeps_what_it_raises_has_no_record(store: Store) -> None:
    opened = opened_with(store, SETTINGS + "all_or_nothing = false\n")
    assert forecast_record(store, opened, view(store, opened, OVER)) is None
