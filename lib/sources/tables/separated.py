"""Text to rows: CSV with any of the usual separators, titles above the header, and broken quoting told row by row."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import chain, islice

from lib.campaign.errors import UnreadableFile
from lib.campaign.message import N_
from lib.sources.tables.header import SEARCHED_ROWS, Header, header
from lib.sources.tables.limits import Limits, check_shape, too_long_a_cell
from lib.sources.tables.wrapped import is_wrapped, unwrapped

SEPARATORS = (";", "\t", ",", "|")
_SEPARATOR_LINE = re.compile(r'"?sep=([;,|\t])"?[ \t;,|]*(\r\n|\r|\n|$)', re.IGNORECASE)
_UNCLOSED = "unexpected end of data"
_LINES_A_TIME = 5_000
_HEAD_CHARACTERS = 1 << 18
"""Where the rows that tell the header are looked for first."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Raw cells of a table from its header on; `numbers` are the rows as people count them, from 1.

    In a text file a row is a record: one whose cells span several lines counts once, as in a spreadsheet. `broken`
    are the rows whose quotation marks are misplaced; they hold one raw cell. `is_wrapped`: each line was one quoted cell.
    """

    rows: list[tuple[str, ...]]
    numbers: list[int]
    separator: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    broken: frozenset[int] = frozenset()
    is_wrapped: bool = False


def grid(name: str, text: str, limits: Limits) -> Grid:
    """The rows of `text` from its header on; the separator is the one that makes the header row most header-like.

    A record whose quotation marks are broken comes back as one raw cell, so that it can be refused alone.
    Raises FileTooLarge, and UnreadableFile where a quotation mark is never closed.
    """
    cut = cut_of(text)
    rows: list[tuple[str, ...]] = []
    numbers: list[int] = []
    broken: set[int] = set()
    lines = StringIO(text, newline="")
    lines.seek(cut.starts_at)
    for some_numbers, some in numbered_rows(name, lines, cut, broken, limits):
        numbers += some_numbers
        rows += some
    return Grid(rows, numbers, cut.separator, broken=frozenset(broken), is_wrapped=cut.is_wrapped)


@dataclass(frozen=True, slots=True)
class Cut:
    """How a text is cut: where its table starts (in characters), its separator, and how many records stand above the header;
    `is_wrapped` where each line is one quoted cell that holds a row."""

    starts_at: int
    separator: str
    above: int
    is_wrapped: bool = False


def cut_of(text: str) -> Cut:
    """How a text is cut, told from its beginning."""
    said = _SEPARATOR_LINE.match(text)
    body = text[said.end() :] if said else text
    separators = (said[1],) if said else SEPARATORS
    wrapped = is_wrapped(body[:_HEAD_CHARACTERS], separators, is_whole=len(body) <= _HEAD_CHARACTERS)
    body = "".join(unwrapped(StringIO(body, newline=""))) if wrapped else body
    found = {separator: _header(body, separator) for separator in separators}
    separator = max(found, key=lambda candidate: found[candidate].likeness)
    return Cut(said.end() if said else 0, separator, found[separator].position, wrapped)


def numbered_rows(
    name: str, lines: Iterator[str], cut: Cut, broken: set[int], limits: Limits
) -> Iterator[tuple[list[int], list[tuple[str, ...]]]]:
    """(numbers, rows) that hold something, from the header on, some thousands at a time; `broken` learns of the broken ones."""
    first, count = 1, 0
    lines = unwrapped(lines) if cut.is_wrapped else lines
    for records in _records(name, lines, cut.separator, broken, limits):
        kept = [
            (number, cells)
            for number, cells in enumerate(records, start=first)
            if cells and number > cut.above and (cells[0].strip() or any(cell.strip() for cell in cells))
        ]
        first += len(records)
        if kept:
            count += len(kept)
            check_shape(name, count - 1, max(len(cells) for _number, cells in kept), limits)
            yield [number for number, _cells in kept], [cells for _number, cells in kept]


def _header(text: str, separator: str) -> Header:
    """The likeliest header when `text` is cut at `separator`; nothing at all when it cannot be cut so."""
    head, filled = _head(text[:_HEAD_CHARACTERS], separator)
    if filled < SEARCHED_ROWS and len(text) > _HEAD_CHARACTERS:
        head, filled = _head(text, separator)
    return header(head) if filled else Header(0, 0, 0)


def _head(text: str, separator: str) -> tuple[list[list[str]], int]:
    """The first rows of a text, and how many of them hold something."""
    head: list[list[str]] = []
    filled = 0
    try:
        for cells in csv.reader(StringIO(text, newline=""), delimiter=separator):
            head.append(cells)
            filled += any(cell.strip() for cell in cells)
            if filled >= SEARCHED_ROWS:
                break
    except csv.Error:
        pass  # a cell without end: what was read before it may still hold the header
    return head, filled


class _Lines:
    """Lines, counted, remembering those that the current record was made of."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.taken: list[str] = []
        self.count = 0

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.taken.append(line)
            self.count += 1
            yield line


def _records(
    name: str, lines: Iterator[str], separator: str, broken: set[int], limits: Limits
) -> Iterator[list[tuple[str, ...]]]:
    """The records of some thousand lines at a time; only where they cannot be cut at once are they taken one by one."""
    number = 0
    while batch := list(islice(lines, _LINES_A_TIME)):
        records = _at_once(batch, separator, limits)
        if records is None:
            records = list(_one_by_one(name, batch, lines, separator, number, broken, limits))
        number += len(records)
        yield records


def _at_once(lines: list[str], separator: str, limits: Limits) -> list[tuple[str, ...]] | None:
    """The records of whole lines; None where one is broken, goes on after them or may hold too long a cell."""
    if max(map(len, lines)) > limits.cell_characters:
        return None
    try:
        records = list(map(tuple, csv.reader(lines, delimiter=separator, strict=True)))
    except csv.Error:
        return None
    spans_lines = len(records) < len(lines)
    return None if spans_lines and any(len(cell) > limits.cell_characters for cells in records for cell in cells) else records


def _one_by_one(
    name: str, batch: list[str], more: Iterator[str], separator: str, number: int, broken: set[int], limits: Limits
) -> Iterator[tuple[str, ...]]:
    """The records that begin within the lines of `batch`; the last one may take lines of `more`."""
    lines = _Lines(chain(batch, more))
    reader = csv.reader(lines, delimiter=separator, strict=True)
    while lines.count < len(batch):
        number += 1
        lines.taken.clear()
        try:
            cells = tuple(next(reader))
        except StopIteration:
            return
        except csv.Error as error:
            cells = _raw_record(name, number, "".join(lines.taken), str(error), limits)
            broken.add(number)
        if any(len(cell) > limits.cell_characters for cell in cells):
            raise too_long_a_cell(name, number, limits)
        yield cells


def _raw_record(name: str, number: int, raw: str, error: str, limits: Limits) -> tuple[str, ...]:
    """A record that cannot be cut, as it stands in the file."""
    if error == _UNCLOSED:
        raise UnreadableFile(
            N_(
                "“%(file)s”: a quotation mark opened in row %(row)s is never closed. Close it, then drop the file again."
            ),
            file=name,
            row=number,
        )
    if "field limit" in error:
        raise too_long_a_cell(name, number, limits)
    return (raw.strip(),)
