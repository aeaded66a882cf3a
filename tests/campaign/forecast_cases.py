"""Campaigns and tables for the forecast's tests: small enough to be worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from lib.campaign.forecast import Course, course
from lib.campaign.forecast_tables import FAN_TIMES, LEVELS, Cells, TableRow, Tables

OPENS = datetime(2018, 1, 19, 5, tzinfo=UTC)
DAYS = 50
CLOSES = OPENS + timedelta(days=DAYS)
GOAL_CENTS = 25_000_00


def day(number: float) -> datetime:
    """The instant `number` days after the opening."""
    return OPENS + timedelta(days=number)


def campaign(
    history: Sequence[tuple[float, int]],
    as_of_day: float,
    contributors: int = 60,
    goal_cents: int = GOAL_CENTS,
) -> Course:
    """A course of 50 days whose history is given in days after the opening."""
    return course(
        goal_cents=goal_cents,
        opens_at=OPENS,
        closes_at=CLOSES,
        as_of=day(as_of_day),
        history=[(day(when), amount_cents) for when, amount_cents in history],
        contributors=contributors,
    )


def steady(as_of_day: float, raised_cents: int, contributors: int = 60) -> Course:
    """A campaign that raised the same every day up to `as_of_day` (a whole number): its pace is 1."""
    days = int(as_of_day)
    return campaign([(n, raised_cents * n // days) for n in range(1, days + 1)], as_of_day, contributors)


PLAIN = Tables(
    provenance={},
    rows=(
        TableRow(
            elapsed_share=0.5,
            chance=(0.0, -1.0, 1.0),
            success=Cells((0.0, 1.0), (tuple(1 + level for level in LEVELS),) * 2),
            failure=Cells((0.0,), ((0.0,) * len(LEVELS),)),
            past=LEVELS,
            wait=Cells((0.0, 1.0), ((0.25, 0.5, 0.75), (0.0, 0.0, 0.0))),
            fan=(FAN_TIMES,) * 3,
        ),
    ),
)
"""With a = 0, b = −1 and c = 1 the odds are x ÷ (1 − x) × pace: the chance of a steady campaign is its progress.

Those that make it end anywhere from once to twice their goal, the others get nothing more.
"""
