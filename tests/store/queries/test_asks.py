"""Who could still be asked, counted; the people of the first day, one by one."""

from __future__ import annotations

from datetime import date

from lib.store.engine import Store
from lib.store.queries.appeals import AppealTally, appeal_tally
from lib.store.queries.first_day import FirstDayPerson, first_day_people
from tests.store.builders import CAMPAIGN, contribution, local, put

THEN = local("2018-01-25 12:00")


def test_those_thanked_lately_were_asked_already(store: Store, campaign_id: int) -> None:
    """Ada re-shared; Bob and Zoé did not, Bob was thanked just at, Zoé just after the instant; Éva never."""
    since = local("2018-01-21 09:00")
    just_after = local("2018-01-21 09:00:00.000001")
    put(store, campaign_id, contributions=[
        contribution("1", "2018-01-20 09:00", 5, email="ada@x.org"),
        contribution("2", "2018-01-20 09:00", 5, email="bob@x.org", thanked_at=since),
        contribution("3", "2018-01-20 09:00", 5, email="zoe@x.org", thanked_at=since),
        contribution("4", "2018-01-21 08:00", 5, email="ZOE@x.org", thanked_at=just_after),
        contribution("5", "2018-01-20 09:00", 5, email="eva@x.org", thanked_at=local("2018-01-26 09:00")),
        contribution("6", "2018-01-20 09:00", 5, platform_user="no address"),
    ], reshares=[{"shared_at": local("2018-01-21 10:00"), "contribution_id": "1"}])  # fmt: skip
    assert appeal_tally(store, campaign_id, CAMPAIGN, THEN, asked_since=since) == AppealTally(to_ask=2, asked_lately=1)


def test_people_of_the_first_day_wait_until_they_give_on_whatever_day(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, first_day=[
        {"name": "day 1", "email": "Ada@x.org", "identified_on": date(2018, 1, 11)},
        {"name": "day 2, by id", "identified_on": date(2018, 1, 10), "contribution_id": "2"},
        {"name": "withdrawn", "email": "bob@x.org", "identified_on": date(2018, 1, 12)},
        {"name": "unknown yet", "identified_on": date(2018, 1, 26)},
    ], contributions=[
        contribution("1", "2018-01-20 09:00", 5, email="ada@x.org"), contribution("2", "2018-01-21 09:00", 5),
        contribution("3", "2018-01-20 09:00", 5, "withdrawn", email="bob@x.org"),
    ])  # fmt: skip
    tally = appeal_tally(store, campaign_id, CAMPAIGN, THEN, asked_since=THEN)
    assert (tally.first_day_listed, tally.first_day_waiting) == (3, 1)
    assert first_day_people(store, campaign_id, CAMPAIGN, THEN) == (
        FirstDayPerson("day 2, by id", date(2018, 1, 10), False, False),
        FirstDayPerson("day 1", date(2018, 1, 11), True, False),
        FirstDayPerson("withdrawn", date(2018, 1, 12), False, False),
    )
