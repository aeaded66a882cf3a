"""The contributions one by one: a page at a time, as they stood, with people only when asked for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lib.services.analyses.contribution_pages import Asked, ContributionPage, Order, contributions_asked
from lib.services.campaigns import OpenCampaign
from lib.services.instants import instant
from lib.store.engine import Store
from tests.services.held import empty_store, opened_with

NEWEST = Asked("", None, Order("contributed_at", is_descending=True), 1)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return empty_store(tmp_path)


def listed(store: Store, opened: OpenCampaign, asked: Asked, *, as_of: str = "2018-02-23", personal: bool = False) -> ContributionPage:
    return contributions_asked(store, opened, instant(as_of, opened.campaign), asked, personal=personal)


def many(store: Store, count: int) -> OpenCampaign:
    rows = [f"c{number},2018-02-{1 + number // 60:02}T10:{number % 60:02}:00-05:00,{number + 1}.00,counted" for number in range(count)]
    return opened_with(store, contributions="\n".join(["id,contributed_at,amount,status", *rows]) + "\n")


def test_a_page_has_fifty_rows_and_says_its_place(store: Store) -> None:
    found = listed(store, many(store, 120), replace(NEWEST, number=3))
    assert (found.first, found.last, found.total, found.page_count) == (101, 120, 120, 3)
    assert found.rows[-1]["id"] == "c0"


def test_a_page_beyond_the_last_is_the_last(store: Store) -> None:
    found = listed(store, many(store, 60), replace(NEWEST, number=9))
    assert (found.number, found.first, found.last) == (2, 51, 60)


def test_without_leave_people_are_neither_read_nor_searched(store: Store) -> None:
    text = "id,contributed_at,amount,status,name,email\nc1,2018-02-01T10:00:00-05:00,5.00,counted,Ève Roy,eve@example.org\n"
    opened = opened_with(store, contributions=text)
    by_name = replace(NEWEST, words="eve")
    assert listed(store, opened, by_name).total == 0
    (row,) = listed(store, opened, by_name, personal=True).rows
    assert (row["name"], row["email"]) == ("Ève Roy", "eve@example.org")
    (seen,) = listed(store, opened, NEWEST).rows
    assert seen["name"] == "È. R."
    assert not any(seen.get(field) for field in ("email", "note", "platform_user"))


def test_a_thank_you_sent_later_had_not_been_sent(store: Store) -> None:
    text = "id,contributed_at,amount,status,thanked_at\nc1,2018-02-01T10:00:00-05:00,5.00,counted,2018-02-03T10:00:00-05:00\n"
    opened = opened_with(store, contributions=text)
    assert listed(store, opened, NEWEST, as_of="2018-02-02").rows[0]["thanked_at"] is None
    assert listed(store, opened, NEWEST, as_of="2018-02-03").rows[0]["thanked_at"] is not None


REWARDED = "id,contributed_at,amount,status,reward\n" + "".join(
    f"c{number},2018-02-0{number}T10:00:00-05:00,5.00,counted,{reward}\n" for number, reward in enumerate(("cle", "Clé USB", "mug", ""), 1)
)


def test_a_reward_stands_under_its_name_whether_it_is_named_by_its_id_or_not_listed(store: Store) -> None:
    opened = opened_with(store, contributions=REWARDED, rewards="id,name\ncle,Clé USB\n")
    assert [row["reward"] for row in listed(store, opened, NEWEST).rows] == [None, "mug", "Clé USB", "Clé USB"]


@pytest.mark.parametrize(("words", "found"), [("cle usb", {"c1", "c2"}), ("CLÉ", {"c1", "c2"}), ("mug", {"c3"}), ("tasse", set())])
@pytest.mark.parametrize("personal", [True, False])
def test_a_reward_is_found_by_the_name_that_is_shown(store: Store, words: str, found: set[str], personal: bool) -> None:
    opened = opened_with(store, contributions=REWARDED, rewards="id,name\ncle,Clé USB\n")
    rows = listed(store, opened, replace(NEWEST, words=words), personal=personal).rows
    assert {row["id"] for row in rows} == found
