"""The contributions day by day, to explore: one column a day, and a mark under the days on which something was done (Plotly)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import plotly.graph_objects as go
import streamlit as st
from markupsafe import Markup

from lib.drawing.table import Header, table
from lib.drawing.tokens import DARK, LIGHT, Palette
from lib.services.analyses.giving import GivingDay
from lib.services.naming import deeds_text
from lib.ui.context import Context
from lib.ui.drawn import drawn
from lib.ui.theme import is_dark

HEIGHT_PX = 340
_CONFIG = {"displayModeBar": False, "responsive": True, "scrollZoom": False}
_FONT = '"Source Sans", sans-serif'
_TICKS = 4
_TICK_STEPS = (1, 2, 5)
_LABEL_CHARACTERS = 60


def daily_chart(page: Context, days: Sequence[GivingDay]) -> None:
    """Draw the days, with a sentence for those who cannot see them and the numbers as a table."""
    dark = is_dark()
    figure = page.in_words("daily-figure", lambda: _figure(page, days, DARK if dark else LIGHT), dark)
    st.plotly_chart(figure, theme=None, config=_CONFIG, key="daily", alt=_name(page), height=HEIGHT_PX)
    with st.expander(page.translator._("The numbers of this chart")):
        drawn(page.in_words("daily-table", lambda: _numbers(page, days)), "daily-table")


def _name(page: Context) -> str:
    return page.translator._("Amount collected on each day of the campaign, up to %(instant)s.", instant=page.as_of)


def _figure(page: Context, days: Sequence[GivingDay], palette: Palette) -> dict[str, Any]:
    """The figure as Plotly's own mapping: built once for a revision, then only sent."""
    drawing = go.Figure()
    drawing.add_trace(_columns(page, days, palette))
    _add_deeds(drawing, page, days, palette)
    _lay_out(drawing, page, days, palette)
    return dict(drawing.to_plotly_json())


def _columns(page: Context, days: Sequence[GivingDay], palette: Palette) -> go.Bar:
    begun = [day for day in days if day.counted_cents is not None]
    return go.Bar(
        x=[day.day.isoformat() for day in begun], y=[(day.counted_cents or 0) / 100 for day in begun],
        marker={"color": palette.money, "line": {"width": 0}}, name=page.translator._("collected"),
        customdata=[_hover(page, day) for day in begun], hovertemplate="%{customdata}<extra></extra>", showlegend=True,
    )  # fmt: skip


def _hover(page: Context, day: GivingDay) -> str:
    formats, currency = page.translator.formats, page.view.campaign.currency
    count = page.translator.ngettext("%(count)s contribution", "%(count)s contributions", day.contributions or 0)
    done = [_shortened(_plain(deeds_text(day.actions, page.translator)))] if day.actions else []
    return "<br>".join(
        [f"<b>{formats.date_full(day.day)}</b>", f"{formats.money(day.counted_cents or 0, currency)} · {count}", *done]
    )


def _plain(text: str) -> str:
    """Plotly reads a few tags in its texts: what people typed is shown as they typed it."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _shortened(text: str) -> str:
    return text if len(text) <= _LABEL_CHARACTERS else text[: _LABEL_CHARACTERS - 1].rstrip() + "…"


def _add_deeds(drawing: go.Figure, page: Context, days: Sequence[GivingDay], palette: Palette) -> None:
    marked = [day for day in days if day.actions]
    if not marked:
        return
    drawing.add_trace(
        go.Scatter(
            x=[day.day.isoformat() for day in marked],
            y=[0] * len(marked),
            mode="markers",
            yaxis="y2",
            marker={"symbol": "triangle-up", "size": 10, "color": palette.ink},
            name=page.translator._("something was done (point at it to see what)"),
            customdata=[_hover(page, day) for day in marked],
            hovertemplate="%{customdata}<extra></extra>",
            cliponaxis=False,
        )
    )


def _lay_out(drawing: go.Figure, page: Context, days: Sequence[GivingDay], palette: Palette) -> None:
    formats, currency = page.translator.formats, page.view.campaign.currency
    axis = {
        "gridcolor": palette.rule,
        "zeroline": False,
        "automargin": True,
        "tickfont": {"color": palette.slate, "size": 14},
        "fixedrange": True,
    }
    ticked, amounts = _ticked_days(days), _ticked_amounts(days)
    drawing.update_layout(
        margin={"l": 8, "r": 32, "t": 8, "b": 8}, height=HEIGHT_PX, hovermode="closest", separators=",\u00a0", bargap=0.25,
        paper_bgcolor="rgba(0,0,0,0)", plot_bgcolor="rgba(0,0,0,0)", font={"family": _FONT, "color": palette.ink, "size": 14},
        legend={"orientation": "h", "y": -0.2, "x": 0, "font": {"color": palette.ink, "size": 14}},
        hoverlabel={"bgcolor": palette.surface, "font": {"color": palette.ink, "family": _FONT, "size": 14}},
        xaxis={**axis, "showgrid": False, "type": "date", "anchor": "y2", "range": _whole_days(days),
               "tickvals": [day.isoformat() for day in ticked], "ticktext": [formats.day_short(day) for day in ticked]},
        yaxis={**axis, "rangemode": "tozero", "tickvals": [cents / 100 for cents in amounts], "domain": [0.07, 1],
               "ticktext": [formats.money_brief(cents, currency) for cents in amounts]},
        yaxis2={"visible": False, "fixedrange": True, "domain": [0, 0.06], "range": [-1, 1], "anchor": "x"},
    )  # fmt: skip


def _whole_days(days: Sequence[GivingDay]) -> list[str]:
    """From noon before the first day to noon after the last, for a column stands on the middle of its midnight."""
    return [
        f"{days[0].day - (days[1].day - days[0].day)}T12:00" if len(days) > 1 else f"{days[0].day}T00:00",
        f"{days[-1].day}T12:00",
    ]


def _ticked_days(days: Sequence[GivingDay]) -> list[date]:
    """At most five days, the first and the last among them."""
    return [days[place].day for place in sorted({round((len(days) - 1) * quarter / 4) for quarter in range(5)})]


def _ticked_amounts(days: Sequence[GivingDay]) -> list[int]:
    """0 and round amounts up to the highest day, five at most."""
    highest = max((day.counted_cents or 0 for day in days), default=0)
    step = next(
        step for power in range(2, 20) for step in (each * 10**power for each in _TICK_STEPS) if step * _TICKS >= highest
    )
    return list(range(0, highest + 1, step))


def _numbers(page: Context, days: Sequence[GivingDay]) -> Markup:
    _, formats, currency = page.translator._, page.translator.formats, page.view.campaign.currency
    rows = [
        (formats.date_long(day.day), formats.money(day.counted_cents, currency), formats.count(day.contributions or 0),
         deeds_text(day.deeds, page.translator))
        for day in days if day.counted_cents is not None
    ]  # fmt: skip
    headers = (
        _("Day"),
        Header(_("Collected"), numeric=True),
        Header(_("Contributions"), numeric=True),
        Header(_("What was done"), wide=True),
    )
    return table(headers, rows, caption=_("Contributions by day"), caption_hidden=True)
