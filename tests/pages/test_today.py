"""A morning on the page of the day: open, thank, note, take back; and two people at once."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from lib.services.campaigns import open_campaign
from lib.services.demonstration import load_demonstration
from lib.store.engine import Store
from lib.store.queries.lists import table_page
from tests.pages.looking import Seen, looked_at, page_test
from tests.services.held import AT, bring


@pytest.fixture
def demo(own_store: Store) -> Store:
    """The demonstration's evening, to write into."""
    load_demonstration(own_store, at=AT)
    return own_store


def opened() -> AppTest:
    return page_test("today", lang="en").run()


def clicked(test: AppTest, key: str) -> Seen:
    """The page once somebody has clicked the button of that key."""
    return looked_at(test.button(key=key).click().run())


def thanks_rate(seen: Seen) -> str:
    """What the board says of thanks within 24 hours."""
    return next(text for text in seen.texts if text.endswith("%") and text != "100%")


def test_thanking_the_four_that_are_due_moves_the_kpi_at_once_and_undo_brings_it_back(demo: Store) -> None:
    """184 of 196 in time: 93.9 %, said 93 %; with four more in time, 188 of 200: 94 %."""
    test = opened()
    assert (thanks_rate(looked_at(test)), "4 thank-yous to send" in looked_at(test).texts) == ("93%", True)
    clicked(test, "open-thanks_due:")
    after = clicked(test, "thank-all")
    assert (thanks_rate(after), "4 thank-yous to send" in after.texts) == ("94%", False)
    assert "4 contributions are noted as thanked." in after.texts
    undone = clicked(test, "act-undo")
    assert (thanks_rate(undone), "4 thank-yous to send" in undone.texts) == ("93%", True)


def test_those_who_are_ticked_are_thanked_and_the_others_stay(demo: Store) -> None:
    test = opened()
    clicked(test, "open-thanks_due:")
    for box in test.checkbox[:3]:
        box.check()
    seen = clicked(test, "thank-ticked")
    assert "3 contributions are noted as thanked." in seen.texts
    assert "1 thank-you to send" in seen.texts


def test_the_text_to_copy_calls_the_contributor_by_name_in_the_language_that_is_chosen(demo: Store) -> None:
    test = opened()
    assert "Bonjour Léonie," in clicked(test, "open-thanks_due:").html
    assert "Hello Léonie," in looked_at(test.selectbox(key="choice-texts").select("en").run()).html


def test_who_comes_second_is_told_and_nothing_is_overwritten(demo: Store) -> None:
    first, second = opened(), opened()
    clicked(first, "open-thanks_due:")
    clicked(second, "open-thanks_due:")
    clicked(first, "thank-all")
    late = clicked(second, "thank-all")
    assert any("Somebody else changed this row meanwhile" in text for text in late.texts)
    assert "4 thank-yous to send" not in late.texts


def test_a_refused_number_stays_in_its_form_with_the_reason(demo: Store) -> None:
    test = opened()
    clicked(test, "open-note-minutes")
    test.text_input(key="communication_log-minutes").input("beaucoup")
    refused = clicked(test, "communication_log-note")
    assert "Minutes: “beaucoup” is not a number." in refused.texts
    assert test.text_input(key="communication_log-minutes").value == "beaucoup"
    test.text_input(key="communication_log-minutes").input("30")
    assert "30 minutes are logged." in clicked(test, "communication_log-note").texts


def test_nothing_else_today_is_reached_by_setting_the_rest_aside(demo: Store) -> None:
    test = opened()
    while keys := [each.key for each in test.button if str(each.key).startswith("aside-")]:
        seen = clicked(test, str(keys[0]))
    assert "Nothing else today." in seen.texts
    assert sum(str(each.key).startswith("back-") for each in test.button) == 14


def test_a_past_evening_can_be_looked_at_and_not_changed(demo: Store) -> None:
    test = page_test("today", lang="en", as_of="2018-02-10").run()
    assert "This is a past evening as it was: to change anything, come back to today." in looked_at(test).texts
    assert all(each.disabled for each in test.button)


def test_a_real_campaign_that_is_over_still_has_its_work(own_store: Store) -> None:
    bring(own_store, {"contributions": "id,contributed_at,amount,status\nc1,2018-03-16T20:00:00-04:00,10.00,counted\n"})
    test = opened()
    clicked(test, "open-thanks_late:")
    test.checkbox[0].check()
    assert "1 contribution is noted as thanked." in clicked(test, "thank-ticked").texts
    campaign = open_campaign(own_store)
    assert table_page(own_store, campaign.id, "contributions").rows[0].cells["thanked_at"] is not None
