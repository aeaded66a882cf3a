"""A file's rows, laid under the columns that they stand for and read cell by cell: values, or the first fault."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from lib.campaign.message import N_, Message, say
from lib.campaign.model import Campaign
from lib.campaign.tables import BUDGET, RESHARES, Cell, Column, Kind, Refusal, Table
from lib.sources.cells.amounts import is_currency, shortened
from lib.sources.cells.cells import Asked, Reader, is_id, reader
from lib.sources.cells.telling import Telling
from lib.sources.layouts.left_rows import left_rows
from lib.sources.result import Ambiguity
from lib.sources.tables.table_file import TableFile

_MOST_WORDS = 1_000
"""Different words of a column above which it is no column of choices."""
MORE = "_more"
"""The key under which a refused row keeps the cells that stand beyond the last header."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a file is read: `columns` is header -> column name of `reads`, whose rows become rows of `table`.

    `answers`: header -> chosen format; `words`: column name -> {text of the file: our choice};
    `left_out`: headers that are not taken.
    """

    layout: str
    table: Table
    reads: Table
    grain: str
    columns: Mapping[str, str]
    constants: Mapping[str, str]
    answers: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]]
    left_out: tuple[str, ...] = ()
    date_order: str | None = None
    """The order of day and month that the source is known to write, where no cell tells."""
    decimal: str | None = None
    """The decimal mark that the source is known to write, where no cell tells."""
    zone: ZoneInfo | None = None
    """The zone of times without one, where it is not the campaign's; a day alone is always that of the campaign."""
    signed: bool = False
    """Whether amounts may be below zero: what the source pays back, or pays out, is a row too."""

    def header_of(self, name: str) -> str | None:
        """The header that stands for a column; None when the file has none."""
        return next((header for header, column in self.columns.items() if column == name), None)


@dataclass(slots=True)
class Line:
    """One row of the file: its values by column name, and what is wrong with it (`column` is a header of the file)."""

    number: int
    cells: tuple[str, ...]
    values: dict[str, Cell]
    fault: Message | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Lines:
    """All rows of a file, with what was noticed and what must be asked about its columns."""

    lines: tuple[Line, ...]
    remarks: tuple[Message, ...]
    questions: tuple[Ambiguity, ...]


def read_lines(table_file: TableFile, plan: Plan, campaign: Campaign) -> Lines:
    """Each row with its typed values or its first fault; never an exception, whatever the cells hold."""
    survey = Survey(table_file.headers, plan, campaign)
    survey.look(table_file)
    return survey.lines(table_file)


class Survey:
    """The columns of a file, all of it looked over before the first row is read: how each one writes what it holds."""

    def __init__(self, headers: tuple[str, ...], plan: Plan, campaign: Campaign) -> None:
        self._headers, self._plan, self._campaign = headers, plan, campaign
        self._telling = {header: self._telling_of(header) for header in plan.columns}
        self.words: dict[str, Counter[str]] = {
            header: Counter() for header in plan.columns if self._column(header).kind is Kind.CHOICE
        }
        """The filled cells of each column of choices, by header, and how many of each there are."""

    def look(self, table_file: TableFile) -> None:
        """Take in the cells of some rows, or of all."""
        laid = _laid(table_file)
        columns = dict(zip(self._headers, zip(*laid, strict=True), strict=True)) if laid else {}
        for header in self._plan.columns if laid else ():
            self._telling[header].add(columns[header])
            if header in self.words and len(self.words[header]) <= _MOST_WORDS:
                self.words[header].update(filter(None, columns[header]))

    @cached_property
    def readers(self) -> Mapping[str, Reader]:
        """What reads each column, by header; asked for once everything was looked at."""
        return {header: reader(self._column(header), telling.texts, self._asked(header))
                for header, telling in self._telling.items()}  # fmt: skip

    @property
    def remarks(self) -> tuple[Message, ...]:
        """What was noticed of the columns."""
        return tuple(remark for one in self.readers.values() for remark in one.remarks)

    @property
    def questions(self) -> tuple[Ambiguity, ...]:
        """What must be asked about them."""
        return tuple(one.question for one in self.readers.values() if one.question)

    def lines(self, table_file: TableFile, *, are_rows: bool = False) -> Lines:
        """Rows of the file, read; all or some. `are_rows`: their values are whole rows of the table, by field."""
        found = tuple(_lines(table_file, self._plan, self._campaign, self.readers, are_rows=are_rows))
        return Lines(found, self.remarks, self.questions)

    def columns(self, table_file: TableFile) -> tuple[dict[str, list[Cell]], Faults] | None:
        """Whole rows of the table by field, and the first fault of some by place; None where one cannot be laid out."""
        laid = _laid(table_file)
        if len(laid) != table_file.row_count:
            return None
        return _columns(self._headers, laid, self._plan, self._campaign, self.readers, are_rows=True)

    def _column(self, header: str) -> Column:
        return self._plan.reads.column(self._plan.columns[header])

    def _telling_of(self, header: str) -> Telling:
        column = self._column(header)
        return Telling(column, self._plan.zone or self._campaign.period.zone, is_id=is_id(column))

    def _asked(self, header: str) -> Asked:
        plan = self._plan
        words = plan.words.get(plan.columns[header], {})
        return Asked(self._campaign, header, plan.answers.get(header), words, plan.date_order, plan.decimal, plan.zone)


def _laid(table_file: TableFile) -> list[tuple[str, ...]]:
    width, broken = len(table_file.headers), table_file.broken
    if not broken:
        return [cells for cells in table_file.rows if len(cells) == width]
    return [cells for number, cells in table_file.numbered if not table_file.is_ragged(number, cells)]


def _constants(plan: Plan, campaign: Campaign) -> dict[str, Cell | Message]:
    given = plan.constants.items()
    return {
        name: reader(plan.reads.column(name), [text], Asked(campaign, name)).read(text.strip())
        for name, text in given
    }


Faults = dict[int, tuple[Message, str | None]]
"""The first fault of a row, by its place among the rows that can be laid under the headers, and the header at fault."""


def _lines(
    table_file: TableFile, plan: Plan, campaign: Campaign, readers: Mapping[str, Reader], *, are_rows: bool
) -> Iterator[Line]:
    laid = _laid(table_file)
    columns, faults = _columns(table_file.headers, laid, plan, campaign, readers, are_rows=are_rows)
    names = tuple(columns)
    rows = enumerate(zip(*columns.values(), strict=True)) if columns else ((place, ()) for place in range(len(laid)))
    are_all_laid = len(laid) == table_file.row_count
    for number, cells in table_file.numbered:
        if not are_all_laid and table_file.is_ragged(number, cells):
            yield _ragged(table_file, number, cells, plan)
        else:
            place, values = next(rows)
            line = Line(number, cells, dict(zip(names, values)))  # noqa: B905 - of one length, a million times
            if place in faults:
                line.fault, line.column = faults[place]
            yield line


def _columns(
    headers: tuple[str, ...], laid: Sequence[tuple[str, ...]], plan: Plan, campaign: Campaign, readers: Mapping[str, Reader], *,
    are_rows: bool,
) -> tuple[dict[str, list[Cell]], Faults]:  # fmt: skip
    """The values of each column, read and checked together: by name, or (`are_rows`) each field of the table."""
    columns, faults = _read(headers, laid, plan, campaign, readers)
    _check(columns, faults, plan, campaign)
    faults |= {place: (why, None) for place, why in left_rows(headers, laid, frozenset(faults))}
    if are_rows:
        blank: list[Cell] = [None] * len(laid)
        columns = {column.field: columns.get(column.name, blank) for column in plan.table.columns}
    return columns, faults


def _read(
    headers: tuple[str, ...], laid: Sequence[tuple[str, ...]], plan: Plan, campaign: Campaign, readers: Mapping[str, Reader]
) -> tuple[dict[str, list[Cell]], Faults]:
    """The values of each column by name, and the first fault of each row that has one."""
    columns: dict[str, list[Cell]] = {}
    faults: Faults = {}
    for name, value in _constants(plan, campaign).items():
        _add(columns, faults, name, [value] * len(laid), None)
    texts = dict(zip(headers, zip(*laid, strict=True), strict=True)) if laid else dict.fromkeys(headers, ())
    for header, name in plan.columns.items():
        values = readers[header].read_all(texts[header])
        if plan.reads.column(name).required and None in values:
            empty = say(N_("“%(column)s” is empty."), column=header)
            values = [empty if value is None else value for value in values]
        _add(columns, faults, name, values, header)
    return columns, faults


def _add(
    columns: dict[str, list[Cell]], faults: Faults, name: str, values: Sequence[Cell | Message], header: str | None
) -> None:
    """Two headers may stand for one column, each filled on a part of the rows: the first that says something holds."""
    told: list[Cell] = list(values)  # type: ignore[arg-type]  # what is no cell is taken out at once
    if Message in set(map(type, values)):
        for place, value in enumerate(values):
            if isinstance(value, Message):
                faults.setdefault(place, (value, header))
                told[place] = None
    before = columns.get(name)
    columns[name] = told if before is None else [new if old is None else old for old, new in zip(before, told, strict=True)]


def _ragged(table_file: TableFile, number: int, cells: tuple[str, ...], plan: Plan) -> Line:
    """A row that cannot be laid under the headers; its key is kept where it stands, so that an order stays whole."""
    if number in table_file.broken:
        return Line(number, cells, {}, say(N_("The quotation marks of this row are misplaced.")))
    fault = say(
        N_("This row has %(found)s cells where the header has %(expected)s."),
        found=len(cells),
        expected=len(table_file.headers),
    )
    line = Line(number, cells, {}, fault)
    header = plan.header_of("id")
    position = table_file.headers.index(header) if header else len(cells)
    if position < len(cells):
        line.values["id"] = cells[position]
    return line


def _check(columns: dict[str, list[Cell]], faults: Faults, plan: Plan, campaign: Campaign) -> None:
    """What one row must hold besides cells that can be read: its currency, its signs, one of two columns."""
    if "currency" in columns:
        _check_currency(columns, faults, plan, campaign)
    for name in () if plan.signed else _unsigned(plan.reads):
        for place, value in enumerate(columns.get(name, ())):
            if isinstance(value, int) and value < 0:
                faults.setdefault(place, (_BELOW_ZERO, plan.header_of(name)))
    if plan.reads is RESHARES:
        nobody = [None] * len(next(iter(columns.values()), ()))
        told = (columns.get(name, nobody) for name in ("contribution_id", "email"))
        for place, either in enumerate(zip(*told, strict=True)):
            if not any(either):
                faults.setdefault(place, (_NOBODY, None))


def _check_currency(columns: dict[str, list[Cell]], faults: Faults, plan: Plan, campaign: Campaign) -> None:
    named = {currency for currency in columns["currency"] if isinstance(currency, str)}
    ours = {currency for currency in named if is_currency(currency, campaign.currency)}
    for place, currency in enumerate(columns["currency"]) if named - ours else ():
        if isinstance(currency, str) and currency not in ours:
            faults.setdefault(place, (_other_currency(currency, campaign), plan.header_of("currency")))
    if ours - {campaign.currency}:  # “$ CA” and “cad” are one currency
        columns["currency"] = [campaign.currency if currency in ours else currency for currency in columns["currency"]]


def _unsigned(table: Table) -> tuple[str, ...]:
    """The amounts that cannot be below zero: all but a budget's, where a grant may be written as a cost below zero."""
    amounts = (column.name for column in table.columns if column.kind is Kind.AMOUNT)
    return () if table is BUDGET else tuple(amounts)


_NOBODY = say(N_("Say who shared again: the contribution’s id or the e-mail is needed."))
_BELOW_ZERO = say(
    N_(
        "The amount is below zero. A contribution that was paid back keeps its amount and is marked as withdrawn."
    )
)


def _other_currency(currency: str, campaign: Campaign) -> Message:
    return say(N_("“%(value)s” is not in %(currency)s, the campaign’s currency."),
               value=shortened(currency), currency=campaign.currency)  # fmt: skip


def refusal(table_file: TableFile, line: Line, fault: Message | None = None) -> Refusal:
    """The refusal of a line, for its own fault or for one found later; it keeps the cells under their headers."""
    cells = dict(zip(table_file.headers, line.cells, strict=False))
    beyond = line.cells[len(table_file.headers) :]
    if beyond:
        cells[MORE] = " ".join(beyond)
    reason = fault or line.fault or say(N_("This row cannot be read."))
    return Refusal(table_file.name, line.number, line.column, reason, cells)
