"""The board of KPIs: a table on a wide surface, cards on a narrow one, each status by shape, word and colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from lib.drawing.status import status
from lib.drawing.templating import drawn, refuse_script
from lib.i18n.translator import Translator


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One KPI in words. `href` is a page of the dashboard, or "" for no link; `status` an id of `STATUSES`.

    `value_text` is "—" where there is no data, never 0.
    """

    name: str
    href: str
    value_text: str
    target_text: str
    status: str
    why_text: str


def board(rows: Sequence[BoardRow], t: Translator, *, caption: str) -> Markup:
    """The rows in the order given; raises ValueError for an address that is neither relative nor http(s)."""
    for row in rows:
        refuse_script(row.href)
    return drawn("board.html", rows=[(row, status(row.status, t)) for row in rows], _=t._, caption=caption)
