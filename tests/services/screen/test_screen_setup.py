"""How the screen is set up: kept, held within what there is, and never with anybody's name."""

from __future__ import annotations

from pathlib import Path

import pytest

from lib.campaign.errors import UseError
from lib.services.screen.screen_setup import LONGEST_ACTION, SCENES, Setup, save_setup, setup_of
from lib.store.kept import Json, keep
from tests.services.held import AT, empty_store, opened_with

MEMBERS = "name\nAna Roy\n"


def test_without_a_word_it_is_closed_light_and_shows_everything(tmp_path: Path) -> None:
    store = empty_store(tmp_path)
    assert setup_of(store, opened_with(store).id) == Setup(False, SCENES, "light", "", 25, ())


def test_what_was_set_up_is_found_again(tmp_path: Path) -> None:
    store = empty_store(tmp_path)
    opened = opened_with(store)
    chosen = Setup(True, ("money", "next"), "dark", "en", 30, ("Coller les affiches", "Relancer les alliés"))
    save_setup(store, opened.id, chosen, at=AT)
    assert setup_of(store, opened.id) == chosen


def test_actions_are_tidied_and_scenes_stay_in_their_order(tmp_path: Path) -> None:
    store = empty_store(tmp_path)
    opened = opened_with(store)
    save_setup(store, opened.id, Setup(scenes=("next", "money"), actions=("", "  Coller   les affiches ", "")), at=AT)
    found = setup_of(store, opened.id)
    assert (found.scenes, found.actions) == (("money", "next"), ("Coller les affiches",))
    save_setup(store, opened.id, Setup(scenes=()), at=AT)
    assert setup_of(store, opened.id).scenes == SCENES


@pytest.mark.parametrize("action", ["Appeler Ana", "Écrire à ana@example.org", "x" * (LONGEST_ACTION + 1)])
def test_an_action_that_names_somebody_or_is_too_long_is_refused_and_nothing_is_kept(tmp_path: Path, action: str) -> None:
    store = empty_store(tmp_path)
    opened = opened_with(store, members=MEMBERS)
    with pytest.raises(UseError) as refused:
        save_setup(store, opened.id, Setup(is_open=True, actions=(action,)), at=AT)
    assert refused.value.message.params["text"] == action
    assert setup_of(store, opened.id) == Setup()


@pytest.mark.parametrize("held", [
    None, 3, "text", [], {"is_open": "yes", "scenes": "money", "theme": 7, "language": 1, "rotation_seconds": 1, "actions": 5},
    {"scenes": ["no such scene"], "theme": "pink", "rotation_seconds": True, "actions": [1, None]},
])  # fmt: skip
def test_what_is_kept_and_not_readable_is_as_if_it_were_not_there(tmp_path: Path, held: Json) -> None:
    store = empty_store(tmp_path)
    opened = opened_with(store)
    keep(store, opened.id, "screen", held, at=AT)
    assert setup_of(store, opened.id) == Setup()
