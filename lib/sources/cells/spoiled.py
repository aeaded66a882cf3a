"""What a spreadsheet leaves in a cell in place of its value: a day's number, a formula's error, the marks of a narrow column."""

from __future__ import annotations

import re
from datetime import date, timedelta

from lib.campaign.message import N_, Message, say

_ERROR = re.compile(
    r"#(N/?A|REF!?|VALUE!|VALEUR!|DIV/0!?|NAME\?|NOM\?|NULL!|NUL!|NUM!|NOMBRE!|SPILL!|CALC!|FIELD!|GETTING_DATA)|Err:[0-9]{3}",
    re.IGNORECASE,
)
_NARROW = re.compile(r"#{3,}")
_SERIAL = re.compile(r"([2-7][0-9]{4})([.,][0-9]+)?")
_DAY_ZERO = date(1899, 12, 30)
"""The day from which spreadsheets count, but for those made on old Macintoshes."""


def spoiled(text: str) -> Message | None:
    """Why a cell has lost its value, and what gives it back; None for any other cell."""
    if not text.startswith(("#", "Err:", "err:")):
        return None
    if _ERROR.fullmatch(text):
        return say(N_("“%(value)s” is a formula’s error, not a value. Mend the formula, then export again."), value=text)
    if _NARROW.fullmatch(text):
        return say(N_("“%(value)s” stands where a column was too narrow. Widen it there, then export again."), value=text[:8])
    return None


def spoiled_date(text: str) -> Message | None:
    """`spoiled`, and the serial number of a day from 1954 to 2118, which is never guessed to be one."""
    serial = _SERIAL.fullmatch(text)
    if serial is None:
        return spoiled(text)
    day = (_DAY_ZERO + timedelta(days=int(serial[1]))).isoformat()
    return say(
        N_("“%(value)s” is what a spreadsheet counts %(day)s as. Format the column as dates there, then export again."),
        value=text[:40],
        day=day,
    )
