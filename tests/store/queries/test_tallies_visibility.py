"""Fans, ambassadors, posts and relays, counted as of an instant: values worked out by hand."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from lib.campaign.tables import Row
from lib.campaign.tallies import AmbassadorTally, FansTally, PostTally, RelayTally, Tallies
from lib.store.engine import Store
from lib.store.queries.tallies import tallies
from tests.store.builders import CAMPAIGN, contribution, local, put

TICK = timedelta(microseconds=1)
OPENING, CLOSING = CAMPAIGN.period.opens_at, CAMPAIGN.period.closes_at


def seen(store: Store, campaign_id: int, as_of: str | datetime) -> Tallies:
    return tallies(store, campaign_id, CAMPAIGN, local(as_of) if isinstance(as_of, str) else as_of)


def page(at: datetime, followers: int, account: str = "ulule") -> Row:
    return {"account": account, "observed_at": at, "followers": followers}


def test_fans_of_the_first_week_are_counted_from_the_opening_up_to_day_8(store: Store, campaign_id: int) -> None:
    day_8 = local("2018-01-27 00:00")
    put(store, campaign_id, audience=[
        page(OPENING - TICK, 900), page(OPENING, 5), page(local("2018-01-24 09:00"), 80),
        page(day_8 - TICK, 70), page(day_8, 950), page(local("2018-01-25 09:00"), 999, "facebook"),
    ])  # fmt: skip
    assert seen(store, campaign_id, "2018-02-01 09:00").fans == FansTally(80, 950, day_8)


def test_fans_known_to_the_platform_count_like_those_of_the_page(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, audience=[page(local("2018-01-21 09:00"), 30)], platform_totals=[
        {"observed_at": local("2018-01-22 09:00"), "amount_raised_cents": 1, "fans": 45},
        {"observed_at": local("2018-01-23 09:00"), "amount_raised_cents": 1, "fans": None},
    ])  # fmt: skip
    assert seen(store, campaign_id, "2018-01-24 09:00").fans == FansTally(45, 45, local("2018-01-22 09:00"))


def test_fans_seen_after_the_instant_do_not_exist(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, audience=[page(local("2018-01-21 09:00"), 30), page(local("2018-01-22 09:00"), 60)])
    assert seen(store, campaign_id, local("2018-01-22 09:00") - TICK).fans.highest_first_week == 30
    assert seen(store, campaign_id, local("2018-01-22 09:00")).fans.highest_first_week == 60


def test_fans_seen_before_the_opening_alone_make_no_first_week(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, audience=[page(OPENING - TICK, 12)])
    assert seen(store, campaign_id, "2018-01-24 09:00").fans == FansTally(None, 12, OPENING - TICK)


def share(at: str, **of: str) -> Row:
    return {"shared_at": local(at), **of}


def ambassadors(store: Store, campaign_id: int, shares: list[Row], as_of: str = "2018-02-01 09:00") -> tuple[int, int, int]:
    """Ada gave twice, Bob once; Zoé's only gift was withdrawn; the fourth gave no address at all."""
    put(store, campaign_id, reshares=shares, contributions=[
        contribution("ada 1", "2018-01-21 12:00", 5, email="ada@example.org"),
        contribution("ada 2", "2018-01-25 12:00", 5, email="ADA@example.org"),
        contribution("ada gone", "2018-01-20 12:00", 5, "withdrawn", email="ada@example.org"),
        contribution("bob", "2018-01-22 12:00", 5, email="bob@example.org"),
        contribution("zoe", "2018-01-22 12:00", 5, "withdrawn", email="zoe@example.org"),
        contribution("nobody", "2018-01-22 12:00", 5),
    ])  # fmt: skip
    found = seen(store, campaign_id, as_of).ambassadors
    return found.ambassadors, found.contributors, found.reshares


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ([], (0, 3, 0)),
        ([share("2018-01-21 12:00", contribution_id="ada 1")], (0, 3, 1)),
        ([share("2018-01-21 12:00:00.000001", contribution_id="ada 1")], (1, 3, 1)),
        ([share("2018-01-21 11:00", email="ada@example.org")], (0, 3, 1)),
        ([share("2018-01-23 11:00", contribution_id="ada 2")], (1, 3, 1)),
        ([share("2018-01-23 11:00", contribution_id="ada gone")], (1, 3, 1)),
        ([share("2018-01-23 11:00", email=" Ada@Example.ORG")], (1, 3, 1)),
        ([share("2018-01-23 11:00", contribution_id="bob", email="ada@example.org")], (1, 3, 1)),
        ([share("2018-01-22 11:00", contribution_id="bob", email="ada@example.org")], (0, 3, 1)),
        ([share("2018-01-23 11:00", contribution_id="unknown", email="ada@example.org")], (1, 3, 1)),
        ([share("2018-01-23 11:00", contribution_id="unknown")], (0, 3, 1)),
        ([share("2018-01-23 11:00", contribution_id="zoe")], (0, 3, 1)),
        ([share("2018-01-23 11:00", contribution_id="nobody")], (1, 3, 1)),
        ([share("2018-01-23 11:00", email="stranger@example.org")], (0, 3, 1)),
        ([share("2018-01-23 11:00", email="bob@example.org"), share("2018-01-24 11:00", contribution_id="bob")], (1, 3, 2)),
        ([share("2018-02-01 09:00:00.000001", contribution_id="bob")], (0, 3, 0)),
    ],
    ids=[
        "none", "at the very gift", "one tick later", "before giving", "by the second gift", "by a withdrawn gift",
        "by an address typed otherwise", "gift before address", "gift before address, too early", "unknown gift, known address",
        "unknown gift", "gave nothing that counts", "no address at all", "a stranger", "twice the same person", "later",
    ],
)  # fmt: skip
def test_an_ambassador_re_shared_after_giving_first(
    store: Store, campaign_id: int, shares: list[Row], expected: tuple[int, int, int]
) -> None:
    assert ambassadors(store, campaign_id, shares) == expected


def test_somebody_is_an_ambassador_only_once_the_gift_is_known(store: Store, campaign_id: int) -> None:
    shares = [share("2018-01-21 12:30", contribution_id="ada 1")]
    assert ambassadors(store, campaign_id, shares, "2018-01-21 12:29") == (0, 1, 0)
    found = seen(store, campaign_id, "2018-01-21 12:30").ambassadors
    assert found == AmbassadorTally(1, 1, 1, local("2018-01-21 12:30"))


def post(number: str, at: datetime, platform: str = "facebook") -> Row:
    return {"platform": platform, "id": number, "published_at": at}


def count(number: str, at: datetime, shares: int | None, platform: str = "facebook") -> Row:
    return {"platform": platform, "post_id": number, "observed_at": at, "shares": shares, "reactions": 3}


NOON = local("2018-02-01 12:00")
TWO_DAYS = timedelta(hours=48)


def test_a_post_is_judged_at_48_hours_exactly(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, posts=[post("ripe", NOON - TWO_DAYS), post("green", NOON - TWO_DAYS + TICK)], post_counts=[
        count("ripe", NOON - TICK, 61), count("green", NOON - TICK, 5),
    ])  # fmt: skip
    assert seen(store, campaign_id, NOON).posts == PostTally((61,), unknown=0, young=1, newest_at=NOON - TICK)


def test_48_hours_are_hours_also_where_the_clock_changes(store: Store, campaign_id: int) -> None:
    """From Saturday noon to Monday noon there are 47 hours on 2018-03-11."""
    put(store, campaign_id, posts=[post("p", local("2018-03-10 12:00"))])
    assert seen(store, campaign_id, "2018-03-12 12:59:59").posts.young == 1
    assert seen(store, campaign_id, "2018-03-12 13:00").posts.young == 0


def test_the_latest_known_shares_of_each_post_count(store: Store, campaign_id: int) -> None:
    """`a` 70 then unknown: 70. `b` never known. `c` known only later. `d` 40, later 90."""
    published = local("2018-01-25 12:00")
    put(store, campaign_id, posts=[post(name, published) for name in "abcd"], post_counts=[
        count("a", NOON - TICK, None), count("a", NOON - 2 * TICK, 70), count("a", NOON - 3 * TICK, 10),
        count("b", NOON - TICK, None), count("c", NOON + TICK, 5), count("d", NOON, 40), count("d", NOON + TICK, 90),
    ])  # fmt: skip
    assert seen(store, campaign_id, NOON).posts == PostTally((40, 70), unknown=2, young=0, newest_at=NOON)


def test_only_facebook_posts_of_the_campaign_are_judged(store: Store, campaign_id: int) -> None:
    after = CLOSING + timedelta(days=3)
    places = {"before": OPENING - TICK, "first": OPENING, "last": CLOSING - TICK, "closed": CLOSING}
    put(store, campaign_id, posts=[*(post(name, at) for name, at in places.items()), post("first", OPENING, "mastodon")],
        post_counts=[*(count(name, after - TICK, 10 + n) for n, name in enumerate(places)),
                     count("first", after - TICK, 99, "mastodon")])  # fmt: skip
    assert seen(store, campaign_id, after).posts.shares == (11, 12)


def test_relays_count_people_once_done_and_promises_apart(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, allies=[
        {"name": "done", "audience": 1_000, "agreed_on": date(2018, 1, 10), "launch_relayed_on": date(2018, 1, 22)},
        {"name": "done later", "audience": 200, "agreed_on": date(2018, 1, 11), "launch_relayed_on": date(2018, 1, 23)},
        {"name": "done unasked", "audience": 30, "launch_relayed_on": date(2018, 1, 20)},
        {"name": "size unknown", "agreed_on": date(2018, 1, 12), "launch_relayed_on": date(2018, 1, 21)},
        {"name": "agrees later", "audience": 4, "agreed_on": date(2018, 2, 12), "closing_relayed_on": date(2018, 3, 12)},
        {"name": "to ask", "audience": 50_000},
    ])  # fmt: skip
    found = seen(store, campaign_id, "2018-01-22 00:00")
    assert found.relay_launch == RelayTally(
        allies=6, relayed=3, agreed=3, relayed_audience=1_030, agreed_audience=1_200, audience_unknown=1,
        newest_at=local("2018-01-22 00:00"),
    )  # fmt: skip
    assert found.relay_closing == RelayTally(
        allies=6, agreed=3, agreed_audience=1_200, audience_unknown=1, newest_at=local("2018-01-12 00:00")
    )
    assert seen(store, campaign_id, "2018-03-12 00:00").relay_closing.relayed_audience == 4


def test_a_relay_of_a_day_is_done_from_the_start_of_that_local_day(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, allies=[{"name": "a", "audience": 10, "launch_relayed_on": date(2018, 1, 22)}])
    midnight = local("2018-01-22 00:00")
    assert seen(store, campaign_id, midnight - TICK).relay_launch.relayed == 0
    assert seen(store, campaign_id, midnight).relay_launch.relayed == 1
