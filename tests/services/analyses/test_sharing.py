"""Visibility: each post against the target, what worked, fans, relays, the chain and its weakest link, whom to ask."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from lib.services.analyses.chain import Link, LinkName, Rate
from lib.services.analyses.posts import Standing, Worked, best_of
from lib.services.analyses.sharing import Sharing, askable, sharing
from lib.services.campaigns import OpenCampaign
from lib.services.instants import instant
from lib.services.viewing import view
from lib.store.engine import Store
from tests.services.held import empty_store, opened_with


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return empty_store(tmp_path)


def seen(store: Store, opened: OpenCampaign, as_of: str) -> Sharing:
    return sharing(store, opened, view(store, opened, instant(as_of, opened.campaign)))


def posts(*lines: str) -> dict[str, str]:
    """The files of posts and counts from `platform id instant kind shares` lines, counted at once; "-" is not known."""
    kept = [line.split() for line in lines]
    own = [f"{platform},{name},{at}-05:00,{'' if kind == '-' else kind}" for platform, name, at, kind, _shares in kept]
    counts = [f"{platform},{name},{at}-05:00,{shares}" for platform, name, at, _kind, shares in kept if shares != "-"]
    return {
        "posts": "\n".join(["platform,id,published_at,kind", *own]) + "\n",
        "post_counts": "\n".join(["platform,post_id,observed_at,shares", *counts]) + "\n",
    }


SIX_POSTS = posts(
    "facebook before 2018-01-18T12:00 photo 99",
    "facebook high 2018-01-22T19:00 photo 60",
    "facebook low 2018-01-23T19:00 link 30",
    "facebook silent 2018-01-24T12:00 link -",
    "facebook young 2018-01-30T12:00 photo 80",
    "mastodon toot 2018-01-23T12:00 - 7",
)
"""Seen on 31 January: two Facebook posts can be judged, 60 and 30 shares; the plan's target is 60."""


def test_each_post_is_held_against_the_target_or_says_why_it_is_not(store: Store) -> None:
    found = seen(store, opened_with(store, **SIX_POSTS), "2018-01-31")
    standings = {each.post.id: each.standing for platform in found.platforms for each in platform.posts}
    assert standings == {
        "before": Standing.OUTSIDE, "high": Standing.REACHED, "low": Standing.BELOW, "silent": Standing.UNKNOWN,
        "young": Standing.YOUNG, "toot": Standing.NO_TARGET,
    }  # fmt: skip


def test_mean_median_and_best_are_over_the_posts_of_the_campaign_that_can_be_judged(store: Store) -> None:
    facebook, mastodon = seen(store, opened_with(store, **SIX_POSTS), "2018-01-31").platforms
    assert (facebook.platform, facebook.published, facebook.n, facebook.reached) == ("facebook", 4, 2, 1)
    assert (facebook.mean_shares, facebook.median_shares, facebook.best and facebook.best.id) == (45, 45, "high")
    assert (mastodon.platform, mastodon.mean_shares, mastodon.is_judged) == ("mastodon", 7, False)


def test_a_post_is_judged_from_48_hours_on(store: Store) -> None:
    opened = opened_with(store, **posts("facebook a 2018-02-01T12:00 photo 10"))
    (before,) = seen(store, opened, "2018-02-03T11:59").platforms
    (after,) = seen(store, opened, "2018-02-03T12:00").platforms
    assert (before.posts[0].standing, after.posts[0].standing) == (Standing.YOUNG, Standing.BELOW)


def test_a_count_that_is_not_known_is_not_zero(store: Store) -> None:
    (facebook,) = seen(store, opened_with(store, **posts("facebook a 2018-02-01T12:00 photo 10")), "2018-02-10").platforms
    assert (facebook.reach, facebook.clicks) == (None, None)


def test_what_worked_is_by_local_hour_weekday_and_kind_with_how_many_posts(store: Store) -> None:
    found = seen(store, opened_with(store, **posts(
        "facebook a 2018-02-05T19:10 photo 40", "facebook b 2018-02-12T19:50 - 60", "facebook c 2018-02-06T09:00 photo 20",
    )), "2018-02-20").platforms[0]  # fmt: skip
    assert found.by_hour == (Worked(9, Fraction(20), 1), Worked(19, Fraction(50), 2))
    assert found.by_weekday == (Worked(0, Fraction(50), 2), Worked(1, Fraction(20), 1))
    assert found.by_kind == (Worked(None, Fraction(60), 1), Worked("photo", Fraction(30), 2))


def test_what_worked_best_needs_three_posts_and_something_to_compare_with() -> None:
    rare, usual, poor = Worked("video", Fraction(90), 2), Worked("photo", Fraction(50), 3), Worked("link", Fraction(10), 5)
    assert best_of([rare, usual, poor]) == usual
    assert best_of([rare, usual]) is None


def test_fans_have_a_gap_where_nobody_looked_and_a_first_week(store: Store) -> None:
    counts = "account,observed_at,followers\nulule,2018-01-20T12:00:00-05:00,5\nulule,2018-01-20T20:00:00-05:00,9\nulule,2018-01-27T09:00:00-05:00,30\n"
    found = seen(store, opened_with(store, audience=counts), "2018-01-27").fans
    assert [day.highest for day in found] == [9, None, None, None, None, None, None, 30]
    assert [day.is_first_week for day in found] == [True] * 7 + [False]


def test_a_relay_to_come_has_not_happened(store: Store) -> None:
    rows = "name,audience,agreed_on,launch_relayed_on,closing_relayed_on\nPetite,,2018-01-10,,\nGrande,900,2018-01-12,2018-01-22,2018-03-10\n"
    large, small = seen(store, opened_with(store, allies=rows), "2018-02-01").allies
    assert (large.name, large.audience, large.launch_relayed_on, large.closing_relayed_on) == ("Grande", 900, date(2018, 1, 22), None)
    assert (small.name, small.audience, small.agreed_on) == ("Petite", None, date(2018, 1, 10))


CHAIN = {
    "posts": "platform,id,published_at\nfacebook,a,2018-01-25T12:00:00-05:00\nfacebook,b,2018-02-08T12:00:00-05:00\nmastodon,c,2018-02-08T12:00:00-05:00\n",
    "post_counts": "platform,post_id,observed_at,reach,clicks\n"
    "facebook,a,2018-01-28T12:00:00-05:00,1000,40\n"
    "facebook,b,2018-02-09T12:00:00-05:00,500,40\n"
    "mastodon,c,2018-02-09T12:00:00-05:00,250,\n",
    "contributions": "id,contributed_at,amount,status,email\n"
    + "".join(f"c{n},2018-01-26T{n // 60:02}:{n % 60:02}:00-05:00,10.00,counted,p{n}@example.org\n" for n in range(20))
    + "".join(f"d{n},2018-02-09T10:{n:02}:00-05:00,10.00,counted,q{n}@example.org\n" for n in range(10)),
    "reshares": "shared_at,email\n"
    + "".join(f"2018-01-27T10:{n:02}:00-05:00,p{n}@example.org\n" for n in range(5))
    + "".join(f"2018-02-10T10:{n:02}:00-05:00,q{n}@example.org\n" for n in range(2)),
}
"""Until 4 February: reach 1000, 40 clicks, 20 contributors, 5 of whom re-shared. In the seven days up to the evening of
the 11th: reach 500 with 40 clicks (and 250 without), 10 contributors, 2 more who re-shared."""


def test_the_chain_adds_up_what_is_known(store: Store) -> None:
    chain = seen(store, opened_with(store, **CHAIN), "2018-02-11").chain
    assert (chain.reach, chain.visits, chain.contributors, chain.ambassadors, chain.reshares) == (1750, 80, 30, 7, 7)
    assert (chain.posts, chain.known_reach_posts) == (3, 3)


def test_a_link_is_held_against_its_own_rate_before_the_last_seven_days(store: Store) -> None:
    chain = seen(store, opened_with(store, **CHAIN), "2018-02-11").chain
    assert chain.links == (
        Link(LinkName.REACH_VISITS, Rate(80, 1500), Rate(40, 1000), Rate(40, 500)),
        Link(LinkName.VISITS_CONTRIBUTORS, Rate(30, 80), Rate(20, 40), Rate(10, 40)),
        Link(LinkName.CONTRIBUTORS_AMBASSADORS, Rate(7, 30), Rate(5, 20), Rate(2, 10)),
    )
    assert [link.kept for link in chain.links] == [2, Fraction(1, 2), Fraction(4, 5)]


def test_the_weakest_link_is_the_one_that_kept_least(store: Store) -> None:
    weakest = seen(store, opened_with(store, **CHAIN), "2018-02-11").chain.weakest
    assert weakest is not None
    assert (weakest.name, weakest.has_weakened) == (LinkName.VISITS_CONTRIBUTORS, True)


def test_a_link_into_which_fewer_than_ten_went_is_not_judged() -> None:
    few = Link(LinkName.CONTRIBUTORS_AMBASSADORS, Rate(3, 18), Rate(2, 9), Rate(1, 9))
    assert (few.before.value, few.kept) == (None, None)


def test_no_weakest_link_is_named_in_the_first_week(store: Store) -> None:
    assert seen(store, opened_with(store, **CHAIN), "2018-01-26").chain.weakest is None


def test_without_any_click_reach_leads_to_contributors(store: Store) -> None:
    counts = "platform,post_id,observed_at,reach\nfacebook,a,2018-01-28T12:00:00-05:00,1000\n"
    chain = seen(store, opened_with(store, **{**CHAIN, "post_counts": counts}), "2018-02-01").chain
    assert chain.visits is None
    assert [link.name for link in chain.links] == [LinkName.REACH_CONTRIBUTORS, LinkName.CONTRIBUTORS_AMBASSADORS]


def test_after_the_closing_the_last_seven_times_24_hours_are_those_of_the_campaign(store: Store) -> None:
    opened = opened_with(store, **CHAIN)
    one_of_these_days_has_23_hours = instant("2018-03-09T23:00", opened.campaign)
    assert seen(store, opened, "2018-06-01").chain.since == one_of_these_days_has_23_hours


ASKED = {
    "contributions": "id,contributed_at,amount,status,name,email\n"
    "c1,2018-02-01T10:00:00-05:00,5.00,counted,Ana,ana@example.org\n"
    "c2,2018-02-02T10:00:00-05:00,50.00,counted,Bo,bo@example.org\n"
    "c3,2018-02-03T10:00:00-05:00,90.00,counted,Cyr,\n"
    "c4,2018-02-04T10:00:00-05:00,70.00,counted,Dia,dia@example.org\n",
    "reshares": "shared_at,email\n2018-02-05T10:00:00-05:00,dia@example.org\n",
}


def test_those_who_can_be_asked_have_an_e_mail_and_have_not_shared_yet(store: Store) -> None:
    opened = opened_with(store, **ASKED)
    found = askable(store, opened, instant("2018-02-10", opened.campaign), personal=True)
    assert [(each.name, each.counted_cents) for each in found] == [("Bo", 5000), ("Ana", 500)]


def test_nobody_is_named_to_who_may_not_see_people(store: Store) -> None:
    opened = opened_with(store, **ASKED)
    assert askable(store, opened, instant("2018-02-10", opened.campaign), personal=False) == ()
