"""Names for those who may not see them whole: initials, cut where the name is read, so that nothing longer goes any further."""

from __future__ import annotations

import re

from lib.campaign.columns import UNREADABLE

_MOST_WORDS = 4
_WORD = re.compile(r"[^\W\d_]+(?:['’.][^\W\d_]+)*|\d")
"""A word of a name, or a digit where a pseudonym begins with one."""
_HYPHENS = "-‐‑–"


def shortened(name: str | None) -> str | None:
    """« Marie Tremblay » is « M. T. », « Jean-Pierre Roy » « J.-P. R. », « Zoé » « Z. »; None where there is no letter.

    Four words at most count. Of an e-mail address typed as a name, only the first letter is left. What cannot be read says so.
    """
    if name == UNREADABLE:
        return name
    words = (name or "").partition("@")[0].split() if "@" in (name or "") else (name or "").split()
    found = [short for word in words if (short := _initials(word))]
    if name and "@" in name:
        found = found[:1]
    return " ".join(found[:_MOST_WORDS]) or None


def _initials(word: str) -> str:
    parts = [each for each in re.split(f"[{_HYPHENS}]", word) if _WORD.search(each)]
    return "-".join(f"{_letter(each)}." for each in parts[:2])


def _letter(part: str) -> str:
    found = _WORD.search(part)
    assert found is not None
    return found.group()[0].upper()
