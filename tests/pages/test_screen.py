"""The page that sets the room's screen up: what is chosen there is kept, what would name somebody is refused."""

from __future__ import annotations

import pytest

from lib.services.campaigns import open_campaign
from lib.services.clock import now
from lib.services.evening.evening import evening
from lib.services.screen.celebrating import last_notice
from lib.services.screen.screen_setup import Setup, setup_of
from lib.store.engine import Store
from tests.pages.looking import looked_at, page_test, seen
from tests.services.held import bring
from tests.services.screens import PLAN, gifts
from tests.support.files import SETTINGS

SHOWN = SETTINGS + 'shown_as_of = "2018-02-16T19:30:00-05:00"\n'


@pytest.fixture
def held(own_store: Store) -> Store:
    """A campaign at its half-time, past its first quarter."""
    bring(own_store, {**PLAN, "contributions": gifts("300")}, settings=SHOWN)
    return own_store


def kept(store: Store) -> Setup:
    return setup_of(store, open_campaign(store).id)


def test_it_shows_the_screen_itself_and_the_address_to_open(held: Store) -> None:
    looked = seen("screen", lang="fr")
    assert 'src="http://localhost:8501/ecran?lang=fr' in looked.html or 'src="/ecran?lang=fr' in looked.html
    assert "appuyez sur F pour le plein écran" in looked.said


def test_it_is_opened_to_others_by_one_switch(held: Store) -> None:
    test = page_test("screen", lang="fr").run()
    assert kept(held).is_open is False
    test.toggle(key="screen-open").set_value(True).run()
    assert kept(held).is_open is True
    assert page_test("screen", lang="fr").run().toggle(key="screen-open").value is True


def test_scenes_theme_language_and_rhythm_are_kept(held: Store) -> None:
    test = page_test("screen", lang="fr").run()
    test.checkbox(key="screen-scene-movement").uncheck().run()
    test.selectbox(key="screen-theme").select("dark").run()
    test.selectbox(key="screen-language").select("en").run()
    test.selectbox(key="screen-rotation_seconds").select(0).run()
    assert kept(held) == Setup(False, ("money", "next"), "dark", "en", 0, ())


def test_actions_are_the_plans_until_the_lead_types_them(held: Store) -> None:
    test = page_test("screen", lang="fr").run()
    assert test.text_input(key="screen-action-0").placeholder == "Tenir la soirée de mi-parcours"
    test.text_input(key="screen-action-0").set_value("Coller des affiches").run()
    assert kept(held).actions == ("Coller des affiches",)
    test.text_input(key="screen-action-0").set_value("").run()
    assert kept(held).actions == ()


def test_an_action_that_names_somebody_is_refused_and_stays_typed(held: Store) -> None:
    test = page_test("screen", lang="fr").run()
    test.text_input(key="screen-action-1").set_value("Appeler Ana").run()
    assert kept(held).actions == ()
    assert test.text_input(key="screen-action-1").value == "Appeler Ana"
    assert "contient le nom ou l’adresse de quelqu’un" in looked_at(test).said
    test.text_input(key="screen-action-1").set_value("Appeler les alliés").run()
    assert kept(held).actions == ("Appeler les alliés",)
    assert "contient le nom" not in looked_at(test).said


def test_the_evening_begins_and_ends_here_too(held: Store) -> None:
    test = page_test("screen", lang="fr").run()
    test.button(key="screen-begin").click().run()
    led = evening(held, open_campaign(held).id)
    assert led is not None
    assert led.is_on(now())
    test.button(key="screen-end").click().run()
    ended = evening(held, open_campaign(held).id)
    assert ended is not None and ended.ended_at is not None


def test_only_milestones_that_are_passed_can_be_celebrated_again(held: Store) -> None:
    test = page_test("screen", lang="fr").run()
    assert [button.key for button in test.button if (button.key or "").startswith("screen-replay")] == ["screen-replay-1-4"]
    test.button(key="screen-replay-1-4").click().run()
    noticed = last_notice(held, open_campaign(held))
    assert noticed is not None
    assert noticed.is_shown(now())


def test_on_a_past_day_nothing_can_be_changed(held: Store) -> None:
    test = page_test("screen", lang="fr", as_of="2018-02-10").run()
    assert all(widget.disabled for widget in (*test.toggle, *test.checkbox, *test.text_input))
