"""The KPIs of visibility: fans, ambassadors, shares, the showcase image; the relays are in `test_relays`."""

from __future__ import annotations

from fractions import Fraction

import pytest

from lib.campaign.tallies import AmbassadorTally, FansTally, PostTally, ShowcaseTally
from lib.kpis.reading import Status

from .cases import NOTHING, Case, at, cases, facts, reading_of

TABLES = {
    # The week is 168 h long: half of it ends on 2018-01-23 12:00 (50 fans expected), a 14th on 2018-01-20 12:00 (100/14).
    "fans_first_week": """
case                                         | as of            | fans | newest           | status
the eve                                      | 2018-01-19       | —    | —                | not_started
the first instant, nobody has looked         | 2018-01-20 00:00 | —    | —                | no_data
the first instant, none                      | 2018-01-20 00:00 | 0    |                  | on_track
a quarter of an hour in, none                | 2018-01-20 00:15 | 0    |                  | off_track
mid-week, nobody has looked                  | 2018-01-23 12:00 | —    | —                | no_data
mid-week, none                               | 2018-01-23 12:00 | 0    |                  | off_track
mid-week, one                                | 2018-01-23 12:00 | 1    |                  | off_track
mid-week, 0.90 of the share of the week      | 2018-01-23 12:00 | 45   |                  | on_track
mid-week, one below 0.90                     | 2018-01-23 12:00 | 44   |                  | at_risk
mid-week, 0.70 of the share of the week      | 2018-01-23 12:00 | 35   |                  | at_risk
mid-week, one below 0.70                     | 2018-01-23 12:00 | 34   |                  | off_track
day 1 is judged: 7 of 7.1 expected           | 2018-01-20 12:00 | 7    |                  | on_track
day 1 is judged: 0.70 of what is expected    | 2018-01-20 12:00 | 5    |                  | at_risk
day 1 is judged: one below 0.70              | 2018-01-20 12:00 | 4    |                  | off_track
mid-week, a hundred                          | 2018-01-23 12:00 | 100  |                  | reached
mid-week, one below a hundred                | 2018-01-23 12:00 | 99   |                  | on_track
mid-week, a hundred seen long ago            | 2018-01-23 12:00 | 100  | 2018-01-20 09:00 | reached
the newest count is 36 h old                 | 2018-01-23 12:00 | 99   | 2018-01-22 00:00 | on_track
the newest count is a minute older           | 2018-01-23 12:00 | 99   | 2018-01-21 23:59 | stale
the last microsecond of the week, one below  | 2018-01-26       | 99   |                  | on_track
the last microsecond of the week, 90         | 2018-01-26       | 90   |                  | on_track
the last microsecond of the week, 89         | 2018-01-26       | 89   |                  | at_risk
the last microsecond of the week, 69         | 2018-01-26       | 69   |                  | off_track
the week is over, one below                  | 2018-01-27 00:00 | 99   |                  | missed
the week is over, seen long ago              | 2018-01-29 00:00 | 99   | 2018-01-26 12:00 | missed
the week is over, a hundred                  | 2018-01-27 00:00 | 100  |                  | reached
the week is over, nobody has looked          | 2018-01-27 00:00 | —    | —                | no_data
the campaign is over, one below              | 2018-03-20       | 99   |                  | missed
the campaign is over, a hundred              | 2018-03-20       | 100  |                  | reached
""",
    # None of n: the upper bound is z²/(n + z²) with z² = 3.8415, so 0.2588 for 11 and 0.2425 for 12.
    # 450 of 2 000: 0.90 of the target, but the interval ends at 0.2438. 225 of 1 000: it ends at 0.2519.
    "ambassador_rate": """
case                                         | as of            | ambassadors | contributors | reshares | newest           | rate     | status
the eve, nothing                             | 2018-01-19       | 0           | 0            | 0        | —                | —        | not_started
the eve, enough of them already              | 2018-01-19       | 3           | 12           | 4        |                  | 1/4      | not_started
half-way, nothing                            | 2018-02-16       | 0           | 0            | 0        | —                | —        | no_data
half-way, nobody has looked for re-shares    | 2018-02-16       | 0           | 117          | 0        | —                | —        | no_data
half-way, re-shares but no contributor       | 2018-02-16       | 0           | 0            | 5        |                  | —        | no_data
over, nobody has looked for re-shares        | 2018-03-17 00:00 | 0           | 117          | 0        | —                | —        | no_data
one of one                                   | 2018-02-16       | 1           | 1            | 1        |                  | 1        | reached
none of one                                  | 2018-02-16       | 0           | 1            | 1        |                  | 0        | too_early
two of nine                                  | 2018-02-16       | 2           | 9            | 2        |                  | 2/9      | too_early
none of nine                                 | 2018-02-16       | 0           | 9            | 1        |                  | 0        | too_early
none of nine, stale first                    | 2018-02-16 12:00 | 0           | 9            | 1        | 2018-02-14 23:59 | 0        | stale
none of ten: the interval holds the target   | 2018-02-16       | 0           | 10           | 1        |                  | 0        | at_risk
none of eleven: it still does                | 2018-02-16       | 0           | 11           | 1        |                  | 0        | at_risk
none of twelve: it does not                  | 2018-02-16       | 0           | 12           | 1        |                  | 0        | off_track
two of ten                                   | 2018-02-16       | 2           | 10           | 2        |                  | 1/5      | at_risk
exactly a quarter                            | 2018-02-16       | 3           | 12           | 3        |                  | 1/4      | reached
one ambassador below a quarter               | 2018-02-16       | 29          | 117          | 40       |                  | 29/117   | on_track
just above a quarter                         | 2018-02-16       | 30          | 117          | 40       |                  | 30/117   | reached
a quarter, seen long ago                     | 2018-02-16       | 30          | 117          | 40       | 2018-02-01 12:00 | 30/117   | reached
0.90 of the target                           | 2018-02-16       | 9           | 40           | 9        |                  | 9/40     | on_track
one ambassador below 0.90                    | 2018-02-16       | 8           | 40           | 8        |                  | 1/5      | at_risk
above 0.90, among 117                        | 2018-02-23       | 27          | 117          | 30       |                  | 27/117   | on_track
below 0.90, among 117                        | 2018-02-23       | 26          | 117          | 30       |                  | 26/117   | at_risk
0.90 and the interval just holds the target  | 2018-02-16       | 225         | 1000         | 300      |                  | 225/1000 | on_track
0.90 but the whole interval is below         | 2018-02-16       | 450         | 2000         | 500      |                  | 450/2000 | off_track
far below                                    | 2018-02-16       | 5           | 117          | 5        |                  | 5/117    | off_track
the newest re-share is 36 h old              | 2018-02-16 12:00 | 27          | 117          | 30       | 2018-02-15 00:00 | 27/117   | on_track
the newest re-share is a minute older        | 2018-02-16 12:00 | 27          | 117          | 30       | 2018-02-14 23:59 | 27/117   | stale
the last microsecond                         | 2018-03-16       | 29          | 117          | 40       |                  | 29/117   | on_track
the closing, one ambassador below            | 2018-03-17 00:00 | 29          | 117          | 40       |                  | 29/117   | missed
the closing, nine contributors only          | 2018-03-17 00:00 | 2           | 9            | 2        |                  | 2/9      | missed
the closing, above                           | 2018-03-17 00:00 | 30          | 117          | 40       |                  | 30/117   | reached
""",
    # "54x9 53" is nine posts with 54 shares and one with 53.
    "shares_per_post": """
case                                         | as of            | shares  | unknown | young | newest           | mean   | status
the eve                                      | 2018-01-19       | —       | 0       | 0     | —                | —      | not_started
no post at all                               | 2018-02-16       | —       | 0       | 0     | —                | —      | no_data
posts whose shares nobody knows              | 2018-02-16       | —       | 4       | 0     |                  | —      | no_data
posts that are too young                     | 2018-01-21       | —       | 0       | 2     |                  | —      | no_data
over, no post at all                         | 2018-03-17 00:00 | —       | 0       | 0     | —                | —      | no_data
one post above the target                    | 2018-01-22       | 70      | 0       | 1     |                  | 70     | reached
one post below the target                    | 2018-01-22       | 59      | 0       | 1     |                  | 59     | too_early
nine posts                                   | 2018-02-16       | 59x9    | 3       | 2     |                  | 59     | too_early
nine posts without a share                   | 2018-02-16       | 0x9     | 0       | 0     |                  | 0      | too_early
nine posts, stale first                      | 2018-02-16 12:00 | 59x9    | 0       | 0     | 2018-02-14 23:59 | 59     | stale
ten posts without a share                    | 2018-02-16       | 0x10    | 0       | 0     |                  | 0      | off_track
exactly 60                                   | 2018-02-16       | 60x10   | 0       | 0     |                  | 60     | reached
60 on the whole, most posts below            | 2018-02-16       | 15x9 465 | 0      | 0     |                  | 60     | reached
60, seen long ago                            | 2018-02-16       | 60x10   | 0       | 0     | 2018-01-30 12:00 | 60     | reached
one share below 60                           | 2018-02-16       | 60x9 59 | 0       | 0     |                  | 599/10 | on_track
0.90 of the target                           | 2018-02-16       | 54x10   | 0       | 0     |                  | 54     | on_track
one share below 0.90                         | 2018-02-16       | 54x9 53 | 0       | 0     |                  | 539/10 | at_risk
0.70 of the target                           | 2018-02-16       | 42x10   | 0       | 0     |                  | 42     | at_risk
one share below 0.70                         | 2018-02-16       | 42x9 41 | 0       | 0     |                  | 419/10 | off_track
the newest count is 36 h old                 | 2018-02-16 12:00 | 54x10   | 0       | 0     | 2018-02-15 00:00 | 54     | on_track
the newest count is a minute older           | 2018-02-16 12:00 | 54x10   | 0       | 0     | 2018-02-14 23:59 | 54     | stale
the last microsecond                         | 2018-03-16       | 60x9 59 | 0       | 0     |                  | 599/10 | on_track
the closing, one share below                 | 2018-03-17 00:00 | 60x9 59 | 0       | 0     |                  | 599/10 | missed
the closing, exactly 60                      | 2018-03-17 00:00 | 60x10   | 0       | 0     |                  | 60     | reached
""",
    "showcase_image": """
case                                         | as of            | planned | done on    | in place | status
nobody has planned one                       | 2018-01-10       | no      | —          | —        | no_data
over, nobody has planned one                 | 2018-03-20       | no      | —          | —        | no_data
planned                                      | 2018-01-10       | yes     | —          | 0        | at_risk
in place before the opening                  | 2018-01-10       | yes     | 2018-01-08 | 1        | reached
the last microsecond before the opening      | 2018-01-19       | yes     | —          | 0        | at_risk
the opening, not in place                    | 2018-01-20 00:00 | yes     | —          | 0        | missed
the opening, in place                        | 2018-01-20 00:00 | yes     | 2018-01-19 | 1        | reached
in place, but late                           | 2018-02-16       | yes     | 2018-02-01 | 1        | reached
over, never in place                         | 2018-03-20       | yes     | —          | 0        | missed
""",
}  # fmt: skip


@pytest.mark.parametrize("case", cases("fans_first_week", TABLES))
def test_fans_are_judged_by_the_share_of_the_first_week(case: Case) -> None:
    tally = FansTally(highest_first_week=case.count("fans"), newest_at=case.newest_at)
    reading = reading_of("fans_first_week", facts(case.as_of, fans=tally))
    assert (reading.measure.value, reading.status.value) == (case.count("fans"), case["status"])


def test_the_latest_count_of_fans_stands_beside_the_first_week_s() -> None:
    tally = FansTally(highest_first_week=88, latest=240, newest_at=at("2018-03-01 12:00"))
    measure = reading_of("fans_first_week", facts(at("2018-03-01"), fans=tally)).measure
    assert (measure.value, measure.details["latest"]) == (88, 240)


def test_fans_are_said_with_the_days_of_the_first_week() -> None:
    week = {"first": Case(on="2018-01-20").day("on"), "last": Case(on="2018-01-26").day("on")}
    unknown = reading_of("fans_first_week", facts(at("2018-02-01"))).why
    counted = reading_of("fans_first_week", facts(at("2018-02-01"), fans=FansTally(88))).why
    assert (unknown.params, counted.params) == (week, {"count": 88, **week})


@pytest.mark.parametrize("case", cases("ambassador_rate", TABLES))
def test_ambassadors_are_judged_by_the_rate_and_its_interval(case: Case) -> None:
    tally = AmbassadorTally(int(case["contributors"]), int(case["ambassadors"]), int(case["reshares"]), case.newest_at)
    reading = reading_of("ambassador_rate", facts(case.as_of, ambassadors=tally))
    assert (reading.measure.value, reading.status.value) == (case.share("rate"), case["status"])


def test_the_rate_of_ambassadors_comes_with_its_parts_and_its_interval() -> None:
    tally = AmbassadorTally(contributors=117, ambassadors=27, reshares=31, newest_at=at("2018-02-23 12:00"))
    measure = reading_of("ambassador_rate", facts(at("2018-02-23"), ambassadors=tally)).measure
    assert (measure.numerator, measure.denominator) == (27, 117)
    # Wilson: centre 0.23933, margin 0.07561.
    assert (measure.low, measure.high) == (pytest.approx(0.1637, abs=5e-5), pytest.approx(0.3149, abs=5e-5))
    assert measure.observed_at == at("2018-02-23 12:00")


def test_contributors_whose_re_shares_nobody_noted_are_still_counted() -> None:
    measure = reading_of("ambassador_rate", facts(at("2018-02-16"), ambassadors=AmbassadorTally(contributors=117))).measure
    assert (measure.value, measure.denominator) == (None, 117)
    assert measure.why.text != reading_of("ambassador_rate", facts(at("2018-02-16"))).why.text


def test_the_interval_of_ambassadors_is_said_in_whole_percents_that_hold_it() -> None:
    tally = AmbassadorTally(contributors=117, ambassadors=27, reshares=31, newest_at=at("2018-02-23 12:00"))
    said = reading_of("ambassador_rate", facts(at("2018-02-23"), ambassadors=tally)).why.params
    assert (said["low"].value * 100 // 1, said["high"].value) == (16, Fraction(32, 100))  # type: ignore[union-attr]


def shares_of(text: str) -> tuple[int, ...]:
    """The shares of each post: "54x9 53" is nine times 54, then 53."""
    if text == NOTHING:
        return ()
    pairs = [(*part.split("x"), "1")[:2] for part in text.split()]
    return tuple(sorted(int(shares) for shares, times in pairs for _ in range(int(times))))


@pytest.mark.parametrize("case", cases("shares_per_post", TABLES))
def test_posts_are_judged_by_their_mean_shares(case: Case) -> None:
    tally = PostTally(shares_of(case["shares"]), int(case["unknown"]), int(case["young"]), case.newest_at)
    reading = reading_of("shares_per_post", facts(case.as_of, posts=tally))
    assert (reading.measure.value, reading.status.value) == (case.share("mean"), case["status"])


def test_the_mean_of_shares_comes_with_median_smallest_and_posts_that_reach_the_target() -> None:
    tally = PostTally(shares=(10, 59, 60, 90), unknown=2, newest_at=at("2018-02-16"))
    measure = reading_of("shares_per_post", facts(at("2018-02-16"), posts=tally)).measure
    assert (measure.value, measure.n) == (Fraction(219, 4), 4)
    assert dict(measure.details) == {"median": Fraction(119, 2), "smallest": 10, "reached": 2, "unknown": 2}


def test_without_a_post_whose_shares_are_known_n_is_none_at_all() -> None:
    assert reading_of("shares_per_post", facts(at("2018-02-16"), posts=PostTally(unknown=4))).measure.n == 0


def test_a_post_reaches_the_campaign_s_own_target() -> None:
    tally = PostTally(shares=(10, 20, 30), newest_at=at("2018-02-16"))
    known = facts(at("2018-02-16"), settings={"kpi": {"shares_per_post": {"target": 20}}}, posts=tally)
    reading = reading_of("shares_per_post", known)
    assert (reading.status, reading.measure.details["reached"]) == (Status.REACHED, 2)


def test_each_reason_for_having_no_shares_has_its_sentence() -> None:
    said = [
        reading_of("shares_per_post", facts(at("2018-02-16"), posts=tally)).why.text
        for tally in (PostTally(unknown=1, young=1), PostTally(young=1), PostTally())
    ]
    assert said == [
        "Posts are known, but not their shares.",
        "No post is 48 hours old yet.",
        "No Facebook post of the campaign has been recorded yet.",
    ]


@pytest.mark.parametrize("case", cases("showcase_image", TABLES))
def test_the_showcase_image_is_in_place_or_not(case: Case) -> None:
    tally = ShowcaseTally(planned=case["planned"] == "yes", done_on=case.day("done on"))
    reading = reading_of("showcase_image", facts(case.as_of, showcase=tally))
    assert (reading.measure.value, reading.status.value) == (case.count("in place"), case["status"])


def test_the_showcase_image_says_since_when() -> None:
    tally = ShowcaseTally(planned=True, done_on=Case(on="2018-01-08").day("on"))
    measure = reading_of("showcase_image", facts(at("2018-02-16"), showcase=tally)).measure
    assert measure.details["since"] == measure.observed_at == at("2018-01-08 00:00")
