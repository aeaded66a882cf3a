"""The campaign's time: days in its zone, day numbers, the share gone by, the change of hour."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.campaign.calendar import Period, end_of_day, is_ambiguous, local_day, share_gone_by, start_of_day

TORONTO = ZoneInfo("America/Toronto")
SAO_PAULO = ZoneInfo("America/Sao_Paulo")
ROOT = Path(__file__).parents[2]
PLAN = Period(start_of_day(date(2018, 1, 20), TORONTO), start_of_day(date(2018, 3, 17), TORONTO), TORONTO)
MICROSECOND = timedelta(microseconds=1)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TORONTO).astimezone(UTC)


# Toronto is five hours behind UTC until 2018-03-11 02:00, then four.
INSTANTS = """
UTC                        | local               | day        | number | left
2018-01-20T04:59:59        | 2018-01-19 23:59:59 | 2018-01-19 | 0      | 56
2018-01-20T05:00:00        | 2018-01-20 00:00:00 | 2018-01-20 | 1      | 55
2018-01-21T04:59:59        | 2018-01-20 23:59:59 | 2018-01-20 | 1      | 55
2018-02-24T04:59:59.999999 | 2018-02-23 23:59:59 | 2018-02-23 | 35     | 21
2018-03-11T04:59:59        | 2018-03-10 23:59:59 | 2018-03-10 | 50     | 6
2018-03-11T05:00:00        | 2018-03-11 00:00:00 | 2018-03-11 | 51     | 5
2018-03-11T07:00:00        | 2018-03-11 03:00:00 | 2018-03-11 | 51     | 5
2018-03-12T03:59:59        | 2018-03-11 23:59:59 | 2018-03-11 | 51     | 5
2018-03-12T04:00:00        | 2018-03-12 00:00:00 | 2018-03-12 | 52     | 4
2018-03-17T03:59:59        | 2018-03-16 23:59:59 | 2018-03-16 | 56     | 0
2018-03-17T04:00:00        | 2018-03-17 00:00:00 | 2018-03-17 | 56     | 0
"""
LINES = [[cell.strip() for cell in line.split("|")] for line in INSTANTS.strip().splitlines()[1:]]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[1])
def test_eleven_instants_fall_on_their_local_day(line: list[str]) -> None:
    instant, (clock, day, number, left) = utc(line[0]), line[1:]
    assert f"{instant.astimezone(TORONTO):%Y-%m-%d %H:%M:%S}" == clock
    assert local_day(instant, TORONTO) == date.fromisoformat(day)
    assert (PLAN.day_number(instant), PLAN.days_left(instant)) == (int(number), int(left))


def told_on_a_machine_in(zone: str) -> str:
    """What a process whose own clock is in `zone` says of the eleven instants and of the campaign's bounds."""
    script = (
        "import sys\n"
        "from datetime import UTC, date, datetime\n"
        "from zoneinfo import ZoneInfo\n"
        "from lib.campaign.calendar import Period, end_of_day, local_day, start_of_day\n"
        "zone = ZoneInfo('America/Toronto')\n"
        "plan = Period(start_of_day(date(2018, 1, 20), zone), start_of_day(date(2018, 3, 17), zone), zone)\n"
        "print(plan, end_of_day(date(2018, 3, 11), zone), plan.start_of(52))\n"
        "for text in sys.argv[1:]:\n"
        "    at = datetime.fromisoformat(text).replace(tzinfo=UTC)\n"
        "    print(local_day(at, zone), plan.day_number(at), plan.days_left(at), plan.elapsed(at))\n"
    )
    command = [sys.executable, "-c", script, *(line[0] for line in LINES)]
    environment = {**os.environ, "TZ": zone, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_the_zone_of_the_machine_changes_nothing() -> None:
    told = told_on_a_machine_in("UTC")
    assert told.splitlines()[1].startswith("2018-01-19 0 56")
    assert told_on_a_machine_in("Pacific/Auckland") == told == told_on_a_machine_in("America/Toronto")


def test_the_campaign_has_56_days_and_1343_hours() -> None:
    assert (PLAN.first_day, PLAN.last_day, PLAN.day_count) == (date(2018, 1, 20), date(2018, 3, 16), 56)
    assert PLAN.closes_at - PLAN.opens_at == timedelta(hours=1343)


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2018, 3, 10), 24), (date(2018, 3, 11), 23), (date(2018, 3, 12), 24), (date(2018, 11, 4), 25)],
)
def test_a_day_has_23_24_or_25_hours(day: date, hours: int) -> None:
    assert end_of_day(day, TORONTO) + MICROSECOND - start_of_day(day, TORONTO) == timedelta(hours=hours)


def test_the_end_of_a_day_is_its_last_microsecond() -> None:
    assert end_of_day(date(2018, 2, 23), TORONTO) == utc("2018-02-24T04:59:59.999999")


def test_where_midnight_does_not_exist_a_day_begins_at_the_first_instant_after() -> None:
    # In Brazil the clock went from 2017-10-14 23:59:59 (-03:00) to 2017-10-15 01:00:00 (-02:00).
    begins = start_of_day(date(2017, 10, 15), SAO_PAULO)
    assert begins == utc("2017-10-15T03:00:00")
    assert begins.astimezone(SAO_PAULO).hour == 1
    assert local_day(begins, SAO_PAULO) == date(2017, 10, 15)
    assert local_day(begins - MICROSECOND, SAO_PAULO) == date(2017, 10, 14)


def test_where_the_hour_before_midnight_happens_twice_the_day_has_25_hours() -> None:
    # In Brazil the clock went from 2018-02-17 23:59:59 (-02:00) back to 23:00:00 (-03:00).
    assert start_of_day(date(2018, 2, 18), SAO_PAULO) - start_of_day(date(2018, 2, 17), SAO_PAULO) == timedelta(hours=25)


def test_a_campaign_that_opens_where_midnight_does_not_exist_counts_its_days() -> None:
    period = Period(start_of_day(date(2017, 10, 15), SAO_PAULO), start_of_day(date(2017, 10, 18), SAO_PAULO), SAO_PAULO)
    assert (period.day_count, period.first_day, period.last_day) == (3, date(2017, 10, 15), date(2017, 10, 17))
    assert (period.day_number(period.opens_at), period.start_of(1)) == (1, period.opens_at)


@pytest.mark.parametrize(
    ("clock", "ambiguous"),
    [
        ("2018-03-11 01:59", False), ("2018-03-11 02:00", True), ("2018-03-11 02:59", True), ("2018-03-11 03:00", False),
        ("2018-11-04 00:59", False), ("2018-11-04 01:00", True), ("2018-11-04 01:59", True), ("2018-11-04 02:00", False),
    ],
)  # fmt: skip
def test_local_times_that_happen_twice_or_never_are_told(clock: str, ambiguous: bool) -> None:
    assert is_ambiguous(datetime.fromisoformat(clock), TORONTO) is ambiguous


# 134.3 h, 335.75 h, 671.5 h of 1 343; at noon on 2018-03-11, 50 days and 11 hours (not 12) have gone by.
@pytest.mark.parametrize(
    ("clock", "elapsed"),
    [
        ("2017-12-25 00:00", Fraction(0)),
        ("2018-01-20 00:00", Fraction(0)),
        ("2018-01-25 14:18", Fraction(1, 10)),
        ("2018-02-02 23:45", Fraction(1, 4)),
        ("2018-02-16 23:30", Fraction(1, 2)),
        ("2018-03-11 12:00", Fraction(1211, 1343)),
        ("2018-03-16 23:00", Fraction(1342, 1343)),
        ("2018-03-17 00:00", Fraction(1)),
        ("2019-01-01 00:00", Fraction(1)),
    ],
)
def test_the_share_gone_by_is_of_hours_that_passed(clock: str, elapsed: Fraction) -> None:
    assert PLAN.elapsed(local(clock)) == elapsed


def test_an_instant_in_the_campaign_s_zone_is_as_good_as_one_in_utc() -> None:
    at = local("2018-03-11 12:00")
    assert PLAN.elapsed(at.astimezone(TORONTO)) == PLAN.elapsed(at)
    assert PLAN.day_number(at.astimezone(ZoneInfo("Asia/Tokyo"))) == 51


EVENINGS = Period(local("2018-01-20 09:00"), local("2018-02-10 20:00"), TORONTO)
"""A campaign that opens in the morning and closes in the evening: 22 calendar days."""


@pytest.mark.parametrize(
    ("clock", "number", "left", "is_open"),
    [
        ("2018-01-19 12:00", 0, 22, False),
        ("2018-01-20 08:59", 0, 22, False),
        ("2018-01-20 09:00", 1, 21, True),
        ("2018-01-21 00:00", 2, 20, True),
        ("2018-02-09 23:59", 21, 1, True),
        ("2018-02-10 19:59", 22, 0, True),
        ("2018-02-10 20:00", 22, 0, False),
        ("2018-02-11 00:00", 22, 0, False),
        ("2018-06-01 00:00", 22, 0, False),
    ],
)
def test_days_are_counted_at_each_edge(clock: str, number: int, left: int, is_open: bool) -> None:
    at = local(clock)
    assert (EVENINGS.day_number(at), EVENINGS.days_left(at), EVENINGS.is_open(at)) == (number, left, is_open)


def test_a_campaign_that_closes_at_midnight_has_no_instant_on_that_day() -> None:
    assert PLAN.last_day == date(2018, 3, 16)
    assert (PLAN.is_open(PLAN.closes_at - MICROSECOND), PLAN.is_open(PLAN.closes_at)) == (True, False)


def test_the_days_of_numbers() -> None:
    assert [PLAN.day(number) for number in (0, 1, 35, 56)] == [
        date(2018, 1, 19), date(2018, 1, 20), date(2018, 2, 23), date(2018, 3, 16),
    ]  # fmt: skip
    assert (PLAN.start_of(1), PLAN.start_of(57)) == (PLAN.opens_at, PLAN.closes_at)


def test_a_day_value_lies_before_an_instant_when_its_day_begins_before() -> None:
    assert PLAN.last_day_before(PLAN.opens_at) == date(2018, 1, 19)
    assert PLAN.last_day_before(EVENINGS.opens_at) == date(2018, 1, 20)


def test_a_range_is_half_open_and_its_share_never_leaves_0_to_1() -> None:
    start, end = utc("2018-01-01"), utc("2018-01-02")
    assert [share_gone_by(start, end, at) for at in (start - MICROSECOND, start, end, end + MICROSECOND)] == [0, 0, 1, 1]


@settings(deadline=None)
@given(st.datetimes(datetime(2017, 6, 1), datetime(2018, 10, 1)))
def test_every_instant_lies_in_the_day_it_is_said_to_fall_on(moment: datetime) -> None:
    at = moment.replace(tzinfo=UTC)
    for zone in (TORONTO, SAO_PAULO, ZoneInfo("Pacific/Auckland")):
        day = local_day(at, zone)
        assert start_of_day(day, zone) <= at <= end_of_day(day, zone)


@settings(deadline=None)
@given(st.datetimes(datetime(2017, 12, 1), datetime(2018, 5, 1)), st.timedeltas(timedelta(0), timedelta(days=60)))
def test_time_goes_one_way(moment: datetime, later: timedelta) -> None:
    first, second = moment.replace(tzinfo=UTC), (moment + later).replace(tzinfo=UTC)
    assert PLAN.day_number(first) <= PLAN.day_number(second)
    assert PLAN.days_left(first) >= PLAN.days_left(second)
    assert PLAN.elapsed(first) <= PLAN.elapsed(second)
    assert PLAN.day_number(first) + PLAN.days_left(first) == PLAN.day_count
