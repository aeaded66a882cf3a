"""Every address, every page and every message that a page would never send, by everybody who may not: none gets anything of
fifty planted persons, and nothing is changed; then the lead, who gets them, so that the search is known to find.

On the real server, over its own WebSocket; for each way in. A page or a route that is added later is asked as well.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

import requests  # noqa: TID251 - drills speak to the server as a stranger would
from websockets.exceptions import ConnectionClosed, WebSocketException

from lib.services.entry.access import Role, WayIn
from lib.ui.shell import DECLARED
from tests.drills.forging import forged, taken_over
from tests.drills.telling import Told
from tests.support.planted import WHO, found_in, plant, revision_of
from tests.support.server import ROOT, Server, running
from tests.support.stream import Stream, opened
from tests.support.ways_in import Doorway

PAGES = tuple("" if page.stem == "overview" else page.stem for page in DECLARED)
QUERIES = ("", "lang=en", "as_of=2018-02-10", "q=qxxconnam0", "q=qxxconema", "sort=largest&status=counted",
           "table=members&find-edit-members=qxx", "campaign=demonstration", "thanks=all&page=2")  # fmt: skip
_FILLED = {"token": "qxxconnam", "session_id": "{session}", "file_id": "x.csv", "path": "qxxconnam/x.csv", "file_name": "x", "name": "live.js"}
_EXTRA = ("/media/../data/demo/contributions.csv", "/static/../data/demo/members.csv", "/app/static/x", "/data/demo/members.csv",
          "/_stcore/allowed-message-origins", "/_stcore/script-health-check", "/_stcore/agent/run", "/figures.json", "/anything",
          "//data", "/%2e%2e/data/demo/members.csv", "/component/x/y.js", "/report", "/.streamlit/secrets.toml")  # fmt: skip
_SHOWN, _AROUND = 4, 120
_ASKED = (("GET", "text/html"), ("GET", "*/*"), ("POST", "*/*"), ("PUT", "*/*"), ("DELETE", "*/*"), ("OPTIONS", "*/*"))


@dataclass
class Seen:
    """What one visitor was sent: how much, and which planted words."""

    who: str
    bytes_received: int = 0
    answers: int = 0
    runs: int = 0
    refused: int = 0
    words: set[str] = field(default_factory=set)
    found: list[str] = field(default_factory=list)

    def take(self, data: bytes, what: str) -> None:
        """Look through what came in answer to `what`; the first findings are kept with what stands around them."""
        self.bytes_received += len(data)
        new = found_in(data) - self.words
        self.words |= new
        for word in sorted(new)[: max(0, _SHOWN - len(self.found))]:
            place = data.lower().find(word.encode())
            around = data[max(0, place - _AROUND) : place + len(word) + _AROUND] if place >= 0 else b"(packed)"
            self.found.append(f"{what}: {word} in {around!r}")


def drill(place: Path, *, ways: Sequence[WayIn] = (WayIn.PASSPHRASE, WayIn.PROXY, WayIn.PROVIDER), short: bool = False) -> Told:
    """Each way in with a server of its own, all at once. `short`: fewer addresses with a query, fewer forged messages."""
    with ProcessPoolExecutor(len(ways), get_context("spawn")) as programs:
        found = [seen for some in programs.map(_by, ways, (place / way.value for way in ways), repeat(short)) for seen in some]
    without = [seen for seen in found if not seen.who.endswith("lead")]
    broken = [f"{seen.who}: {seen.found}" for seen in without if seen.words]
    blind = [seen.who for seen in found if seen.who.endswith("lead") and len(seen.words) < 100]
    figures = (
        f"{len(ways)} ways in, {sum(seen.answers for seen in found)} answers and {sum(seen.runs for seen in found)} runs over WebSocket, "
        f"{sum(seen.bytes_received for seen in found) / 1e6:.0f} MB looked through, {sum(seen.refused for seen in found)} connections refused: "
        f"{len(broken)} of {len(without)} who may not were sent a planted person {broken or ''}; the lead was sent "
        f"{max(len(seen.words) for seen in found)} words of them{f', BLIND: {blind}' if blind else ''}"
    )
    return Told("doors", not broken and not blind, figures)


def _by(way: WayIn, place: Path, short: bool) -> list[Seen]:
    with planted_server(way, place) as (door, server):
        found = list(_visits(door, server, addresses(), short))
        written = Seen(f"{way.value} log")
        written.take(server.log.read_bytes(), "log")
        return [*found, written]


@contextmanager
def planted_server(way: WayIn, place: Path, environment: Mapping[str, str] | None = None) -> Iterator[tuple[Doorway, Server]]:
    """The application with the fifty persons in it, and the way in that it is served by."""
    place.mkdir()
    url = f"sqlite:///{place / 'campaign.db'}"
    plant(url)
    door = Doorway(way, place / "secrets.toml")
    door.write()
    told = {"ACCESS_FILE": str(door.file), "DASHBOARD_USER": WHO, **(environment or {})}
    with running(place, database_url=url, environment=told) as server:
        yield door, server


def _visits(door: Doorway, server: Server, paths: Sequence[str], short: bool) -> Iterator[Seen]:
    way, url, queries = door.way.value, server.url, QUERIES[:1] if short else QUERIES
    before = revision_of(server.database_url)
    yield visited(f"{way} stranger", server, {}, paths, queries)
    yield visited(f"{way} forged headers", server, FORGED, paths, queries[:1])
    yield visited(f"{way} room", server, door.enter(url, Role.ROOM), paths, queries)
    lead = door.enter(url, Role.LEAD)  # first, so that whatever is kept for everybody was made for somebody who may see names
    yield visited(f"{way} lead", server, lead, paths, queries)
    team = door.enter(url, Role.TEAM)
    yield visited(f"{way} team", server, team, paths, queries)
    yield _forging(f"{way} team forging", server, team, lead, short)
    yield left(f"{way} signed out", server, lead, lambda: door.leave(url, lead), way == "proxy")
    lead = door.enter(url, Role.LEAD)
    yield left(f"{way} demoted", server, lead, lambda: door.demote(Role.TEAM), False)
    if door.way is not WayIn.PASSPHRASE:
        yield left(f"{way} removed", server, lead, lambda: door.demote(None), False)
    assert revision_of(server.database_url) == before, "somebody who may not has changed the campaign"


FORGED = {
    "X-Forwarded-For": "127.0.0.1", "X-Forwarded-Host": "localhost", "X-Forwarded-Proto": "https", "Forwarded": "for=127.0.0.1",
    "X-Real-Ip": "127.0.0.1", "X-Forwarded-Email": "lead@example.org", "X-Dashboard-Visitor": "lead", "X-Streamlit-User": "lead",
    "Cookie": "campaign_session=x; _streamlit_user=eyJlbWFpbCI6ICJsZWFkQGV4YW1wbGUub3JnIn0.x.y; campaign_browser=a.b",
    "Authorization": "Basic bGVhZDpsZWFk",
}  # fmt: skip


def addresses() -> tuple[str, ...]:
    """Every address that the application answers: those of its routes, with something in their blanks, and some that it has not."""
    program = "from dashboard import app\nfor route in app._build_starlette_app().routes: print('path', getattr(route, 'path', ''))"
    told = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True,
                          env={**os.environ, "DATABASE_URL": "sqlite:///:memory:"})  # fmt: skip
    paths = [line.split(" ", 1)[1] for line in told.stdout.splitlines() if line.startswith("path /")]
    assert {"/download/{token}", "/calendar.ics", "/_stcore/stream"} <= set(paths), told.stdout
    return tuple(dict.fromkeys((*(_filled(path) for path in paths), *(f"/{page}" for page in PAGES), *_EXTRA)))


def _filled(path: str) -> str:
    for name, value in _FILLED.items():
        path = path.replace(f"{{{name}}}", value).replace(f"{{{name}:path}}", value)
    assert "{" not in path.replace("{session}", ""), f"the drill does not know what to put into {path}"
    return path


def visited(who: str, server: Server, headers: Mapping[str, str], paths: Sequence[str], queries: Sequence[str],
            pages: Sequence[str] = PAGES) -> Seen:  # fmt: skip
    """All addresses, then all pages, each by a connection of its own: a cold deep link."""
    seen = Seen(who)
    _fetch(seen, server, headers, paths)
    for page in pages:
        for query in queries:
            _look(seen, server, headers, page, query)
    return seen


def _fetch(seen: Seen, server: Server, headers: Mapping[str, str], paths: Sequence[str], session: str = "x") -> None:
    with requests.Session() as line:
        for path in paths:
            asked = path.replace("{session}", session)
            for method, accept in _ASKED:
                if asked.startswith(("/auth/logout", "/oauth2callback")) or (method != "GET" and asked.startswith(("/sign-", "/auth"))):
                    continue
                told = {**headers, "Accept": accept}
                answer = line.request(method, f"{server.url}{asked}", headers=told, timeout=60, allow_redirects=False)
                seen.answers += 1
                seen.take(answer.content + repr(answer.headers).encode(), f"{method} {asked}")


def _look(seen: Seen, server: Server, headers: Mapping[str, str], page: str, query: str) -> None:
    try:
        stream = opened(server.url, headers)
    except WebSocketException:
        seen.refused += 1
        return
    try:
        stream.run(page, query)
        seen.runs += 1
    finally:
        stream.drain(0.01)
        seen.take(bytes(stream.received), f"{page}?{query}")
        stream.close()


def _forging(who: str, server: Server, team: Mapping[str, str], lead: Mapping[str, str], short: bool) -> Seen:
    """What a lead's pages offer, asked for by somebody of the team."""
    seen = Seen(who)
    for page in PAGES[2:5] if short else PAGES:
        theirs = opened(server.url, lead)
        theirs.run(page)
        mine = opened(server.url, team)
        mine.run(page)
        seen.runs += forged(mine, theirs, server.url, team)
        seen.take(bytes(mine.received), f"forged on {page}")
        mine.close()
        seen.take(taken_over(theirs, server.url, team), f"taking {page} over")
    return seen


def left(who: str, server: Server, lead: Mapping[str, str], leave: Callable[[], object], is_gone: bool,
         pages: Sequence[str] = PAGES) -> Seen:  # fmt: skip
    """Pages that stay open while their reader loses the role: what comes at every later click, of any kind."""
    seen, streams = Seen(who), []
    for page in pages:
        streams.append(opened(server.url, lead))
        streams[-1].run(page)
    links = [word for stream in streams for word in _links(stream)]
    leave()
    if is_gone:  # a proxy ends what is open by itself, and names nobody in what comes after
        for stream in streams:
            stream.close()
        _fetch(seen, server, {}, [*links, *(f"/{page}" for page in pages)])
        return seen
    time.sleep(0.3)  # who looks is looked up again after a quarter of a second
    for page, stream in zip(pages, streams, strict=True):
        _click_on(seen, stream, page)
        stream.close()
    _fetch(seen, server, lead, [*links, *(f"/{page}" for page in pages)], session=streams[0].session_id)
    return seen


def _click_on(seen: Seen, stream: Stream, page: str) -> None:
    stream.drain(0.01)
    already = len(stream.received)
    try:
        for fragment in sorted(stream.fragments):
            stream.ask(page, fragment=fragment)
            stream.drain(0.3)
        stream.run(page)
        stream.run("contributions", "q=qxx")
        stream.run("data")
        seen.runs += 3 + len(stream.fragments)
    except ConnectionClosed:
        seen.refused += 1
    stream.drain(0.01)
    seen.take(bytes(stream.received[already:]), f"a click on {page}")


def _links(stream: Stream) -> list[str]:
    """The one-time links to files that a page offers."""
    return [word.decode() for word in re.findall(rb"/download/[\w-]{20,}", bytes(stream.received))]
