"""When the back-ups that hold somebody are let go: worked out by hand for back-ups of midnight, one taken each day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from lib.services.persons.rotation import leaving_at


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00:00+00:00").astimezone(UTC)


def leaving(*days: str, keep: tuple[int, int, int], now: str) -> dict[date, date]:
    return {taken.date(): gone.date() for taken, gone in leaving_at(map(at, days), keep, at(now)).items()}


def test_with_days_alone_a_back_up_stays_so_many_days() -> None:
    found = leaving("2018-02-22", "2018-02-23", keep=(3, 0, 0), now="2018-02-23")
    assert found == {date(2018, 2, 22): date(2018, 2, 25), date(2018, 2, 23): date(2018, 2, 26)}


def test_the_last_of_a_week_stays_so_many_weeks() -> None:
    """Sunday the 18th ends its week: with two weeks kept, it goes as a third week begins, on Monday the 26th."""
    assert leaving("2018-02-18", keep=(1, 2, 0), now="2018-02-18") == {date(2018, 2, 18): date(2018, 2, 26)}


def test_the_last_of_a_month_stays_so_many_months() -> None:
    assert leaving("2018-02-28", keep=(1, 0, 12), now="2018-02-28") == {date(2018, 2, 28): date(2019, 2, 1)}


def test_what_is_superfluous_already_goes_at_the_next_one() -> None:
    assert leaving("2018-01-03", "2018-02-23", keep=(1, 0, 0), now="2018-02-23")[date(2018, 1, 3)] == date(2018, 2, 24)


@pytest.mark.parametrize("keep", [(7, 4, 12), (1, 0, 0), (30, 0, 0), (1, 60, 0), (3, 10, 40)])
def test_every_back_up_goes_some_day(keep: tuple[int, int, int]) -> None:
    taken = ["2017-12-31", "2018-01-31", "2018-02-11", "2018-02-18", "2018-02-22", "2018-02-23"]
    assert len(leaving(*taken, keep=keep, now="2018-02-23")) == len(taken)
