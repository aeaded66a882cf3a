"""Lengths of time as people type them: 15m, 1h, 30 s."""

from __future__ import annotations

import re

from lib.campaign.errors import UseError
from lib.campaign.message import N_

_SECONDS = {"s": 1, "m": 60, "min": 60, "h": 3_600, "d": 86_400, "j": 86_400}
_SPAN = re.compile(r"\s*(\d{1,6})\s*(s|m|min|h|d|j)\s*", re.IGNORECASE)


def seconds_of(text: str) -> float:
    """The seconds in a length such as 15m; raises UseError for anything else, and for none at all."""
    found = _SPAN.fullmatch(text)
    seconds = int(found[1]) * _SECONDS[found[2].lower()] if found else 0
    if not seconds:
        raise UseError(N_("“%(text)s” is not a length of time. Write 15m for fifteen minutes, 1h for an hour."), text=text)
    return float(seconds)
