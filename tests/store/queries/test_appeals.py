"""Who could still be asked, counted as of an instant on either database."""

from __future__ import annotations

from datetime import date

from lib.campaign.tables import Cell
from lib.store.engine import Store
from lib.store.queries.appeals import AppealTally, appeal_tally
from tests.store.builders import CAMPAIGN, contribution, local, put


def asked(store: Store, campaign_id: int, as_of: str, since: str) -> AppealTally:
    return appeal_tally(store, campaign_id, CAMPAIGN, local(as_of), asked_since=local(since))


def gift(number: str, email: str | None, at: str = "2018-02-01 09:00", thanked: str = "", **more: Cell) -> dict[str, Cell]:
    return contribution(number, at, 20, email=email, thanked_at=local(thanked) if thanked else None, **more)


def test_contributors_with_an_e_mail_and_no_re_share_can_be_asked(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, contributions=[
        gift("1", "ana@example.org"), gift("2", "bo@example.org"), gift("3", None), gift("4", "cy@example.org", status="pending"),
    ], reshares=[{"shared_at": local("2018-02-02 09:00"), "email": "BO@example.org"}])  # fmt: skip
    assert asked(store, campaign_id, "2018-02-10 09:00", "2018-02-03 09:00") == AppealTally(to_ask=1)


def test_who_gave_twice_is_asked_once(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, contributions=[gift("1", "ana@example.org"), gift("2", "Ana@example.org", "2018-02-05 09:00")])
    assert asked(store, campaign_id, "2018-02-10 09:00", "2018-02-03 09:00").to_ask == 1


def test_a_thank_you_after_the_instant_has_asked_already_and_one_at_it_has_not(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, contributions=[
        gift("1", "ana@example.org", thanked="2018-02-03 09:00"), gift("2", "bo@example.org", thanked="2018-02-03 09:01"),
        gift("3", "cy@example.org", thanked="2018-02-02 09:00"), gift("4", "CY@example.org", "2018-02-08 09:00", "2018-02-08 20:00"),
    ])  # fmt: skip
    assert asked(store, campaign_id, "2018-02-10 09:00", "2018-02-03 09:00") == AppealTally(to_ask=1, asked_lately=2)


def test_what_happens_later_does_not_count(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, contributions=[gift("1", "ana@example.org", thanked="2018-02-12 09:00"), gift("2", "bo@example.org", "2018-02-11 09:00")],
        reshares=[{"shared_at": local("2018-02-11 09:00"), "email": "ana@example.org"}])  # fmt: skip
    assert asked(store, campaign_id, "2018-02-10 09:00", "2018-02-03 09:00") == AppealTally(to_ask=1)


def test_people_of_the_first_day_list_wait_until_they_give_whatever_the_day(store: Store, campaign_id: int) -> None:
    listed = {"identified_on": date(2018, 1, 12)}
    put(store, campaign_id, contributions=[
        gift("1", "ana@example.org", "2018-02-01 09:00"), gift("2", "autre@example.org"), gift("3", "cy@example.org", status="withdrawn"),
    ], first_day=[
        {"name": "Ana", "email": "ANA@example.org", **listed}, {"name": "Bo", "contribution_id": "2", **listed},
        {"name": "Cy", "email": "cy@example.org", **listed}, {"name": "Dou", **listed},
        {"name": "Eve", "identified_on": date(2018, 2, 11)},
    ])  # fmt: skip
    found = asked(store, campaign_id, "2018-02-10 09:00", "2018-02-03 09:00")
    assert (found.first_day_listed, found.first_day_waiting) == (4, 2)
    before = asked(store, campaign_id, "2018-01-31 09:00", "2018-01-24 09:00")
    assert (before.first_day_listed, before.first_day_waiting) == (4, 4)


def test_nobody_is_there_to_ask_in_a_campaign_without_a_row(store: Store, campaign_id: int) -> None:
    assert asked(store, campaign_id, "2018-02-10 09:00", "2018-02-03 09:00") == AppealTally()
