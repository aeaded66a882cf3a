"""What wraps every answer: language and server's address in the page, safe headers, compression once."""

from __future__ import annotations

import gzip
import re

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from lib.i18n.language import ENGLISH, FRENCH
from lib.web.emblem import NAMES, ROUTES
from lib.web.frame import PageFrame
from lib.web.headers import CompressedAssets, SafeHeaders

PAGE = (
    '<html lang="en"><head><link rel="shortcut icon" href="./favicon.png" /><title>Streamlit</title>'
    '<script src="./static/js/index.js"></script></head><body><noscript>You need JavaScript</noscript></body></html>'
)
LANGUAGES_OF_CAMPAIGNS = {None: FRENCH, "english": ENGLISH}


def page(request: Request) -> Response:
    assert "accept-encoding" not in request.headers, "a page that comes compressed could not be rewritten"
    return HTMLResponse(PAGE)


def script(request: Request) -> Response:
    return PlainTextResponse("let a = 1;" * 500, media_type="text/javascript")


@pytest.fixture
def client() -> TestClient:
    app = Starlette(routes=[Route("/", page), Route("/static/js/index.abc.js", script)])
    app.add_middleware(PageFrame, language_of=LANGUAGES_OF_CAMPAIGNS.__getitem__)
    app.add_middleware(CompressedAssets)
    app.add_middleware(SafeHeaders)
    return TestClient(app)


def test_a_page_says_its_language_to_screen_readers(client: TestClient) -> None:
    assert '<html lang="fr-CA">' in client.get("/").text
    assert '<html lang="en-CA">' in client.get("/?lang=en").text


def test_a_page_speaks_its_campaign_s_language_where_the_address_says_nothing(client: TestClient) -> None:
    assert '<html lang="en-CA">' in client.get("/?campaign=english").text
    assert '<html lang="fr-CA">' in client.get("/?campaign=english&lang=fr").text


def test_a_page_bears_the_product_s_name_and_mark_and_not_streamlit_s(client: TestClient) -> None:
    text = client.get("/?lang=en").text
    assert "<title>Campaign dashboard</title>" in text
    assert 'href="/favicon.svg"' in text
    assert "<title>Streamlit" not in text
    assert "favicon.png" not in text
    assert "You need JavaScript" not in text
    assert "<title>Tableau de bord de campagne</title>" in client.get("/?lang=fr").text


def test_a_shared_link_shows_the_product_and_nothing_of_the_campaign(client: TestClient) -> None:
    card = dict(re.findall(r'<meta property="og:([\w:]+)" content="([^"]*)">', client.get("/?lang=en&campaign=english").text))
    assert card["title"] == "Campaign dashboard"
    assert card["image"] == "http://testserver/social-card.png"
    assert not any("english" in value or "$" in value for value in card.values())
    behind_a_proxy = client.get("/", headers={"x-forwarded-proto": "https"}).text
    assert 'content="https://testserver/social-card.png"' in behind_a_proxy


@pytest.mark.parametrize("name", NAMES)
def test_the_mark_is_served_and_kept_for_a_day(name: str) -> None:
    answer = TestClient(Starlette(routes=list(ROUTES))).get(f"/{name}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("image/")
    assert answer.headers["cache-control"] == "public, max-age=86400"
    assert len(answer.content) > 200


def test_a_page_knows_its_server_before_any_script_runs(client: TestClient) -> None:
    text = client.get("/").text
    assert text.index("BACKEND_BASE_URL") < text.index("index.js")


def test_streamlits_own_words_are_replaced_in_french_only(client: TestClient) -> None:
    assert "MutationObserver" in client.get("/").text
    assert "MutationObserver" not in client.get("/?lang=en").text


def test_a_script_is_compressed_and_kept_for_a_year(client: TestClient) -> None:
    answer = client.get("/static/js/index.abc.js", headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]
    assert answer.text == "let a = 1;" * 500
    assert int(answer.headers["content-length"]) == len(gzip.compress(b"let a = 1;" * 500, 6))


def test_a_client_that_does_not_read_gzip_gets_the_script_as_it_is(client: TestClient) -> None:
    answer = client.get("/static/js/index.abc.js", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in answer.headers
    assert answer.text == "let a = 1;" * 500


def test_every_answer_forbids_guessing_its_type_and_framing_elsewhere(client: TestClient) -> None:
    for address in ("/", "/static/js/index.abc.js", "/nowhere"):
        headers = client.get(address).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "SAMEORIGIN"
