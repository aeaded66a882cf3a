"""A plain table that everybody can read: real headers, figures aligned at the right, scrolling within itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from lib.drawing.templating import drawn

_COLUMNS_ON_A_PHONE = 4
_NAME_ENDS, _ENDS, _STACKED_ENDS = "</th>", "</td>", "</span></td>"


@dataclass(frozen=True, slots=True)
class Header:
    """A column's header; `numeric` aligns its cells at the right, with digits of one width.

    `wide`: its cells hold sentences, and keep room for them even where the table must then scroll.
    `whole`: its cells are kept on one line at a desk, as a date is.
    """

    text: str
    numeric: bool = False
    wide: bool = False
    whole: bool = False


def table(headers: Sequence[Header | str], rows: Sequence[Sequence[str]], *, caption: str,
          caption_hidden: bool = False) -> Markup:  # fmt: skip
    """The first cell of a row names it. A `str` is escaped, a `Markup` is another drawing and stays.

    On a narrow screen a table of many columns, of sentences or of cells kept whole shows each row as a block, every cell
    under its header's name.
    Raises ValueError for a row that has not one cell per header.
    """
    heads = tuple(Header(header) if isinstance(header, str) else header for header in headers)
    if any(len(row) != len(heads) for row in rows):
        raise ValueError("a row has one cell for each header")
    stacks = len(heads) > _COLUMNS_ON_A_PHONE or any(head.wide or head.whole for head in heads)
    openings = [_opening(head, names_row=place == 0, stacks=stacks) for place, head in enumerate(heads)]
    closings = [_NAME_ENDS, *[_STACKED_ENDS if stacks else _ENDS] * (len(heads) - 1)][: len(heads)]
    frames = list(zip(openings, closings, strict=True))
    filled = [_filled(frames, row) for row in rows]
    return drawn("table.html", headers=heads, rows=filled, caption=caption, caption_hidden=caption_hidden, stacks=stacks)


def _filled(frames: Sequence[tuple[str, str]], row: Sequence[str]) -> Markup:
    """The cells of a row, escaped; by hand, as a template's loop over thousands of cells takes five times as long."""
    cells = "".join([f"{opening}{escape(cell)}{closing}" for (opening, closing), cell in zip(frames, row, strict=True)])
    return Markup(cells)  # noqa: S704 - frames are drawings, cells are escaped


def _opening(head: Header, *, names_row: bool, stacks: bool) -> str:
    css = "cd-numeric" if head.numeric else "cd-whole" if head.whole else "cd-text"
    return str(drawn("table_cell.html", names_row=names_row, stacks=stacks, css=css, label=head.text))
