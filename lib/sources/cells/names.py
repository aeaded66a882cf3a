"""Header names as people mean them: accents, case, spaces, apostrophes and underscores make no difference."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

_MARKS = re.compile(r"[\s'’ʼ`_.:;/\\()\[\]«»“”\"-]+")

IGNORED = ("_row", "_reason", "_more")
"""The columns that a file of refused rows adds; they are not read when it comes back."""


_LONGEST_NAME = 200
"""What stands beyond is no name; it is neither compared nor remembered."""


def folded(name: str) -> str:
    """`name` without accents, case and punctuation: “Date de création” and “date_de_creation” give the same."""
    return _folded(name[:_LONGEST_NAME])


@lru_cache(maxsize=4096)
def _folded(name: str) -> str:
    flat = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("æ", "ae")).casefold()
    kept = "".join(sign for sign in flat if not unicodedata.combining(sign))
    return _MARKS.sub(" ", kept).strip()


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that looks most like `name`; None when none looks like it at all."""
    by_folded = {folded(candidate): candidate for candidate in known}
    near = get_close_matches(folded(name), list(by_folded), n=1, cutoff=0.65)
    return by_folded[near[0]] if near else None


def unique(headers: Iterable[str]) -> tuple[str, ...]:
    """Trimmed headers, each told from the others: a second “Total” becomes “Total (2)”, an empty one “(3)”."""
    seen: set[str] = set()
    names: list[str] = []
    for position, header in enumerate(headers, start=1):
        first = name = header or f"({position})"
        count = 1
        while name in seen:
            count += 1
            name = f"{first} ({count})"
        seen.add(name)
        names.append(name)
    return tuple(names)
