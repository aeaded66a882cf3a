"""When a KPI starts and when it is due: the defaults that a campaign's file may change. All bounds are UTC and exclusive."""

from __future__ import annotations

from datetime import datetime

from lib.kpis.reading import Facts

LAUNCH_WAVE_DAYS = 4
"""The launch relay's wave: days 1–4, 20–23 January in the plan."""
CLOSING_WAVE_DAYS = 7


def opening(facts: Facts) -> datetime:
    """The campaign's opening."""
    return facts.campaign.period.opens_at


def closing(facts: Facts) -> datetime:
    """The campaign's closing."""
    return facts.campaign.period.closes_at


def end_of_first_day(facts: Facts) -> datetime:
    """The end of day 1."""
    return facts.campaign.period.start_of(2)


def end_of_first_week(facts: Facts) -> datetime:
    """The end of day 7."""
    return facts.campaign.period.start_of(8)


def end_of_launch_wave(facts: Facts) -> datetime:
    """The end of the fourth day."""
    return facts.campaign.period.start_of(1 + LAUNCH_WAVE_DAYS)


def start_of_closing_wave(facts: Facts) -> datetime:
    """The start of the last seven days, or the opening of a campaign that is shorter."""
    period = facts.campaign.period
    return max(period.opens_at, period.start_of(period.day_count + 1 - CLOSING_WAVE_DAYS))
