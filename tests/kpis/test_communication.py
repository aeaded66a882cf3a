"""The KPIs of dynamic communication: thanks within 24 h, 30 minutes a day, news."""

from __future__ import annotations

from fractions import Fraction

import pytest

from lib.campaign.tallies import LogTally, NewsTally, ThanksTally

from .cases import Case, at, cases, facts, reading_of

TABLES = {
    # "due": thanked, or older than 24 h. Once one is late, 100 % can no longer be met; a lower target always can.
    "thanked_within_24h": """
case                                         | as of            | target | in time | due | thanked | newest           | rate   | status
the eve                                      | 2018-01-19       |        | 0       | 0   | 0       | —                | —      | not_started
day 1, no contribution                       | 2018-01-20       |        | 0       | 0   | 0       | —                | —      | no_data
nobody has ever noted a thank-you            | 2018-02-16       |        | 0       | 3   | 0       | —                | —      | no_data
over, nobody has ever noted a thank-you      | 2018-03-17 00:00 |        | 0       | 90  | 0       | —                | —      | no_data
one, thanked in time                         | 2018-01-20       |        | 1       | 1   | 1       |                  | 1      | reached
one, thanked late                            | 2018-01-22       |        | 0       | 1   | 1       |                  | 0      | off_track
a hundred in time                            | 2018-02-16       |        | 100     | 100 | 100     |                  | 1      | reached
a hundred in time, none since long           | 2018-02-16       |        | 100     | 100 | 100     | 2018-02-01 12:00 | 1      | reached
one late of a hundred                        | 2018-02-16       |        | 99      | 100 | 100     |                  | 99/100 | at_risk
one late of ten, never thanked               | 2018-02-16       |        | 9       | 10  | 9       |                  | 9/10   | at_risk
0.70 of the target                           | 2018-02-16       |        | 70      | 100 | 100     |                  | 7/10   | at_risk
one below 0.70                               | 2018-02-16       |        | 69      | 100 | 100     |                  | 69/100 | off_track
a target of 90 %: met                        | 2018-02-16       | 0.9    | 90      | 100 | 100     |                  | 9/10   | reached
a target of 90 %: one below                  | 2018-02-16       | 0.9    | 89      | 100 | 100     |                  | 89/100 | on_track
a target of 90 %: 0.90 of it                 | 2018-02-16       | 0.9    | 81      | 100 | 100     |                  | 81/100 | on_track
a target of 90 %: one below 0.90             | 2018-02-16       | 0.9    | 80      | 100 | 100     |                  | 4/5    | at_risk
a target of 90 %: 0.70 of it                 | 2018-02-16       | 0.9    | 63      | 100 | 100     |                  | 63/100 | at_risk
a target of 90 %: one below 0.70             | 2018-02-16       | 0.9    | 62      | 100 | 100     |                  | 31/50  | off_track
the newest thank-you is 36 h old             | 2018-02-16 12:00 |        | 99      | 100 | 100     | 2018-02-15 00:00 | 99/100 | at_risk
the newest thank-you is a minute older       | 2018-02-16 12:00 |        | 99      | 100 | 100     | 2018-02-14 23:59 | 99/100 | stale
the last microsecond                         | 2018-03-16       |        | 99      | 100 | 100     |                  | 99/100 | at_risk
the closing, one late                        | 2018-03-17 00:00 |        | 99      | 100 | 100     |                  | 99/100 | missed
the closing, all in time                     | 2018-03-17 00:00 |        | 100     | 100 | 100     |                  | 1      | reached
""",
    # Of 56 days: 100 % can still be met while no day that is over was missed. Day 10 is 2018-01-29, day 20 2018-02-08.
    "daily_communication": """
case                                         | as of            | target | good | today | entries | newest           | rate  | status
the eve, already logging                     | 2018-01-19       |        | 0    | no    | 4       |                  | —     | not_started
day 1, nothing logged                        | 2018-01-20       |        | 0    | no    | 0       | —                | —     | no_data
over, nothing ever logged                    | 2018-03-17 00:00 |        | 0    | no    | 0       | —                | —     | no_data
day 1, ten minutes                           | 2018-01-20       |        | 0    | no    | 1       |                  | 0     | off_track
day 1, thirty minutes                        | 2018-01-20       |        | 1    | yes   | 1       |                  | 1     | reached
logged before the campaign only              | 2018-01-20       |        | 0    | no    | 4       |                  | 0     | off_track
every day of ten                             | 2018-01-29       |        | 10   | yes   | 12      |                  | 1     | reached
nine of ten, today can still be good         | 2018-01-29 12:00 |        | 9    | no    | 12      |                  | 9/10  | on_track
nine of ten, one that is over was missed     | 2018-01-29 12:00 |        | 9    | yes   | 12      |                  | 9/10  | at_risk
eight of ten, today can still be good        | 2018-01-29 12:00 |        | 8    | no    | 12      |                  | 4/5   | at_risk
0.70 of the target                           | 2018-01-29       |        | 7    | yes   | 12      |                  | 7/10  | at_risk
one day below 0.70                           | 2018-01-29       |        | 6    | yes   | 12      |                  | 3/5   | off_track
nineteen of twenty, today can still be good  | 2018-02-08 12:00 |        | 19   | no    | 20      |                  | 19/20 | on_track
a target of 80 %: met                        | 2018-02-08       | 0.8    | 16   | yes   | 20      |                  | 4/5   | reached
a target of 80 %: one below, days to come    | 2018-02-08       | 0.8    | 15   | yes   | 20      |                  | 3/4   | on_track
a target of 80 %: last day, 44 and today     | 2018-03-16 12:00 | 0.8    | 44   | no    | 60      |                  | 44/56 | on_track
a target of 80 %: last day, 44 with today    | 2018-03-16 12:00 | 0.8    | 44   | yes   | 60      |                  | 44/56 | at_risk
a target of 80 %: last day, 43 and today     | 2018-03-16 12:00 | 0.8    | 43   | no    | 60      |                  | 43/56 | at_risk
the newest entry is 36 h old                 | 2018-01-29 12:00 |        | 9    | no    | 12      | 2018-01-28 00:00 | 9/10  | on_track
the newest entry is a day older              | 2018-01-29 12:00 |        | 8    | no    | 12      | 2018-01-27 00:00 | 4/5   | stale
the last day, all but today                  | 2018-03-16 12:00 |        | 55   | no    | 60      |                  | 55/56 | on_track
the last microsecond, all but today          | 2018-03-16       |        | 55   | no    | 60      |                  | 55/56 | on_track
the closing, all but one                     | 2018-03-17 00:00 |        | 55   | no    | 60      |                  | 55/56 | missed
the closing, every day                       | 2018-03-17 00:00 |        | 56   | no    | 60      |                  | 1     | reached
""",
    # The straight line: 1 of 10 at a tenth, 5 of 10 half-way; with a target of 20, 10 half-way.
    "news": """
case                                         | as of            | target | published | recorded | newest           | news | status
the eve, none                                | 2018-01-19       |        | 0         | 0        | —                | —    | not_started
the eve, one already published               | 2018-01-19       |        | 0         | 1        |                  | 0    | not_started
half-way, none recorded                      | 2018-02-16 23:30 |        | 0         | 0        | —                | —    | no_data
over, none recorded                          | 2018-03-17 00:00 |        | 0         | 0        | —                | —    | no_data
half-way, one from before the opening        | 2018-02-16 23:30 |        | 0         | 1        |                  | 0    | off_track
half-way, one                                | 2018-02-16 23:30 |        | 1         | 1        |                  | 1    | off_track
half-way, ten                                | 2018-02-16 23:30 |        | 10        | 10       |                  | 10   | reached
half-way, eleven                             | 2018-02-16 23:30 |        | 11        | 11       |                  | 11   | reached
half-way, nine                               | 2018-02-16 23:30 |        | 9         | 9        |                  | 9    | on_track
half-way, five                               | 2018-02-16 23:30 |        | 5         | 5        |                  | 5    | on_track
half-way, four                               | 2018-02-16 23:30 |        | 4         | 4        |                  | 4    | at_risk
half-way, three                              | 2018-02-16 23:30 |        | 3         | 3        |                  | 3    | off_track
half-way, 0.90 of what is expected           | 2018-02-16 23:30 | 20     | 9         | 9        |                  | 9    | on_track
half-way, one below 0.90                     | 2018-02-16 23:30 | 20     | 8         | 8        |                  | 8    | at_risk
half-way, 0.70 of what is expected           | 2018-02-16 23:30 | 20     | 7         | 7        |                  | 7    | at_risk
half-way, one below 0.70                     | 2018-02-16 23:30 | 20     | 6         | 6        |                  | 6    | off_track
a minute before a tenth, none                | 2018-01-25 14:17 |        | 0         | 1        |                  | 0    | too_early
a minute before a tenth, two                 | 2018-01-25 14:17 |        | 2         | 2        |                  | 2    | too_early
a minute before a tenth, ten                 | 2018-01-25 14:17 |        | 10        | 10       |                  | 10   | reached
a tenth, none                                | 2018-01-25 14:18 |        | 0         | 1        |                  | 0    | off_track
a tenth, one                                 | 2018-01-25 14:18 |        | 1         | 1        |                  | 1    | on_track
too early, but stale first                   | 2018-01-23 12:00 |        | 1         | 1        | 2018-01-21 23:59 | 1    | stale
the newest one is 36 h old                   | 2018-02-16 23:30 |        | 5         | 5        | 2018-02-15 11:30 | 5    | on_track
the newest one is a minute older             | 2018-02-16 23:30 |        | 5         | 5        | 2018-02-15 11:29 | 5    | stale
ten, none since long                         | 2018-03-10       |        | 10        | 10       | 2018-02-20 12:00 | 10   | reached
the last microsecond, nine                   | 2018-03-16       |        | 9         | 9        |                  | 9    | on_track
the closing, nine                            | 2018-03-17 00:00 |        | 9         | 9        |                  | 9    | missed
the closing, ten                             | 2018-03-17 00:00 |        | 10        | 10       |                  | 10   | reached
""",
}  # fmt: skip


@pytest.mark.parametrize("case", cases("thanked_within_24h", TABLES))
def test_contributions_are_thanked_within_24_hours(case: Case) -> None:
    tally = ThanksTally(int(case["in time"]), int(case["due"]), thanked=int(case["thanked"]), newest_at=case.newest_at)
    reading = reading_of("thanked_within_24h", facts(case.as_of, settings=case.settings, thanks=tally))
    assert (reading.measure.value, reading.status.value) == (case.share("rate"), case["status"])


def test_the_late_thanks_stand_beside_the_rate() -> None:
    tally = ThanksTally(in_time=6, due=10, waiting=1, thanked=9)
    measure = reading_of("thanked_within_24h", facts(at("2018-02-16"), thanks=tally)).measure
    assert (measure.numerator, measure.denominator, measure.low) == (6, 10, None)
    assert dict(measure.details) == {"late": 4, "waiting": 1}


def test_thanks_that_nobody_noted_are_said_with_how_many_wait() -> None:
    why = reading_of("thanked_within_24h", facts(at("2018-02-16"), thanks=ThanksTally(due=3, waiting=3))).why
    assert (why.plural, why.count) == ("No thank-you has been noted; %(count)s contributions wait for one.", 3)


def test_thanks_are_said_to_be_all_in_time_or_how_many_are_late() -> None:
    said = [
        reading_of("thanked_within_24h", facts(at("2018-02-16"), thanks=tally)).why
        for tally in (ThanksTally(in_time=6, due=6, thanked=6), ThanksTally(in_time=4, due=6, waiting=1, thanked=5))
    ]
    assert [message.params for message in said] == [{"due": 6}, {"done": 4, "due": 6, "late": 2, "waiting": 1}]


@pytest.mark.parametrize("case", cases("daily_communication", TABLES))
def test_days_with_thirty_minutes_are_judged_among_days_begun(case: Case) -> None:
    tally = LogTally(int(case["good"]), case["today"] == "yes", int(case["entries"]), case.newest_at)
    reading = reading_of("daily_communication", facts(case.as_of, settings=case.settings, log=tally))
    assert (reading.measure.value, reading.status.value) == (case.share("rate"), case["status"])


def test_the_rate_of_good_days_comes_with_its_parts_and_no_interval() -> None:
    tally = LogTally(good_days=30, entries=41)
    measure = reading_of("daily_communication", facts(at("2018-02-23"), log=tally)).measure
    assert (measure.numerator, measure.denominator, measure.low) == (30, 35, None)


def test_after_the_closing_today_is_no_day_of_the_campaign_to_come() -> None:
    longer = {"kpi": {"daily_communication": {"target": 0.8, "deadline": "2018-04-30"}}}
    known = facts(at("2018-03-20"), settings=longer, log=LogTally(good_days=44, entries=60))
    assert reading_of("daily_communication", known).status.value == "at_risk"


@pytest.mark.parametrize("case", cases("news", TABLES))
def test_news_are_judged_by_the_straight_line(case: Case) -> None:
    tally = NewsTally(int(case["published"]), int(case["recorded"]), case.newest_at)
    reading = reading_of("news", facts(case.as_of, settings=case.settings, news=tally))
    assert (reading.measure.value, reading.status.value) == (case.count("news"), case["status"])


def test_how_many_news_are_expected_stands_beside_how_many_there_are() -> None:
    tally = NewsTally(published=4, recorded=4, newest_at=at("2018-02-16 12:00"))
    measure = reading_of("news", facts(at("2018-02-16 23:30"), news=tally)).measure
    assert (measure.value, measure.details["expected"]) == (4, Fraction(5))
