"""How many people had contributed by each day: each counted once, on the day of their first counted contribution."""

from __future__ import annotations

from datetime import date

from lib.store.engine import Store
from lib.store.queries.newcomers import PeopleByDay, contributors_by_day
from tests.store.builders import CAMPAIGN, contribution, local, put

GIFTS = [
    contribution("1", "2018-01-20 09:00", 1, email="ana@example.org"),
    contribution("2", "2018-01-20 23:59:59", 1, email="bo@example.org"),
    contribution("3", "2018-01-21 00:00", 1, email="ANA@example.org "),
    contribution("4", "2018-01-21 10:00", 1, "pending", email="cyr@example.org"),
    contribution("5", "2018-01-25 10:00", 1),
]


def test_a_person_counts_once_on_the_local_day_of_the_first_gift(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, contributions=GIFTS)
    saturday, thursday = PeopleByDay(date(2018, 1, 20), 2), PeopleByDay(date(2018, 1, 25), 3)
    assert contributors_by_day(store, campaign_id, CAMPAIGN, local("2018-02-01 00:00")) == (saturday, thursday)


def test_nothing_after_the_instant_is_known(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, contributions=GIFTS)
    assert contributors_by_day(store, campaign_id, CAMPAIGN, local("2018-01-20 12:00")) == (PeopleByDay(date(2018, 1, 20), 1),)
    assert contributors_by_day(store, campaign_id, CAMPAIGN, local("2018-01-19 12:00")) == ()
