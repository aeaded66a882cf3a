"""Dates and times as people, spreadsheets and platforms write them; the order of day and month is decided once
for a column, from all its cells, or asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

from lib.campaign.message import N_, Message, say
from lib.sources.cells.amounts import shortened
from lib.sources.cells.names import folded
from lib.sources.cells.spoiled import spoiled_date
from lib.sources.result import DAY_MONTH_YEAR, MONTH_DAY_YEAR, YEAR_MONTH_DAY

_MONTHS = (
    ("january", "jan", "janvier", "janv"), ("february", "feb", "fevrier", "fevr", "fev"), ("march", "mar", "mars"),
    ("april", "apr", "avril", "avr"), ("may", "mai"), ("june", "jun", "juin"), ("july", "jul", "juillet", "juil"),
    ("august", "aug", "aout"), ("september", "sep", "sept", "septembre"), ("october", "oct", "octobre"),
    ("november", "nov", "novembre"), ("december", "dec", "decembre"),
)  # fmt: skip
_MONTH_NUMBERS = {word: number for number, words in enumerate(_MONTHS, start=1) for word in words}
_WORD = r"[^\W\d_]+"
_YEAR_FIRST = re.compile(r"(?P<a>[0-9]{4})([-/.])(?P<b>[0-9]{1,2})\2(?P<c>[0-9]{1,2})(?![0-9])")
_NUMERIC = re.compile(r"(?P<a>[0-9]{1,2})([-/.])(?P<b>[0-9]{1,2})\2(?P<c>[0-9]{4}|[0-9]{2})(?![0-9])")
_DAY_THEN_MONTH = re.compile(
    rf"(?:le )?(?:{_WORD}\.?,? )?(?P<day>[0-9]{{1,2}})(?:er|e|st|nd|rd|th)?[ -]"
    rf"(?P<month>{_WORD})\.?,?(?:[ -](?P<year>[0-9]{{4}})|-(?P<short>[0-9]{{2}}))(?![0-9])",
    re.IGNORECASE,
)
_MONTH_THEN_DAY = re.compile(
    rf"(?:{_WORD}\.?,? )?(?P<month>{_WORD})\.? (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,? (?P<year>[0-9]{{4}})(?![0-9])",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:T|,? (?:à |at )?)(?P<hour>[0-9]{1,2})"
    r"(?:(?P<h> ?h ?)(?P<min_h>[0-9]{2})?|:(?P<min>[0-9]{2})(?::(?P<sec>[0-9]{2})(?:[.,](?P<frac>[0-9]{1,9}))?)?)"
    r"(?: ?(?P<half>[ap])\.?m\.?)?(?: ?(?P<zone>Z|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?))?",
    re.IGNORECASE,
)
_FIRST_YEAR, _LAST_YEAR = 1900, 2999
_ORDINARY = re.compile(
    r"(?:19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:Z|[+-][0-9]{2}:[0-5][0-9])?)?"
)
_DAY_LENGTH = 10
_CENTURY = 2000


@dataclass(frozen=True, slots=True)
class Moment:
    """What a cell says: a day, or a day and a time of it; without `offset` the time is that of the campaign's zone."""

    day: date
    time: time | None = None
    offset: timedelta | None = None

    @property
    def stamp(self) -> datetime:
        """The day and time together, aware where an offset was given; a day only gives its midnight."""
        zone = None if self.offset is None else timezone(self.offset)
        return datetime.combine(self.day, self.time or time.min, zone)


@dataclass(frozen=True, slots=True)
class Parts:
    """A date in numbers whose order is not known yet, and the time of day."""

    numbers: tuple[int, int, int]
    short_year: bool
    dashed: bool
    time: time | None
    offset: timedelta | None


@dataclass(frozen=True, slots=True)
class DateFormat:
    """How a column orders numeric dates: one of the three orders, or None; `open_choices` when it must be asked."""

    order: str | None = None
    short_year: bool = False
    open_choices: tuple[str, ...] = ()


_ORDERS = {YEAR_MONTH_DAY: (0, 1, 2), DAY_MONTH_YEAR: (2, 1, 0), MONTH_DAY_YEAR: (2, 0, 1)}


def date_format(texts: Iterable[str], answer: str | None, expected_years: range, own_years: range = range(0)) -> DateFormat:
    """The format of a column, from all its cells: the one order that all its numeric dates fit.

    Cells that read alike in each order (ISO, month in words) have no say, nor those that fit none. Two-digit years:
    AA-MM-JJ, the default of LibreOffice in French (Canada), wins where all cells fit it and give years among
    `expected_years`; else, and with slashes, it is asked, and so it is where another order alone gives years among
    `own_years`, those of the campaign itself.
    """
    parts = [part for part in (_parts(text) for text in texts) if part and _orders(part)]
    short = any(part.short_year for part in parts)
    if answer in _ORDERS:
        return DateFormat(answer, short)
    if not parts:
        return DateFormat()
    fitting = [order for order in _ORDERS if all(order in _orders(part) for part in parts)]
    if short and not all(part.short_year for part in parts):
        return DateFormat(None, short, _all_orders(parts))
    if len(fitting) == 1 or (fitting and all(_is_same(part, fitting) for part in parts)):
        return DateFormat(fitting[0], short)
    near = [order for order in fitting if all((day := _day(part, order)) and day.year in own_years for part in parts)]
    dashed = YEAR_MONTH_DAY in fitting and all(part.dashed and _expected(part, expected_years) for part in parts)
    if dashed and (YEAR_MONTH_DAY in near or not near):
        return DateFormat(YEAR_MONTH_DAY, short)
    return DateFormat(None, short, tuple(fitting) or _all_orders(parts))


def _expected(part: Parts, years: range) -> bool:
    return part.numbers[0] + _CENTURY in years


def _all_orders(parts: Iterable[Parts]) -> tuple[str, ...]:
    possible = {order for part in parts for order in _orders(part)}
    return tuple(order for order in _ORDERS if order in possible)


def _orders(part: Parts) -> tuple[str, ...]:
    """The orders in which the numbers are a day of the calendar; a four-digit year stands last."""
    return tuple(
        order
        for order in _ORDERS
        if (part.short_year or order != YEAR_MONTH_DAY) and _day(part, order) is not None
    )


def _day(part: Parts, order: str) -> date | None:
    year, month, day = (part.numbers[position] for position in _ORDERS[order])
    return _calendar_day(year + _CENTURY if part.short_year else year, month, day)


def _is_same(part: Parts, orders: Iterable[str]) -> bool:
    return len({_day(part, order) for order in orders}) == 1


def ordinary(text: str) -> datetime | date | None:
    """A cell in the usual form of ISO 8601, to the second or a day alone; None for any other, which is read with care.

    It is what `moment` says of it, whatever the column's format; aware where the cell gives an offset.
    """
    if not _ORDINARY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text) if len(text) == _DAY_LENGTH else datetime.fromisoformat(text)
    except ValueError:
        return None


def date_parts(text: str) -> tuple[object, tuple[date, ...], bool] | None:
    """What decides how a cell may be read: a key that cells have in common which are read alike but for the time of day, the
    days that it can mean, and whether it has a time without an offset. None for what is no date in any order."""
    part = _parts(text)
    if part is not None and _orders(part):
        days = (_day(part, order) for order in _orders(part))
        key = (part.numbers, part.short_year, part.dashed, part.time is None, part.offset is None)
        return key, tuple(day for day in days if day), part.time is not None and part.offset is None
    said = moment(text, DateFormat())
    if isinstance(said, Message):
        return None
    in_words = (said.time is None, said.offset is None, has_short_worded_year(text))
    return in_words, (said.day,), said.time is not None and said.offset is None


def moment(text: str, form: DateFormat) -> Moment | Message:
    """What a cell says, or why it cannot be read; never a guess between two readings."""
    text = " ".join(text.split())
    said = _plain_moment(text)
    if said:
        return said
    part = _parts(text)
    if part is None or not _orders(part):
        return spoiled_date(text) or say(N_("“%(value)s” is not a date. Write it as 2018-01-20."), value=shortened(text))
    if form.order is None:
        return say(
            N_(
                "“%(value)s” can be read with the day or the month first. Say which, or write it as 2018-01-20."
            ),
            value=shortened(text),
        )
    day = _day(part, form.order) if form.order in _orders(part) else None
    if day is None:
        return say(N_("“%(value)s” is not written as the other dates of its column."), value=shortened(text))
    return Moment(day, part.time, part.offset)


def could_be_moment(text: str) -> bool:
    """Whether a cell reads as a date in some order."""
    part = _parts(text)
    return (part is not None and bool(_orders(part))) or isinstance(moment(text, DateFormat()), Moment)


def _plain_moment(text: str) -> Moment | None:
    """A date that reads one way only: year first, or the month in words."""
    for pattern in (_YEAR_FIRST, _DAY_THEN_MONTH, _MONTH_THEN_DAY):
        match = pattern.match(text)
        if not match:
            continue
        found = match.groupdict()
        numbers = (
            (int(found["a"]), int(found["b"]), int(found["c"]))
            if "a" in found
            else (_year(found), _MONTH_NUMBERS.get(folded(found["month"]), 0), int(found["day"]))
        )
        day, clock = _calendar_day(*numbers), _clock(text[match.end() :])
        return Moment(day, *clock) if day and clock else None
    return None


def _year(found: Mapping[str, str | None]) -> int:
    """The year beside a month in words; spreadsheets write its two last digits as 21-janv-18."""
    short = found.get("short")
    return _CENTURY + int(short) if short else int(found["year"] or 0)


def has_short_worded_year(text: str) -> bool:
    """Whether a date has its month in words and two digits of its year."""
    match = _DAY_THEN_MONTH.match(text)
    return match is not None and match["short"] is not None


def _parts(text: str) -> Parts | None:
    text = " ".join(text.split())
    match = _NUMERIC.match(text)
    clock = _clock(text[match.end() :]) if match else None
    if match is None or clock is None:
        return None
    numbers = (int(match["a"]), int(match["b"]), int(match["c"]))
    return Parts(numbers, len(match["c"]) == 2, match[2] == "-", *clock)


def _calendar_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _FIRST_YEAR <= year <= _LAST_YEAR else None
    except ValueError:
        return None


def _clock(text: str) -> tuple[time | None, timedelta | None] | None:
    """The time of day and the offset in what follows a date: (None, None) for nothing, None for anything else."""
    if not text:
        return None, None
    match = _TIME.fullmatch(text)
    if not match:
        return None
    hour = int(match["hour"])
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    fraction = (match["frac"] or "")[:6].ljust(6, "0")
    try:
        clock = time(hour, int(match["min"] or match["min_h"] or 0), int(match["sec"] or 0), int(fraction))
        return clock, _offset(match["zone"])
    except ValueError:
        return None


def _offset(text: str | None) -> timedelta | None:
    """The offset that a zone names; raises ValueError above a day."""
    if text is None:
        return None
    if text[0] not in "+-":
        return timedelta(0)
    digits = text[1:].replace(":", "").ljust(4, "0")
    if int(digits[2:]) > 59:
        raise ValueError("an hour has 60 minutes")
    size = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    offset = -size if text[0] == "-" else size
    return timezone(offset).utcoffset(None)
