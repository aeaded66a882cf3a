"""Ids of posts: 17 to 19 digits, of which a spreadsheet keeps 15; found again in the post's address, or refused."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from lib.campaign.message import N_, Message, say
from lib.sources.cells.amounts import shortened

_SHORTENED = re.compile(r"([0-9])(?:[.,]([0-9]+))?E\+?([0-9]{1,3})", re.IGNORECASE)
_EXACT_DIGITS = 15
_ROUNDED = re.compile(rf"[0-9]{{{_EXACT_DIGITS}}}0+")
_LONG_NUMBER = re.compile(rf"[0-9]{{{_EXACT_DIGITS + 1},}}")
_DIGITS = re.compile(r"[0-9]{6,}")


def bare(text: str) -> str:
    """A post's own id: without its page's (`PAGE_POST`), the quotation mark or the “.0” that spreadsheets add."""
    return text.lstrip("'’").removesuffix(".0").rsplit("_", 1)[-1]


def column_is_rounded(texts: Iterable[str]) -> bool:
    """Whether a spreadsheet has cut all the long ids of a column to 15 digits, filling up with zeros."""
    long = {bare(text) for text in texts if _LONG_NUMBER.fullmatch(bare(text))}
    return bool(long) and all(_ROUNDED.fullmatch(one) for one in long)


def post_id(text: str, url: str, *, rounded: bool) -> str | Message:
    """The id of a post; where a spreadsheet spoiled it (1.23E+17, or zeros after 15 digits when `rounded`), the number
    of its address that rounds to what is left. A sentence where there is none, or where two would do."""
    own = bare(text)
    written = _SHORTENED.fullmatch(own)
    if not written and not (rounded and _ROUNDED.fullmatch(own)):
        return own
    given, unit = _range(own, written)
    found: set[str] = {each for each in _DIGITS.findall(url) if abs(Decimal(each) - given) <= unit}
    if len(found) == 1:
        return found.pop()
    return say(
        N_("“%(value)s” is an id that a spreadsheet shortened, and the post’s address does not give it back. Use the file "
           "as the network gave it, without opening it first."),
        value=shortened(text),
    )  # fmt: skip


def _range(own: str, written: re.Match[str] | None) -> tuple[Decimal, Decimal]:
    """What is left of an id, and how far from it the true one may be: one unit of the last digit kept."""
    if written is None:
        return Decimal(own), Decimal(10) ** (len(own) - _EXACT_DIGITS)
    whole, decimals, power = written[1], written[2] or "", int(written[3])
    return Decimal(f"{whole}.{decimals or '0'}").scaleb(power), Decimal(10) ** (power - len(decimals))
