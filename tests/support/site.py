"""A real HTTP server of this machine that answers as it is told, and misbehaves as real ones do when it is asked to."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Request:
    """What was asked."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True)
class Reply:
    """What is answered. `cut`: that many bytes are sent of the length that is announced; `after_seconds`: what it takes."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int | None = None
    after_seconds: float = 0.0


Answering = Callable[[Request], Reply]


def as_json(value: object, status: int = 200, **headers: str) -> Reply:
    """A reply of JSON."""
    named = {name.replace("_", "-"): said for name, said in headers.items()}
    return Reply(status, json.dumps(value).encode(), {"Content-Type": "application/json; charset=utf-8", **named})


HTML_500 = Reply(500, b"<html><body><h1>Internal Server Error</h1></body></html>", {"Content-Type": "text/html"})
HTML_200 = Reply(200, b"<!doctype html><title>Sign in</title>", {"Content-Type": "text/html; charset=utf-8"})
GARBAGE = Reply(200, b"\x00\xff{{{", {"Content-Type": "application/json"})
NOT_A_NUMBER = Reply(200, b'{"amount_raised": NaN}', {"Content-Type": "application/json"})
DEEP = Reply(200, b"[" * 200_000, {"Content-Type": "application/json"})
BUSY = Reply(429, b"", {"Retry-After": "2"})
BUSY_UNTIL = Reply(429, b"", {"Retry-After": "Sat, 20 Jan 2018 12:00:07 GMT", "Date": "Sat, 20 Jan 2018 12:00:00 GMT"})
RESET = Reply(cut=0)


class Site:
    """The server: `answering` says what each request gets, unless a trouble waits for its path."""

    def __init__(self, url: str, answering: Answering) -> None:
        self.url, self.answering = url, answering
        self.asked: list[Request] = []
        self._troubles: dict[str, list[Reply]] = defaultdict(list)

    def trouble(self, path_end: str, *replies: Reply) -> None:
        """The next requests whose path ends so get these replies, one each."""
        self._troubles[path_end] += replies

    def calm(self) -> None:
        """No trouble waits any more."""
        self._troubles.clear()

    def reply(self, request: Request) -> Reply:
        self.asked.append(request)
        for end, waiting in self._troubles.items():
            if request.path.endswith(end) and waiting:
                return waiting.pop(0)
        return self.answering(request)

    def count(self, path_end: str) -> int:
        """How many requests had a path that ends so."""
        return sum(request.path.endswith(path_end) for request in self.asked)


@contextmanager
def site(answering: Answering) -> Iterator[Site]:
    """Serve on a free port for the time of the block."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    running = Site(f"http://127.0.0.1:{server.server_address[1]}", answering)
    server.site = running  # type: ignore[attr-defined]
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield running
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 65_536  # one packet an answer: two would wait for each other

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def _answer(self) -> None:
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = self.server.site.reply(Request(self.command, parts.path, dict(parse_qsl(parts.query)), headers, body))  # type: ignore[attr-defined]
        time.sleep(reply.after_seconds)
        with suppress(OSError):
            self._send(reply)

    def _send(self, reply: Reply) -> None:
        self.close_connection = reply.cut is not None
        if reply.cut == 0:
            self.connection.close()
            return
        self.send_response_only(reply.status)
        for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body if reply.cut is None else reply.body[: reply.cut])
        self.wfile.flush()

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""
