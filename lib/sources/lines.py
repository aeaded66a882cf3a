"""A file's rows, laid under the columns that they stand for and read cell by cell: values, or the first fault."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from lib.campaign.message import N_, Message, say
from lib.campaign.model import Campaign
from lib.campaign.tables import BUDGET, RESHARES, Cell, Column, Kind, Refusal, Table
from lib.sources.amounts import is_currency, shortened
from lib.sources.cells import Asked, Reader, reader
from lib.sources.result import Ambiguity
from lib.sources.table_file import TableFile

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
    laid = [cells for number, cells in table_file.numbered if not table_file.is_ragged(number, cells)]
    readers = {header: _reader(table_file, laid, header, plan, campaign) for header in plan.columns}
    asked = [
        (table_file.headers.index(header), plan.reads.column(name), readers[header], header)
        for header, name in plan.columns.items()
    ]
    constants = _constants(plan, campaign)
    lines = tuple(
        _ragged(table_file, number, cells, plan)
        if table_file.is_ragged(number, cells)
        else _line(number, cells, asked, constants)
        for number, cells in table_file.numbered
    )
    unsigned = () if plan.signed else _unsigned(plan.reads)
    for line in lines:
        if line.fault is None:
            _check_row(line, unsigned, plan, campaign)
    return Lines(
        lines,
        tuple(remark for one in readers.values() for remark in one.remarks),
        tuple(one.question for one in readers.values() if one.question),
    )


def _reader(
    table_file: TableFile, laid: Sequence[tuple[str, ...]], header: str, plan: Plan, campaign: Campaign
) -> Reader:
    name, position = plan.columns[header], table_file.headers.index(header)
    words = plan.words.get(name, {})
    asked = Asked(campaign, header, plan.answers.get(header), words, plan.date_order, plan.decimal, plan.zone)
    return reader(plan.reads.column(name), {cells[position] for cells in laid}, asked)


def _constants(plan: Plan, campaign: Campaign) -> dict[str, Cell | Message]:
    given = plan.constants.items()
    return {
        name: reader(plan.reads.column(name), [text], Asked(campaign, name)).read(text.strip())
        for name, text in given
    }


def _line(
    number: int,
    cells: tuple[str, ...],
    asked: list[tuple[int, Column, Reader, str]],
    constants: Mapping[str, Cell | Message],
) -> Line:
    line = Line(number, cells, {})
    for name, value in constants.items():
        _set(line, name, value, None)
    for position, column, one, header in asked:
        value = one.read(cells[position])
        if value is None and column.required:
            value = say(N_("“%(column)s” is empty."), column=header)
        _set(line, column.name, value, header)
    return line


def _set(line: Line, name: str, value: Cell | Message, header: str | None) -> None:
    if not isinstance(value, Message):
        if line.values.get(name) is None:  # two headers may stand for one column, each filled on a part of the rows
            line.values[name] = value
    elif line.fault is None:
        line.fault, line.column = value, header


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


def _check_row(line: Line, unsigned: Sequence[str], plan: Plan, campaign: Campaign) -> None:
    """What one row must hold besides cells that can be read: its currency, its signs, one of two columns."""
    values = line.values
    currency = values.get("currency")
    if isinstance(currency, str):
        if not is_currency(currency, campaign.currency):
            line.fault, line.column = _other_currency(currency, campaign), plan.header_of("currency")
            return
        values["currency"] = campaign.currency  # “$ CA” and “cad” are one currency
    for name in unsigned:
        value = values.get(name)
        if isinstance(value, int) and value < 0:
            line.fault, line.column = _BELOW_ZERO, plan.header_of(name)
            return
    if plan.reads is RESHARES and not (values.get("contribution_id") or values.get("email")):
        line.fault = say(N_("Say who shared again: the contribution’s id or the e-mail is needed."))


def _unsigned(table: Table) -> tuple[str, ...]:
    """The amounts that cannot be below zero: all but a budget's, where a grant may be written as a cost below zero."""
    amounts = (column.name for column in table.columns if column.kind is Kind.AMOUNT)
    return () if table is BUDGET else tuple(amounts)


_BELOW_ZERO = say(
    N_(
        "The amount is below zero. A contribution that was paid back keeps its amount and is marked as withdrawn."
    )
)


def _other_currency(currency: str, campaign: Campaign) -> Message:
    return say(
        N_("“%(value)s” is not in %(currency)s, the campaign’s currency."),
        value=shortened(currency),
        currency=campaign.currency,
    )


def refusal(table_file: TableFile, line: Line, fault: Message | None = None) -> Refusal:
    """The refusal of a line, for its own fault or for one found later; it keeps the cells under their headers."""
    cells = dict(zip(table_file.headers, line.cells, strict=False))
    beyond = line.cells[len(table_file.headers) :]
    if beyond:
        cells[MORE] = " ".join(beyond)
    reason = fault or line.fault or say(N_("This row cannot be read."))
    return Refusal(table_file.name, line.number, line.column, reason, cells)
