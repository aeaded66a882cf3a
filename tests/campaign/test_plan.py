"""How tasks stand on a day, the phases that they belong to, and the stretches of time that can be looked at."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.campaign.plan import (
    Phase,
    PlanTask,
    Stretch,
    TaskState,
    Window,
    axis_days,
    by_phase,
    days_late,
    late_tasks,
    next_task,
    phase,
    shown_in,
    state,
    stretches,
    window,
)
from tests.campaign.plan_cases import PERIOD, day, period, task

LATE, UNDER_WAY, UPCOMING, DONE = TaskState.LATE, TaskState.UNDER_WAY, TaskState.UPCOMING, TaskState.DONE
TODAY = day("02-23")


@pytest.mark.parametrize(
    ("dates", "done", "expected", "days"),
    [
        ("02-12 02-20", "", LATE, 3),
        ("02-12 02-22", "", LATE, 1),
        ("02-12 02-23", "", UNDER_WAY, 0),
        ("02-23", "", UNDER_WAY, 0),
        ("02-24", "", UPCOMING, 0),
        ("02-22 -", "", LATE, 1),
        ("02-23 -", "", UNDER_WAY, 0),
        ("02-22 -", "02-22", DONE, 0),
        ("02-12 02-20", "02-20", DONE, 0),
        ("02-12 02-20", "02-22", DONE, 2),
        ("02-12 02-20", "02-24", LATE, 3),
        ("03-01 03-05", "02-23", DONE, 0),
        ("02-20 02-12", "", LATE, 3),
    ],
)
def test_a_task_is_late_strictly_after_its_last_day_until_it_is_done(dates: str, done: str, expected: TaskState, days: int) -> None:
    seen = task(dates, done=done)
    assert (state(seen, TODAY), days_late(seen, TODAY)) == (expected, days)


def test_late_tasks_come_with_the_one_that_has_waited_longest_first() -> None:
    tasks = [task("02-01 02-20", name="a"), task("02-10", name="b"), task("02-24", name="c"), task("02-01", done="02-02", name="d")]
    assert [each.id for each in late_tasks(tasks, TODAY)] == ["b", "a"]


def test_the_next_task_is_the_first_that_begins_after_today() -> None:
    tasks = [task("02-23", name="now"), task("03-05", name="later"), task("02-26 03-02", name="next"), task("02-24", done="02-20", name="done")]
    found = next_task(tasks, TODAY)
    assert found is not None
    assert found.id == "next"
    assert next_task([], TODAY) is None


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ("2017-08-16 2017-09-10", Phase.PREPARATION),
        ("01-19", Phase.PREPARATION),
        ("01-19 03-16", Phase.PREPARATION),
        ("01-20 01-23", Phase.LAUNCH),
        ("01-20 01-24", Phase.COURSE),
        ("01-22 -", Phase.COURSE),
        ("02-23", Phase.COURSE),
        ("03-09 03-11", Phase.COURSE),
        ("03-10", Phase.CLOSING),
        ("03-16 03-20", Phase.CLOSING),
        ("03-17 03-22", Phase.AFTERWARDS),
        ("03-24 -", Phase.AFTERWARDS),
    ],
)
def test_a_task_belongs_to_the_phase_it_starts_in(dates: str, expected: Phase) -> None:
    assert phase(task(dates), PERIOD, launch_days=4, closing_days=7) is expected


def test_phases_are_in_the_order_of_time_and_their_tasks_by_first_day() -> None:
    tasks = [task("03-17", name="thanks"), task("02-10", name="b"), task("02-01", name="a"), task("01-19", name="eve")]
    found = by_phase(tasks, PERIOD, launch_days=4, closing_days=7)
    assert [(each.value, [one.id for one in held]) for each, held in found] == [
        ("preparation", ["eve"]), ("course", ["a", "b"]), ("afterwards", ["thanks"]),
    ]  # fmt: skip


PLAN = (task("2017-08-16 2017-09-10", done="2017-09-12"), task("02-12 02-20"), task("03-24 -"))


@pytest.mark.parametrize(
    ("stretch", "first", "last"),
    [
        (Stretch.CAMPAIGN, "2018-01-13", "2018-03-23"),
        (Stretch.WEEKS, "2018-02-09", "2018-03-23"),
        (Stretch.PLAN, "2017-08-16", "2018-04-07"),  # 14 days of the task that goes on
    ],
)
def test_a_stretch_of_time_has_its_days(stretch: Stretch, first: str, last: str) -> None:
    assert window(stretch, PLAN, PERIOD, TODAY) == Window(date.fromisoformat(first), date.fromisoformat(last))


def test_a_plan_without_a_task_is_as_long_as_the_campaign() -> None:
    assert window(Stretch.PLAN, (), PERIOD, TODAY) == Window(day("01-20"), day("03-16"))


@pytest.mark.parametrize(("today", "expected"), [("2017-10-01", Stretch.PLAN), ("2018-01-13", Stretch.CAMPAIGN), ("2018-03-23", Stretch.CAMPAIGN), ("2018-03-24", Stretch.PLAN)])
def test_the_campaign_is_shown_first_while_today_is_near_it(today: str, expected: Stretch) -> None:
    assert stretches(PERIOD, date.fromisoformat(today))[0] is expected


def test_a_late_task_is_shown_wherever_it_lies_and_others_only_inside() -> None:
    seen = Window(day("03-01"), day("03-31"))
    assert shown_in(seen, PLAN, TODAY) == (PLAN[1], PLAN[2])
    assert shown_in(Window(day("04-01"), day("04-30")), PLAN, day("02-15")) == (PLAN[2],)


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ("02-01 02-10", (0.0, 1.0)),
        ("02-01", (0.0, 0.1)),
        ("01-01 02-05", (0.0, 0.5)),
        ("02-06 03-01", (0.5, 1.0)),
        ("02-06 -", (0.5, 1.0)),
        ("01-01 01-31", None),
        ("02-11", None),
    ],
)
def test_a_bar_is_cut_to_the_ten_days_that_are_shown(dates: str, expected: tuple[float, float] | None) -> None:
    assert Window(day("02-01"), day("02-10")).bar(task(dates)) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2018-02-09", "2018-03-23", ["02-12", "02-19", "02-26", "03-05", "03-12", "03-19"]),
        ("2018-01-13", "2018-03-23", ["01-15", "01-29", "02-12", "02-26", "03-12"]),
        ("2017-11-16", "2018-03-24", ["2017-12-01", "01-01", "02-01", "03-01"]),
        ("2016-12-01", "2018-02-01", ["2017-01-01", "2017-04-01", "2017-07-01", "2017-10-01", "2018-01-01"]),
    ],
)
def test_an_axis_names_mondays_then_months_then_quarters(first: str, last: str, expected: list[str]) -> None:
    assert list(axis_days(Window(date.fromisoformat(first), date.fromisoformat(last)))) == [day(each) for each in expected]


DAYS = st.dates(date(2017, 6, 1), date(2018, 12, 31))


@given(st.builds(PlanTask, st.just("t"), st.just("t"), DAYS, st.none() | DAYS, st.none() | DAYS), DAYS)
def test_a_task_is_late_exactly_when_it_is_not_done_and_its_last_day_is_over(seen: PlanTask, today: date) -> None:
    is_done = seen.done_on is not None and seen.done_on <= today
    assert (state(seen, today) is LATE) == (not is_done and seen.due_on < today)
    assert days_late(seen, today) >= (state(seen, today) is LATE)


@given(st.builds(PlanTask, st.just("t"), st.just("t"), DAYS, st.none() | DAYS), DAYS, st.integers(0, 500))
def test_a_bar_lies_within_the_window_and_is_there_exactly_when_the_task_touches_it(seen: PlanTask, first: date, length: int) -> None:
    held = Window(first, date.fromordinal(first.toordinal() + length))
    bar = held.bar(seen)
    assert (bar is not None) == bool(shown_in(held, [seen], date(2017, 1, 1)))
    assert bar is None or 0 <= bar[0] < bar[1] <= 1


def test_a_campaign_of_one_day_has_one_phase_of_its_own() -> None:
    short = period("2018-02-01", "2018-02-02")
    assert phase(task("02-01"), short, launch_days=4, closing_days=7) is Phase.LAUNCH
