"""The KPIs of the second calculation, on campaigns small enough to be worked out by hand."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from .judging import expected_share, wilson
from .oracle import oracle
from .tiny import SETTINGS, folder_of, kpi


def test_wilson_of_2_in_7_is_8_2_to_64_1_percent() -> None:
    low, high = wilson(2, 7)
    assert (round(low, 3), round(high, 3)) == (0.082, 0.641)
    assert [round(bound, 3) for bound in wilson(27, 117)] == [0.164, 0.315]
    assert [round(bound, 3) for bound in (*wilson(0, 7), *wilson(7, 7))] == [0.0, 0.354, 0.646, 1.0]


def test_only_a_re_share_strictly_after_the_first_counted_gift_makes_an_ambassador(tmp_path: Path) -> None:
    """a: exactly at; b: after, by address; c: before; d: after its pending gift, before the counted one."""
    gifts = """
id,contributed_at,amount,status,email
a,2018-02-01T12:00,1,counted,a@x.ca
b,2018-02-01T12:00,1,counted,B@x.ca
c,2018-02-01T12:00,1,counted,c@x.ca
d1,2018-02-01T12:00,1,pending,d@x.ca
d2,2018-02-05T12:00,1,counted,d@x.ca"""
    shares = """
shared_at,contribution_id,email
2018-02-01T12:00,a,
2018-02-01T12:00:00.000001,,b@x.ca
2018-02-01T11:00,c,
2018-02-03,d1,
2018-03-01,a,"""
    folder = folder_of(tmp_path, contributions=gifts, reshares=shares)
    told = kpi(oracle(folder, "2018-02-23"), "ambassador_rate")
    assert (told["numerator"], told["denominator"], told["value"]) == (1, 4, 0.25)
    assert told["status"] == "reached"
    assert kpi(oracle(folder, "2018-01-31"), "ambassador_rate")["status"] == "no_data"


def test_a_thank_you_counts_up_to_24_hours_and_is_late_after_them(tmp_path: Path) -> None:
    rows = """
id,contributed_at,amount,status,thanked_at
in-time,2018-02-01T12:00,1,counted,2018-02-02T12:00
late,2018-02-01T12:00,1,counted,2018-02-02T12:00:00.000001
waiting,2018-02-02T12:00,1,counted,"""
    folder = folder_of(tmp_path, contributions=rows)
    on_the_hour = kpi(oracle(folder, "2018-02-03T12:00:00-05:00"), "thanked_within_24h")
    just_after = kpi(oracle(folder, "2018-02-03T12:00:00.000001-05:00"), "thanked_within_24h")
    assert (on_the_hour["numerator"], on_the_hour["denominator"]) == (1, 2)
    assert (just_after["numerator"], just_after["denominator"]) == (1, 3)


def test_the_mean_of_shares_takes_the_latest_known_count_of_posts_48_hours_old(tmp_path: Path) -> None:
    posts = """
platform,id,published_at
facebook,1,2018-02-01T12:00
facebook,2,2018-02-01T12:00:01
mastodon,1,2018-02-01
facebook,3,2018-01-19
facebook,4,2018-01-25"""
    counts = """
platform,post_id,observed_at,shares
facebook,1,2018-02-01,10
facebook,1,2018-02-02,70
facebook,1,2018-02-03,
facebook,1,2018-02-04,90
facebook,2,2018-02-02,50
mastodon,1,2018-02-02,900
facebook,3,2018-02-02,500
facebook,4,2018-02-02,"""
    folder = folder_of(tmp_path, posts=posts, post_counts=counts)
    first = kpi(oracle(folder, "2018-02-03T12:00:00-05:00"), "shares_per_post")
    assert (first["value"], first["n"], first["reached"]) == (70.0, 1, 1)
    both = kpi(oracle(folder, "2018-02-03T12:00:01-05:00"), "shares_per_post")
    assert (both["value"], both["n"], both["smallest"], both["median"]) == (60.0, 2, 50, 60.0)


def test_identical_rows_of_the_log_are_added_and_missed_days_are_never_made_up(tmp_path: Path) -> None:
    log = "day,minutes\n" + "\n".join(f"2018-01-{day},15\n2018-01-{day},15" for day in range(20, 31))
    settings = f"{SETTINGS}[kpi.daily_communication]\nstale_after_hours = 1000\n"
    folder = folder_of(tmp_path, settings, communication_log=log)
    assert kpi(oracle(folder, "2018-01-30"), "daily_communication")["status"] == "reached"
    told = kpi(oracle(folder, "2018-01-31"), "daily_communication")
    assert (told["numerator"], told["denominator"], told["status"]) == (11, 12, "on_track")
    late = kpi(oracle(folder, "2018-02-01T00:00:00-05:00"), "daily_communication")
    assert (late["numerator"], late["denominator"], late["status"]) == (11, 13, "at_risk")


def test_more_than_50_000_is_strict_and_an_unknown_audience_is_left_out(tmp_path: Path) -> None:
    rows = """
name,audience,agreed_on,launch_relayed_on,closing_relayed_on
A,50000,2018-01-02,2018-01-20,
B,1,2018-01-02,2018-01-22,
C,,2018-01-02,2018-01-20,"""
    folder = folder_of(tmp_path, allies=rows)
    first = kpi(oracle(folder, "2018-01-21"), "relay_launch")
    assert (first["value"], first["agreed"], first["status"]) == (50_000, 50_001, "on_track")
    assert kpi(oracle(folder, "2018-01-22"), "relay_launch")["status"] == "reached"
    assert kpi(oracle(folder, "2018-03-09"), "relay_closing")["status"] == "not_started"
    closing = kpi(oracle(folder, "2018-03-10"), "relay_closing")
    assert (closing["value"], closing["agreed"], closing["status"]) == (0, 50_001, "on_track")


def test_the_fans_week_ends_with_day_7(tmp_path: Path) -> None:
    rows = """
account,observed_at,followers
ulule,2018-01-19T23:59:59.999999,140
facebook,2018-01-22,900
ulule,2018-01-22,80
ulule,2018-01-26T23:59:59.999999,99
ulule,2018-01-27,140"""
    folder = folder_of(tmp_path, audience=rows)
    told = kpi(oracle(folder, "2018-01-26"), "fans_first_week")
    assert (told["value"], told["status"]) == (99, "on_track")
    after = kpi(oracle(folder, "2018-01-27T00:00:00-05:00"), "fans_first_week")
    assert (after["value"], after["status"]) == (99, "missed")


def test_responsibilities_need_words_and_a_planned_day_before_the_opening(tmp_path: Path) -> None:
    rows = """
name,on_social,responsibility,responsibility_planned_on,first_reshare_on
A,yes,Infolettre,2018-01-19,2018-01-21
B,no,Infolettre,2018-01-20,2018-01-21
C,,,2018-01-10,2018-01-21
D,yes,Infolettre,2018-01-10,"""
    figures = oracle(folder_of(tmp_path, members=rows), "2018-01-22")
    told = kpi(figures, "members_with_responsibility")
    assert (told["numerator"], told["denominator"], told["status"]) == (2, 4, "missed")
    sharing = kpi(figures, "members_resharing")
    assert (sharing["numerator"], sharing["denominator"]) == (1, 2)


def test_people_of_the_first_day_are_found_by_address_or_by_hand(tmp_path: Path) -> None:
    gifts = """
id,contributed_at,amount,status,email
1,2018-01-20,1,counted,a@x.ca
2,2018-01-20T23:59:59.999999,1,counted,b@x.ca
3,2018-01-21,1,counted,c@x.ca
4,2018-01-20T12:00,1,pending,d@x.ca"""
    people = """
name,email,identified_on,contribution_id
A, A@X.ca ,2018-01-12,
B,other@x.ca,2018-01-12,2
C,c@x.ca,2018-01-12,
D,d@x.ca,2018-01-12,
E,a@x.ca,2018-01-20,"""
    folder = folder_of(tmp_path, contributions=gifts, first_day=people)
    assert kpi(oracle(folder, "2018-01-19"), "first_day_contributors")["status"] == "at_risk"
    told = kpi(oracle(folder, "2018-01-22"), "first_day_contributors")
    assert (told["value"], told["status"]) == (2, "missed")


def test_absent_files_give_no_data_and_never_zero(tmp_path: Path) -> None:
    figures = oracle(folder_of(tmp_path), "2018-02-23")
    assert len(figures["kpis"]) == 15
    judged = {one["id"] for one in figures["kpis"] if (one["value"], one["status"]) != (None, "no_data")}
    assert judged == {"relay_closing"}  # its wave has not started


def test_a_datum_older_than_the_limit_suspends_the_verdict_while_the_campaign_runs(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, news="id,published_at,title\n1,2018-02-01T12:00,Un")
    at = {hour: kpi(oracle(folder, f"2018-02-0{hour}:00-05:00"), "news")["status"] for hour in ("3T00:00", "3T00:01")}
    assert at == {"3T00:00": "off_track", "3T00:01": "stale"}


def test_the_reference_curve_is_straight_between_its_points() -> None:
    assert expected_share(Fraction(1, 2)) == Fraction(39, 100)
    assert expected_share(Fraction(5, 8)) == Fraction("0.4775")
    assert [expected_share(Fraction(share)) for share in (0, 1)] == [Fraction(0), Fraction(1)]
