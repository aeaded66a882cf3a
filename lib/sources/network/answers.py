"""What a server said, and reading it without trusting it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from email.utils import parsedate_to_datetime
from typing import NoReturn, Union

Json = Union[None, bool, int, Decimal, str, Sequence["Json"], Mapping[str, "Json"]]
"""What JSON holds once read here: numbers with a point are exact decimals, never floats."""
_JSON_KINDS = ("application/json", "text/json", "text/plain", "application/octet-stream", "application/javascript", "")


class NotJson(ValueError):
    """The body is not the JSON that was announced: a page, a part of an answer, or no data at all."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: status (any), headers under lower-case names, body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        """The content type without its parameters, in lower case; empty when the server does not say."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def is_success(self) -> bool:
        """Whether the status is one of the 2xx."""
        return 200 <= self.status < 300

    def json(self) -> Json:
        """The body as JSON; raises NotJson for a web page, a broken or endless body, NaN, Infinity, numbers without bounds."""
        if self.kind not in _JSON_KINDS and not self.kind.endswith("+json"):
            raise NotJson(self.kind)
        try:
            read: Json = json.loads(self.body, parse_float=Decimal, parse_constant=_refused)
        except (ValueError, RecursionError, ArithmeticError):  # the last: an exponent that no decimal can hold
            raise NotJson("not JSON") from None
        return read

    def wait_seconds(self, now: datetime | None) -> float | None:
        """What `Retry-After` asks for, in seconds or as a date, at least 0; None when it asks nothing that can be read.

        A date is counted from the server's own `Date`, whose clock it was written by; `now` stands in for it.
        """
        asked = self.headers.get("retry-after", "").strip()
        if asked.isascii() and asked.isdecimal():
            return float(asked[:9])
        until, since = _instant(asked), _instant(self.headers.get("date", "")) or now
        return None if until is None or since is None else max((until - since).total_seconds(), 0.0)


def _refused(name: str) -> NoReturn:
    raise ValueError(name)


def _instant(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
