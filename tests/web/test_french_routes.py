"""Every plain route in French: no fault of typography, no English word, in each state of a campaign and where there is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from lib.i18n.typography import faults
from lib.web.routes import ROUTES
from tests.pages.conftest import DEMO, FEW_ROWS, NOTHING, SETTINGS_ONLY, address_of
from tests.pages.looking import texts_of
from tests.support.languages import english_words

__all__ = ["address_of"]
SPOKEN = ("/ecran", "/suivre")
SAID_IN_A_LINE = ("/download/unknown", "/calendar.ics?campaign=personne")
MOMENTS = ("2018-01-10", "2018-02-23T19:30", "2018-04-01")
SCENES = ("money", "movement", "next")


def client() -> TestClient:
    """Somebody at the machine itself, who may open everything."""
    return TestClient(Starlette(routes=ROUTES), base_url="http://localhost", client=("127.0.0.1", 50_000))


def wrong(texts: list[str]) -> list[str]:
    """What is not good French."""
    return [str(fault) for text in texts for fault in faults(text)] + [word for text in texts for word in english_words(text)]


@pytest.mark.parametrize("state", [DEMO, FEW_ROWS, SETTINGS_ONLY, NOTHING])
@pytest.mark.parametrize("path", SPOKEN)
def test_a_plain_page_is_in_good_french(
    path: str, state: str, address_of: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", address_of(state))
    for as_of in MOMENTS:
        for scene in SCENES:
            answer = client().get(f"{path}?lang=fr&as_of={as_of}&scene={scene}")
            texts = texts_of(answer.text)
            assert answer.status_code < 500
            assert '<html lang="fr-CA"' in answer.text
            assert texts != []
            assert wrong(texts) == [], (as_of, scene)


@pytest.mark.parametrize("path", SAID_IN_A_LINE)
def test_a_refusal_is_in_good_french(path: str, address_of: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", address_of(DEMO))
    answer = client().get(path)
    assert answer.status_code >= 400
    assert wrong([answer.text]) == []


def test_no_plain_page_is_forgotten_here() -> None:
    paths = {route.path for route in ROUTES if isinstance(route, Route)}
    assert {path for path in paths if path in SPOKEN} == set(SPOKEN)
