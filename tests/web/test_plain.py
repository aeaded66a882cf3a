"""Plain pages: the whole or its part by a tag, refusals in words, safe headers, and what is worked out once for many."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from markupsafe import Markup, escape
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.testclient import TestClient

from lib.campaign.errors import StoreUnreachable, UseError
from lib.i18n.language import language
from lib.web import plain_cache
from lib.web.assets import ROUTE, asset_address
from lib.web.plain import Page, plain_route
from lib.web.plain_cache import Asked


@dataclass
class Board:
    """What a page shows in these tests, and how often it was looked at and drawn."""

    words: str = "bonjour"
    looked: int = 0
    drawn: int = 0
    fails: Exception | None = None
    status: int = 200
    asked: list[Asked] = field(default_factory=list)

    def page(self, asked: Asked) -> Page:
        self.looked += 1
        self.asked.append(asked)
        if self.fails:
            raise self.fails
        return Page((self.words, asked.get("lang")), "Essai", language(asked.get("lang")), self.draw, ("screen.css",), status=self.status)

    def draw(self) -> Markup:
        self.drawn += 1
        return Markup("<p data-offline='x'>{}</p>").format(escape(self.words))


@pytest.fixture
def board() -> Board:
    return Board()


@pytest.fixture
def client(board: Board, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """Each answer is looked at again at once."""
    monkeypatch.setattr(plain_cache, "FRESH_SECONDS", 0.0)
    monkeypatch.setattr(plain_cache, "SLOW_SECONDS", 60.0)
    return client_of(board)


def client_of(board: Board, peer: str = "127.0.0.1", host: str = "localhost") -> TestClient:
    routes = [plain_route("/ecran", ("lang", "scene"), board.page, styles=("screen.css",)), ROUTE]
    return TestClient(Starlette(routes=routes), base_url=f"http://{host}:8501", client=(peer, 4242))


def held(answer: Response) -> dict[str, str]:
    return {"If-None-Match": answer.headers["etag"]}


def test_the_address_gives_the_whole_page_and_its_part_alone(client: TestClient) -> None:
    page, part = client.get("/ecran"), client.get("/ecran?part=1")
    assert page.text.startswith('<!DOCTYPE html>\n<html lang="fr-CA">')
    assert "<p data-offline='x'>bonjour</p>" in page.text
    assert part.text == "<p data-offline='x'>bonjour</p>"
    assert part.headers["etag"] != page.headers["etag"]
    assert f'data-etag="{part.headers["etag"]}"'.replace('"W', '"W') in page.text.replace("&#34;", '"')


def test_nothing_changed_is_answered_without_a_body(client: TestClient, board: Board) -> None:
    first = client.get("/ecran?part=1")
    again = client.get("/ecran?part=1", headers=held(first))
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert (board.looked, board.drawn) == (2, 1)


def test_what_has_changed_is_drawn_and_sent(client: TestClient, board: Board) -> None:
    first = client.get("/ecran?part=1")
    board.words = "bonsoir"
    again = client.get("/ecran?part=1", headers=held(first))
    assert (again.status_code, again.text) == (200, "<p data-offline='x'>bonsoir</p>")
    assert board.drawn == 2


def test_a_tag_that_a_proxy_has_rewritten_is_known_again(client: TestClient) -> None:
    tag = client.get("/ecran?part=1").headers["etag"]
    for sent in (tag.removeprefix("W/"), f'"other", {tag}', "*"):
        assert client.get("/ecran?part=1", headers={"If-None-Match": sent}).status_code == 304
    assert client.get("/ecran?part=1", headers={"If-None-Match": '"other"'}).status_code == 200


def test_it_is_packed_for_those_who_ask(client: TestClient) -> None:
    packed, flat = client.get("/ecran"), client.get("/ecran", headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in flat.headers
    assert packed.text == flat.text
    assert int(packed.headers["content-length"]) < int(flat.headers["content-length"])
    assert packed.headers["vary"] == flat.headers["vary"] == "Accept-Encoding"


def test_only_the_pages_own_files_may_run_and_nothing_is_kept_unasked(client: TestClient) -> None:
    headers = client.get("/ecran").headers
    assert headers["cache-control"] == "no-cache"
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "script-src 'self';" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(("error", "status"), [(UseError("Ask %(what)s.", what="otherwise"), 404), (StoreUnreachable("Later."), 503)])
def test_what_cannot_be_shown_is_a_sentence(client: TestClient, board: Board, error: Exception, status: int) -> None:
    board.fails = error
    answer = client.get("/ecran?lang=en")
    assert answer.status_code == status
    assert ("Ask otherwise." if status == 404 else "cannot be read for now") in answer.text
    assert answer.headers["x-plain-page"] == "calm"
    assert '<html lang="en-CA">' in answer.text


def test_strangers_and_rooms_learn_nothing_of_the_machine(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_cache, "FRESH_SECONDS", 0.0)
    monkeypatch.setattr(plain_cache, "SLOW_SECONDS", 60.0)
    board.fails = StoreUnreachable("The database at %(address)s is not there.", address="/srv/secret/campaign.db")
    for peer in ("127.0.0.1", "10.0.0.7"):
        assert "secret" not in client_of(board, peer).get("/ecran?lang=en").text
    board.fails = UseError("There is no such campaign. Those loaded: %(names)s.", names="secret")
    stranger = client_of(board, "10.0.0.7").get("/ecran?lang=en")
    assert stranger.status_code == 404
    assert "secret" not in stranger.text


def test_it_comes_back_once_the_store_answers_again(client: TestClient, board: Board) -> None:
    board.fails = StoreUnreachable("Later.")
    assert client.get("/ecran").status_code == 503
    board.fails = None
    assert "bonjour" in client.get("/ecran").text


def test_a_page_that_is_closed_says_so_with_its_own_status_and_always_whole(client: TestClient, board: Board) -> None:
    board.status = 403
    first = client.get("/ecran?part=1")
    assert first.status_code == 403
    assert client.get("/ecran?part=1", headers=held(first)).status_code == 403


def test_parameters_that_are_not_the_pages_are_not_listened_to(client: TestClient, board: Board) -> None:
    client.get("/ecran?lang=en&other=1&scene=" + "x" * 200)
    assert board.asked == [Asked((("lang", "en"),), is_local=True)]


def test_within_a_second_nothing_is_looked_at_again(board: Board) -> None:
    client = client_of(board)
    for _ in range(20):
        assert client.get("/ecran").status_code == 200
    assert (board.looked, board.drawn) == (1, 1)
    client.get("/ecran?lang=en")
    assert (board.looked, board.drawn) == (2, 2)


@pytest.mark.parametrize(
    ("peer", "host", "headers", "is_local"),
    [
        ("127.0.0.1", "localhost", {}, True),
        ("127.0.0.1", "127.0.0.1", {}, True),
        ("10.0.0.7", "localhost", {}, False),
        ("127.0.0.1", "ecran.example.org", {}, False),
        ("127.0.0.1", "localhost", {"X-Forwarded-For": "10.0.0.7"}, False),
        ("127.0.0.1", "localhost", {"Forwarded": "for=10.0.0.7"}, False),
    ],
)
def test_only_the_machine_itself_is_the_machine_itself(
    board: Board, peer: str, host: str, headers: dict[str, str], is_local: bool
) -> None:
    client_of(board, peer, host).get("/ecran", headers=headers)
    assert board.asked[0].is_local is is_local


def test_many_who_ask_at_once_have_it_drawn_once(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first waits in `draw` until all have asked: those who have no former answer wait for it."""
    may_go, client = threading.Event(), client_of(board)
    draw = board.draw
    monkeypatch.setattr(board, "draw", lambda: (may_go.wait(10), draw())[1])
    answers: list[int] = []
    threads = [threading.Thread(target=lambda: answers.append(client.get("/ecran").status_code)) for _ in range(8)]
    for thread in threads:
        thread.start()
    may_go.set()
    for thread in threads:
        thread.join(20)
    assert answers == [200] * 8
    assert board.drawn == 1


def test_while_one_looks_the_others_are_given_the_former_answer(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    client = client_of(board)
    assert "bonjour" in client.get("/ecran").text
    monkeypatch.setattr(plain_cache, "FRESH_SECONDS", 0.0)
    monkeypatch.setattr(plain_cache, "SLOW_SECONDS", 60.0)
    is_drawing, may_go, draw = threading.Event(), threading.Event(), board.draw
    monkeypatch.setattr(board, "draw", lambda: (is_drawing.set(), may_go.wait(10), draw())[2])
    board.words = "bonsoir"
    texts: list[str] = []
    slow = threading.Thread(target=lambda: texts.append(client.get("/ecran").text))
    slow.start()
    assert is_drawing.wait(10)
    assert "bonjour" in client.get("/ecran").text
    may_go.set()
    slow.join(20)
    assert "bonsoir" in texts[0]


def test_where_a_look_takes_long_nobody_waits_for_it_unless_the_answer_is_old(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    client, drawn, draw = client_of(board), threading.Event(), board.draw
    monkeypatch.setattr(plain_cache, "SLOW_SECONDS", -1.0)
    client.get("/ecran")
    monkeypatch.setattr(plain_cache, "FRESH_SECONDS", 0.0)
    monkeypatch.setattr(board, "draw", lambda: (draw(), drawn.set())[0])
    board.words = "bonsoir"
    assert "bonjour" in client.get("/ecran").text
    assert drawn.wait(10)
    monkeypatch.setattr(plain_cache, "FORMER_SECONDS", 0.0)
    board.words = "bonne nuit"
    assert "bonne nuit" in client.get("/ecran").text


def test_strangers_who_invent_addresses_do_not_fill_the_memory(board: Board, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_cache, "_SLOTS", 4)
    for number in range(20):
        client.get(f"/ecran?scene={number}")
    board.asked.clear()
    assert client.get("/ecran?scene=0").status_code == 200


def asset_bytes(get: Callable[[str], Response]) -> bytes:
    return bytes(get(asset_address("live.js")).content)


def test_a_file_of_ours_is_kept_for_a_year_under_its_version_alone(client: TestClient) -> None:
    address = asset_address("live.js")
    answer = client.get(address)
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"].startswith("text/javascript")
    assert client.get(address.partition("?")[0]).headers["cache-control"] == "no-cache"
    assert client.get("/plain/live.js?v=other").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("name", ["nothing.js", "assets.py", "..%2Fassets.py", "source-sans-OFL.txt", "%2Fetc%2Fpasswd"])
def test_no_other_file_can_be_had(client: TestClient, name: str) -> None:
    assert client.get(f"/plain/{name}").status_code == 404


def test_the_style_names_its_font_by_a_version(client: TestClient) -> None:
    assert asset_address("source-sans-latin.woff2") in client.get(asset_address("screen.css")).text


def test_the_script_is_small() -> None:
    from lib.web.assets import asset

    found = asset("live.js")
    assert found is not None
    assert len(found.packed) < 3_000
    assert gzip.decompress(found.packed) == found.body
