"""Figures along time, cut at the instant that they are seen as of."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from lib.campaign.tables import Row
from lib.store.engine import Store
from lib.store.queries.series import (
    DayTotal,
    FansPoint,
    HourTotal,
    PlatformDifference,
    PlatformTotal,
    SpanTotal,
    day_totals,
    fans_by_day,
    hour_totals,
    platform_differences,
    platform_series,
    span_totals,
)
from tests.store.builders import CAMPAIGN, contribution, local, put

TICK = timedelta(microseconds=1)
GIFTS = [
    contribution("1", "2018-01-20 09:00", 1),
    contribution("2", "2018-01-20 09:59:59.999999", 10),
    contribution("3", "2018-01-20 12:00", 50, "pending"),
    contribution("4", "2018-01-22 10:00", 100),
    contribution("5", "2018-01-22 11:00", 1000),
]


def total(at: str, dollars: int, **more: int) -> Row:
    return {"observed_at": local(at), "amount_raised_cents": dollars * 100, **more}


def test_day_totals_list_days_with_a_counted_contribution_up_to_the_instant(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, contributions=GIFTS)
    saturday, monday = DayTotal(date(2018, 1, 20), 11_00, 2), date(2018, 1, 22)
    ten, eleven = local("2018-01-22 10:00"), local("2018-01-22 11:00")
    assert day_totals(store, campaign_id, CAMPAIGN, ten - TICK) == (saturday,)
    assert day_totals(store, campaign_id, CAMPAIGN, ten) == (saturday, DayTotal(monday, 100_00, 1))
    assert day_totals(store, campaign_id, CAMPAIGN, eleven) == (saturday, DayTotal(monday, 1100_00, 2))
    assert day_totals(store, campaign_id, CAMPAIGN, local("2018-01-19 11:00")) == ()


def test_hour_totals_begin_on_the_hour(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, contributions=GIFTS)
    assert hour_totals(store, campaign_id, CAMPAIGN, local("2018-01-22 10:30")) == (
        HourTotal(datetime(2018, 1, 20, 14, tzinfo=UTC), 11_00, 2),
        HourTotal(datetime(2018, 1, 22, 15, tzinfo=UTC), 100_00, 1),
    )


def test_what_the_platform_said_is_listed_up_to_the_instant(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, platform_totals=[
        total("2018-01-22 09:00", 20, contributors=2, fans=7, news=1), total("2018-01-21 09:00", 10), total("2018-01-23 09:00", 30),
    ])  # fmt: skip
    assert platform_series(store, campaign_id, CAMPAIGN, local("2018-01-22 09:00")) == (
        PlatformTotal(local("2018-01-21 09:00"), 10_00, None, None, None),
        PlatformTotal(local("2018-01-22 09:00"), 20_00, 2, 7, 1),
    )


def test_differences_compare_each_total_with_what_was_counted_at_that_instant(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, contributions=GIFTS, platform_totals=[
        total("2018-01-19 09:00", 0), total("2018-01-20 09:00", 5), total("2018-01-21 09:00", 11),
        total("2018-01-22 10:59", 90), total("2018-01-23 09:00", 1111),
    ])  # fmt: skip
    found = platform_differences(store, campaign_id, CAMPAIGN, local("2018-01-22 12:00"))
    assert found == (
        PlatformDifference(local("2018-01-19 09:00"), 0, 0),
        PlatformDifference(local("2018-01-20 09:00"), 5_00, 1_00),
        PlatformDifference(local("2018-01-21 09:00"), 11_00, 11_00),
        PlatformDifference(local("2018-01-22 10:59"), 90_00, 111_00),
    )
    assert [difference.cents for difference in found] == [0, 4_00, 0, -21_00]


def test_without_contributions_there_is_nothing_to_differ_from(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, platform_totals=[total("2018-01-20 09:00", 5)], contributions=GIFTS)
    assert platform_differences(store, campaign_id, CAMPAIGN, local("2018-01-20 08:59")) == ()


def test_fans_by_day_give_the_highest_and_the_last_of_each_local_day(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, audience=[
        {"account": "ulule", "observed_at": local(at), "followers": followers}
        for at, followers in (("2018-01-20 09:00", 3), ("2018-01-20 12:00", 9), ("2018-01-22 23:59", 20), ("2018-01-23 00:00", 21))
    ], platform_totals=[total("2018-01-20 23:00", 5, fans=8)])  # fmt: skip
    assert fans_by_day(store, campaign_id, CAMPAIGN, local("2018-01-22 23:59")) == (
        FansPoint(date(2018, 1, 20), 9, 8),
        FansPoint(date(2018, 1, 22), 20, 20),
    )


def test_spans_are_half_open_and_cut_at_the_instant(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, contributions=GIFTS)
    morning = (local("2018-01-22 10:00"), local("2018-01-22 11:00"))
    noon = (local("2018-01-22 11:00"), local("2018-01-22 13:00"))
    assert span_totals(store, campaign_id, [noon, morning], local("2018-01-22 11:00")) == (
        SpanTotal(*noon, 1000_00, 1),
        SpanTotal(*morning, 100_00, 1),
    )
    assert span_totals(store, campaign_id, [noon], local("2018-01-22 11:00") - TICK) == (SpanTotal(*noon, 0, 0),)


@pytest.mark.parametrize("count", [0, 1, 100, 101, 250])
def test_any_number_of_spans_is_totalled_in_the_order_given(store: Store, campaign_id: int, count: int) -> None:
    """Each begins a second before the one that was given before it: only the first of them holds the contribution of 11:00."""
    put(store, campaign_id, contributions=GIFTS)
    end = local("2018-01-22 11:00:01")
    spans = [(end - timedelta(seconds=number + 1), end - timedelta(seconds=number)) for number in range(count)]
    found = span_totals(store, campaign_id, spans, local("2018-01-23 00:00"))
    assert [each.contributions for each in found] == [1, *[0] * (count - 1)][:count]
    assert [(each.starts_at, each.ends_at) for each in found] == spans
