"""What a campaign knows of itself: the instant it is seen from, and what it says of a KPI."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from lib.campaign.model import KpiSettings

from .test_figures import PLAN, at


def test_while_it_runs_a_campaign_is_seen_from_now() -> None:
    assert PLAN.as_of(at("2018-02-23 19:30")) == at("2018-02-23 19:30")


def test_before_it_opens_too() -> None:
    assert PLAN.as_of(at("2017-11-01 12:00")) == at("2017-11-01 12:00")


def test_once_it_is_over_a_campaign_is_seen_from_its_closing() -> None:
    closing = at("2018-03-17 00:00")
    assert [PLAN.as_of(now) for now in (closing, closing + timedelta(days=400))] == [closing, closing]


def test_a_demonstration_is_seen_from_its_evening() -> None:
    shown = replace(PLAN, shown_as_of=at("2018-02-23 19:30"))
    assert shown.as_of(at("2026-01-01")) == at("2018-02-23 19:30")


def test_a_kpi_that_the_file_does_not_name_keeps_its_defaults() -> None:
    own = replace(PLAN, kpi_settings={"news": KpiSettings(target=Decimal(12))})
    assert own.settings_of("news").target == 12
    assert own.settings_of("funds") == KpiSettings(target=None, deadline=None, enabled=True, stale_after_hours=None)
