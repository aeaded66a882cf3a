"""Where a table begins: its header row, below titles that people write above it, and which separator it uses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from lib.campaign.tables import TABLES
from lib.sources.cells.names import folded
from lib.sources.layouts.gift_columns import GIFT_LINES
from lib.sources.layouts.order_columns import ORDER_LINES
from lib.sources.layouts.post_columns import POST_LINES

SEARCHED_ROWS = 20
"""How many rows, counted from the first one with anything in it, may hold the header."""

_VALUE = re.compile(
    r"[-+(]?\s*[$€£]?\s*[0-9][0-9\s.,:/'’TZ+-]*\s*[)%$€£]?|\S+@\S+|https?://\S+", re.IGNORECASE
)
_LONGEST_VALUE = 60
_COMPARABLE_WIDTH = 0.6
_ANSWERS = {"no", "yes", "oui", "non"}  # “no” is both a column (number) and an answer
_KNOWN = {
    folded(name)
    for table in (*TABLES, ORDER_LINES, *POST_LINES, *GIFT_LINES)
    for column in table.columns
    for name in (column.name, *column.aliases)
} - _ANSWERS


class Header(NamedTuple):
    """The position of the header among the rows given, and how much it looks like one (known names, filled cells)."""

    position: int
    known: int
    filled: int

    @property
    def likeness(self) -> tuple[int, int]:
        """Greater is likelier: names that we know first, then the number of cells."""
        return self.known, self.filled


def header(rows: Sequence[Sequence[str]]) -> Header:
    """The header row among the first `rows`: the earliest with most known names, else the earliest wide one.

    A row is passed over only for a later row that reads like names (no number, date, address) and is clearly wider
    or known; a lone title above the table is the usual case. At least one row must hold something.
    """
    searched = [index for index, cells in enumerate(rows) if any(cell.strip() for cell in cells)][
        :SEARCHED_ROWS
    ]
    candidates = [
        _header(index, rows[index])
        for index in searched
        if index == searched[0] or _reads_like_names(rows[index])
    ]
    most_known = max(candidate.known for candidate in candidates)
    if most_known:
        return next(candidate for candidate in candidates if candidate.known == most_known)
    widest = max(candidate.filled for candidate in candidates)
    return next(candidate for candidate in candidates if candidate.filled >= _COMPARABLE_WIDTH * widest)


def _header(position: int, cells: Sequence[str]) -> Header:
    filled = [cell for cell in cells if cell.strip()]
    known = sum(folded(cell) in _KNOWN for cell in filled)
    # One known word among several cells may be chance; alone in its row it is a table of one column.
    return Header(position, known if known > 1 or len(filled) == 1 else 0, len(filled))


def _reads_like_names(cells: Sequence[str]) -> bool:
    filled = [cell.strip() for cell in cells if cell.strip()]
    return (
        len(filled) > 1
        and 2 * len(filled) >= len(cells)
        and not any(map(_is_value, filled))
    )


def _is_value(cell: str) -> bool:
    return len(cell) <= _LONGEST_VALUE and _VALUE.fullmatch(cell) is not None
