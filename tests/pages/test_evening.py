"""The evening's page: each step in each state, what the address supposes, who leads, what is taken on."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from lib.i18n.typography import faults
from lib.services.campaigns import open_campaign
from lib.services.demonstration import load_demonstration
from lib.services.evening.commitments import commitments
from lib.services.evening.evening import STEPS, evening, move_to
from lib.store.engine import Store
from tests.pages.conftest import DEMO, FEW_ROWS, SETTINGS_ONLY
from tests.pages.looking import Seen, looked_at, page_test, seen
from tests.services.held import AT
from tests.support.languages import english_words

InState = Callable[[str], None]
MOMENTS = ("2018-01-10", "2018-02-23T19:30", "2018-04-01")


@pytest.fixture
def demo(own_store: Store) -> Store:
    load_demonstration(own_store, at=AT)
    return own_store


def led(store: Store, **params: str) -> AppTest:
    """The page of a window that leads the demonstration's evening."""
    return page_test("evening", lang="en", **params).run().button("evening-begin").click().run()


@pytest.mark.parametrize("state", [SETTINGS_ONLY, FEW_ROWS, DEMO])
@pytest.mark.parametrize("step", range(1, STEPS + 1))
def test_each_step_opens_in_each_state_and_its_french_is_french(step: int, state: str, in_state: InState) -> None:
    in_state(state)
    for moment in MOMENTS:
        looked = seen("evening", lang="fr", step=str(step), as_of=moment, each="2", day="3")
        assert looked.errors == []
        assert "%(" not in looked.said
        assert english_words(looked.said) == []
        assert [str(fault) for text in looked.texts for fault in faults(text)] == []


@pytest.mark.parametrize("step", ["0", "6", "x", "-1", "99999999999", ""])
def test_a_step_that_is_not_there_is_the_nearest_or_the_first(step: str, in_state: InState) -> None:
    in_state(DEMO)
    expected = "evening-5" if step == "6" else "evening-1"
    assert f'id="{expected}"' in seen("evening", lang="en", step=step).html


def test_a_button_moves_the_step_in_the_address(in_state: InState) -> None:
    in_state(DEMO)
    test = page_test("evening", lang="en").run().button("evening-next").click().run()
    assert test.query_params["step"] == "2"
    test = test.button("evening-step-5").click().run()
    assert test.query_params["step"] == "5"
    assert test.button("evening-next").disabled
    test = test.button("evening-previous").click().run()
    assert test.query_params["step"] == "4"


def test_what_a_link_supposes_is_what_it_shows_and_one_button_takes_it_back(in_state: InState) -> None:
    in_state(DEMO)
    test = page_test("evening", lang="en", step="4", as_of="2018-02-05", each="2", gift="40").run()
    assert "Members who bring people: 24 × 2 × $40.00 = $1,920, by the closing." in looked_at(test).said
    test = test.button("evening-reset").click().run()
    assert "each" not in test.query_params
    assert test.query_params["step"] == "4"
    assert "Move a lever: nothing that is stored changes." in looked_at(test).said


def test_a_lever_that_is_typed_goes_into_the_address_and_moves_the_figures(in_state: InState) -> None:
    in_state(DEMO)
    test = page_test("evening", lang="en", step="4", as_of="2018-02-05").run()
    test = test.number_input("lever-each").set_value(2).run()
    assert test.query_params["each"] == "2"
    assert re.search(r"The chance goes from between 80 and 90 in 100 to", looked_at(test).said)


def test_leading_begins_the_evening_and_sends_the_step_and_the_levers_on(demo: Store) -> None:
    campaign_id = open_campaign(demo).id
    assert evening(demo, campaign_id) is None
    test = led(demo, step="4", each="3")
    found = evening(demo, campaign_id)
    assert found is not None
    assert (found.step, dict(found.levers)) == (4, {"each": "3"})
    test.button("evening-next").click().run()
    moved = evening(demo, campaign_id)
    assert moved is not None
    assert moved.step == 5


def test_a_window_that_only_looks_moves_nobody_and_opens_on_the_step_that_is_led(demo: Store) -> None:
    led(demo, step="3")
    other = page_test("evening", lang="en").run()
    assert 'id="evening-3"' in looked_at(other).html
    other = other.button("evening-step-1").click().run()
    assert "led from another window" in looked_at(other).said
    found = evening(demo, open_campaign(demo).id)
    assert found is not None
    assert found.step == 3


def test_a_page_drawn_again_by_itself_does_not_take_the_lead_back(demo: Store) -> None:
    first = led(demo, step="2")
    evening_of_the_demonstration = open_campaign(demo).campaign.shown_as_of
    assert evening_of_the_demonstration is not None
    move_to(demo, open_campaign(demo).id, 4, {}, at=evening_of_the_demonstration)
    first.run()
    found = evening(demo, open_campaign(demo).id)
    assert found is not None
    assert found.step == 4


def take(test: AppTest, who: str, what: str, *, is_responsibility: bool = False) -> Seen:
    test.text_input("commitment-who").set_value(who)
    test.text_input("commitment-what").set_value(what)
    test.checkbox("commitment-responsibility").set_value(is_responsibility)
    return looked_at(test.button("commitment-take").click().run())


def test_what_is_taken_on_is_listed_with_its_name_then_undone(demo: Store) -> None:
    test = led(demo, step="5")
    said = take(test, "Zoé Tremblay", "Appeler dix proches").said
    assert "Appeler dix proches" in said
    assert "Zoé Tremblay" in said
    assert test.text_input("commitment-who").value == ""
    opened, found = open_campaign(demo), evening(demo, open_campaign(demo).id)
    assert found is not None
    assert [task.name for task in commitments(demo, opened, found)] == ["Appeler dix proches"]
    test.button("act-undo").click().run()
    assert commitments(demo, opened, found) == ()


def test_a_refused_commitment_stays_typed_and_says_why(demo: Store) -> None:
    test = led(demo, step="5")
    said = take(test, "zoe@example.org", "Appeler").said
    assert "takes no e-mail address" in said
    assert test.text_input("commitment-what").value == "Appeler"


def test_ending_the_evening_gives_the_first_button_back(demo: Store) -> None:
    test = led(demo, step="1").button("evening-end").click().run()
    found = evening(demo, open_campaign(demo).id)
    assert found is not None
    assert found.ended_at is not None
    assert test.button("evening-begin").label == "Lead the evening"


def test_after_the_evening_its_list_stays_to_be_read(demo: Store) -> None:
    test = led(demo, step="5")
    take(test, "Zoé Tremblay", "Appeler dix proches")
    said = looked_at(test.button("evening-end").click().run()).said
    assert "Taken on at the last evening" in said
    assert "Appeler dix proches" in said


def test_phones_are_let_in_by_a_switch(demo: Store) -> None:
    led(demo).toggle("evening-open").set_value(True).run()
    found = evening(demo, open_campaign(demo).id)
    assert found is not None
    assert found.is_open_to_phones


def test_a_past_day_is_looked_at_and_nothing_is_led(in_state: InState) -> None:
    in_state(DEMO)
    looked = seen("evening", lang="en", as_of="2018-02-05")
    assert "evening-begin" not in [button.key for button in looked.test.button]
