"""The curve that one explores: raised, reference, straight line, thresholds and the campaign's actions (Plotly)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import plotly.graph_objects as go
import streamlit as st
from markupsafe import Markup

from lib.campaign.calendar import start_of_day
from lib.campaign.message import Money
from lib.drawing.table import Header, table
from lib.drawing.tokens import DARK, LIGHT, Palette
from lib.services.analyses.progress import Point, Progress
from lib.services.daily.action_words import ActionDay, action_days, day_text
from lib.services.forecast.forecasting import Outlook
from lib.services.naming import deeds_text
from lib.ui.context import Context
from lib.ui.drawn import drawn
from lib.ui.theme import is_dark

HEIGHT_PX = 420
_CONFIG = {"displayModeBar": False, "responsive": True, "scrollZoom": False}
_FONT = '"Source Sans", sans-serif'


def progress_chart(page: Context, seen: Progress, outlook: Outlook | None) -> None:
    """Draw the curve, with its sentence for those who cannot see it and its numbers as a table."""
    dark = is_dark()
    figure = page.in_words("progress-figure", lambda: _figure(page, seen, outlook, DARK if dark else LIGHT), dark)
    st.plotly_chart(figure, theme=None, config=_CONFIG, key="progress", alt=_name(page), height=HEIGHT_PX)
    with st.expander(page.translator._("The numbers of this chart")):
        drawn(page.in_words("progress-table", lambda: raised_numbers(page, seen)), "progress-table")


def _name(page: Context) -> str:
    figures, currency = page.view.figures, page.view.campaign.currency
    return page.translator._(
        "Amount raised day by day: %(gross)s collected by %(instant)s, goal %(goal)s.",
        gross=Money(figures.gross_cents, currency),
        instant=page.as_of,
        goal=Money(figures.goal_cents, currency, whole=True),
    )


def _figure(page: Context, seen: Progress, outlook: Outlook | None, palette: Palette) -> dict[str, Any]:
    """The figure as Plotly's own mapping: built once for a revision, then only sent."""
    translator = page.translator
    drawing = go.Figure()
    if outlook is not None:
        _add_outlook(drawing, page, outlook, palette)
    drawing.add_trace(_line(page, seen.straight, translator._("straight line"), palette.outline, "dot", 1.5))
    drawing.add_trace(_line(page, seen.reference, translator._("campaigns that succeeded"), palette.outline, "dash", 2))
    raised = _line(page, seen.raised, translator._("raised"), palette.money, "solid", 3)
    drawing.add_trace(raised)
    days = action_days(seen.actions)
    _add_actions(drawing, page, [day for day in days if not day.has_posts_alone], translator._("our actions"), palette)
    _add_actions(drawing, page, [day for day in days if day.has_posts_alone], translator._("days of posts alone"), palette, 5)
    _add_goal(drawing, page, palette)
    _lay_out(drawing, page, seen, palette)
    return dict(drawing.to_plotly_json())


def _line(page: Context, points: Sequence[Point], name: str, colour: str, dash: str, width: float) -> go.Scatter:
    zone, formats, currency = page.translator.zone, page.translator.formats, page.view.campaign.currency
    said = [f"{formats.day_month(point.at)}<br>{formats.money_whole(point.cents, currency)}" for point in points]
    return go.Scatter(
        x=[point.at.astimezone(zone).replace(tzinfo=None) for point in points],
        y=[point.cents / 100 for point in points],
        mode="lines",
        line={"color": colour, "dash": dash, "width": width},
        name=name,
        customdata=said,
        hovertemplate="%{customdata}<extra>" + name + "</extra>",
        showlegend=True,
    )


def _add_outlook(drawing: go.Figure, page: Context, outlook: Outlook, palette: Palette) -> None:
    """The fan of what may come (10 to 90 %), and the two lines of equal chance, shown when asked for in the legend."""
    translator = page.translator
    fan = {
        "low": [Point(each.instant, each.low_cents) for each in outlook.fan],
        "high": [Point(each.instant, each.high_cents) for each in outlook.fan],
    }
    if outlook.fan:
        low = _line(page, fan["low"], translator._("low end"), palette.money_soft, "solid", 0)
        high = _line(page, fan["high"], translator._("probable range (80%)"), palette.money_soft, "solid", 0)
        drawing.add_trace(low.update(showlegend=False, hoverinfo="skip", hovertemplate=None))
        drawing.add_trace(
            high.update(fill="tonexty", fillcolor=palette.money_tint, mode="none", hovertemplate=None, hoverinfo="skip")
        )
    for points, name, dash in (
        (outlook.even_odds, translator._("even odds on that day"), "longdash"),
        (outlook.good_odds, translator._("80 chances in 100 on that day"), "longdashdot"),
    ):
        if points:
            drawing.add_trace(_line(page, points, name, palette.watch, dash, 1.5).update(visible="legendonly"))


def _add_actions(drawing: go.Figure, page: Context, days: Sequence[ActionDay], name: str, palette: Palette,
                 size: int = 11) -> None:  # fmt: skip
    """A triangle on the axis for each day that something was done, told with what came after on hover and in the table."""
    if not days:
        return
    currency = page.view.campaign.currency
    drawing.add_trace(
        go.Scatter(
            x=[_local(page, each.day) for each in days],
            y=[0] * len(days),
            mode="markers",
            marker={"symbol": "triangle-up", "size": size, "color": palette.ink},
            name=name,
            customdata=["<br>".join(map(_plain, day_text(each, currency, page.translator))) for each in days],
            hovertemplate="%{customdata}<extra></extra>",
            cliponaxis=False,
        )
    )


def _plain(text: str) -> str:
    """Plotly reads a few tags in its texts: what people typed is shown as they typed it."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _local(page: Context, day: date) -> datetime:
    return start_of_day(day, page.translator.zone).astimezone(page.translator.zone).replace(tzinfo=None)


def _add_goal(drawing: go.Figure, page: Context, palette: Palette) -> None:
    figures, formats, currency = page.view.figures, page.translator.formats, page.view.campaign.currency
    goal = page.translator._("Goal %(goal)s", goal=formats.money_brief(figures.goal_cents, currency))
    drawing.add_hline(
        y=figures.goal_cents / 100,
        line={"color": palette.ink, "width": 1.5},
        annotation_text=f"<b>{goal}</b>",
        annotation_position="top left",
        annotation_font={"color": palette.ink, "size": 14},
    )


def _lay_out(drawing: go.Figure, page: Context, seen: Progress, palette: Palette) -> None:
    days = [page.view.campaign.period.day(number) for number in _ticked_days(page)]
    axis = {
        "gridcolor": palette.rule,
        "zeroline": False,
        "tickfont": {"color": palette.slate, "size": 14},
        "fixedrange": True,
        "automargin": True,
    }
    amounts = _ticked_amounts(page, seen)
    drawing.update_layout(
        margin={"l": 8, "r": 8, "t": 32, "b": 8},
        height=HEIGHT_PX,
        hovermode="closest",
        separators=",\u00a0",
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": _FONT, "color": palette.ink, "size": 14},
        legend={"orientation": "h", "y": -0.12, "x": 0, "font": {"color": palette.ink, "size": 14}},
        hoverlabel={"bgcolor": palette.surface, "font": {"color": palette.ink, "family": _FONT, "size": 14}},
        xaxis={
            **axis,
            "showgrid": False,
            "tickvals": [_local(page, day) for day in days],
            "ticktext": [page.translator.formats.day_short(day) for day in days],
        },
        yaxis={
            **axis,
            "rangemode": "tozero",
            "tickvals": [cents / 100 for cents in amounts],
            "ticktext": [page.translator.formats.money_brief(cents, page.view.campaign.currency) for cents in amounts],
        },
    )


def _ticked_days(page: Context) -> list[int]:
    """At most five days, the first and the last among them."""
    count = page.view.campaign.period.day_count
    return sorted({1 + round((count - 1) * quarter / 4) for quarter in range(5)})


def _ticked_amounts(page: Context, seen: Progress) -> list[int]:
    """Quarters of the goal, up to what was raised."""
    goal = page.view.figures.goal_cents
    highest = max(goal, max((point.cents for point in seen.raised), default=0))
    return [goal * quarter // 4 for quarter in range(5 + max(0, (highest - goal) * 4 // goal))]


def raised_numbers(page: Context, seen: Progress) -> Markup:
    """What was raised by the end of each day, with what was done: the numbers of the curve, however it is drawn."""
    formats, currency = page.translator.formats, page.view.campaign.currency
    done = {each.day: [action.done.deed for action in each.actions] for each in action_days(seen.actions)}
    rows = [
        (
            formats.date_long(point.at),
            formats.money(point.cents, currency),
            deeds_text(done.get(point.at.astimezone(page.translator.zone).date(), []), page.translator),
        )
        for point in seen.raised
    ]
    headers: list[Header | str] = [
        page.translator._("Day"),
        Header(page.translator._("Raised by then"), numeric=True),
        page.translator._("Actions"),
    ]
    return table(headers, rows, caption=page.translator._("Amount raised day by day"), caption_hidden=True)
