"""The only door to the network: one total deadline, a limit in bytes, no redirection to another site.

What an address holds besides its host may be a secret (a webhook's is), so that no sentence repeats it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from queue import Empty, Queue
from threading import Thread
from urllib.parse import urljoin, urlsplit

import requests  # noqa: TID251 - this is the door

from lib.campaign.errors import SourceError
from lib.campaign.message import N_

DEADLINE_SECONDS = 20.0
LARGEST_BYTES = 5_000_000
_REDIRECTIONS = 3
_REDIRECTED = (301, 302, 303, 307, 308)
_CHUNK_BYTES = 65_536
_AGENT = "campaign-dashboard"


@dataclass(frozen=True, slots=True)
class Limits:
    """The longest that a call may last from its beginning to its last byte, and the largest answer that is read."""

    deadline_seconds: float = DEADLINE_SECONDS
    largest_bytes: int = LARGEST_BYTES


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: status (any), headers under lower-case names, body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


_LIMITS = Limits()


def fetched(url: str, *, limits: Limits = _LIMITS) -> Answer:
    """The answer to GET; follows at most three redirections, on the same site only. Raises SourceError in words."""
    return _within(limits, lambda until: _followed(url, limits, until), url)


def posted(url: str, value: object, *, limits: Limits = _LIMITS) -> Answer:
    """The answer to POST of a JSON value; a redirection is not followed. Raises SourceError in words."""
    body = json.dumps(value, ensure_ascii=False).encode()
    return _within(limits, lambda until: _asked("POST", url, body, limits, until), url)


def _within(limits: Limits, call: Callable[[float], Answer], url: str) -> Answer:
    """The answer of `call`, given the instant at which it must be over.

    A server that drips its headers byte by byte is within every time-out of a socket: hence a thread, left behind then.
    """
    host = _host(url)
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


def _host(url: str) -> str:
    try:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https") and parts.hostname:
            return parts.hostname
    except ValueError:
        pass
    raise SourceError(N_("This is not the address of a page: it must begin with https:// or http://."))


def _answer_or_refusal(call: Callable[[float], Answer], until: float, host: str) -> Answer | SourceError:
    try:
        return call(until)
    except SourceError as error:
        return error
    except requests.Timeout:
        return _too_slow(host)
    except (requests.RequestException, ValueError, OSError):
        return SourceError(N_("%(host)s cannot be reached. Check the address and the network, then try again."), host=host)


def _too_slow(host: str) -> SourceError:
    return SourceError(N_("%(host)s did not answer in time. Try again later."), host=host)


def _followed(url: str, limits: Limits, until: float) -> Answer:
    for _ in range(_REDIRECTIONS + 1):
        answer = _asked("GET", url, None, limits, until)
        if answer.status not in _REDIRECTED or "location" not in answer.headers:
            return answer
        target = urljoin(url, answer.headers["location"])
        if not _is_same_site(url, target):
            break
        url = target
    raise SourceError(N_("%(host)s sends to another address, which is not followed. Set the final address."),
                      host=urlsplit(url).hostname or "")  # fmt: skip


def _is_same_site(url: str, target: str) -> bool:
    """The same host and port over the same protocol, or the same host once it is encrypted."""
    here, there = urlsplit(url), urlsplit(target)
    if (here.scheme, there.scheme) == ("http", "https"):
        return here.hostname == there.hostname and there.port in (None, 443)
    return (here.scheme, here.netloc) == (there.scheme, there.netloc)


def _asked(method: str, url: str, body: bytes | None, limits: Limits, until: float) -> Answer:
    headers = {"User-Agent": _AGENT, **({"Content-Type": "application/json"} if body is not None else {})}
    left = max(until - time.monotonic(), 0.001)
    with requests.request(method, url, data=body, headers=headers, timeout=left, allow_redirects=False, stream=True) as response:
        read = _read(response, limits, until)
        return Answer(response.status_code, {name.lower(): value for name, value in response.headers.items()}, read)


def _read(response: requests.Response, limits: Limits, until: float) -> bytes:
    host, held = urlsplit(response.url).hostname or "", bytearray()
    for chunk in response.iter_content(_CHUNK_BYTES):
        held += chunk
        if len(held) > limits.largest_bytes:
            raise SourceError(N_("%(host)s sends more than %(limit)s bytes: it was not read."), host=host,
                              limit=limits.largest_bytes)  # fmt: skip
        if time.monotonic() > until:
            raise _too_slow(host)
    return bytes(held)
