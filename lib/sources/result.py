"""What reading a file gives: typed rows, refused rows, questions and remarks. Nothing here is an exception."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import overload

from lib.campaign.message import Message
from lib.campaign.row_columns import RowColumns
from lib.campaign.tables import Refusal, Row, Table

DAY_MONTH_YEAR, MONTH_DAY_YEAR, YEAR_MONTH_DAY = "day_month_year", "month_day_year", "year_month_day"
DECIMAL_POINT, DECIMAL_COMMA = "decimal_point", "decimal_comma"
EXAMPLE_COUNT = 3
"""How many cells a question shows."""
_NO_ROWS: Mapping[str, tuple[Row, ...]] = MappingProxyType({})
_NO_IDS: Mapping[str, tuple[str, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Record:
    """One accepted row; `number` is its (first) row in the file, `row_count` how many rows of the file made it."""

    row: Row
    number: int
    row_count: int = 1


class RecordColumns(Sequence[Record]):
    """Accepted rows that are held column by column, each with its number in the file; a record is made when it is asked for."""

    __slots__ = ("numbers", "rows")

    def __init__(self, rows: RowColumns, numbers: Sequence[int]) -> None:
        self.rows, self.numbers = rows, numbers

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Record]:
        return map(Record, self.rows, self.numbers)

    @overload
    def __getitem__(self, place: int) -> Record: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Record]: ...
    def __getitem__(self, place: int | slice) -> Record | Sequence[Record]:
        if isinstance(place, slice):
            return list(map(Record, self.rows[place], self.numbers[place]))
        return Record(self.rows[place], self.numbers[place])


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """A question to the person who gave the file: how does this column (a header) write its dates or numbers.

    `choices` are among `day_month_year`, `month_day_year`, `year_month_day`, or `decimal_point`, `decimal_comma`;
    `examples` are a few of its cells. As long as it is not answered, the rows that depend on it are refused.
    """

    column: str
    choices: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word of the file (a status, most often) that no choice of ours is known by: a person may say what it means.

    `column` is the header, `name` the column it was read as; `row_count`: how many rows are refused for it.
    """

    column: str
    name: str
    word: str
    choices: tuple[str, ...]
    row_count: int


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way of adding up an owner's export: `order_total`, `unit_price` (× quantity) or `line_total`.

    `total_cents` is the gross of the counted orders read that way, to compare with the platform's own total.
    """

    name: str
    total_cents: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file as rows of `table`: `accepted_row_count` + `len(refusals)` + `duplicate_count` = `row_count`, always.

    Each accepted row holds every field of `table` (None: not known); `fields` are those that this file speaks of, so
    that a later import does not blank what other sources gave. `columns` tells how each header was understood.
    `duplicate_count` counts rows that repeat another of the same file word for word, and were taken once.
    """

    file: str
    digest: str
    layout: str
    table: Table
    row_count: int
    fields: tuple[str, ...]
    columns: Mapping[str, str]
    records: Sequence[Record]
    refusals: tuple[Refusal, ...] = ()
    duplicate_count: int = 0
    remarks: tuple[Message, ...] = ()
    questions: tuple[Ambiguity, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    unknown_words: tuple[UnknownWord, ...] = ()
    others: Mapping[str, tuple[Row, ...]] = field(default_factory=lambda: _NO_ROWS)
    """Rows of other tables that the same rows of the file give, by table name: a post's counts beside the post."""
    transactions: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NO_IDS)
    """A contribution's id -> other ids of the same payment, by which another source may know it."""
    left_out: tuple[str, ...] = ()
    """The headers of the columns that are not needed: not one cell of them was read."""
    empty_is_unsaid: bool = False
    """Whether an empty cell says nothing, so that what is stored stays; in a plain file it empties the cell."""

    @property
    def rows_said(self) -> Sequence[Row]:
        """The accepted rows with the fields that the file speaks of, and no others."""
        if isinstance(self.records, RecordColumns) and not self.empty_is_unsaid:
            return self.records.rows.of(self.fields)
        return tuple(
            {name: row[name] for name in self.fields if not (self.empty_is_unsaid and row[name] is None)} for row in self.rows
        )

    @property
    def rows(self) -> tuple[Row, ...]:
        """The accepted rows, in the file's order."""
        return tuple(record.row for record in self.records)

    @property
    def accepted_row_count(self) -> int:
        """Rows of the file that went into accepted records."""
        return sum(record.row_count for record in self.records)
