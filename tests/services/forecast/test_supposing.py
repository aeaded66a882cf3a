"""What more people or more money would change of the chance, in words, with its band."""

from __future__ import annotations

from pathlib import Path

import pytest

from lib.campaign.forecast_views import chance_band
from lib.i18n.language import ENGLISH
from lib.i18n.translator import Translator
from lib.services.campaigns import OpenCampaign, open_campaign
from lib.services.demonstration import load_demonstration
from lib.services.forecast.supposing import Supposition, as_things_are, more_money, more_people, supposition
from lib.services.instants import instant
from lib.services.viewing import view
from lib.store.engine import Store
from tests.services.held import AT, bring, empty_store, opened_with
from tests.support.files import CONTRIBUTIONS, SETTINGS

SAID = Translator(ENGLISH)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return empty_store(tmp_path)


def supposed(store: Store, opened: OpenCampaign, as_of: str) -> Supposition:
    found = supposition(store, opened, view(store, opened, instant(as_of, opened.campaign)))
    assert found is not None
    return found


@pytest.fixture
def demo(store: Store) -> OpenCampaign:
    load_demonstration(store, at=AT)
    return open_campaign(store)


def test_people_a_day_bring_the_median_for_the_days_left_and_move_the_chance(store: Store, demo: OpenCampaign) -> None:
    found = supposed(store, demo, "2018-02-05")
    assert (found.median_cents, found.days_left) == (40_00, 39)
    assert [SAID.sentence(each) for each in more_people(found, 3)] == [
        "3 more contributors a day at $40.00 (the median) for the 39 days left: $4,680 more.",
        "Chance of reaching the platform’s threshold: now between 80 and 90 in 100; then between 90 and 95 in 100.",
    ]


def test_where_the_chance_stays_where_it_is_that_is_said(store: Store, demo: OpenCampaign) -> None:
    found = supposed(store, demo, "2018-02-23T19:30")
    assert SAID.sentence(more_people(found, 1)[1]) == "Chance of reaching the platform’s threshold: more than 95 in 100, now as then."


def test_the_band_around_the_chance_as_things_are_is_the_forecast_s_own(store: Store, demo: OpenCampaign) -> None:
    said = supposed(store, demo, "2018-02-05").forecast
    assert said.probability is not None
    assert chance_band(said.probability) == pytest.approx((said.probability_low, said.probability_high))
    assert chance_band(1.0) == (1.0, 1.0)


def test_money_that_passes_the_threshold_is_said_to_pass_it(store: Store, demo: OpenCampaign) -> None:
    evening = supposed(store, demo, "2018-02-05")
    missing = evening.course.goal_cents - evening.course.raised_cents
    assert SAID.sentence(more_money(evening, missing)[1]).endswith("then it would be passed.")
    assert SAID.sentence(more_money(evening, 1_000_00)[1]).endswith("now between 80 and 90 in 100; then between 90 and 95 in 100.")


def test_nothing_added_is_nothing_to_say(store: Store, demo: OpenCampaign) -> None:
    evening = supposed(store, demo, "2018-02-05")
    assert more_people(evening, 0) == more_money(evening, 0) == ()


@pytest.mark.parametrize(("as_of", "said"), [("2018-01-21", "Too early"), ("2018-04-01", "The campaign is over")])
def test_where_nothing_is_forecast_the_forecast_says_why(store: Store, as_of: str, said: str) -> None:
    found = supposed(store, opened_with(store, contributions=CONTRIBUTIONS), as_of)
    assert SAID.sentence(as_things_are(found)).startswith(said)
    assert more_people(found, 5) == more_money(found, 100_00) == ()


def test_without_contributions_no_usual_gift_is_made_up(store: Store) -> None:
    totals = "observed_at,amount_raised,contributors\n2018-02-01T12:00:00-05:00,300.00,12\n"
    found = supposed(store, opened_with(store, platform_totals=totals), "2018-02-02")
    assert (found.is_possible, found.median_cents, more_people(found, 5)) == (True, None, ())
    assert len(more_money(found, 50_00)) == 2


def test_a_campaign_that_keeps_what_it_raises_has_no_chance_to_suppose(store: Store) -> None:
    bring(store, {"contributions": CONTRIBUTIONS}, settings=SETTINGS + "all_or_nothing = false\n")
    opened = open_campaign(store)
    assert supposition(store, opened, view(store, opened, instant("2018-02-01", opened.campaign))) is None
