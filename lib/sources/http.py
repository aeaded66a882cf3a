"""The only door to the network: one exchange with a server, bounded in time and bytes, silent about secrets.

A key goes in a header, and to no other site than the one that was asked; what an address holds besides its host may be a
secret too, so that no sentence repeats it. Sources ask through `lib.sources.network.door`, which has patience besides.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import BinaryIO
from urllib.parse import urljoin, urlsplit

import requests  # noqa: TID251 - this is the door
from requests.adapters import HTTPAdapter  # noqa: TID251 - this is the door

from lib.campaign.errors import SourceError, SourceUnavailable
from lib.campaign.message import N_
from lib.sources.network.addresses import PUBLIC_POOLS
from lib.sources.network.answers import Answer as Answer

VERSION = "0.1.0"
AGENT = f"campaign-dashboard/{VERSION}"
"""What servers are told of who asks: the product and its version."""
DEADLINE_SECONDS = 20.0
logging.getLogger("urllib3").setLevel(logging.INFO)  # below that it writes whole addresses down
_REDIRECTIONS = 3
_REDIRECTED = (301, 302, 303, 307, 308)
_CHUNK_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class Limits:
    """The longest that one exchange may last from its beginning to its last byte, the largest answer that is read, and
    the time-outs within: to connect, and between two bytes."""

    deadline_seconds: float = DEADLINE_SECONDS
    largest_bytes: int = 5_000_000
    connect_seconds: float = 5.0
    read_seconds: float = 20.0


@dataclass(frozen=True, slots=True)
class Call:
    """One thing to ask. `is_sent_on`: a redirection to another site is followed, without headers and in public only.

    `path`: a file that receives the body, for what should not be held in memory. `is_outside`: the address came from
    another server, so that it may only lead outside.
    """

    url: str
    method: str = "GET"
    body: bytes | None = None
    headers: tuple[tuple[str, str], ...] = ()
    is_sent_on: bool = False
    path: Path | None = None
    is_outside: bool = False

    @property
    def host(self) -> str:
        """What sentences name; raises SourceError for what is not the address of a page."""
        with suppress(ValueError):
            parts = urlsplit(self.url)
            if parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port):
                return parts.hostname
        raise SourceError(N_("This is not the address of a page: it must begin with https:// or http://."))


class _Public(HTTPAdapter):
    """Opens to public addresses alone."""

    def init_poolmanager(self, *args: object, **options: object) -> None:
        super().init_poolmanager(*args, **options)  # type: ignore[arg-type]
        self.poolmanager.pool_classes_by_scheme = PUBLIC_POOLS


class Line:
    """Connections that are kept open from one exchange to the next, for one thread.

    `is_private_allowed`: addresses set by the operator may be of this network. The environment's proxies and a .netrc
    file's passwords have no say: what is asked is what was set here.
    """

    def __init__(self, is_private_allowed: bool) -> None:
        self._is_private_allowed = is_private_allowed
        self._sessions: dict[bool, requests.Session] = {}

    def exchanged(self, call: Call, limits: Limits) -> Answer:
        """The answer, whatever its status. Raises SourceUnavailable for what may pass, SourceError else, both in words."""
        try:
            return _within(limits, lambda ends: self._followed(call, limits, ends), call.host)
        except SourceUnavailable:
            self._sessions = {}  # a thread may still be reading from them
            raise

    def close(self) -> None:
        """Lets the connections go."""
        for session in self._sessions.values():
            session.close()
        self._sessions = {}

    def _followed(self, call: Call, limits: Limits, ends: float) -> Answer:
        is_private_allowed = self._is_private_allowed and not call.is_outside
        for _ in range(_REDIRECTIONS + 1):
            answer = _asked(self._session(is_private_allowed), call, limits, ends)
            if answer.status not in _REDIRECTED or "location" not in answer.headers or call.method != "GET":
                return answer
            target = urljoin(call.url, answer.headers["location"])
            if not _is_same_site(call.url, target):
                if not (call.is_sent_on and _may_be_sent_on(call.url, target)):
                    break
                call, is_private_allowed = replace(call, headers=()), False
            call = replace(call, url=target)
        raise SourceError(N_("%(host)s sends to another address, which is not followed. Set the final address."), host=call.host)

    def _session(self, is_private_allowed: bool) -> requests.Session:
        if is_private_allowed not in self._sessions:
            self._sessions[is_private_allowed] = _new_session(is_private_allowed)
        return self._sessions[is_private_allowed]


def fetched(url: str, *, limits: Limits | None = None) -> Answer:
    """The answer to one GET of an address that the operator set, asked once. Raises SourceError in words."""
    return _once(Call(url), limits or Limits())


def posted(url: str, value: object, *, limits: Limits | None = None) -> Answer:
    """The answer to one POST of a JSON value: never sent twice, nor on to another address. Raises SourceError in words."""
    body = json.dumps(value, ensure_ascii=False).encode()
    return _once(Call(url, "POST", body, (("Content-Type", "application/json"),)), limits or Limits())


def _once(call: Call, limits: Limits) -> Answer:
    line = Line(is_private_allowed=True)
    try:
        return line.exchanged(call, limits)
    finally:
        line.close()


def _new_session(is_private_allowed: bool) -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    if not is_private_allowed:
        session.mount("http://", _Public())
        session.mount("https://", _Public())
    return session


def _within(limits: Limits, call: Callable[[float], Answer], host: str) -> Answer:
    """The answer of `call`, given the instant at which it must be over.

    A server that drips its headers byte by byte is within every time-out of a socket: hence a thread, left behind then.
    """
    came: Queue[Answer | SourceError] = Queue(1)
    until = time.monotonic() + limits.deadline_seconds
    Thread(target=lambda: came.put(_answer_or_refusal(call, until, host)), daemon=True).start()
    try:
        answer = came.get(timeout=limits.deadline_seconds)
    except Empty:
        answer = _too_slow(host)
    if isinstance(answer, SourceError):
        raise answer
    return answer


def _answer_or_refusal(call: Callable[[float], Answer], until: float, host: str) -> Answer | SourceError:
    try:
        return call(until)
    except SourceError as error:
        return error
    except requests.Timeout:
        return _too_slow(host)
    except (requests.RequestException, ValueError, OSError):
        return SourceUnavailable(N_("%(host)s cannot be reached. Check the address and the network, then try again."), host=host)


def _too_slow(host: str) -> SourceUnavailable:
    return SourceUnavailable(N_("%(host)s did not answer in time. Try again later."), host=host)


def _is_same_site(url: str, target: str) -> bool:
    """The same host and port over the same protocol, or the same host once it is encrypted."""
    here, there = urlsplit(url), urlsplit(target)
    if (here.scheme, there.scheme) == ("http", "https"):
        return here.hostname == there.hostname and there.port in (None, 443)
    return (here.scheme, here.netloc) == (there.scheme, there.netloc)


def _may_be_sent_on(url: str, target: str) -> bool:
    """To any page, but never from an encrypted one to one that is not."""
    here, there = urlsplit(url).scheme, urlsplit(target).scheme
    return there == "https" or (there == "http" and here == "http")


def _asked(session: requests.Session, call: Call, limits: Limits, until: float) -> Answer:
    left = max(until - time.monotonic(), 0.001)
    timeouts = (min(limits.connect_seconds, left), min(limits.read_seconds, left))
    headers = {"User-Agent": AGENT, **dict(call.headers)}
    with session.request(call.method, call.url, data=call.body, headers=headers, timeout=timeouts, allow_redirects=False,
                         stream=True) as response:  # fmt: skip
        said = {name.lower(): value for name, value in response.headers.items()}
        if call.path is None:
            return Answer(response.status_code, said, b"".join(_read(response, limits, until)))
        with call.path.open("wb") as file:
            _write(file, _read(response, limits, until))
        return Answer(response.status_code, said, b"")


def _write(file: BinaryIO, chunks: Iterator[bytes]) -> None:
    for chunk in chunks:
        file.write(chunk)


def _read(response: requests.Response, limits: Limits, until: float) -> Iterator[bytes]:
    host, count = urlsplit(response.url).hostname or "", 0
    for chunk in response.iter_content(_CHUNK_BYTES):
        count += len(chunk)
        if count > limits.largest_bytes:
            raise SourceError(N_("%(host)s sends more than %(limit)s bytes: it was not read."), host=host,
                              limit=limits.largest_bytes)  # fmt: skip
        if time.monotonic() > until:
            raise _too_slow(host)
        yield chunk
