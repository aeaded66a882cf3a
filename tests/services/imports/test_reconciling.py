"""The platform's total beside the contributions: by how much, since when, and in which words."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from lib.i18n.language import ENGLISH
from lib.i18n.translator import Translator
from lib.services.imports.reconciling import (
    Difference,
    Gap,
    What,
    difference,
    difference_sentence,
    gap_sentences,
    gaps,
    likely_cause,
)
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


GIFT_AT = datetime(2018, 2, 11, 1, tzinfo=UTC)


@pytest.mark.parametrize(("platform", "counted", "newest", "is_live", "cause"), [
    (1000000, 10000, GIFT_AT, False, "a hundred times"), (100, 10000, GIFT_AT, False, "a hundred times"), (10050, 10000, GIFT_AT, False, "less than one"),
    (9000, 10000, GIFT_AT, False, "paid back"), (12000, 10000, GIFT_AT, False, "a newer export"), (12000, 10000, None, False, "a newer export"),
    (12000, 10000, GIFT_AT, True, "anonymous"), (12000, 10000, datetime(2018, 2, 20, tzinfo=UTC), False, "anonymous"),
])  # fmt: skip
def test_the_likely_cause_is_told_by_size_sign_and_age(platform: int, counted: int, newest: datetime | None, is_live: bool, cause: str) -> None:
    since = datetime(2018, 2, 12, tzinfo=UTC)
    assert cause in likely_cause(Difference(since, platform, counted, since), newest, is_live=is_live).text


def test_people_fans_and_news_are_counted_two_ways_over_time(store: Store) -> None:
    """Two people here; three since the 2nd observation. Fans: 9 and 8 on one day. News: two here, three there since the 3rd."""
    opened = opened_with(
        store,
        contributions=CONTRIBUTIONS,
        platform_totals="observed_at,amount_raised,contributors,fans,news\n2018-02-10T23:00:00-05:00,100.00,2,7,2\n"
                        "2018-02-11T12:00:00Z,100.00,3,9,2\n2018-02-12T12:00:00Z,100.00,3,9,3\n",
        audience="account,observed_at,followers\nulule,2018-02-12T09:00:00Z,8\n",
        news="id,published_at,title\n1,2018-01-21T09:00:00Z,Un\n2,2018-01-22T09:00:00Z,Deux\n",
    )  # fmt: skip
    second, third = datetime(2018, 2, 11, 12, tzinfo=UTC), datetime(2018, 2, 12, 12, tzinfo=UTC)
    assert gaps(store, opened, AS_OF) == (Gap(What.PEOPLE, 3, 2, second), Gap(What.FANS, 9, 8, third), Gap(What.NEWS, 3, 2, third))
    said = gap_sentences(store, opened, AS_OF, Translator(ENGLISH, opened.campaign.period.zone))
    assert said[0] == "Since February 11, 2018, contributors differ: 3 on the platform, 2 here."


def test_what_agrees_or_is_known_one_way_only_is_not_said(store: Store) -> None:
    opened = opened_with(store, contributions=CONTRIBUTIONS, platform_totals="observed_at,amount_raised,contributors,fans,news\n2018-02-11T12:00:00Z,100.00,2,9,4\n")
    assert gap_sentences(store, opened, AS_OF, Translator(ENGLISH)) == ()
