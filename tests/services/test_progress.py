"""The curve: what was raised by the end of each day, what it is compared with, and what the campaign did."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from lib.services.progress import Point, progress
from lib.store.engine import Store
from tests.services.held import empty_store, opened_with
from tests.support.files import CONTRIBUTIONS

OPENING = datetime(2018, 1, 20, 5, 0, tzinfo=UTC)
CLOSING = datetime(2018, 3, 17, 4, 0, tzinfo=UTC)
AS_OF = datetime(2018, 2, 11, 12, 0, tzinfo=UTC)
TASKS = """\
id,name,starts_on,channel,done_on
t1,Infolettre,2018-01-20,newsletter,2018-01-21
t2,Rangement,2018-01-20,,2018-01-22
t3,Affiches,2018-01-20,street,
t4,Relance,2018-02-15,newsletter,2018-02-20
t5,Annonce,2018-01-02,newsletter,2018-01-10
"""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return empty_store(tmp_path)


def test_the_curve_adds_up_days_from_the_opening_to_the_instant_shown(store: Store) -> None:
    seen = progress(store, opened_with(store, contributions=CONTRIBUTIONS), AS_OF)
    assert [point.cents for point in seen.raised] == [0, 6000, 9000, 10000, 10000]
    assert (seen.raised[0].at, seen.raised[-1].at) == (OPENING, AS_OF)
    assert seen.raised[1].at == datetime(2018, 1, 21, 4, 59, 59, 999999, tzinfo=UTC)


def test_after_the_closing_the_curve_ends_there(store: Store) -> None:
    seen = progress(store, opened_with(store, contributions=CONTRIBUTIONS), datetime(2019, 1, 1, tzinfo=UTC))
    assert seen.raised[-1] == Point(CLOSING, 10000)


def test_without_any_contribution_the_platforms_totals_make_the_curve(store: Store) -> None:
    totals = "observed_at,amount_raised\n2018-01-22T00:00:00Z,75.00\n2018-01-25T00:00:00Z,125.00\n2018-03-01T00:00:00Z,500.00\n"
    seen = progress(store, opened_with(store, platform_totals=totals), AS_OF)
    assert [point.cents for point in seen.raised] == [0, 7500, 12500, 12500]


def test_nothing_recorded_is_no_curve(store: Store) -> None:
    seen = progress(store, opened_with(store), AS_OF)
    assert (seen.raised, seen.last_seven_days_cents) == ((), None)
    assert seen.reference[-1] == seen.straight[-1] == Point(CLOSING, 100_000)


def test_both_lines_go_from_the_opening_to_the_goal_at_the_closing(store: Store) -> None:
    seen = progress(store, opened_with(store), AS_OF)
    for line in (seen.reference, seen.straight):
        assert (line[0], line[-1]) == (Point(OPENING, 0), Point(CLOSING, 100_000))
    assert max(point.cents for point in seen.reference if point.at <= AS_OF) < max(point.cents for point in seen.straight if point.at <= AS_OF)


@pytest.mark.parametrize(
    ("as_of", "cents"),
    [
        (datetime(2018, 1, 26, 12, 0, tzinfo=UTC), None),  # not seven days yet
        (datetime(2018, 1, 28, 5, 0, tzinfo=UTC), 3000),  # since 21 January: the one of the 25th
        (datetime(2018, 2, 9, 5, 0, tzinfo=UTC), 0),
        (datetime(2018, 2, 11, 12, 0, tzinfo=UTC), 1000),
    ],
)
def test_the_last_seven_days_are_seven_times_24_hours(store: Store, as_of: datetime, cents: int | None) -> None:
    assert progress(store, opened_with(store, contributions=CONTRIBUTIONS), as_of).last_seven_days_cents == cents


def test_actions_are_tasks_done_by_then_that_went_out_during_the_campaign(store: Store) -> None:
    seen = progress(store, opened_with(store, tasks=TASKS), AS_OF)
    assert [(action.day, action.name) for action in seen.actions] == [(date(2018, 1, 21), "Infolettre")]
