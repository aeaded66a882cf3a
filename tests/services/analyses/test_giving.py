"""Contributions taken apart: days, hours, sizes, origins, people who come back, and the biggest days."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.services.analyses.big_days import Brought, Unknown
from lib.services.analyses.giving import Giving, GivingDay, giving
from lib.services.analyses.groups import SMALLEST_GROUP, groups, size_bounds_cents, size_classes
from lib.services.daily.deeds import Deed, DeedKind
from lib.services.instants import instant
from lib.services.viewing import view
from lib.store.engine import Store
from lib.store.queries.breakdowns import Slice
from tests.services.held import empty_store, opened_with


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return empty_store(tmp_path)


def gifts(*lines: str) -> str:
    """A contributions file from `instant amount email reward source` lines, all counted and in eastern standard time."""
    rows = []
    for number, line in enumerate(lines):
        at, amount, email, reward, source = [*line.split(), "", "", ""][:5]
        zone = "" if at.endswith(("-04:00", "-05:00")) else "-05:00"
        rows.append(f"c{number},{at}{zone},{amount},counted,{email},{reward},{source}")
    return "\n".join(["id,contributed_at,amount,status,email,reward,source", *rows]) + "\n"


def seen(store: Store, as_of: str = "2018-02-23", **tables: str) -> Giving:
    opened = opened_with(store, **tables)
    at = instant(as_of, opened.campaign)
    return giving(store, opened, view(store, opened, at))


def test_every_day_of_the_campaign_is_there_zero_until_the_instant_and_unknown_after(store: Store) -> None:
    found = seen(store, "2018-01-23", contributions=gifts("2018-01-20T09:00 60.00", "2018-01-20T23:59 5.00", "2018-01-22T08:00 10.00"))
    assert [(day.counted_cents, day.contributions) for day in found.days[:5]] == [(6500, 2), (0, 0), (1000, 1), (0, 0), (None, None)]
    assert (len(found.days), found.days[0].day, found.days[-1]) == (56, date(2018, 1, 20), GivingDay(date(2018, 3, 16), None, None))


def test_before_the_opening_no_day_has_begun(store: Store) -> None:
    found = seen(store, "2018-01-19")
    assert found.is_empty
    assert {day.contributions for day in found.days} == {None}


def test_money_dated_outside_the_campaign_is_on_no_day_but_counted(store: Store) -> None:
    found = seen(store, contributions=gifts("2018-01-19T20:00 40.00", "2018-01-20T10:00 60.00"))
    assert (found.outside_cents, found.counted_cents) == (4000, 10000)


def test_hours_are_those_of_the_local_day(store: Store) -> None:
    text = gifts("2018-02-01T21:05 10.00", "2018-02-02T21:55 20.00", "2018-03-12T21:00-04:00 30.00", "2018-02-01T09:00 99.00")
    found = seen(store, "2018-03-13", contributions=text)
    assert [(hour.hour, hour.contributions) for hour in found.hours if hour.contributions] == [(9, 1), (21, 3)]
    assert (len(found.hours), found.busiest_hour, found.contributions) == (24, found.hours[21], 4)


def test_a_reward_named_by_its_id_and_by_its_name_is_one_reward(store: Store) -> None:
    text = gifts(*(f"2018-02-01T09:00 10.00 p{person}@example.org {reward}" for person, reward in enumerate(["cle"] * 3 + ["Clé"] * 3)))
    found = seen(store, contributions=text, rewards="id,name,price\ncle,Clé,10.00\n")
    assert [(each.label, each.contributions, each.money_share) for each in found.rewards] == [("Clé", 6, 1)]


def test_people_who_came_back_are_counted_once_and_their_later_money_apart(store: Store) -> None:
    text = gifts("2018-02-01T09:00 10.00 ana@example.org", "2018-02-02T09:00 30.00 ANA@example.org", "2018-02-03T09:00 60.00 bo@example.org")
    found = seen(store, contributions=text).newcomers
    assert found is not None
    assert (found.new.contributors, found.new.counted_cents) == (2, 7000)
    assert (found.returning.contributors, found.returning.money_share) == (1, Fraction(3, 10))


def part(label: str | None, people: int, cents: int) -> Slice:
    return Slice(label, people, people, cents)


def test_groups_of_fewer_than_five_people_are_one_at_the_end() -> None:
    found = groups([part("fb", 20, 900), part("a", 3, 700), part(None, 6, 200), part("b", 2, 200)])
    assert [(each.label, each.is_rest, each.contributors, each.counted_cents) for each in found] == [
        ("fb", False, 20, 900), (None, False, 6, 200), (None, True, 5, 900),
    ]  # fmt: skip
    assert found[0].money_share == Fraction(9, 20)


def test_others_are_never_fewer_than_five_people_even_if_a_larger_group_must_join_them() -> None:
    found = groups([part("fb", 20, 900), part("newsletter", 8, 500), part("a", 2, 100)])
    assert [(each.label, each.contributors) for each in found] == [("fb", 20), (None, 10)]


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(1, 10**6)), max_size=8))
def test_no_group_tells_of_fewer_than_five_people_unless_there_are_no_more(sizes: list[tuple[int, int]]) -> None:
    slices = [part(str(place), people, cents) for place, (people, cents) in enumerate(sizes)]
    found = groups(slices)
    assert sum(each.counted_cents for each in found) == sum(cents for _people, cents in sizes)
    assert len(found) <= 1 or all(each.contributors >= SMALLEST_GROUP for each in found)


@pytest.mark.parametrize(
    ("median_cents", "bounds"),
    [
        (None, (0, 20, 50, 100, 250)),
        (4000, (0, 20, 50, 100, 250)),
        (5000, (0, 20, 50, 100, 250)),
        (2000, (0, 10, 20, 50, 100)),
        (50, (0, 1, 2, 5)),
    ],
)
def test_classes_of_size_are_round_amounts_around_the_median(median_cents: int | None, bounds: tuple[int, ...]) -> None:
    assert size_bounds_cents(median_cents) == tuple(units * 100 for units in bounds)


def test_a_class_of_few_people_joins_the_one_below_and_an_empty_one_stays() -> None:
    found = size_classes([part("0", 6, 60), part("2000", 9, 240), part("5000", 0, 0), part("10000", 7, 600), part("25000", 2, 600)])
    assert [(each.from_cents, each.below_cents, each.contributors, each.money_share) for each in found] == [
        (0, 2000, 6, Fraction(1, 25)), (2000, 5000, 9, Fraction(4, 25)), (5000, 10000, 0, 0), (10000, None, 9, Fraction(4, 5)),
    ]  # fmt: skip


def test_a_lowest_class_of_few_people_joins_the_next() -> None:
    found = size_classes([part("0", 1, 5), part("2000", 9, 240), part("5000", 5, 300)])
    assert [(each.from_cents, each.below_cents, each.contributors) for each in found] == [(0, 5000, 10), (5000, None, 5)]


THREE_QUIET_DAYS = ("2018-02-01T12:00 10.00", "2018-02-02T12:00 20.00", "2018-02-03T12:00 30.00", "2018-02-03T13:00 15.00")
"""75.00 in four contributions before 4 February: 25.00 and 4/3 of a contribution a day."""


def test_a_day_brought_its_24_hours_less_the_average_of_the_three_days_before(store: Store) -> None:
    found = seen(store, contributions=gifts(*THREE_QUIET_DAYS, "2018-02-04T00:00 70.00", "2018-02-04T23:59 30.00", "2018-02-05T00:00 9.00"))
    biggest = found.biggest[0]
    assert (biggest.day, biggest.counted_cents, biggest.contributions) == (date(2018, 2, 4), 10000, 2)
    assert biggest.brought == Brought(7500, Fraction(2, 3))
    assert found.biggest_share == Fraction(10000 + 4500 + 2000 + 1000 + 900, 18400)


def test_a_day_can_bring_less_than_the_days_before(store: Store) -> None:
    found = seen(store, contributions=gifts("2018-02-01T12:00 90.00", "2018-02-02T12:00 60.00", "2018-02-04T12:00 40.00"))
    assert found.biggest[2].brought == Brought(-1000, Fraction(1, 3))


def test_on_the_day_of_23_hours_the_24_hours_run_into_the_next(store: Store) -> None:
    text = gifts("2018-03-11T12:00-04:00 60.00", "2018-03-12T00:59-04:00 30.00", "2018-03-12T01:00-04:00 5.00")
    found = seen(store, "2018-03-16", contributions=text)
    assert found.biggest[0].brought == Brought(9000, Fraction(2))


def test_what_a_day_brought_is_not_said_before_its_24_hours_are_over(store: Store) -> None:
    text = gifts(*THREE_QUIET_DAYS, "2018-02-04T08:00 100.00")
    assert seen(store, "2018-02-04T20:00", contributions=text).biggest[0].brought is Unknown.NOT_OVER
    assert seen(store, "2018-02-04", contributions=text).biggest[0].brought == Brought(7500, Fraction(-1, 3))


def test_the_first_three_days_have_nothing_to_be_compared_with(store: Store) -> None:
    found = seen(store, contributions=gifts("2018-01-20T12:00 40.00", "2018-01-22T12:00 30.00", "2018-01-23T12:00 20.00"))
    brought = {each.day.day: each.brought for each in found.biggest}
    assert brought == {20: Unknown.FIRST_DAYS, 22: Unknown.FIRST_DAYS, 23: Brought(-333, Fraction(1, 3))}


DONE = {
    "tasks": "id,name,starts_on,ends_on,channel,done_on\n"
    "t1,Infolettre,2018-02-04,2018-02-04,infolettre,2018-02-04\n"
    "t2,Relais,2018-02-03,2018-02-05,alliés,2018-02-05\n"
    "t3,Promotion,2018-01-22,2018-02-04,Facebook,2018-02-04\n"
    "t4,Rangement,2018-02-04,2018-02-04,,2018-02-04\n",
    "events": "name,held_on\nSoirée,2018-02-04\n",
    "news": "id,published_at,title\nn1,2018-02-04T09:00:00-05:00,Un titre\n",
    "allies": "name,launch_relayed_on,closing_relayed_on\nBiblio,2018-02-04,2018-03-10\n",
    "posts": "platform,id,published_at\nfacebook,a,2018-02-04T08:00:00-05:00\nfacebook,b,2018-02-04T23:59:00-05:00\n",
}
"""On 4 February: a newsletter, the middle of a relay of three days, the end of a long task, and one without a channel."""


def done_on(found: Giving, day: date) -> list[tuple[DeedKind, str, int]]:
    return [(deed.kind, deed.name, deed.count) for each in found.days if each.day == day for deed in each.deeds]


def test_a_day_tells_what_was_done_on_it(store: Store) -> None:
    found = seen(store, contributions=gifts("2018-02-04T12:00 10.00"), **DONE)
    assert done_on(found, date(2018, 2, 4)) == [
        (DeedKind.TASK, "Promotion", 1), (DeedKind.TASK, "Relais", 1), (DeedKind.TASK, "Infolettre", 1), (DeedKind.EVENING, "Soirée", 1),
        (DeedKind.NEWS, "Un titre", 1), (DeedKind.LAUNCH_RELAY, "Biblio", 1), (DeedKind.POSTS, "facebook", 2),
    ]  # fmt: skip
    assert found.biggest[0].deeds == found.days[15].deeds
    assert done_on(found, date(2018, 2, 3)) == [(DeedKind.TASK, "Relais", 1)]


def test_what_is_done_later_is_not_told(store: Store) -> None:
    found = seen(store, "2018-02-04T08:30", contributions=gifts("2018-02-04T08:15 10.00"), **DONE)
    assert found.biggest[0].deeds == (
        Deed(DeedKind.TASK, "Promotion"), Deed(DeedKind.TASK, "Infolettre"), Deed(DeedKind.EVENING, "Soirée"),
        Deed(DeedKind.LAUNCH_RELAY, "Biblio"), Deed(DeedKind.POSTS, "facebook"),
    )  # fmt: skip
