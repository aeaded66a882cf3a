"""The KPIs of mobilisation: members, the launch evening, the people of the first day."""

from __future__ import annotations

import pytest

from lib.campaign.tallies import FirstDayTally, LaunchTally, MemberTally
from lib.kpis.reading import Status

from .cases import Case, at, cases, facts, reading_of

TABLES = {
    # Due at the opening, "more than" half: 45 % is 0.90 of the target, 35 % is 0.70.
    "members_with_responsibility": """
case                                         | as of            | done | members | rate   | status
no member written down                       | 2017-11-01       | 0    | 0       | —      | no_data
over, no member written down                 | 2018-03-20       | 0    | 0       | —      | no_data
the only member                              | 2017-11-01       | 1    | 1       | 1      | reached
none of ten                                  | 2017-11-01       | 0    | 10      | 0      | off_track
exactly half is not more than half           | 2018-01-10       | 5    | 10      | 1/2    | on_track
one member more than half                    | 2018-01-10       | 6    | 10      | 3/5    | reached
a hair above half                            | 2018-01-10       | 51   | 101     | 51/101 | reached
0.90 of the target                           | 2018-01-10       | 45   | 100     | 9/20   | on_track
one member below 0.90                        | 2018-01-10       | 44   | 100     | 11/25  | at_risk
0.70 of the target                           | 2018-01-10       | 35   | 100     | 7/20   | at_risk
one member below 0.70                        | 2018-01-10       | 34   | 100     | 17/50  | off_track
the last microsecond before the opening      | 2018-01-19       | 5    | 10      | 1/2    | on_track
the opening, exactly half                    | 2018-01-20 00:00 | 5    | 10      | 1/2    | missed
the opening, more than half                  | 2018-01-20 00:00 | 6    | 10      | 3/5    | reached
over, exactly half                           | 2018-03-20       | 5    | 10      | 1/2    | missed
""",
    # Among members on social networks, from the opening to the closing.
    "members_resharing": """
case                                         | as of            | done | members | rate   | status
the eve, nobody is on social networks        | 2018-01-19       | 0    | 0       | —      | not_started
the eve, all of them                         | 2018-01-19       | 10   | 10      | 1      | not_started
nobody is on social networks                 | 2018-01-20 00:00 | 0    | 0       | —      | no_data
over, nobody is on social networks           | 2018-03-17 00:00 | 0    | 0       | —      | no_data
the only one                                 | 2018-01-21       | 1    | 1       | 1      | reached
none of ten                                  | 2018-01-21       | 0    | 10      | 0      | off_track
all of them                                  | 2018-02-16       | 10   | 10      | 1      | reached
all but one, 0.90 of the target              | 2018-02-16       | 9    | 10      | 9/10   | on_track
below 0.90                                   | 2018-02-16       | 89   | 100     | 89/100 | at_risk
0.70 of the target                           | 2018-02-16       | 7    | 10      | 7/10   | at_risk
below 0.70                                   | 2018-02-16       | 69   | 100     | 69/100 | off_track
the last microsecond                         | 2018-03-16       | 9    | 10      | 9/10   | on_track
the closing, all but one                     | 2018-03-17 00:00 | 9    | 10      | 9/10   | missed
the closing, all of them                     | 2018-03-17 00:00 | 10   | 10      | 1      | reached
""",
    # Always open, due at the closing.
    "members_briefed": """
case                                         | as of            | done | members | rate   | status
before the campaign, no member written down  | 2017-11-01       | 0    | 0       | —      | no_data
over, no member written down                 | 2018-03-20       | 0    | 0       | —      | no_data
before the campaign, the only member         | 2017-11-01       | 1    | 1       | 1      | reached
before the campaign, none of ten             | 2017-11-01       | 0    | 10      | 0      | off_track
before the campaign, all but one             | 2018-01-13       | 9    | 10      | 9/10   | on_track
half-way, all of them                        | 2018-02-16       | 10   | 10      | 1      | reached
half-way, all but one, 0.90 of the target    | 2018-02-16       | 9    | 10      | 9/10   | on_track
half-way, below 0.90                         | 2018-02-16       | 89   | 100     | 89/100 | at_risk
half-way, 0.70 of the target                 | 2018-02-16       | 7    | 10      | 7/10   | at_risk
half-way, below 0.70                         | 2018-02-16       | 69   | 100     | 69/100 | off_track
the last microsecond                         | 2018-03-16       | 9    | 10      | 9/10   | on_track
the closing, all but one                     | 2018-03-17 00:00 | 9    | 10      | 9/10   | missed
the closing, all of them                     | 2018-03-17 00:00 | 10   | 10      | 1      | reached
""",
    # Due when the day of the evening ends. On the evening itself nobody can be on track: people are there or not.
    "launch_attendance": """
case                                         | as of            | held on    | people | status
no evening written down                      | 2018-01-10       | —          | —      | no_data
over, no evening written down                | 2018-03-20       | —          | —      | no_data
the day before the evening                   | 2018-01-18       | 2018-01-19 | —      | not_started
the evening's day begins, nobody has counted | 2018-01-19 00:00 | 2018-01-19 | —      | no_data
the evening, nobody came                     | 2018-01-19 20:00 | 2018-01-19 | 0      | off_track
the evening, one person                      | 2018-01-19 20:00 | 2018-01-19 | 1      | off_track
the evening, fifty                           | 2018-01-19 20:00 | 2018-01-19 | 50     | reached
the evening, one person below fifty          | 2018-01-19 20:00 | 2018-01-19 | 49     | at_risk
the evening, 0.70 of the target              | 2018-01-19 20:00 | 2018-01-19 | 35     | at_risk
the evening, one person below 0.70           | 2018-01-19 20:00 | 2018-01-19 | 34     | off_track
the last microsecond of its day              | 2018-01-19       | 2018-01-19 | 49     | at_risk
the day after, one person below fifty        | 2018-01-20 00:00 | 2018-01-19 | 49     | missed
the day after, fifty                         | 2018-01-20 00:00 | 2018-01-19 | 50     | reached
the day after, nobody has counted            | 2018-01-20 00:00 | 2018-01-19 | —      | no_data
the campaign is over, nobody came            | 2018-03-20       | 2018-01-19 | 0      | missed
an evening inside the campaign               | 2018-02-01       | 2018-02-02 | —      | not_started
""",
    # Due when day 1 ends; until then, what counts is how many people are identified.
    "first_day_contributors": """
case                                         | as of            | listed | identified | gave | people | status
nobody identified                            | 2017-12-01       | 0      | 0          | 0    | —      | no_data
over, nobody identified                      | 2018-01-21 00:00 | 0      | 0          | 0    | —      | no_data
one identified                               | 2017-12-01       | 1      | 1          | 0    | 0      | at_risk
four identified                              | 2018-01-10       | 4      | 4          | 0    | 0      | at_risk
five identified                              | 2018-01-10       | 5      | 5          | 0    | 0      | on_track
six identified                               | 2018-01-10       | 6      | 6          | 0    | 0      | on_track
the opening, five identified                 | 2018-01-20 00:00 | 5      | 5          | 0    | 0      | on_track
day 1, four of five gave                     | 2018-01-20 12:00 | 5      | 5          | 4    | 4      | on_track
day 1, three of four gave                    | 2018-01-20 12:00 | 4      | 4          | 3    | 3      | at_risk
day 1, five of five gave                     | 2018-01-20 12:00 | 5      | 5          | 5    | 5      | reached
day 1, seven of eight gave                   | 2018-01-20 12:00 | 8      | 8          | 7    | 7      | reached
day 1, identified too late                   | 2018-01-20 12:00 | 6      | 0          | 0    | 0      | at_risk
the last microsecond of day 1                | 2018-01-20       | 5      | 5          | 4    | 4      | on_track
day 1 is over, four gave                     | 2018-01-21 00:00 | 5      | 5          | 4    | 4      | missed
day 1 is over, five gave                     | 2018-01-21 00:00 | 5      | 5          | 5    | 5      | reached
the campaign is over, none gave              | 2018-03-20       | 5      | 5          | 0    | 0      | missed
""",
}  # fmt: skip


@pytest.mark.parametrize("case", cases("members_with_responsibility", TABLES))
def test_more_than_half_of_the_members_have_a_responsibility_before_the_opening(case: Case) -> None:
    tally = MemberTally(members=int(case["members"]), with_responsibility=int(case["done"]))
    reading = reading_of("members_with_responsibility", facts(case.as_of, members=tally))
    assert (reading.measure.value, reading.status.value) == (case.share("rate"), case["status"])


@pytest.mark.parametrize("case", cases("members_resharing", TABLES))
def test_all_members_on_social_networks_re_share_during_the_campaign(case: Case) -> None:
    tally = MemberTally(members=200, on_social=int(case["members"]), resharing=int(case["done"]))
    reading = reading_of("members_resharing", facts(case.as_of, members=tally))
    assert (reading.measure.value, reading.status.value) == (case.share("rate"), case["status"])


@pytest.mark.parametrize("case", cases("members_briefed", TABLES))
def test_all_members_master_the_key_elements(case: Case) -> None:
    tally = MemberTally(members=int(case["members"]), briefed=int(case["done"]))
    reading = reading_of("members_briefed", facts(case.as_of, members=tally))
    assert (reading.measure.value, reading.status.value) == (case.share("rate"), case["status"])


@pytest.mark.parametrize(
    ("kpi_id", "parts"),
    [("members_with_responsibility", (6, 12)), ("members_resharing", (5, 8)), ("members_briefed", (9, 12))],
)
def test_a_rate_of_members_comes_with_its_parts_and_no_interval(kpi_id: str, parts: tuple[int, int]) -> None:
    tally = MemberTally(members=12, with_responsibility=6, on_social=8, resharing=5, briefed=9)
    measure = reading_of(kpi_id, facts(at("2018-02-16"), members=tally)).measure
    assert (measure.numerator, measure.denominator, measure.low, measure.high) == (*parts, None, None)


def test_each_rate_of_members_has_its_own_newest_datum() -> None:
    planned, shared, briefed = at("2018-01-05 00:00"), at("2018-02-01 00:00"), at("2018-01-12 00:00")
    tally = MemberTally(members=3, on_social=3, responsibility_at=planned, resharing_at=shared, briefed_at=briefed)
    known = facts(at("2018-02-16"), members=tally)
    ids = ("members_with_responsibility", "members_resharing", "members_briefed")
    assert [reading_of(kpi_id, known).measure.observed_at for kpi_id in ids] == [planned, shared, briefed]


@pytest.mark.parametrize("case", cases("launch_attendance", TABLES))
def test_people_at_the_launch_evening(case: Case) -> None:
    tally = LaunchTally(held_on=case.day("held on"), attendance=case.count("people"))
    reading = reading_of("launch_attendance", facts(case.as_of, launch=tally))
    assert (reading.measure.value, reading.status.value) == (case.count("people"), case["status"])


def test_each_reason_for_not_knowing_who_came_has_its_sentence() -> None:
    day = Case(on="2018-01-19").day("on")
    said = [
        reading_of("launch_attendance", facts(at("2018-01-25"), launch=tally)).why.params
        for tally in (LaunchTally(), LaunchTally(held_on=day), LaunchTally(held_on=day, attendance=42))
    ]
    assert said == [{}, {"day": day}, {"count": 42}]


@pytest.mark.parametrize(
    ("as_of", "attendance", "status"),
    [
        ("2018-01-14 23:59", None, Status.NOT_STARTED),
        ("2018-01-16 12:00", 55, Status.REACHED),
        ("2018-01-16 12:00", 42, Status.AT_RISK),
        ("2018-01-19 23:59", 42, Status.AT_RISK),
        ("2018-01-20 00:00", 42, Status.MISSED),
    ],
)
def test_several_launch_evenings_begin_with_the_first_and_are_missed_after_the_last(as_of: str, attendance: int | None, status: Status) -> None:
    first, last = Case(on="2018-01-15").day("on"), Case(on="2018-01-19").day("on")
    tally = LaunchTally(held_on=last, attendance=attendance, first_on=first)
    assert reading_of("launch_attendance", facts(at(as_of), launch=tally)).status is status


def test_an_evening_on_the_day_of_the_change_of_hour_ends_with_its_23_hours() -> None:
    tally = LaunchTally(held_on=Case(on="2018-03-11").day("on"), attendance=49)
    statuses = [
        reading_of("launch_attendance", facts(at(moment), launch=tally)).status
        for moment in ("2018-03-11 23:59", "2018-03-12 00:00")
    ]
    assert statuses == [Status.AT_RISK, Status.MISSED]


@pytest.mark.parametrize("case", cases("first_day_contributors", TABLES))
def test_the_people_identified_before_the_opening_give_on_day_1(case: Case) -> None:
    tally = FirstDayTally(int(case["listed"]), int(case["identified"]), int(case["gave"]))
    reading = reading_of("first_day_contributors", facts(case.as_of, first_day=tally))
    assert (reading.measure.value, reading.status.value) == (case.count("people"), case["status"])


def test_how_many_are_identified_stands_beside_how_many_gave() -> None:
    tally = FirstDayTally(listed=7, identified=6, contributed=2)
    measure = reading_of("first_day_contributors", facts(at("2018-01-20 12:00"), first_day=tally)).measure
    assert (measure.value, measure.details["identified"]) == (2, 6)
