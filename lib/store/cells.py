"""The cells of a row at the border: text cleaned, kinds checked, and their two plain forms (for digests, for the journal)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from lib.campaign.errors import UseError
from lib.campaign.message import N_
from lib.campaign.tables import TABLES_BY_NAME, Cell, Column, Kind, Row, Table
from lib.store.schema import micros

_LONGEST_ID = 500
"""Characters of a text that is indexed: PostgreSQL indexes at most 2 704 bytes."""
_INDEXED = frozenset({"id", "email", "platform_user", "post_id", "account", "contribution_id"})
_LARGEST = 2**63
_ACCENT = re.compile("[\u0300-\u036f]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")

Cells = dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Shape:
    """What is asked of a table for every row, worked out once: names of cells, and how each is cleaned."""

    fields: tuple[str, ...]
    required: tuple[str, ...]
    cleaners: Mapping[str, Callable[[Any], Cell]]
    emails: frozenset[str]
    amounts: tuple[str, ...]
    public_texts: tuple[str, ...]
    personal_texts: tuple[str, ...]
    """Personal ones that are no supporter's."""
    supporter: Mapping[str, str]
    """The cells that tell who a supporter is, and which kind of value each holds: its column's name."""


@cache
def shape(table_name: str) -> Shape:
    """The shape of a table."""
    table = TABLES_BY_NAME[table_name]
    texts = [column for column in table.columns if column.kind in (Kind.TEXT, Kind.EMAIL)]
    return Shape(
        fields=table.fields,
        required=tuple(column.field for column in table.columns if column.required),
        cleaners={column.field: _cleaner(column) for column in table.columns},
        emails=frozenset(column.field for column in table.columns if column.kind is Kind.EMAIL),
        amounts=tuple(column.field for column in table.columns if column.kind is Kind.AMOUNT),
        public_texts=tuple(column.field for column in texts if not column.personal),
        personal_texts=tuple(column.field for column in texts if column.personal and not column.supporter),
        supporter={column.field: column.name for column in table.columns if column.supporter},
    )


def clean_text(value: str) -> str | None:
    """Trimmed, composed (NFC), one kind of line end, without NUL or half characters; None when nothing is left."""
    if not value.isascii():
        value = unicodedata.normalize("NFC", _LONE_SURROGATE.sub("\ufffd", value))
    if "\r" in value or "\0" in value:
        value = value.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    return value.strip() or None


def cleaned(table: Table, row: Row) -> Cells:
    """The cells that `row` tells of, normalised; a field it does not mention stays absent.

    Raises UseError for an unknown field or a cell of the wrong kind: readers of files refuse those row by row before.
    """
    cleaners = shape(table.name).cleaners
    try:
        return {field: None if value is None else cleaners[field](value) for field, value in row.items()}
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise UseError(N_("%(table)s: a cell does not hold what its column holds (%(detail)s). Nothing was written."),
                       table=table.name, detail=str(error)) from error  # fmt: skip


def all_cleaned(table: Table, rows: Iterable[Row]) -> Iterator[Cells]:
    """`cleaned` of each row; rows that tell of the same fields are cleaned together."""
    held = list(rows)
    if not held:
        return iter(())
    names = tuple(held[0])
    if any(row.keys() != held[0].keys() for row in held) or not names:
        return (cleaned(table, row) for row in held)
    cleaners = shape(table.name).cleaners
    try:
        columns = [column_cleaned(cleaners[name], [row[name] for row in held]) for name in names]
    except (AttributeError, KeyError, TypeError, ValueError):
        return (cleaned(table, row) for row in held)  # which says what is wrong, and in which row
    return (dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True))


def column_cleaned(cleaner: Callable[[Any], Cell], values: Sequence[Cell]) -> list[Cell]:
    """A column cleaned, each different text once; other kinds are compared by more than `==` (True is not 1)."""
    if set(map(type, values)) <= {str, type(None)}:
        found = {value: None if value is None else cleaner(value) for value in set(values)}
        return [found[value] for value in values]
    return [None if value is None else cleaner(value) for value in values]


def whole(table: Table, cells: Row) -> Cells:
    """Every cell of a row, in the file's order, None where nothing is told; raises UseError when a required one is."""
    for field in shape(table.name).required:
        if cells.get(field) is None:
            raise UseError(N_("%(table)s: “%(column)s” must be filled in. Nothing was written."),
                           table=table.name, column=field)  # fmt: skip
    return {field: cells.get(field) for field in shape(table.name).fields}


def _cleaner(column: Column) -> Callable[[Any], Cell]:
    """The function that takes a cell of `column`; ValueError or TypeError, naming the column, when it cannot."""
    if column.choices:
        return lambda value: _choice(column, value)
    if column.name in _INDEXED:
        return lambda value: _short_text(column, value)
    kinds: Mapping[Kind, Callable[[Column, Any], Cell]] = {
        Kind.INSTANT: _instant, Kind.DAY: _day, Kind.AMOUNT: _whole_number, Kind.COUNT: _whole_number, Kind.YES_NO: _yes_no,
    }  # fmt: skip
    checked = kinds.get(column.kind)
    return clean_text if checked is None else lambda value: checked(column, value)


def _choice(column: Column, value: str) -> Cell:
    found = clean_text(value)
    if found is not None and found not in column.choices:
        raise ValueError(f"{column.name}: {found}")
    return found


def _short_text(column: Column, value: str) -> Cell:
    found = clean_text(value)
    if found is not None and len(found) > _LONGEST_ID:
        raise ValueError(f"{column.name}: > {_LONGEST_ID}")
    return found


def _instant(column: Column, value: Any) -> Cell:
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise TypeError(f"{column.name}: {value!r}")
    return value.astimezone(UTC)


def _day(column: Column, value: Any) -> Cell:
    if isinstance(value, datetime) or not isinstance(value, date):
        raise TypeError(f"{column.name}: {value!r}")
    return value


def _whole_number(column: Column, value: Any) -> Cell:
    if type(value) is not int or not -_LARGEST < value < _LARGEST:
        raise TypeError(f"{column.name}: {value!r}")
    return value


def _yes_no(column: Column, value: Any) -> Cell:
    if not isinstance(value, bool):
        raise TypeError(f"{column.name}: {value!r}")
    return value


def folded(text: str) -> str:
    """Text as it is searched: without case or accents."""
    if text.isascii():
        return text.casefold()
    return _ACCENT.sub("", unicodedata.normalize("NFKD", text.casefold()))


def plain(value: Cell) -> str | int | None:
    """A cell in one exact form for keys and digests: an instant in microseconds, a day in ISO 8601."""
    if isinstance(value, datetime):
        return micros(value)
    return value.isoformat() if isinstance(value, date) else value


def as_json(cells: Row) -> dict[str, str | int | None]:
    """Cells for the journal: instants and days in ISO 8601."""
    return {field: value.isoformat() if isinstance(value, date) else value for field, value in cells.items()}


def from_json(table: Table, told: Mapping[str, Any]) -> Cells:
    """The cells that `as_json` wrote."""
    kinds = {column.field: column.kind for column in table.columns}
    readers: Mapping[Kind, Callable[[str], Cell]] = {Kind.INSTANT: datetime.fromisoformat, Kind.DAY: date.fromisoformat}
    return {
        field: readers[kinds[field]](value) if value is not None and kinds[field] in readers else value
        for field, value in told.items()
        if field in kinds
    }
