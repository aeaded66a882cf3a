"""What the server sends of the front page before any script runs, and to whom."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from lib.services.entry.access import Role, Visitor, access
from lib.services.entry.passphrases import hashed
from lib.services.entry.sessions import COOKIE, SESSIONS
from lib.ui.first_look import first_look
from tests.pages.conftest import DEMO, NOTHING
from tests.pages.looking import pieces_of, seen


def test_the_first_look_says_what_the_page_then_says(in_state: Callable[[str], None]) -> None:
    in_state(DEMO)
    look = first_look("/", {"lang": "fr"}, {}, {})
    figure = look.partition('<p class="cd-hero-figure')[2].partition("</p>")[0]
    assert figure.endswith("$")
    assert figure in "".join(pieces_of(seen("overview", lang="fr").html))
    assert "Services Faciles" in look


def test_it_follows_the_address_in_language_and_day(in_state: Callable[[str], None]) -> None:
    in_state(DEMO)
    english, earlier = first_look("/", {"lang": "en"}, {}, {}), first_look("/", {"lang": "en", "as_of": "2018-01-31"}, {}, {})
    assert "in hand" in english
    assert "January 31, 2018" in earlier
    assert english != earlier


@pytest.mark.parametrize(("path", "params"), [("/today", {}), ("/data", {}), ("/", {"campaign": "nowhere"})])
def test_other_pages_and_wrong_addresses_have_none(in_state: Callable[[str], None], path: str, params: dict[str, str]) -> None:
    in_state(DEMO)
    assert first_look(path, params, {}, {}) == ""


def test_an_empty_store_has_none(in_state: Callable[[str], None]) -> None:
    in_state(NOTHING)
    assert first_look("/", {}, {}, {}) == ""


def test_a_stranger_and_the_room_get_none_of_it(
    in_state: Callable[[str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_state(DEMO)
    file = tmp_path / "secrets.toml"
    file.write_text(f'[passphrases]\nteam = "{hashed("la phrase de l’équipe")}"\nroom = "{hashed("la phrase de la salle")}"\n')
    monkeypatch.setenv("ACCESS_FILE", str(file))
    cookies = {role: {COOKIE: SESSIONS.begin(Visitor(role, ""), access(), at=time.monotonic())} for role in (Role.TEAM, Role.ROOM)}
    assert first_look("/", {}, {}, {}) == ""
    assert first_look("/", {}, {COOKIE: "forged"}, {}) == ""
    assert first_look("/", {}, cookies[Role.ROOM], {}) == ""
    assert "cd-hero-figure" in first_look("/", {}, cookies[Role.TEAM], {})
