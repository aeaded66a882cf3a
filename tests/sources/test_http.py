"""The door to the network, against a real server of this machine: what it brings, and what it does not put up with."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from lib.campaign.errors import SourceError
from lib.sources.http import Limits, fetched, posted

SECRET = "k3y-in-the-address"


class _Site(BaseHTTPRequestHandler):
    """One answer for each path."""

    def do_GET(self) -> None:
        match self.path.split("?")[0]:
            case "/ok":
                self._answer(200, b"bonjour")
            case "/missing":
                self._answer(404, b"nothing here")
            case "/big":
                self._answer(200, b"x" * 2_000)
            case "/here":
                self._answer(302, headers={"Location": "/ok"})
            case "/loop":
                self._answer(302, headers={"Location": "/loop"})
            case "/elsewhere":
                self._answer(302, headers={"Location": f"http://localhost:{self.server.server_address[1]}/ok"})
            case "/file":
                self._answer(302, headers={"Location": "file:///etc/hostname"})
            case "/drip":
                self._drip()
            case "/late":
                time.sleep(1)

    def do_POST(self) -> None:
        if self.path.startswith("/moved"):
            self._answer(307, headers={"Location": "/echo"})
            return
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self._answer(200, json.dumps([self.headers["Content-Type"], json.loads(body)]).encode())

    def _answer(self, status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _drip(self) -> None:
        """Each byte comes in time, and the whole never does."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Drip: ")
        with suppress(OSError):
            for _ in range(40):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.05)

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The address of the site."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    server.daemon_threads = True
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


def test_a_page_comes_with_its_status_headers_and_body(site: str) -> None:
    answer = fetched(f"{site}/ok")
    assert (answer.status, answer.headers["content-length"], answer.body) == (200, "7", b"bonjour")


def test_a_refusal_of_the_server_is_an_answer_too(site: str) -> None:
    assert fetched(f"{site}/missing").status == 404


def test_a_value_is_posted_as_json(site: str) -> None:
    answer = posted(f"{site}/echo", {"text": "Déjà 12 personnes"})
    assert json.loads(answer.body) == ["application/json", {"text": "Déjà 12 personnes"}]


def test_a_redirection_on_the_same_site_is_followed(site: str) -> None:
    assert fetched(f"{site}/here").body == b"bonjour"


@pytest.mark.parametrize("path", ["/elsewhere", "/file", "/loop"])
def test_a_redirection_to_elsewhere_or_without_an_end_is_not_followed(site: str, path: str) -> None:
    with pytest.raises(SourceError, match="sends to another address"):
        fetched(site + path)


def test_what_is_posted_is_never_sent_on(site: str) -> None:
    assert posted(f"{site}/moved", {}).status == 307


def test_an_answer_above_the_limit_is_not_read(site: str) -> None:
    assert len(fetched(f"{site}/big", limits=Limits(largest_bytes=2_000)).body) == 2_000
    with pytest.raises(SourceError, match="sends more than"):
        fetched(f"{site}/big", limits=Limits(largest_bytes=1_999))


@pytest.mark.parametrize("path", ["/late", "/drip"])
def test_the_deadline_is_that_of_the_whole_call(site: str, path: str) -> None:
    began = time.monotonic()
    with pytest.raises(SourceError, match="did not answer in time"):
        fetched(site + path, limits=Limits(deadline_seconds=0.3))
    assert time.monotonic() - began < 0.8


@pytest.mark.parametrize("url", ["", "campaign", "ftp://example.org/x", "file:///etc/passwd", "javascript:alert(1)", "https://", "http://[bad"])
def test_only_addresses_of_pages_are_asked(url: str) -> None:
    with pytest.raises(SourceError):
        fetched(url)


def test_a_server_that_is_not_there_is_said_without_what_the_address_holds() -> None:
    with pytest.raises(SourceError) as refused:
        posted(f"http://127.0.0.1:9/{SECRET}", {})
    assert "cannot be reached" in str(refused.value)
    assert refused.value.message.params == {"host": "127.0.0.1"}
