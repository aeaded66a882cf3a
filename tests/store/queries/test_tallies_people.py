"""Members, launch evening, first day, the daily half-hour, news and showcase image: values worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from lib.campaign.calendar import Period
from lib.campaign.tables import Row
from lib.campaign.tallies import (
    FirstDayTally,
    LaunchTally,
    LogTally,
    MemberTally,
    NewsTally,
    ShowcaseTally,
    Tallies,
)
from lib.store.engine import Store
from lib.store.queries.tallies import tallies
from tests.store.builders import CAMPAIGN, ZONE, contribution, local, put

TICK = timedelta(microseconds=1)
OPENING, CLOSING = CAMPAIGN.period.opens_at, CAMPAIGN.period.closes_at


def seen(store: Store, campaign_id: int, as_of: str | datetime) -> Tallies:
    return tallies(store, campaign_id, CAMPAIGN, local(as_of) if isinstance(as_of, str) else as_of)


def test_members_count_for_what_they_took_on_by_then(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, members=[
        {"name": "ready", "on_social": True, "responsibility": "Vidéo", "responsibility_planned_on": date(2018, 1, 19),
         "briefed_on": date(2018, 1, 5), "first_reshare_on": date(2018, 1, 21)},
        {"name": "planned too late", "on_social": True, "responsibility": "Affiches",
         "responsibility_planned_on": date(2018, 1, 20), "first_reshare_on": date(2018, 1, 25)},
        {"name": "planned, of what?", "on_social": False, "responsibility": "  ",
         "responsibility_planned_on": date(2018, 1, 2), "first_reshare_on": date(2018, 1, 2)},
        {"name": "no day", "responsibility": "Courriels"},
        {"name": "nothing"}, {"name": "nothing"},
    ])  # fmt: skip
    assert seen(store, campaign_id, "2018-01-24 12:00").members == MemberTally(
        members=6, with_responsibility=1, on_social=2, resharing=1, briefed=1,
        responsibility_at=local("2018-01-20 00:00"), resharing_at=local("2018-01-21 00:00"),
        briefed_at=local("2018-01-05 00:00"),
    )  # fmt: skip
    assert seen(store, campaign_id, "2018-01-18 12:00").members == MemberTally(
        members=6, on_social=2, briefed=1, briefed_at=local("2018-01-05 00:00")
    )


def test_a_campaign_that_opens_at_noon_takes_plans_of_that_very_day(store: Store, campaign_id: int) -> None:
    """A day is read as its start, and the start of the 20th comes before noon of the 20th."""
    put(store, campaign_id, members=[
        {"name": "a", "responsibility": "Vidéo", "responsibility_planned_on": date(2018, 1, 20)},
    ])  # fmt: skip
    at_noon = replace(CAMPAIGN, period=Period(local("2018-01-20 12:00"), CLOSING, ZONE))
    for campaign, expected in ((CAMPAIGN, 0), (at_noon, 1)):
        found = tallies(store, campaign_id, campaign, local("2018-01-22 00:00")).members
        assert found.with_responsibility == expected


def test_the_launch_evening_counts_once_held_and_counted(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, events=[
        {"name": "Lancement", "held_on": date(2018, 1, 19), "attendance": 31, "kind": "launch"},
        {"name": "Lancement à Québec", "held_on": date(2018, 1, 26), "attendance": 20, "kind": "launch"},
        {"name": "Lancement à Gatineau", "held_on": date(2018, 1, 27), "kind": "launch"},
        {"name": "Mi-campagne", "held_on": date(2018, 1, 20), "attendance": 500, "kind": "mid_campaign"},
    ])  # fmt: skip
    first, last = date(2018, 1, 19), date(2018, 1, 27)
    assert seen(store, campaign_id, "2018-01-18 23:59:59").launch == LaunchTally(last, None, None, first)
    assert seen(store, campaign_id, "2018-01-20 12:00").launch == LaunchTally(last, 31, local("2018-01-19 00:00"), first)
    assert seen(store, campaign_id, "2018-01-28 12:00").launch == LaunchTally(last, 51, local("2018-01-26 00:00"), first)


def test_people_of_the_first_day_are_matched_by_address_else_by_hand(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, first_day=[
        {"name": "by address", "email": "Ada@example.org", "identified_on": date(2018, 1, 10)},
        {"name": "by hand", "email": "else@example.org", "identified_on": date(2018, 1, 10), "contribution_id": "2"},
        {"name": "by hand alone", "identified_on": date(2018, 1, 19), "contribution_id": "3"},
        {"name": "identified too late", "email": "ada@example.org", "identified_on": date(2018, 1, 20)},
        {"name": "gave on day 2", "email": "late@example.org", "identified_on": date(2018, 1, 10)},
        {"name": "took it back", "email": "back@example.org", "identified_on": date(2018, 1, 10)},
        {"name": "gave nothing", "identified_on": date(2018, 1, 10)},
        {"name": "nobody knows yet", "identified_on": date(2018, 2, 10)},
    ], contributions=[
        contribution("1", "2018-01-20 00:00", 5, email="ada@example.org"),
        contribution("1b", "2018-01-20 08:00", 5, email="ada@example.org"),
        contribution("2", "2018-01-20 12:00", 5, email="bob@example.org"),
        contribution("3", "2018-01-20 23:59:59.999999", 5),
        contribution("4", "2018-01-21 00:00", 5, email="late@example.org"),
        contribution("5", "2018-01-20 12:00", 5, "withdrawn", email="back@example.org"),
    ])  # fmt: skip
    assert seen(store, campaign_id, "2018-01-22 12:00").first_day == FirstDayTally(
        listed=7, identified=6, contributed=3, newest_at=local("2018-01-20 23:59:59.999999")
    )
    assert seen(store, campaign_id, "2018-01-20 12:00").first_day.contributed == 2
    assert seen(store, campaign_id, "2018-01-15 12:00").first_day == FirstDayTally(5, 5, 0, local("2018-01-10 00:00"))


def line(day: date, minutes: int, member: str = "Zoé") -> Row:
    return {"day": day, "minutes": minutes, "member": member}


def test_a_day_is_good_from_half_an_hour_on_within_the_campaign(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, communication_log=[
        line(date(2018, 1, 19), 300), line(date(2018, 1, 20), 29), line(date(2018, 1, 21), 30),
        line(date(2018, 1, 22), 15), line(date(2018, 1, 22), 15, "Ada"), line(date(2018, 3, 16), 45),
        line(date(2018, 3, 17), 45),
    ])  # fmt: skip
    assert seen(store, campaign_id, "2018-01-22 00:00").log == LogTally(2, True, 5, local("2018-01-22 00:00"))
    assert seen(store, campaign_id, "2018-01-21 23:59").log == LogTally(1, True, 3, local("2018-01-21 00:00"))
    assert seen(store, campaign_id, "2018-01-23 12:00").log == LogTally(2, False, 5, local("2018-01-22 00:00"))
    assert seen(store, campaign_id, "2018-03-17 12:00").log == LogTally(3, False, 7, local("2018-03-17 00:00"))


def test_news_count_within_the_campaign_and_are_recorded_at_any_time(store: Store, campaign_id: int) -> None:
    instants = {"before": OPENING - TICK, "first": OPENING, "last": CLOSING - TICK, "closed": CLOSING}
    put(store, campaign_id, news=[{"id": name, "title": name, "published_at": at} for name, at in instants.items()])
    assert seen(store, campaign_id, OPENING - TICK).news == NewsTally(0, 1, OPENING - TICK)
    assert seen(store, campaign_id, OPENING).news == NewsTally(1, 2, OPENING)
    assert seen(store, campaign_id, CLOSING).news == NewsTally(2, 4, CLOSING)


def test_asking_the_platform_for_its_news_is_a_newer_datum(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, news=[{"id": "1", "title": "x", "published_at": OPENING}], platform_totals=[
        {"observed_at": local("2018-01-23 09:00"), "amount_raised_cents": 1, "news": 1},
        {"observed_at": local("2018-01-24 09:00"), "amount_raised_cents": 1, "news": None},
    ])  # fmt: skip
    assert seen(store, campaign_id, "2018-01-25 09:00").news == NewsTally(1, 1, local("2018-01-23 09:00"))


@pytest.mark.parametrize(
    ("tasks", "expected"),
    [
        ([], ShowcaseTally(False, None)),
        ([("image", "showcase_image", None)], ShowcaseTally(True, None)),
        ([("image", "showcase_image", date(2018, 1, 19))], ShowcaseTally(True, date(2018, 1, 19))),
        ([("image", "showcase_image", date(2018, 1, 23))], ShowcaseTally(True, None)),
        ([("film", "video", date(2018, 1, 19))], ShowcaseTally(False, None)),
        (
            [("image", "showcase_image", date(2018, 1, 19)), ("second", "showcase_image", date(2018, 1, 21))],
            ShowcaseTally(True, date(2018, 1, 19)),
        ),
    ],
    ids=["no task", "planned", "done", "done later", "another task", "done twice"],
)
def test_the_showcase_image_is_a_task(
    store: Store, campaign_id: int, tasks: list[tuple[str, str, date | None]], expected: ShowcaseTally
) -> None:
    put(store, campaign_id, tasks=[
        {"id": name, "name": name, "starts_on": date(2018, 1, 1), "kind": kind, "done_on": done_on}
        for name, kind, done_on in tasks
    ])  # fmt: skip
    assert seen(store, campaign_id, "2018-01-22 12:00").showcase == expected
