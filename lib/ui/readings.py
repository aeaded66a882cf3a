"""Some KPIs of the board, beside what explains them."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from lib.drawing.board import BoardRow, board
from lib.kpis.reading import Reading
from lib.services.analyses.answers import commitments_answer
from lib.services.wording import target_text, value_text
from lib.ui import parts
from lib.ui.context import Context
from lib.ui.drawn import drawn


def readings(page: Context, key: str, caption: str, kpi_ids: tuple[str, ...]) -> None:
    """The KPIs of these ids that the campaign has kept, in this order; `caption` is already in words. None: nothing."""
    html = page.in_words(f"readings-{key}", lambda: _board(page, caption, kpi_ids))
    if html:
        drawn(html, f"readings-{key}")


def commitments(page: Context, key: str, caption: str, kpi_ids: tuple[str, ...]) -> None:
    """The same as a page's answer: how many of them are kept and which are behind, then each."""
    parts.answer(*commitments_answer(_found(page, kpi_ids), page.view.campaign.currency, page.translator))
    readings(page, key, caption, kpi_ids)


def _found(page: Context, kpi_ids: Sequence[str]) -> list[Reading]:
    return [reading for kpi_id in kpi_ids if (reading := page.view.reading(kpi_id)) is not None]


def _board(page: Context, caption: str, kpi_ids: tuple[str, ...]) -> Markup:
    found = _found(page, kpi_ids)
    return board([board_row(page, reading) for reading in found], page.translator, caption=caption) if found else Markup()


def board_row(page: Context, reading: Reading, leads_to: str = "method") -> BoardRow:
    """The KPI in words, with a link to the page that tells more; by default to what it means."""
    currency, anchor = page.view.campaign.currency, reading.kpi.id if leads_to == "method" else ""
    return BoardRow(
        name=page.translator._(reading.kpi.name), href=page.link(leads_to, anchor),
        value_text=value_text(reading, currency, page.translator), target_text=target_text(reading, currency, page.translator),
        status=reading.status.value, why_text=page.translator.sentence(reading.why),
    )  # fmt: skip
