"""The rules that all KPIs share: the order of the states, staleness, deadlines, intervals, the campaign's own settings."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.campaign.tallies import AmbassadorTally, MemberTally, MoneyTally, NewsTally, RelayTally
from lib.kpis.reading import Facts, Status
from lib.kpis.verdicts import paced, paced_group, wilson_interval

from .cases import TORONTO, at, facts, reading_of

TENTH = Fraction(1, 10)

PRECEDENCE = """
as of            | gross    | newest           | status       | what would be said next
2018-01-19 12:00 | —        | —                | not_started  | nothing recorded
2018-03-17 00:00 | —        | —                | no_data      | over
2018-03-17 00:00 | 26795.28 | 2018-01-21 00:00 | reached      | over, and seen long ago
2018-03-17 00:00 | 26795.27 | 2018-01-21 00:00 | missed       | seen long ago
2018-01-22 12:01 | 10.00    | 2018-01-21 00:00 | stale        | before a tenth of the time
2018-01-22 12:00 | 10.00    | 2018-01-21 00:00 | too_early    | far below what is expected
2018-01-25 14:18 | 10.00    | 2018-01-25 00:00 | off_track    | —
"""


def funds(as_of: str, gross_cents: int | None, newest_at: datetime | None, **own: Any) -> Status:
    """How the money stands, with settings of its own for the KPI."""
    money = MoneyTally(known=gross_cents is not None, counted_cents=gross_cents or 0, newest_at=newest_at)
    return reading_of("funds", facts(at(as_of), settings={"kpi": {"funds": own}}, money=money)).status


@pytest.mark.parametrize("line", PRECEDENCE.strip().splitlines()[1:])
def test_the_first_state_that_applies_is_the_one_that_is_said(line: str) -> None:
    as_of, gross, newest, status, _ = (cell.strip() for cell in line.split("|"))
    gross_cents = None if gross == "—" else int(Decimal(gross) * 100)
    assert funds(as_of, gross_cents, None if newest == "—" else at(newest)).value == status


def test_a_limit_of_its_own_replaces_the_36_hours() -> None:
    newest_at = at("2018-02-16 00:00")
    after = {hours: funds("2018-02-16 23:30", 2_000_000, newest_at, stale_after_hours=hours) for hours in (24, 23.5, 23)}
    assert after == {24: Status.ON_TRACK, 23.5: Status.ON_TRACK, 23: Status.STALE}


def test_36_hours_are_hours_that_passed_also_when_the_clock_changes() -> None:
    # From 2018-03-10 12:00 EST to 2018-03-12 01:00 EDT the clock moves by 37 hours, time by 36.
    newest_at = at("2018-03-10 12:00")
    assert funds("2018-03-12 01:00", 2_600_000, newest_at) is Status.ON_TRACK
    assert funds("2018-03-12 01:01", 2_600_000, newest_at) is Status.STALE


def test_before_the_opening_nothing_ages() -> None:
    own = {"kpi": {"members_briefed": {"stale_after_hours": 36}}}
    tally = MemberTally(members=10, briefed=9, briefed_at=at("2017-11-01 12:00"))
    statuses = [
        reading_of("members_briefed", facts(at(moment), settings=own, members=tally)).status
        for moment in ("2018-01-19", "2018-01-20 00:00")
    ]
    assert statuses == [Status.ON_TRACK, Status.STALE]


def test_what_people_keep_by_hand_ages_only_where_the_campaign_gives_a_limit() -> None:
    tally = RelayTally(allies=3, agreed_audience=60_000, newest_at=at("2018-03-01 12:00"))
    own = {"kpi": {"relay_closing": {"stale_after_hours": 168}}}
    by_default = reading_of("relay_closing", facts(at("2018-03-12"), relay_closing=tally))
    with_limit = reading_of("relay_closing", facts(at("2018-03-12"), settings=own, relay_closing=tally))
    assert (by_default.status, with_limit.status) == (Status.ON_TRACK, Status.STALE)


def test_a_stale_reading_keeps_its_figure_and_says_when_its_datum_is_from() -> None:
    newest_at = at("2018-02-01 12:00")
    reading = reading_of("news", facts(at("2018-02-16"), news=NewsTally(4, 4, newest_at)))
    assert (reading.status, reading.measure.value) == (Status.STALE, 4)
    assert reading.why.params == {"when": newest_at}


def test_a_deadline_of_its_own_is_the_end_of_the_day_that_is_written() -> None:
    newest_at = at("2018-02-20 12:00")
    assert funds("2018-02-20", 2_000_000, newest_at, deadline="2018-02-20") is Status.ON_TRACK
    assert funds("2018-02-21 00:00", 2_000_000, newest_at, deadline="2018-02-20") is Status.MISSED


def test_a_deadline_of_its_own_may_be_an_instant() -> None:
    newest_at, noon = at("2018-02-20 09:00"), "2018-02-20T12:00:00-05:00"
    assert funds("2018-02-20 11:59", 2_000_000, newest_at, deadline=noon) is Status.ON_TRACK
    assert funds("2018-02-20 12:00", 2_000_000, newest_at, deadline=noon) is Status.MISSED


def test_more_than_stays_strict_with_a_target_of_its_own() -> None:
    own = {"kpi": {"relay_launch": {"target": 1000}}}
    statuses = [
        reading_of("relay_launch", facts(at("2018-01-21"), settings=own, relay_launch=tally)).status
        for tally in (RelayTally(allies=1, relayed_audience=1000), RelayTally(allies=1, relayed_audience=1001))
    ]
    assert statuses == [Status.OFF_TRACK, Status.REACHED]


@pytest.mark.parametrize(
    ("value", "status"),
    [(900, "on_track"), (899, "at_risk"), (700, "at_risk"), (699, "off_track"), (0, "off_track"), (5000, "on_track")],
)
def test_a_pace_is_judged_at_90_and_70_percent_of_what_is_expected(value: int, status: str) -> None:
    assert paced(value, Fraction(1000)).value == status


@pytest.mark.parametrize(
    ("value", "can_still_be_met", "status"),
    [
        (Fraction("0.9"), True, "on_track"),
        (Fraction("0.9"), False, "at_risk"),
        (Fraction("0.8999"), True, "at_risk"),
        (Fraction("0.7"), False, "at_risk"),
        (Fraction("0.6999"), True, "off_track"),
    ],
)
def test_a_known_group_is_on_track_only_while_the_target_can_still_be_met(
    value: Fraction, can_still_be_met: bool, status: str
) -> None:
    assert paced_group(value, Fraction(1), can_still_be_met=can_still_be_met).value == status


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        (0, 1, 0.0, 79.3),
        (0, 7, 0.0, 35.4),
        (2, 7, 8.2, 64.1),
        (7, 7, 64.6, 100.0),
        (3, 10, 10.8, 60.3),
        (9, 30, 16.7, 47.9),
        (20, 40, 35.2, 64.8),
        (30, 100, 21.9, 39.6),
    ],
)
def test_the_interval_is_wilson_s(successes: int, trials: int, low: float, high: float) -> None:
    assert [round(100 * bound, 1) for bound in wilson_interval(successes, trials)] == [low, high]


def test_without_any_case_the_interval_is_everything() -> None:
    assert wilson_interval(0, 0) == (0.0, 1.0)


@settings(deadline=None)
@given(st.integers(1, 5000).flatmap(lambda trials: st.tuples(st.integers(0, trials), st.just(trials))))
def test_an_interval_holds_its_rate_and_stays_between_0_and_1(sample: tuple[int, int]) -> None:
    low, high = wilson_interval(*sample)
    assert 0 <= low <= sample[0] / sample[1] <= high <= 1


def as_seen_from(known: Facts, zone: Any) -> Facts:
    """The same facts, their instant written in another zone."""
    return Facts(known.campaign, known.tallies, known.figures, known.as_of.astimezone(zone))


def test_an_instant_written_in_another_zone_is_the_same_instant() -> None:
    newest_at = at("2018-03-10 12:00")
    known = facts(at("2018-03-12 01:00"), money=MoneyTally(known=True, counted_cents=1, newest_at=newest_at))
    local = reading_of("funds", as_seen_from(known, TORONTO))
    assert (local.status, local.measure) == (Status.OFF_TRACK, reading_of("funds", known).measure)


@pytest.mark.parametrize("contributors", [9, 10])
def test_a_rate_is_judged_from_ten_cases_on(contributors: int) -> None:
    tally = AmbassadorTally(contributors, ambassadors=1, reshares=1, newest_at=at("2018-02-16") - timedelta(hours=1))
    status = reading_of("ambassador_rate", facts(at("2018-02-16"), ambassadors=tally)).status
    assert (status is Status.TOO_EARLY) == (contributors == 9)
