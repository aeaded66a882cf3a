"""Patience with servers: what may pass by itself is asked again, within bounds, and never earlier than a server asks.

Every live source asks through a `Door`: 5 s to connect, 20 s between two bytes; 429, 5xx, a cut connection, a late or broken
answer are tried again, five times and two minutes in all at most. 50 MB at most are read.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NoReturn, TypeVar
from urllib.parse import urlencode

from lib.campaign.errors import AccessRefused, NotThere, SourceError, SourceUnavailable
from lib.campaign.message import N_
from lib.sources.http import Call, Limits, Line
from lib.sources.network.answers import Answer as Answer
from lib.sources.network.answers import Json as Json
from lib.sources.network.answers import NotJson as NotJson

LARGEST_BYTES = 50_000_000
_BUSY = (408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524)
_KEY, _THERE = (401, 403), (404, 410)
Headers = Mapping[str, str]
Right = Callable[[Json], bool]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a server is waited for: to connect, between two bytes, in how many tries, and in all."""

    connect_seconds: float = 5.0
    read_seconds: float = 20.0
    tries: int = 5
    whole_seconds: float = 120.0
    first_pause_seconds: float = 0.5


class Door:
    """A way out for one source; not shared between threads.

    `is_private_allowed`: the address comes from the operator (campaign.toml, the environment) and may be one of this
    network; a typed address may not. `sleep`, `clock` (seconds, monotonic) and `jitter` (0–1) are given by tests; `now` is
    only asked when a server names a date to wait for without saying what time it is.
    """

    def __init__(
        self,
        *,
        is_private_allowed: bool = False,
        patience: Patience | None = None,
        largest_bytes: int = LARGEST_BYTES,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        jitter: Callable[[], float] = random.random,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        self._line = Line(is_private_allowed)
        self._patience = patience or Patience()
        self._largest_bytes = largest_bytes
        self._sleep, self._clock, self._jitter, self._now = sleep, clock, jitter, now

    def fetched(
        self, url: str, *, headers: Headers | None = None, is_sent_on: bool = False, is_outside: bool = False
    ) -> Answer:
        """The answer to GET once the server can give one: a success, or a refusal such as 404 (look at `status`, `kind`).

        Redirections stay on the same site unless `is_sent_on` (then without `headers`, to public addresses only).
        `is_outside`: another server gave the address, which must then be public whoever set the source up.
        Raises SourceUnavailable and SourceError in words.
        """
        call = Call(url, headers=_pairs(headers), is_sent_on=is_sent_on, is_outside=is_outside)
        return self._answered(call, lambda answer: answer)

    def fetched_json(
        self,
        url: str,
        *,
        parameters: Mapping[str, str] | None = None,
        headers: Headers | None = None,
        is_right: Right | None = None,
    ) -> Json:
        """The JSON at an address, `parameters` added to its query (never a secret: those are `headers`).

        Where `is_right` says that it is not what was asked for, it is asked again as a broken answer is. Raises
        AccessRefused (401, 403), NotThere (404, 410), SourceUnavailable (what may pass, a body that is not JSON included) and
        SourceError (any other refusal).
        """
        call = Call(with_query(url, parameters or {}), headers=(("Accept", "application/json"), *_pairs(headers)))
        return self._answered(call, lambda answer: _right_json(success(answer, call.host), is_right))

    def posted_form(
        self, url: str, fields: Mapping[str, str], *, headers: Headers | None = None, is_right: Right | None = None
    ) -> Json:
        """The JSON answered to a form; for questions that change nothing there, as one may be asked several times.

        Raises as `fetched_json` does.
        """
        sent = (("Content-Type", "application/x-www-form-urlencoded"), ("Accept", "application/json"), *_pairs(headers))
        call = Call(url, "POST", urlencode(fields).encode(), sent)
        return self._answered(call, lambda answer: _right_json(success(answer, call.host), is_right))

    def saved(self, url: str, path: Path, *, headers: Headers | None = None, is_sent_on: bool = False) -> Answer:
        """GET into a file, for what should not be held in memory; the answer has an empty body. Raises as `fetched` does."""
        return self._answered(Call(url, headers=_pairs(headers), is_sent_on=is_sent_on, path=path), lambda answer: answer)

    def close(self) -> None:
        """Lets go of the connections that are kept open."""
        self._line.close()

    def _answered(self, call: Call, read: Callable[[Answer], T]) -> T:
        """What `read` makes of the answer, tried again as long as that makes sense."""
        until, number = self._clock() + self._patience.whole_seconds, 0
        while True:
            number += 1
            try:
                return read(self._ready(call, until))
            except NotJson:
                trouble = _not_data(call.host)
            except SourceUnavailable as error:
                trouble = error
            pause = self._pause_seconds(number, trouble.wait_seconds)
            if number >= self._patience.tries or self._clock() + pause >= until:
                raise trouble from None
            self._sleep(pause)

    def _ready(self, call: Call, until: float) -> Answer:
        """The answer of a server that is not busy; raises SourceUnavailable for one that is."""
        answer = self._line.exchanged(call, self._limits(max(until - self._clock(), 0.1)))
        if answer.status in _BUSY:
            raise _busy(answer, call.host, self._now() if self._now else None)
        return answer

    def _limits(self, left_seconds: float) -> Limits:
        asked = self._patience
        return Limits(left_seconds, self._largest_bytes, asked.connect_seconds, asked.read_seconds)

    def _pause_seconds(self, number: int, asked: float | None) -> float:
        """Half a second, one, two, four, each spread at random from half to one and a half; never less than was asked."""
        own: float = self._patience.first_pause_seconds * 2 ** (number - 1) * (0.5 + self._jitter())
        return own if asked is None else max(asked, own / 2)


def with_query(url: str, parameters: Mapping[str, str]) -> str:
    """The address with more parameters in its query."""
    if not parameters:
        return url
    return f"{url}{'&' if '?' in url else '?'}{urlencode(parameters)}"


def success(answer: Answer, host: str) -> Answer:
    """The answer itself when it is a success; raises AccessRefused, NotThere or SourceError, which say what it means."""
    return answer if answer.is_success else _refused(answer.status, host)


def _right_json(answer: Answer, is_right: Right | None) -> Json:
    read = answer.json()
    if is_right is not None and not is_right(read):
        raise NotJson("not what was asked for")
    return read


def _pairs(headers: Headers | None) -> tuple[tuple[str, str], ...]:
    return tuple((headers or {}).items())


def _busy(answer: Answer, host: str, now: datetime | None) -> SourceUnavailable:
    wait = answer.wait_seconds(now)
    if answer.status == 429:
        return SourceUnavailable(N_("%(host)s asks to be left alone for a while (answer 429). Try again later."), host=host,
                                 wait_seconds=wait)  # fmt: skip
    return SourceUnavailable(N_("%(host)s is out of order for the moment (answer %(status)s). Try again later."), host=host,
                             status=str(answer.status), wait_seconds=wait)  # fmt: skip


def _not_data(host: str) -> SourceUnavailable:
    return SourceUnavailable(N_("%(host)s answers with something else than data: a web page, or an answer that is cut or broken. "
                                "Try again later."), host=host)  # fmt: skip


def _refused(status: int, host: str) -> NoReturn:
    """Raise what a status that is no success means."""
    if status in _KEY:
        raise AccessRefused(N_("%(host)s refuses access (answer %(status)s): the key is missing, wrong or expired."), host=host,
                            status=str(status))  # fmt: skip
    if status in _THERE:
        raise NotThere(N_("%(host)s knows nothing at this address (answer %(status)s). Check the address and the id."), host=host,
                       status=str(status))  # fmt: skip
    raise SourceError(N_("%(host)s refuses what is asked (answer %(status)s)."), host=host, status=str(status))
