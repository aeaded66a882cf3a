"""Counted contributions taken apart."""

from __future__ import annotations

import pytest

from lib.store.engine import Store
from lib.store.queries.breakdowns import (
    Slice,
    by_local_hour,
    by_medium,
    by_newcomer,
    by_reward,
    by_size,
    by_source,
)
from tests.store.builders import CAMPAIGN, contribution, local, put

THEN = local("2018-01-25 12:00")


@pytest.fixture
def filled(store: Store, campaign_id: int) -> int:
    """Ada gives three times (one was withdrawn), Bob once; the last contribution comes too late."""
    put(store, campaign_id, contributions=[
        contribution("1", "2018-01-20 09:00", 20, email="ada@example.org", reward="tasse", source="courriel", medium="lien"),
        contribution("2", "2018-01-21 09:30", 50, email="ada@example.org", reward="carte", source="courriel"),
        contribution("3", "2018-01-22 21:00", 20, email="ada@example.org", reward="tasse", source="facebook", medium="social"),
        contribution("4", "2018-01-22 09:59", 5, platform_user="bob", medium="social"),
        contribution("5", "2018-01-20 09:00", 999, "withdrawn", email="ada@example.org", reward="tasse"),
        contribution("6", "2018-01-26 09:00", 999, email="zoe@example.org", reward="tasse"),
    ])  # fmt: skip
    return campaign_id


def test_by_local_hour(store: Store, filled: int) -> None:
    assert by_local_hour(store, filled, CAMPAIGN, THEN) == (Slice("9", 3, 2, 75_00), Slice("21", 1, 1, 20_00))


def test_by_reward_source_and_medium_with_most_money_first_and_what_was_not_said(store: Store, filled: int) -> None:
    assert by_reward(store, filled, CAMPAIGN, THEN) == (
        Slice("carte", 1, 1, 50_00), Slice("tasse", 2, 1, 40_00), Slice(None, 1, 1, 5_00),
    )  # fmt: skip
    assert by_source(store, filled, CAMPAIGN, THEN) == (
        Slice("courriel", 2, 1, 70_00), Slice("facebook", 1, 1, 20_00), Slice(None, 1, 1, 5_00),
    )  # fmt: skip
    assert by_medium(store, filled, CAMPAIGN, THEN) == (
        Slice(None, 1, 1, 50_00), Slice("social", 2, 2, 25_00), Slice("lien", 1, 1, 20_00),
    )  # fmt: skip


def test_by_size_gives_every_class_its_lower_bound_included(store: Store, filled: int) -> None:
    assert by_size(store, filled, CAMPAIGN, THEN, [20_00, 50_00, 100_00]) == (
        Slice("0", 1, 1, 5_00), Slice("2000", 2, 1, 40_00), Slice("5000", 1, 1, 50_00), Slice("10000", 0, 0, 0),
    )  # fmt: skip
    assert by_size(store, filled, CAMPAIGN, THEN, []) == (Slice("0", 4, 2, 95_00),)


def test_first_gifts_are_told_from_later_ones(store: Store, filled: int) -> None:
    assert by_newcomer(store, filled, CAMPAIGN, THEN) == (Slice("new", 2, 2, 25_00), Slice("returning", 2, 1, 70_00))
    assert by_newcomer(store, filled, CAMPAIGN, local("2018-01-19 12:00")) == (
        Slice("new", 0, 0, 0), Slice("returning", 0, 0, 0),
    )  # fmt: skip
