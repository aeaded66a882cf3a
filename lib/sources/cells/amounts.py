"""Numbers as people and spreadsheets write them; which mark is the decimal one is decided once for a column."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal

from lib.campaign.message import N_, Message, say
from lib.sources.cells.spoiled import spoiled
from lib.sources.result import DECIMAL_COMMA, DECIMAL_POINT

_LARGEST_AMOUNT_CENTS = 10**14
_LARGEST_COUNT = 2**31 - 1
_LONGEST = 40
_EXACT = Context(prec=2 * _LONGEST)
_SPACES = " \u00a0\u202f\u2007\u2009"
_MINUS = str.maketrans("−–", "--")
_DOLLARS = frozenset({"CAD", "USD", "AUD", "NZD", "HKD", "SGD", "MXN"})
_SYMBOLS = {"€": "EUR", "£": "GBP", "¥": "JPY", "$CA": "CAD", "CA$": "CAD", "C$": "CAD", "CAN$": "CAD", "$CAN": "CAD",
            "US$": "USD", "$US": "USD", "R$": "BRL", "A$": "AUD", "$AU": "AUD"}  # fmt: skip
_CURRENCY = r"(?:[A-Z]{0,3}\s?[$€£¥]\s?[A-Z]{0,3}|[A-Z]{3})"
_CURRENCY_BEFORE = re.compile(rf"^{_CURRENCY}(?![A-Z])", re.IGNORECASE)
_CURRENCY_AFTER = re.compile(rf"(?<![A-Z]){_CURRENCY}$", re.IGNORECASE)
_BODY = re.compile(rf"[0-9]+(?:[{_SPACES}'’.,][0-9]+)*|[.,][0-9]{{1,2}}")
_GROUPED = re.compile(rf"[0-9]{{1,3}}(?:([{_SPACES}'’.,])[0-9]{{3}})(?:\1[0-9]{{3}})*|[0-9]+")


@dataclass(frozen=True, slots=True)
class Written:
    """A number as written: its sign, its digits and marks without blanks, and the currency it names, if any."""

    negative: bool
    body: str
    currency: str | None


def written(text: str) -> Written | None:
    """The parts of an amount such as “(25 000,00 $ CA)”; None when the text is not one number."""
    if len(text) > 2 * _LONGEST:
        return None
    bare = text.translate(_MINUS).strip()
    negative = bare.startswith("(") and bare.endswith(")")
    if negative:
        bare = bare[1:-1].strip()
    bare, signs = _without_sign(bare)
    bare, currency = _without_currency(bare)
    bare, inner = _without_sign(bare)
    if len(signs + inner) + negative > 1 or len(bare) > _LONGEST or not _BODY.fullmatch(bare):
        return None
    return Written(negative or "-" in signs + inner, bare, currency)


def _without_currency(text: str) -> tuple[str, str | None]:
    """The text without the currency before or after it, and that currency; a code tells more than “$” beside it."""
    named = []
    for edge in (_CURRENCY_BEFORE, _CURRENCY_AFTER):
        match = edge.search(text)
        if match and match[0].strip():
            named.append("".join(match[0].split()).upper())
            text = (text[: match.start()] + text[match.end() :]).strip(_SPACES)
    if len(named) > 1 and "$" in named:
        named.remove("$")
    return text, "/".join(named) or None


def _without_sign(text: str) -> tuple[str, str]:
    """The text without a leading sign or a trailing minus, and the signs taken."""
    if text[:1] in ("+", "-"):
        return text[1:].strip(_SPACES), text[0]
    if text.endswith("-"):
        return text[:-1].strip(_SPACES), "-"
    return text, ""


def decimal_mark(body: str) -> str | None:
    """The decimal mark that a number shows by itself: “.” or “,”; None when it shows none or could be read twice.

    With both marks the last is the decimal one; a mark that comes twice groups thousands, so that the other is the
    decimal one; a single mark followed by exactly three digits may be either.
    """
    points, commas = body.count("."), body.count(",")
    if points and commas:
        return "." if body.rindex(".") > body.rindex(",") else ","
    if points > 1 or commas > 1:
        return "," if points > 1 else "."
    if not points and not commas:
        return None
    mark = "." if points else ","
    return None if is_ambiguous(body) else mark


def is_ambiguous(body: str) -> bool:
    """Whether a number reads as thousands and as decimals alike: 1,234 or 12.400, but not 0,125 nor 1 234,500."""
    return re.fullmatch(r"[1-9][0-9]{0,2}[.,][0-9]{3}", body) is not None


def exact(body: str, mark: str | None) -> Decimal | None:
    """The number, `mark` being its decimal mark; None where digits are not grouped by three or a mark is misplaced."""
    whole, _, decimals = body.rpartition(mark) if mark and mark in body else (body, "", "")
    if not decimals.isdigit() and decimals:
        return None
    if (mark and mark in whole) or (whole and not _GROUPED.fullmatch(whole)):
        return None
    digits = "".join(sign for sign in whole if sign.isdigit())
    return Decimal(f"{digits or '0'}.{decimals or '0'}")


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How a column writes numbers: its decimal mark, or None where no cell tells and the question is open."""

    mark: str | None
    is_open: bool


DOT_BY_DEFAULT = NumberFormat(".", is_open=False)


def number_format(texts: Iterable[str], answer: str | None, *, whole: bool) -> NumberFormat:
    """The format of a column from all its cells; `answer` is `decimal_point` or `decimal_comma` when it was asked.

    `whole`: the column holds counts, for which 12,400 cannot be a decimal and 12,000 still can.
    """
    if answer in (DECIMAL_POINT, DECIMAL_COMMA):
        return NumberFormat("." if answer == DECIMAL_POINT else ",", is_open=False)
    bodies = {number.body for number in map(written, texts) if number}
    marks = {mark for mark in map(decimal_mark, bodies) if mark}
    unclear = {body for body in bodies if is_ambiguous(body)}
    if whole:
        marks |= {_other(_mark_of(body)) for body in unclear if body[-3:] != "000"}
    if len(marks) == 1:
        return NumberFormat(marks.pop(), is_open=False)
    return NumberFormat(None, is_open=bool(unclear))


def _mark_of(body: str) -> str:
    return "." if "." in body else ","


def _other(mark: str) -> str:
    return "," if mark == "." else "."


def _number(text: str, form: NumberFormat) -> tuple[Decimal, str | None] | Message:
    """The signed number of a cell and the currency it names, or why it cannot be read."""
    parts = written(text)
    if parts is None:
        return spoiled(text) or say(N_("“%(value)s” is not a number."), value=shortened(text))
    if is_ambiguous(parts.body) and form.mark is None:
        return say(
            N_("“%(value)s” can be read as thousands or as decimals. Say how this column is written, or write it "
               "with two decimals."),
            value=shortened(text),
        )  # fmt: skip
    mark = decimal_mark(parts.body) or form.mark
    value = exact(parts.body, mark)
    if value is None:
        return say(
            N_("“%(value)s” is not a number: its digits are not grouped by three."), value=shortened(text)
        )
    return (-value if parts.negative else value), parts.currency


def amount_cents(text: str, form: NumberFormat, currency: str) -> int | Message:
    """Integer cents of a cell, or why it is refused: not a number, parts of a cent, or another currency."""
    number = _number(text, form)
    if isinstance(number, Message):
        return number
    value, named = number
    if named and not is_currency(named, currency):
        return say(
            N_("“%(value)s” is not in %(currency)s, the campaign’s currency."),
            value=shortened(text),
            currency=currency,
        )
    scaled = value.scaleb(2, _EXACT)
    if scaled != scaled.to_integral_value():
        return say(N_("“%(value)s” has more than two decimals."), value=shortened(text))
    if abs(scaled) > _LARGEST_AMOUNT_CENTS:
        return say(N_("“%(value)s” is too large to be an amount."), value=shortened(text))
    return int(scaled)


def count(text: str, form: NumberFormat) -> int | Message:
    """The whole number of a cell, 0 or more, or why it is refused."""
    number = _number(text, form)
    if isinstance(number, Message):
        return number
    value, named = number
    if named or value != value.to_integral_value():
        return say(N_("“%(value)s” is not a whole number."), value=shortened(text))
    if value < 0:
        return say(N_("“%(value)s” is below zero: a count is 0 or more."), value=shortened(text))
    if value > _LARGEST_COUNT:
        return say(N_("“%(value)s” is too large to be a count."), value=shortened(text))
    return int(value)


def is_currency(named: str, currency: str) -> bool:
    """Whether a code or symbol may stand for `currency` (ISO 4217): a bare “$” is any dollar."""
    sign = "".join(named.split()).upper()
    if sign == "$":
        return currency in _DOLLARS
    return _SYMBOLS.get(sign, sign.replace("$", "")) == currency


def shortened(text: str) -> str:
    """A cell as a sentence can show it: 40 characters at most, on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 40 else f"{flat[:39]}…"
