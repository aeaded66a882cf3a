"""The curve: what was raised by the end of each day, what it is compared with, and what the campaign did."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from lib.i18n.language import ENGLISH
from lib.i18n.translator import Translator
from lib.services.analyses.curve_words import HEADROOM, Plot, amount_ticks
from lib.services.analyses.progress import Point, progress
from lib.services.daily.afterwards import Brought, Unknown
from lib.services.viewing import view
from lib.store.engine import Store
from tests.services.held import empty_store, opened_with
from tests.support.files import CONTRIBUTIONS

OPENING = datetime(2018, 1, 20, 5, 0, tzinfo=UTC)
CLOSING = datetime(2018, 3, 17, 4, 0, tzinfo=UTC)
AS_OF = datetime(2018, 2, 11, 12, 0, tzinfo=UTC)
TASKS = """\
id,name,starts_on,channel,done_on
t1,Infolettre,2018-01-20,newsletter,2018-01-21
t2,Rangement,2018-01-20,,2018-01-22
t3,Affiches,2018-01-20,street,
t4,Relance,2018-02-15,newsletter,2018-02-20
t5,Annonce,2018-01-02,newsletter,2018-01-10
"""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return empty_store(tmp_path)


def test_the_curve_adds_up_days_from_the_opening_to_the_instant_shown(store: Store) -> None:
    seen = progress(store, opened_with(store, contributions=CONTRIBUTIONS), AS_OF)
    assert [point.cents for point in seen.raised] == [0, 6000, 9000, 10000, 10000]
    assert (seen.raised[0].at, seen.raised[-1].at) == (OPENING, AS_OF)
    assert seen.raised[1].at == datetime(2018, 1, 21, 4, 59, 59, 999999, tzinfo=UTC)


def test_after_the_closing_the_curve_ends_there(store: Store) -> None:
    seen = progress(store, opened_with(store, contributions=CONTRIBUTIONS), datetime(2019, 1, 1, tzinfo=UTC))
    assert seen.raised[-1] == Point(CLOSING, 10000)


def test_without_any_contribution_the_platforms_totals_make_the_curve(store: Store) -> None:
    totals = "observed_at,amount_raised\n2018-01-22T00:00:00Z,75.00\n2018-01-25T00:00:00Z,125.00\n2018-03-01T00:00:00Z,500.00\n"
    seen = progress(store, opened_with(store, platform_totals=totals), AS_OF)
    assert [point.cents for point in seen.raised] == [0, 7500, 12500, 12500]


def test_nothing_recorded_is_no_curve(store: Store) -> None:
    seen = progress(store, opened_with(store), AS_OF)
    assert (seen.raised, seen.last_seven_days_cents) == ((), None)
    assert seen.reference[-1] == seen.straight[-1] == Point(CLOSING, 100_000)


def test_both_lines_go_from_the_opening_to_the_goal_at_the_closing(store: Store) -> None:
    seen = progress(store, opened_with(store), AS_OF)
    for line in (seen.reference, seen.straight):
        assert (line[0], line[-1]) == (Point(OPENING, 0), Point(CLOSING, 100_000))
    assert max(point.cents for point in seen.reference if point.at <= AS_OF) < max(point.cents for point in seen.straight if point.at <= AS_OF)


@pytest.mark.parametrize(
    ("as_of", "cents"),
    [
        (datetime(2018, 1, 26, 12, 0, tzinfo=UTC), None),  # not seven days yet
        (datetime(2018, 1, 28, 5, 0, tzinfo=UTC), 3000),  # since 21 January: the one of the 25th
        (datetime(2018, 2, 9, 5, 0, tzinfo=UTC), 0),
        (datetime(2018, 2, 11, 12, 0, tzinfo=UTC), 1000),
    ],
)
def test_the_last_seven_days_are_seven_times_24_hours(store: Store, as_of: datetime, cents: int | None) -> None:
    assert progress(store, opened_with(store, contributions=CONTRIBUTIONS), as_of).last_seven_days_cents == cents


DONE = {
    "tasks": TASKS,
    "events": "name,held_on,kind\nLancement,2018-01-19,launch\nSoirée,2018-02-09,mid_campaign\n",
    "news": "id,published_at,title\nn1,2018-02-08T09:00:00-05:00,Merci\n",
    "allies": "name,launch_relayed_on,closing_relayed_on\nBiblio,2018-01-22,\n",
    "posts": "platform,id,published_at,text\nfacebook,p1,2018-02-04T15:00:00-05:00,Bonjour\nmastodon,p2,2018-01-10T15:00:00-05:00,Avant\n",
}
"""A newsletter, an evening, a news item, a relay and a post within the campaign; a launch evening, a task and a post before it."""


def test_actions_are_what_was_done_by_then_on_the_campaigns_own_days(store: Store) -> None:
    seen = progress(store, opened_with(store, **DONE), AS_OF)
    assert [(action.day, action.done.deed.name, action.done.has_hour) for action in seen.actions] == [
        (date(2018, 1, 21), "Infolettre", False), (date(2018, 1, 22), "Biblio", False), (date(2018, 2, 4), "facebook", True),
        (date(2018, 2, 8), "Merci", True), (date(2018, 2, 9), "Soirée", False),
    ]  # fmt: skip


GIFTS = """\
id,contributed_at,amount,status
a,2018-02-01T15:00:00-05:00,30.00,counted
b,2018-02-04T14:59:59-05:00,60.00,counted
c,2018-02-04T15:00:00-05:00,50.00,counted
d,2018-02-05T14:59:59-05:00,20.00,counted
e,2018-02-05T15:00:00-05:00,500.00,counted
f,2018-02-05T10:00:00-05:00,9.00,withdrawn
"""
"""Around a post of 4 February at 15:00: 90.00 in the 72 hours before, so 30.00 a day; 70.00 in the 24 hours after."""


def test_an_action_is_followed_by_its_24_hours_less_the_average_of_the_three_days_before(store: Store) -> None:
    seen = progress(store, opened_with(store, contributions=GIFTS, **DONE), AS_OF)
    after = {action.done.deed.name: action.after for action in seen.actions}
    assert after["facebook"] == Brought(4000, 2 - Fraction(2, 3))
    assert after["Infolettre"] is after["Biblio"] is Unknown.FIRST_DAYS


def test_what_came_after_is_not_said_before_the_24_hours_are_over(store: Store) -> None:
    opened = opened_with(store, contributions=GIFTS, **DONE)
    for as_of, is_over in ((datetime(2018, 2, 5, 19, 59, 59, tzinfo=UTC), False), (datetime(2018, 2, 5, 20, 0, tzinfo=UTC), True)):
        assert (progress(store, opened, as_of).actions[-1].after is not Unknown.NOT_OVER) is is_over


def test_nothing_is_known_of_after_where_only_the_platforms_total_is_known(store: Store) -> None:
    totals = "observed_at,amount_raised\n2018-01-22T00:00:00Z,75.00\n"
    seen = progress(store, opened_with(store, platform_totals=totals, **DONE), AS_OF)
    assert {action.after for action in seen.actions} == {Unknown.NOT_RECORDED}


@pytest.mark.parametrize(("raised_cents", "told"), [
    (10_000, ["$0", "$500", "$1,000"]),
    (150_000, ["$0", "$500", "$1,000", "$1,500"]),
    (900_000, ["$0", "$2,000", "$4,000", "$6,000", "$8,000"]),
])  # fmt: skip
def test_the_amounts_beside_the_curve_go_by_halves_of_the_goal_and_stay_few_however_far_beyond_it(
    store: Store, raised_cents: int, told: list[str]
) -> None:
    """Of a goal of 1 000 $."""
    seen = view(store, opened_with(store), AS_OF)
    plot = Plot(seen, round(max(raised_cents, 100_000) * HEADROOM))
    assert [tick.words for tick in amount_ticks(plot, Translator(ENGLISH))] == told
