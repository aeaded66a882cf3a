"""The money and the thanks, counted as of an instant: values worked out by hand."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from lib.campaign.tallies import MoneyTally, Tallies, ThanksTally
from lib.store.engine import Store
from lib.store.queries.tallies import tallies
from tests.store.builders import CAMPAIGN, TOML, contribution, local, new_campaign, put

TICK = timedelta(microseconds=1)
EVENING = local("2018-01-22 20:00")


def money(store: Store, campaign_id: int, as_of: datetime = EVENING) -> MoneyTally:
    return tallies(store, campaign_id, CAMPAIGN, as_of).money


def thanks(store: Store, campaign_id: int, as_of: datetime) -> ThanksTally:
    return tallies(store, campaign_id, CAMPAIGN, as_of).thanks


def test_a_campaign_without_a_row_has_empty_tallies(store: Store, campaign_id: int) -> None:
    assert tallies(store, campaign_id, CAMPAIGN, EVENING) == Tallies()


def test_money_is_summed_by_status(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, contributions=[
        contribution("1", "2018-01-20 09:00", 40),
        contribution("2", "2018-01-21 09:00", 25),
        contribution("3", "2018-01-21 10:00", 100, "pending"),
        contribution("4", "2018-01-22 11:00", 7, "withdrawn"),
        contribution("5", "2018-01-22 12:00", 3),
    ])  # fmt: skip
    found = money(store, campaign_id)
    assert (found.counted_cents, found.pending_cents, found.withdrawn_cents) == (68_00, 100_00, 7_00)
    assert (found.contributions, found.contributors) == (3, 3)
    assert (found.known, found.from_platform, found.newest_at) == (True, False, local("2018-01-22 12:00"))


def test_a_contribution_exists_from_its_own_instant_on(store: Store, campaign_id: int) -> None:
    """T in the middle of a day: earlier days come from the roll-up, the day itself from its rows."""
    put(store, campaign_id, contributions=[
        contribution("1", "2018-01-21 23:59:59.999999", 1),
        contribution("2", "2018-01-22 00:00", 10),
        contribution("3", "2018-01-22 12:00", 100),
        contribution("4", "2018-01-22 12:00:00.000001", 1000),
    ])  # fmt: skip
    noon = local("2018-01-22 12:00")
    assert money(store, campaign_id, noon - TICK).counted_cents == 11_00
    assert money(store, campaign_id, noon).counted_cents == 111_00
    assert money(store, campaign_id, noon + TICK).counted_cents == 1111_00
    assert money(store, campaign_id, local("2018-01-21 23:59:59")) == MoneyTally()


def test_the_day_that_has_23_hours_ends_an_hour_earlier(store: Store, campaign_id: int) -> None:
    """2018-03-11 in Toronto ends at 04:00 UTC the next day, not at 05:00."""
    put(store, campaign_id, contributions=[
        contribution("1", "2018-03-11 23:59:59.999999", 1),
        contribution("2", "2018-03-12 00:00", 10),
    ])  # fmt: skip
    assert money(store, campaign_id, local("2018-03-12 00:00") - TICK).counted_cents == 1_00
    assert money(store, campaign_id, local("2018-03-12 00:00")).counted_cents == 11_00


def test_one_person_is_one_email_else_one_user_else_one_contribution(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, contributions=[
        contribution("1", "2018-01-20 09:00", 1, email="Ada@Example.org"),
        contribution("2", "2018-01-20 10:00", 1, email=" ada@example.org "),
        contribution("3", "2018-01-20 11:00", 1, email="ada@example.org", platform_user="other"),
        contribution("4", "2018-01-20 12:00", 1, platform_user="bob"),
        contribution("5", "2018-01-20 13:00", 1, platform_user="bob"),
        contribution("6", "2018-01-20 14:00", 1),
        contribution("7", "2018-01-20 15:00", 1),
        contribution("8", "2018-01-20 16:00", 1, "withdrawn", email="zoe@example.org"),
    ])  # fmt: skip
    found = money(store, campaign_id)
    assert (found.contributions, found.contributors) == (7, 4)


@pytest.mark.parametrize(
    ("amounts_cents", "doubled"), [([500], 1000), ([500, 100], 600), ([1, 2], 3), ([900, 100, 200], 400), ([], None)]
)
def test_the_median_is_given_twice_so_that_it_is_whole(
    store: Store, campaign_id: int, amounts_cents: list[int], doubled: int | None
) -> None:
    rows = [
        {**contribution(str(number), "2018-01-20 09:00", 0), "amount_cents": cents}
        for number, cents in enumerate(amounts_cents)
    ]
    not_counted = [contribution("p", "2018-01-20 09:00", 9, "pending"), contribution("later", "2018-02-20 09:00", 9)]
    put(store, campaign_id, contributions=rows + not_counted)
    assert money(store, campaign_id).median_cents_doubled == doubled


def test_without_contributions_the_latest_platform_total_stands_in(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, platform_totals=[
        {"observed_at": local("2018-01-21 09:00"), "amount_raised_cents": 500_00, "contributors": 12},
        {"observed_at": local("2018-01-22 09:00"), "amount_raised_cents": 700_00, "contributors": None},
        {"observed_at": local("2018-01-23 09:00"), "amount_raised_cents": 900_00, "contributors": 20},
    ], contributions=[contribution("later", "2018-01-23 09:00", 5)])  # fmt: skip
    assert money(store, campaign_id) == MoneyTally(
        known=True, from_platform=True, counted_cents=700_00, contributions=None, contributors=None,
        median_cents_doubled=None, newest_at=local("2018-01-22 09:00"),
    )  # fmt: skip
    assert money(store, campaign_id, local("2018-01-21 09:00")).contributors == 12
    assert not money(store, campaign_id, local("2018-01-23 09:00")).from_platform


def test_a_platform_total_is_a_newer_datum_beside_contributions(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, contributions=[contribution("1", "2018-01-20 09:00", 40)], platform_totals=[
        {"observed_at": local("2018-01-22 09:00"), "amount_raised_cents": 70_00},
    ])  # fmt: skip
    found = money(store, campaign_id)
    assert (found.counted_cents, found.from_platform) == (40_00, False)
    assert found.newest_at == local("2018-01-22 09:00")


def test_contributions_that_none_counts_are_known_all_the_same(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, contributions=[contribution("1", "2018-01-20 09:00", 40, "pending")])
    found = money(store, campaign_id)
    assert (found.known, found.counted_cents, found.contributions, found.contributors) == (True, 0, 0, 0)


def test_costs_are_rewards_asked_for_by_then_and_the_budgets_lines(store: Store, campaign_id: int) -> None:
    """Rewards 2 × 3.50 (by id, by name), 1 × unknown cost; budget 100 actual, 30 planned, nothing: 137.00."""
    put(store, campaign_id,
        rewards=[
            {"id": "tasse", "name": "Tasse à café", "unit_cost_cents": 350},
            {"id": "carte", "name": "Carte", "unit_cost_cents": None},
        ],
        budget=[
            {"label": "Vidéo", "planned_cents": 80_00, "actual_cents": 100_00},
            {"label": "Affiches", "planned_cents": 30_00},
            {"label": "Divers"},
        ],
        contributions=[
            contribution("1", "2018-01-20 09:00", 40, reward="tasse"),
            contribution("2", "2018-01-20 10:00", 40, reward="Tasse à café"),
            contribution("3", "2018-01-20 11:00", 10, reward="Carte"),
            contribution("4", "2018-01-20 12:00", 10, reward="Autre chose"),
            contribution("5", "2018-01-20 13:00", 40, "withdrawn", reward="tasse"),
            contribution("6", "2018-01-23 13:00", 40, reward="tasse"),
        ])  # fmt: skip
    assert money(store, campaign_id).costs_cents == 137_00


def test_the_budget_costs_even_before_the_first_contribution(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, budget=[{"label": "Vidéo", "planned_cents": 80_00}])
    assert money(store, campaign_id) == MoneyTally(costs_cents=80_00)


def test_another_campaign_counts_for_itself(store: Store, campaign_id: int) -> None:
    other = new_campaign(store, TOML.replace("services-faciles", "autre"))
    for campaign, dollars in ((campaign_id, 40), (other, 7)):
        put(store, campaign, contributions=[contribution("1", "2018-01-20 09:00", dollars, reward="a", email="a@b.c")],
            rewards=[{"id": "a", "name": "A", "unit_cost_cents": dollars}])  # fmt: skip
    assert (money(store, campaign_id).counted_cents, money(store, campaign_id).costs_cents) == (40_00, 40)
    assert (money(store, other).counted_cents, money(store, other).costs_cents) == (7_00, 7)


GIVEN = local("2018-01-20 12:00")


@pytest.mark.parametrize(
    ("thanked_after", "seen_after", "expected"),
    [
        (None, timedelta(hours=24), ThanksTally(0, 0, 0, 0)),
        (None, timedelta(hours=24) + TICK, ThanksTally(0, 1, 1, 0)),
        (timedelta(hours=24), timedelta(hours=24), ThanksTally(1, 1, 0, 1)),
        (timedelta(hours=24) + TICK, timedelta(hours=30), ThanksTally(0, 1, 0, 1)),
        (timedelta(hours=2), timedelta(hours=2) - TICK, ThanksTally(0, 0, 0, 0)),
        (timedelta(hours=2), timedelta(hours=2), ThanksTally(1, 1, 0, 1)),
        (timedelta(hours=30), timedelta(hours=29), ThanksTally(0, 1, 1, 0)),
    ],
    ids=["at 24 h", "past 24 h", "thanked at 24 h", "thanked too late", "not yet thanked", "just thanked", "thanked later"],
)
def test_thanks_are_due_past_24_hours_or_once_given(
    store: Store, campaign_id: int, thanked_after: timedelta | None, seen_after: timedelta, expected: ThanksTally
) -> None:
    thanked_at = None if thanked_after is None else GIVEN + thanked_after
    put(store, campaign_id, contributions=[{**contribution("1", "2018-01-20 12:00", 5), "thanked_at": thanked_at}])
    found = thanks(store, campaign_id, GIVEN + seen_after)
    assert (found.in_time, found.due, found.waiting, found.thanked) == (
        expected.in_time, expected.due, expected.waiting, expected.thanked,
    )  # fmt: skip


def test_only_counted_contributions_are_owed_thanks(store: Store, campaign_id: int) -> None:
    """Thanked in time, thanked late, forgotten, young; a pending one and a withdrawn one owe nothing."""
    put(store, campaign_id, contributions=[
        contribution("in time", "2018-01-20 12:00", 5, thanked_at=local("2018-01-20 13:00")),
        contribution("late", "2018-01-20 12:00", 5, thanked_at=local("2018-01-22 13:00")),
        contribution("forgotten", "2018-01-20 12:00", 5),
        contribution("young", "2018-01-22 19:00", 5),
        contribution("pending", "2018-01-20 12:00", 5, "pending"),
        contribution("withdrawn", "2018-01-20 12:00", 5, "withdrawn", thanked_at=local("2018-01-20 13:00")),
    ])  # fmt: skip
    found = thanks(store, campaign_id, EVENING)
    assert found == ThanksTally(in_time=1, due=3, waiting=1, thanked=2, newest_at=local("2018-01-22 19:00"))
    assert found.late == 2
