"""Text to rows: CSV with any of the usual separators, titles above the header, and broken quoting told row by row."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from lib.campaign.errors import UnreadableFile
from lib.campaign.message import N_
from lib.sources.header import SEARCHED_ROWS, Header, header
from lib.sources.limits import Limits, check_shape, too_long_a_cell

SEPARATORS = (";", "\t", ",", "|")
_SEPARATOR_LINE = re.compile(r'"?sep=([;,|\t])"?[ \t;,|]*(\r\n|\r|\n|$)', re.IGNORECASE)
_UNCLOSED = "unexpected end of data"


@dataclass(frozen=True, slots=True)
class Grid:
    """Raw cells of a table from its header on; `numbers` are the rows as people count them, from 1.

    In a text file a row is a record: one whose cells span several lines counts once, as in a spreadsheet. `broken`
    are the rows whose quotation marks are misplaced; they hold one raw cell.
    """

    rows: list[tuple[str, ...]]
    numbers: list[int]
    separator: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    broken: frozenset[int] = frozenset()


def grid(name: str, text: str, limits: Limits) -> Grid:
    """The rows of `text` from its header on; the separator is the one that makes the header row most header-like.

    A record whose quotation marks are broken comes back as one raw cell, so that it can be refused alone.
    Raises FileTooLarge, and UnreadableFile where a quotation mark is never closed.
    """
    said = _SEPARATOR_LINE.match(text)
    body = text[said.end() :] if said else text
    separators = (said[1],) if said else SEPARATORS
    found = {separator: _header(body, separator) for separator in separators}
    separator = max(found, key=lambda candidate: found[candidate].likeness)
    rows: list[tuple[str, ...]] = []
    numbers: list[int] = []
    broken: set[int] = set()
    for number, cells in enumerate(_records(name, body, separator, broken, limits), start=1):
        if number > found[separator].position and any(cell.strip() for cell in cells):
            rows.append(cells)
            numbers.append(number)
            check_shape(name, len(rows) - 1, len(cells), limits)
    return Grid(rows, numbers, separator, broken=frozenset(broken))


def _header(text: str, separator: str) -> Header:
    """The likeliest header when `text` is cut at `separator`; nothing at all when it cannot be cut so."""
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
    return header(head) if filled else Header(0, 0, 0)


class _Lines:
    """The lines of a text, remembering those that the current record was made of."""

    def __init__(self, text: str) -> None:
        self._lines = StringIO(text, newline="")
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.taken.append(line)
            yield line


def _records(
    name: str, text: str, separator: str, broken: set[int], limits: Limits
) -> Iterator[tuple[str, ...]]:
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    number = 0
    while True:
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
