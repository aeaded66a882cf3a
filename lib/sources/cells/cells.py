"""Cell texts to typed values: one reader per column, made from all the cells of that column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

from lib.campaign.calendar import is_ambiguous, start_of_day
from lib.campaign.message import N_, Message, say
from lib.campaign.model import Campaign
from lib.campaign.tables import Cell, Column, Kind
from lib.sources.cells import choices
from lib.sources.cells.amounts import (
    amount_cents,
    count,
    number_format,
    shortened,
    written,
)
from lib.sources.cells.amounts import (
    is_ambiguous as reads_twice,
)
from lib.sources.cells.instants import DateFormat, Moment, could_be_moment, date_format, has_short_worded_year, moment, ordinary
from lib.sources.cells.spoiled import spoiled
from lib.sources.result import DECIMAL_COMMA, DECIMAL_POINT, EXAMPLE_COUNT, Ambiguity

Read = Callable[[str], Cell | Message]
_NO_WORDS: Mapping[str, str] = MappingProxyType({})
_UNKNOWN = frozenset({"-", "–", "—", "n/a", "n.d.", "s.o.", "nd", "na"})
"""What people type in a cell of numbers or dates for “not known”."""
_LOST_DIGITS = re.compile(r"[0-9]([.,][0-9]+)?E\+[0-9]{2,}")
"""As spreadsheets write it; 1e3 is somebody’s own id."""
_FLOATED = re.compile(r"[0-9]+\.0")
_MAILTO = re.compile(r"^mailto:", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}\D[0-9]{1,2}\D[0-9]{2}(?![0-9])")
_YEARS_BEFORE, _YEARS_AFTER = 3, 5


@dataclass(frozen=True, slots=True)
class Asked:
    """What a column's cells are read with: the campaign, the file's header, answers already given, and what the source is
    known to do where no cell tells."""

    campaign: Campaign
    header: str
    answer: str | None = None
    words: Mapping[str, str] = field(default_factory=lambda: _NO_WORDS)
    date_order: str | None = None
    decimal: str | None = None
    zone: ZoneInfo | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """`read` gives a cell's value, None for an empty one, or the reason why it is refused."""

    read: Read
    remarks: tuple[Message, ...] = ()
    question: Ambiguity | None = None
    is_text: bool = False
    """Whether each filled cell is its own value."""

    def read_all(self, texts: Sequence[str]) -> list[Cell | Message]:
        """What `read` gives for each, asked once for cells that are alike."""
        if self.is_text:
            return [text or None for text in texts]
        found = {text: self.read(text) for text in set(texts)}
        return [found[text] for text in texts]


def reader(column: Column, texts: Iterable[str], asked: Asked) -> Reader:
    """The reader of a column, one format for all its cells; `texts` are all of them, in any order, repeats useless,
    or those of them that tell (`lib.sources.cells.telling`)."""
    cells = frozenset(texts)
    match column.kind:
        case Kind.INSTANT | Kind.DAY:
            return _date_reader(column.kind, known(cells), asked)
        case Kind.AMOUNT | Kind.COUNT:
            return _number_reader(column.kind, known(cells), asked)
        case Kind.YES_NO:
            return _yes_no_reader(cells, asked)
        case Kind.EMAIL:
            return Reader(_filled(_email))
        case Kind.CHOICE:
            return Reader(
                lru_cache(maxsize=256)(_filled(lambda text: choices.choice(column, text, asked.words)))
            )
        case Kind.TEXT:
            return Reader(_filled(_id_read(cells))) if is_id(column) else Reader(_filled(str), is_text=True)


def is_id(column: Column) -> bool:
    """Whether a column tells one thing from another, so that its digits are a name and not a number."""
    return column.kind is Kind.TEXT and (column.name == "id" or column.name.endswith("_id"))


def _filled(read: Read) -> Read:
    return lambda text: read(text) if text else None


def known(texts: Iterable[str]) -> frozenset[str]:
    """The cells that say something: neither empty nor a word for “not known”."""
    return frozenset(text for text in texts if text and text.casefold() not in _UNKNOWN)


def _unless_unknown(read: Read) -> Read:
    return lambda text: None if not text or text.casefold() in _UNKNOWN else read(text)


def _id_read(texts: frozenset[str]) -> Read:
    """Ids stay as they are, but a column that a spreadsheet turned into numbers (12.0) gets its whole numbers back."""
    floated = all(_FLOATED.fullmatch(text) for text in texts if text)

    def read(text: str) -> Cell | Message:
        if "E+" in text and _LOST_DIGITS.fullmatch(text):
            return say(
                N_("“%(value)s” is an id that a spreadsheet shortened: digits are lost. Format the column as text where "
                   "the file comes from, then export again."),
                value=shortened(text),
            )  # fmt: skip
        if text[0] in "#Ee" and (lost := spoiled(text)):
            return lost
        return text.removesuffix(".0") if floated else text

    return read


def _email(text: str) -> Cell | Message:
    address = _MAILTO.sub("", text) if ":" in text else text
    if _EMAIL.fullmatch(address):
        return address
    return say(N_("“%(value)s” is not an e-mail address."), value=shortened(text))


def _yes_no_reader(texts: frozenset[str], asked: Asked) -> Reader:
    """In a column of ticks an empty cell means no; in a column of answers it is not known."""
    filled = {text.casefold() for text in texts if text}
    if filled and filled <= choices.TICKS and "" in texts:
        remark = say(
            N_("“%(column)s”: empty cells are read as no, since the others are ticked."), column=asked.header
        )
        return Reader(lambda text: choices.yes_no(text) if text else False, (remark,))
    return Reader(_filled(choices.yes_no))


def _number_reader(kind: Kind, texts: frozenset[str], asked: Asked) -> Reader:
    form = number_format(texts, asked.answer, whole=kind is Kind.COUNT)
    if form.is_open and asked.decimal:
        form = number_format(texts, asked.decimal, whole=kind is Kind.COUNT)
    currency = asked.campaign.currency
    read: Read = (lambda text: amount_cents(text, form, currency)) if kind is Kind.AMOUNT else (
        lambda text: count(text, form))  # fmt: skip
    unclear = [text for text in sorted(texts) if (parts := written(text)) and reads_twice(parts.body)]
    question = (
        Ambiguity(asked.header, (DECIMAL_POINT, DECIMAL_COMMA), tuple(unclear[:EXAMPLE_COUNT]))
        if form.is_open
        else None
    )
    return Reader(lru_cache(maxsize=65_536)(_unless_unknown(read)), (), question)


def _date_reader(kind: Kind, texts: frozenset[str], asked: Asked) -> Reader:
    period = asked.campaign.period
    years = range(period.first_day.year - _YEARS_BEFORE, period.last_day.year + _YEARS_AFTER + 1)
    own = range(period.first_day.year, period.last_day.year + 1)
    form = _with_known_order(date_format(texts, asked.answer, years, own), texts, asked, years)
    moments = {text: moment(text, form) for text in texts}

    zone = asked.zone or period.zone

    def read(text: str) -> Cell | Message:
        plain = ordinary(text)
        if plain is not None:
            return _instant_of(plain, period.zone, zone) if kind is Kind.INSTANT else _day_of(plain, period.zone)
        said = moments[text] if text in moments else moment(text, form)
        if isinstance(said, Message):
            return said
        return instant(said, asked.campaign, asked.zone) if kind is Kind.INSTANT else _local_day(said, asked.campaign)

    question = None
    if form.open_choices:
        unclear = [text for text in sorted(texts) if isinstance(moments[text], Message)]
        question = Ambiguity(asked.header, form.open_choices, tuple(unclear[:EXAMPLE_COUNT]))
    said = {text: found for text, found in moments.items() if isinstance(found, Moment)}
    is_short = form.short_year and form.order is not None
    remarks = _date_remarks(said, asked, short_year=is_short, is_day=kind is Kind.DAY)
    return Reader(_unless_unknown(read), tuple(remarks), question)


def _with_known_order(form: DateFormat, texts: frozenset[str], asked: Asked, years: range) -> DateFormat:
    """The order that the source is known to write, where the cells leave the question open and all of them fit it."""
    if not asked.date_order or asked.date_order not in form.open_choices:
        return form
    known = date_format(texts, asked.date_order, years)
    fits = all(isinstance(moment(text, known), Moment) for text in texts if could_be_moment(text))
    return known if fits else form


def _instant_of(plain: datetime | date, days_of: ZoneInfo, times_of: ZoneInfo) -> datetime:
    """`instant` of a cell in the usual form."""
    if not isinstance(plain, datetime):
        return start_of_day(plain, days_of)
    return (plain if plain.tzinfo else plain.replace(tzinfo=times_of)).astimezone(UTC)


def _day_of(plain: datetime | date, zone: ZoneInfo) -> date:
    """`_local_day` of a cell in the usual form."""
    if not isinstance(plain, datetime):
        return plain
    return plain.astimezone(zone).date() if plain.tzinfo else plain.date()


def instant(said: Moment, campaign: Campaign, zone: ZoneInfo | None = None) -> datetime:
    """The UTC instant of a moment: a day is its local start, a time without offset is that of `zone`, else the campaign's.

    A local time that comes twice is taken the first time it comes; one that does not exist, as if the clock had not
    been put forward yet.
    """
    if said.time is None:
        return start_of_day(said.day, campaign.period.zone)
    stamp = said.stamp
    return (stamp if stamp.tzinfo else stamp.replace(tzinfo=zone or campaign.period.zone)).astimezone(UTC)


def _local_day(said: Moment, campaign: Campaign) -> date:
    if said.time is None or said.offset is None:
        return said.day
    return instant(said, campaign).astimezone(campaign.period.zone).date()


def _date_remarks(
    said: Mapping[str, Moment], asked: Asked, *, short_year: bool, is_day: bool
) -> Iterator[Message]:
    """What a person should know of how a column of dates was read; days have no zone to tell."""
    naive = {text: found for text, found in said.items() if found.time is not None and found.offset is None}
    if naive and not is_day:
        yield from _zone_remarks(naive, asked)
    short = sorted(text for text in said if (short_year and _SHORT_YEAR.match(text)) or has_short_worded_year(text))
    if short:
        yield say(
            N_("“%(column)s”: years have two digits; “%(value)s” is read as %(day)s."),
            column=asked.header,
            value=shortened(short[0]),
            day=said[short[0]].day.isoformat(),
        )


def _zone_remarks(naive: Mapping[str, Moment], asked: Asked) -> Iterator[Message]:
    zone = asked.zone or asked.campaign.period.zone
    yield say(
        N_("“%(column)s”: times without a zone are read as %(zone)s."), column=asked.header, zone=zone.key
    )
    unclear = sorted(text for text, found in naive.items() if is_ambiguous(found.stamp, zone))
    if unclear:
        yield say(
            N_("“%(column)s”: “%(value)s” falls in the change of hour and is read as the hour before the change."),
            column=asked.header,
            value=shortened(unclear[0]),
        )
