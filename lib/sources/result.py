"""What reading a file gives: typed rows, refused rows, questions and remarks. Nothing here is an exception."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lib.campaign.message import Message
from lib.campaign.tables import Refusal, Row, Table

DAY_MONTH_YEAR, MONTH_DAY_YEAR, YEAR_MONTH_DAY = "day_month_year", "month_day_year", "year_month_day"
DECIMAL_POINT, DECIMAL_COMMA = "decimal_point", "decimal_comma"


@dataclass(frozen=True, slots=True)
class Record:
    """One accepted row; `number` is its (first) row in the file, `row_count` how many rows of the file made it."""

    row: Row
    number: int
    row_count: int = 1


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
    records: tuple[Record, ...]
    refusals: tuple[Refusal, ...] = ()
    duplicate_count: int = 0
    remarks: tuple[Message, ...] = ()
    questions: tuple[Ambiguity, ...] = ()
    alternatives: tuple[Alternative, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """The accepted rows, in the file's order."""
        return tuple(record.row for record in self.records)

    @property
    def accepted_row_count(self) -> int:
        """Rows of the file that went into accepted records."""
        return sum(record.row_count for record in self.records)
