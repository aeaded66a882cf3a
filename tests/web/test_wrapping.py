"""What wraps every answer: language and server's address in the page, safe headers, files kept in memory and compressed once."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from lib.i18n.language import ENGLISH, FRENCH
from lib.web.emblem import NAMES, ROUTES
from lib.web.frame import PageFrame
from lib.web.headers import SafeHeaders
from lib.web.kept_files import KeptFiles, announced, later

PAGE = (
    '<html lang="en"><head><link rel="shortcut icon" href="./favicon.png" /><title>Streamlit</title>'
    '<script src="./static/js/index.js"></script></head><body><noscript>You need JavaScript</noscript></body></html>'
)
LANGUAGES_OF_CAMPAIGNS = {None: FRENCH, "english": ENGLISH}


def page(request: Request) -> Response:
    assert "accept-encoding" not in request.headers, "a page that comes compressed could not be rewritten"
    return HTMLResponse(PAGE)


def not_from_memory(request: Request) -> Response:
    return PlainTextResponse("not one of the files", status_code=404)


def look(path: str, params: Mapping[str, str], cookies: Mapping[str, str], headers: Mapping[str, str]) -> str:
    return "<p>10 890,32 $</p>" if path == "/" and params.get("campaign") != "english" else ""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Streamlit's files as its builder leaves them: a first script, one for later with what it imports, a font, a secret beside."""
    scripts = tmp_path / "static" / "js"
    scripts.mkdir(parents=True)
    for name in ("index.abc.js", "shared.abc.js", "BidiComponent.abc.js", "arrow.abc.js", "Plotly.abc.js"):
        (scripts / name).write_text("let a = 1;" * 500)
    (tmp_path / "static" / "font.abc.woff2").write_bytes(b"font")
    (tmp_path / "index.html").write_text(PAGE)
    (tmp_path / "manifest.json").write_text(json.dumps({
        "index.html": {"file": "static/js/index.abc.js", "name": "index", "imports": ["_shared"], "css": ["static/css/index.abc.css"]},
        "_shared": {"file": "static/js/shared.abc.js", "name": "shared"},
        "Bidi.tsx": {"file": "static/js/BidiComponent.abc.js", "name": "BidiComponent", "isDynamicEntry": True,
                     "imports": ["_shared", "_arrow", "index.html"]},
        "_arrow": {"file": "static/js/arrow.abc.js", "name": "arrow", "imports": ["Bidi.tsx"]},
        "Plotly.tsx": {"file": "static/js/Plotly.abc.js", "name": "Plotly", "isDynamicEntry": True},
    }))  # fmt: skip
    return tmp_path


@pytest.fixture
def client(folder: Path) -> TestClient:
    app = Starlette(routes=[Route("/", page), Route("/{path:path}", not_from_memory)])
    app.add_middleware(PageFrame, language_of=LANGUAGES_OF_CAMPAIGNS.__getitem__, scripts=later(folder), first_look=look)
    app.add_middleware(KeptFiles, folder=folder)
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
    assert "const words =" in client.get("/").text
    assert "const words =" not in client.get("/?lang=en").text


def test_a_script_is_compressed_and_kept_for_a_year(client: TestClient) -> None:
    answer = client.get("/static/js/index.abc.js", headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]
    assert answer.text == "let a = 1;" * 500
    assert int(answer.headers["content-length"]) == len(gzip.compress(b"let a = 1;" * 500, 9, mtime=0))


def test_a_font_is_sent_as_it_is_and_kept_for_a_year(client: TestClient) -> None:
    answer = client.get("/static/font.abc.woff2", headers={"accept-encoding": "gzip"})
    assert (answer.content, answer.headers["content-type"]) == (b"font", "font/woff2")
    assert "content-encoding" not in answer.headers
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize("address", ["/static/js/none.abc.js", "/static/../manifest.json", "/manifest.json", "/static/js/"])
def test_only_the_files_that_were_there_at_the_start_are_answered_from_memory(client: TestClient, address: str) -> None:
    assert client.get(address).text == "not one of the files"


def test_a_page_announces_the_scripts_that_every_page_draws_with_and_no_chart(client: TestClient, folder: Path) -> None:
    assert set(announced(folder)) == {"/static/js/index.abc.js", "/static/js/shared.abc.js", "/static/css/index.abc.css"}
    assert set(later(folder)) == {"/static/js/BidiComponent.abc.js", "/static/js/arrow.abc.js"}


def test_without_a_builder_s_manifest_nothing_is_announced(tmp_path: Path) -> None:
    assert list(later(tmp_path)) == []


def test_a_page_opens_its_connection_without_asking_for_the_host_s_settings_first(client: TestClient) -> None:
    assert "HOST_CONFIG:{allowedOrigins:[" in client.get("/").text
    assert "streamlit.app" not in client.get("/").text


def test_a_first_look_stands_in_the_page_which_is_then_kept_nowhere(client: TestClient) -> None:
    answer = client.get("/")
    assert "<body><p>10 890,32 $</p><script>" in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_where_there_is_nothing_to_look_at_the_page_is_as_it_was(client: TestClient) -> None:
    answer = client.get("/?campaign=english")
    assert "<body><noscript>" in answer.text
    assert answer.headers.get("cache-control") != "no-store"


def test_a_client_that_does_not_read_gzip_gets_the_script_as_it_is(client: TestClient) -> None:
    answer = client.get("/static/js/index.abc.js", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in answer.headers
    assert answer.text == "let a = 1;" * 500


def test_every_answer_forbids_guessing_its_type_and_framing_elsewhere(client: TestClient) -> None:
    for address in ("/", "/static/js/index.abc.js", "/nowhere"):
        headers = client.get(address).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "SAMEORIGIN"
