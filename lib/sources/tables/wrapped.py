"""Lines that are each one quoted cell, as a table that was written as a table of one column: the table is inside them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import islice

_LINE = re.compile(r'"((?:[^"\r\n]|"")*)"[ \t]*(\r\n|\r|\n|$)')
_LINES = 20


def is_wrapped(start: str, separators: Sequence[str], *, is_whole: bool) -> bool:
    """Whether each of the first lines is one quoted cell, and most of them hold as many cells as the first: two or more.

    `start` is the beginning of a text; unless it `is_whole`, its last line may be cut. A column of texts with commas is no
    such table: its header holds none.
    """
    lines = list(islice((line for line in StringIO(start, newline="") if line.strip()), _LINES + 1))
    lines = lines[:_LINES] if is_whole or len(lines) > _LINES else lines[:-1]
    if len(lines) < 2 or not all(map(_LINE.fullmatch, lines)):
        return False
    return any(_is_table([_cells(line, separator) for line in unwrapped(lines)]) for separator in separators)


def unwrapped(lines: Iterable[str]) -> Iterator[str]:
    """Each line without the quotation marks around it; one that is otherwise stays as it is."""
    for line in lines:
        found = _LINE.fullmatch(line)
        yield found[1].replace('""', '"') + found[2] if found else line


def _cells(line: str, separator: str) -> int:
    try:
        return len(next(csv.reader([line], delimiter=separator), []))
    except csv.Error:
        return 0


def _is_table(widths: Sequence[int]) -> bool:
    return widths[0] > 1 and 2 * sum(width == widths[0] for width in widths[1:]) > len(widths) - 1
