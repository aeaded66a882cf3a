"""What wraps every answer: language and server's address in the page, safe headers, compression once."""

from __future__ import annotations

import gzip

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from lib.web.frame import PageFrame
from lib.web.headers import CompressedAssets, SafeHeaders

PAGE = '<html lang="en"><head><script src="./static/js/index.js"></script></head><body></body></html>'


def page(request: Request) -> Response:
    assert "accept-encoding" not in request.headers, "a page that comes compressed could not be rewritten"
    return HTMLResponse(PAGE)


def script(request: Request) -> Response:
    return PlainTextResponse("let a = 1;" * 500, media_type="text/javascript")


@pytest.fixture
def client() -> TestClient:
    app = Starlette(routes=[Route("/", page), Route("/static/js/index.abc.js", script)])
    app.add_middleware(PageFrame)
    app.add_middleware(CompressedAssets)
    app.add_middleware(SafeHeaders)
    return TestClient(app)


def test_a_page_says_its_language_to_screen_readers(client: TestClient) -> None:
    assert '<html lang="fr-CA">' in client.get("/").text
    assert '<html lang="en-CA">' in client.get("/?lang=en").text


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
