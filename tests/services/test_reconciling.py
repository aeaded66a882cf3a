"""The platform's total beside the contributions: by how much, since when, and in which words."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from lib.i18n.language import ENGLISH
from lib.i18n.translator import Translator
from lib.services.reconciling import difference, difference_sentence
from lib.store.engine import Store
from tests.services.held import empty_store, opened_with
from tests.support.files import CONTRIBUTIONS

AS_OF = datetime(2018, 3, 1, tzinfo=UTC)
AGREES = "2018-01-21T12:00:00Z,60.00"
MORE_BY_5, MORE_BY_20 = "2018-01-26T12:00:00Z,95.00", "2018-02-11T12:00:00Z,120.00"
LESS_BY_10 = "2018-02-12T12:00:00Z,90.00"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return empty_store(tmp_path)


def totals(*lines: str) -> str:
    """A platform_totals.csv of these observations."""
    return "\n".join(("observed_at,amount_raised", *lines, ""))


def test_a_difference_is_known_since_the_first_observation_of_its_run(store: Store) -> None:
    opened = opened_with(store, contributions=CONTRIBUTIONS, platform_totals=totals(AGREES, MORE_BY_5, MORE_BY_20))
    found = difference(store, opened, AS_OF)
    assert found is not None
    assert (found.cents, found.platform_cents, found.counted_cents) == (2000, 12000, 10000)
    assert found.since == datetime(2018, 1, 26, 12, 0, tzinfo=UTC)


def test_a_difference_that_was_settled_is_none(store: Store) -> None:
    settled = totals(AGREES, MORE_BY_5, "2018-02-11T12:00:00Z,100.00")
    assert difference(store, opened_with(store, contributions=CONTRIBUTIONS, platform_totals=settled), AS_OF) is None


@pytest.mark.parametrize("tables", [{}, {"contributions": CONTRIBUTIONS}, {"platform_totals": totals(MORE_BY_5)}], ids=["nothing", "no total", "no contribution"])
def test_with_nothing_to_compare_there_is_no_difference(store: Store, tables: dict[str, str]) -> None:
    opened = opened_with(store, **tables)
    assert difference(store, opened, AS_OF) is None
    assert difference_sentence(store, opened, AS_OF, Translator(ENGLISH)) == ""


def test_an_observation_of_later_is_not_known_yet(store: Store) -> None:
    opened = opened_with(store, contributions=CONTRIBUTIONS, platform_totals=totals(AGREES, MORE_BY_5))
    assert difference(store, opened, datetime(2018, 1, 22, tzinfo=UTC)) is None


def test_more_and_less_are_said_with_both_amounts_and_the_day(store: Store) -> None:
    opened = opened_with(store, contributions=CONTRIBUTIONS, platform_totals=totals(MORE_BY_20, LESS_BY_10))
    english = Translator(ENGLISH, opened.campaign.period.zone)
    less = difference_sentence(store, opened, AS_OF, english)
    more = difference_sentence(store, opened, datetime(2018, 2, 11, 13, tzinfo=UTC), english)
    assert more.startswith("Since February 11, 2018, the platform says $20.00 more ($120.00)")
    assert "$10.00 less ($90.00)" in less
