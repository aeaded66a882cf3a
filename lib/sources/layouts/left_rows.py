"""Rows of a file that are none of its table: a total below the others, the header said again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lib.campaign.message import N_, Message, say
from lib.sources.cells.amounts import written
from lib.sources.cells.names import folded

_TOTAL = re.compile(r"(grand |sous |sub ?)?tota(l|ls|ux)( general| partiel)?|soustotal|somme")
_INITIALS = frozenset("TtGgSs")
"""What those words begin with, so that a million rows are told by one sign each."""
_IS_TOTAL = say(
    N_("This row reads as a total of the others, so it is left out. If it is not one, name it otherwise.")
)
_IS_HEADER = say(N_("This row says the header again, so it is left out."))


def left_rows(headers: tuple[str, ...], rows: Sequence[tuple[str, ...]], faulty: frozenset[int]) -> Iterator[tuple[int, Message]]:
    """(place among `rows`, why it is left out); `faulty`: the places of rows that could not be read anyway."""
    if headers in rows:
        yield from ((place, _IS_HEADER) for place, cells in enumerate(rows) if cells == headers)
    for place, cells in enumerate(rows):
        name = cells[0] or next(filter(None, cells), "")
        if name[:1] in _INITIALS and _TOTAL.fullmatch(folded(name)) and (place in faulty or _has_number(cells)):
            yield place, _IS_TOTAL


def _has_number(cells: tuple[str, ...]) -> bool:
    return any(cell and written(cell) is not None for cell in cells)
