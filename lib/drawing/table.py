"""A plain table that everybody can read: real headers, figures aligned at the right, scrolling within itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from lib.drawing.templating import drawn

_COLUMNS_ON_A_PHONE = 4


@dataclass(frozen=True, slots=True)
class Header:
    """A column's header; `numeric` aligns its cells at the right, with digits of one width.

    `wide`: its cells hold sentences, and keep room for them even where the table must then scroll.
    """

    text: str
    numeric: bool = False
    wide: bool = False


def table(headers: Sequence[Header | str], rows: Sequence[Sequence[str]], *, caption: str,
          caption_hidden: bool = False) -> Markup:  # fmt: skip
    """The first cell of a row names it. A `str` is escaped, a `Markup` is another drawing and stays.

    On a narrow screen a table of many columns, or of sentences, shows each row as a block, every cell under its header's name.
    Raises ValueError for a row that has not one cell per header.
    """
    heads = tuple(Header(header) if isinstance(header, str) else header for header in headers)
    if any(len(row) != len(heads) for row in rows):
        raise ValueError("a row has one cell for each header")
    stacks = len(heads) > _COLUMNS_ON_A_PHONE or any(head.wide for head in heads)
    return drawn("table.html", headers=heads, rows=rows, caption=caption, caption_hidden=caption_hidden, stacks=stacks)
