"""Texts that a spreadsheet would run: disarmed in every file that leaves, given back as typed when it returns."""

from __future__ import annotations

import re

# A sign that starts a formula, maybe behind blanks, quotation marks or invisible characters that a spreadsheet
# drops, and in its full-width forms too. Leading apostrophes are counted so that disarming can be undone exactly.
_ARMED = re.compile("'*[\\s\"\u200b-\u200f\u2060\ufeff\x00]*[=+\\-@\uff1d\uff0b\uff0d\uff20]|'*[\t\r]")
_NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?")
_FORCED_TEXT = re.compile(r'="([^"]*)"')


def harmless(text: str) -> str:
    """`text` with a leading apostrophe where a spreadsheet would run it; plain numbers, also negative, stay."""
    if _NUMBER.fullmatch(text) or not _ARMED.match(text):
        return text
    return f"'{text}"


def as_typed(text: str) -> str:
    """The inverse of `harmless`; the form ="00971", which some exports use to keep zeros, gives 00971."""
    if text[:1] not in ("'", "="):
        return text
    forced = _FORCED_TEXT.fullmatch(text)
    if forced:
        return forced[1]
    return text[1:] if text[0] == "'" and _ARMED.match(text) else text
