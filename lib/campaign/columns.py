"""What a table of a campaign is made of: kinds of cells, columns, and rows that were refused.

A row is a mapping from `Column.field` to a typed cell; None is "not known", never zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from lib.campaign.message import N_, Message

Cell = str | int | bool | date | datetime | None
Row = Mapping[str, Cell]
UNREADABLE = N_("unreadable: the key is missing")
"""What stands in a cell whose value is encrypted, where the key is not there."""


class Kind(Enum):
    """What a cell holds, in Python and in a file."""

    TEXT = "text"
    EMAIL = "email"
    INSTANT = "instant"
    """An aware UTC datetime; a file may give a day only, read as the start of that local day."""
    DAY = "day"
    AMOUNT = "amount"
    """Integer cents; in a file a decimal with a point."""
    COUNT = "count"
    """A whole number, 0 or more."""
    YES_NO = "yes_no"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in files, its kind, and the names people also type for it (`aliases`, mostly French)."""

    name: str
    kind: Kind = Kind.TEXT
    required: bool = False
    choices: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    personal: bool = False
    """Tells who somebody is: never on a shared screen, never in a log."""
    supporter: bool = False
    """Tells who a supporter is: the store keeps it apart, under a pseudonym, and encrypted where a key is set."""

    @property
    def field(self) -> str:
        """The key of this column in a row: its name, with the unit for amounts (`amount_cents`)."""
        return f"{self.name}_cents" if self.kind is Kind.AMOUNT else self.name


@dataclass(frozen=True, slots=True)
class Table:
    """One file `name`.csv: its columns, and the columns that tell one row from another.

    `repeats`: the key may come several times in one file (two people called the same, two half-hours logged alike);
    the first, second… row with a key is then told apart by its order. Where it is false, a second row is refused.
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    repeats: bool = False

    def column(self, name: str) -> Column:
        """The column called `name`; KeyError when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name}")

    @property
    def fields(self) -> tuple[str, ...]:
        """The keys of a row, in the file's order."""
        return tuple(column.field for column in self.columns)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that cannot be taken: where it stands (`row` counts from 1 at the header) and why, in a sentence.

    `cells` holds what the row said under the file's own headers, so that it can be downloaded, corrected and dropped again.
    """

    file: str
    row: int
    column: str | None
    reason: Message
    cells: Mapping[str, str]
