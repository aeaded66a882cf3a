"""What the door believes of a request: its Host, its address, its path; and whose an open page or a link to a file is."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from lib.services.entry.access import Role, Visitor
from lib.services.leaving.downloads import Download
from lib.web.guard import Guard
from lib.web.peers import asker, is_loopback
from lib.web.provider_answers import ProviderAnswers
from lib.web.same_visitor import HEADER, with_visitor

ANNE, BO = Visitor(Role.LEAD, "Anne"), Visitor(Role.TEAM, "Bo")
PROVIDER = '[auth]\ncookie_secret = "x"\n[people]\nlead = ["a@example.org"]\n'


async def _answer(request: Request) -> Response:
    return PlainTextResponse("inside")


@pytest.fixture
def stranger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    file = tmp_path / "secrets.toml"
    file.write_text(PROVIDER)
    monkeypatch.setenv("ACCESS_FILE", str(file))
    guard = Middleware(Guard, email_of=lambda cookies: None, pages={"/", "/today"}, is_host_ours=lambda host: host == "ours.example")
    return TestClient(Starlette(routes=[Route("/{path:path}", _answer)], middleware=[guard]), base_url="http://ours.example")


@pytest.mark.parametrize("path", ["/calendar.ics", "/download/x", "/media/x.csv", "/figures.json", "/today/x", "/anything", "/auth/x"])
def test_a_stranger_to_the_provider_gets_the_empty_frame_of_a_page_and_nothing_else(stranger: TestClient, path: str) -> None:
    assert stranger.get("/today", headers={"accept": "text/html"}).text == "inside"
    assert stranger.get(path, headers={"accept": "text/html"}).status_code == 401


@pytest.mark.parametrize("host", ["evil.example", "evil.example/ecran?x=", "127.0.0.1"])
def test_another_host_is_refused_whatever_it_hides_in_its_name(stranger: TestClient, host: str) -> None:
    answer = stranger.get("/today?lang=en", headers={"host": host, "accept": "text/html"})
    assert (answer.status_code, "inside" in answer.text) == (403, False)


def asked(peer: str, *headers: tuple[bytes, bytes]) -> HTTPConnection:
    return HTTPConnection({"type": "http", "client": (peer, 4242), "headers": list(headers)})


def test_tries_are_counted_by_what_a_proxy_here_added_and_by_no_header_of_a_stranger() -> None:
    told = (b"x-forwarded-for", b"10.0.0.1, 192.0.2.9")
    assert asker(asked("127.0.0.1", told)) == "192.0.2.9"
    assert asker(asked("10.0.0.5", told), "10.0.0.5") == "192.0.2.9"
    assert asker(asked("192.0.2.7", told)) == "192.0.2.7"
    assert asker(asked("127.0.0.1")) == "127.0.0.1"
    assert [is_loopback(each) for each in ("::1", "::ffff:127.0.0.1", "127.8.8.8", "192.0.2.7", "x")] == [True, True, True, False, False]


def test_an_open_page_is_its_readers_and_a_header_that_somebody_sent_is_taken_out() -> None:
    scope = {"type": "websocket", "headers": [(HEADER.encode(), b"lead"), (b"host", b"x")]}
    told = {who: [value for name, value in with_visitor(scope, who, cookie)["headers"] if name == HEADER.encode()] for who, cookie in
            ((ANNE, "a"), (BO, "b"), (None, ""))}  # fmt: skip
    assert all(len(values) == 1 and values != [b"lead"] for values in told.values())
    assert len({values[0] for values in told.values()}) == 3
    assert with_visitor(scope, ANNE, "a") != with_visitor(scope, ANNE, "another sign-in")


def test_a_link_to_a_file_is_for_the_one_who_was_given_it_with_the_role_of_then() -> None:
    held = Download("a.csv", "text/csv", bytes, holder=ANNE)
    assert held.is_for(ANNE)
    assert [held.is_for(each) for each in (None, BO, Visitor(Role.TEAM, "Anne"))] == [False] * 3
    assert Download("a.ics", "text/calendar", bytes).is_for(None)


@pytest.mark.parametrize("path", ["/auth/login", "/oauth2callback"])
def test_a_provider_that_fails_is_a_sentence(path: str) -> None:
    async def failed(request: Request) -> Response:
        return PlainTextResponse("Authentication error", 400)

    client = TestClient(Starlette(routes=[Route("/{path:path}", failed)], middleware=[Middleware(ProviderAnswers)]))
    answer = client.get(f"{path}?lang=en")
    assert (answer.status_code, answer.text.split(",")[0]) == (502, "The provider of identities does not answer as it should")
    assert client.get("/other").text == "Authentication error"
