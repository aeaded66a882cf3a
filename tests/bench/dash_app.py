"""The overview's content as one would write it in Dash: `python -m tests.bench.dash_app PORT`, on the store that the environment names.

The same figures from the same services; the two curves are Plotly's, as Dash is made for; tables, bar and board are its HTML.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import plotly.graph_objects as go
from dash import Dash, dcc, html
from dash.development.base_component import Component

from lib.i18n.language import language
from lib.i18n.translator import Translator
from lib.services.analyses.progress import Point, Progress, progress
from lib.services.campaigns import OpenCampaign, open_campaign
from lib.services.clock import now
from lib.services.forecast.chance_words import chances
from lib.services.forecast.forecasting import Outlook, outlook
from lib.services.moments import moment
from lib.services.stores import current_store
from lib.services.viewing import View, view
from lib.services.wording import pace_sentences, target_text, value_text


def app() -> Dash:
    """The page, with a callback-free layout worked out once, which is Dash at its quickest."""
    store = current_store()
    opened = open_campaign(store)
    at = moment(opened.campaign, None, now()).as_of
    translator = Translator(language("fr"), opened.campaign.period.zone)
    seen, curve, future = view(store, opened, at), progress(store, opened, at), outlook(store, opened, at)
    made = Dash(__name__, title="Services Faciles", update_title="")
    made.layout = html.Div([*_money(seen, curve, opened, translator), *_curves(seen, curve, future, translator), _board(seen, translator)])
    return made


def _money(seen: View, curve: Progress, opened: OpenCampaign, translator: Translator) -> list[Component]:
    money, formats = seen.figures, translator.formats
    amounts = (money.gross_cents, money.net_cents, money.goal_cents, money.expected_cents)
    share = f"{min(100 * money.gross_cents / money.goal_cents, 100):.1f}%"
    return [
        html.H1(opened.campaign.title),
        html.Div([html.P(formats.money(each or 0, seen.campaign.currency), className="figure") for each in amounts]),
        html.Div(html.Div(style={"width": share, "height": "2rem", "background": "#0B5A8A"}), style={"border": "1px solid"}),
        *(html.P(each) for each in pace_sentences(seen, curve, translator)),
    ]


def _curves(seen: View, curve: Progress, future: Outlook | None, translator: Translator) -> list[Component]:
    progress_figure, chance_figure = go.Figure(), go.Figure()
    for points, name in ((curve.straight, "straight"), (curve.reference, "reference"), (curve.raised, "raised")):
        progress_figure.add_trace(_line(points, name))
    if future is not None:
        for points, name in ((future.even_odds, "even"), (future.good_odds, "good"), (curve.raised, "raised")):
            chance_figure.add_trace(_line(points, name))
    told = chances(seen, curve, future, translator)
    by_day = [(translator.formats.date_long(each.at), translator.formats.money(each.cents, seen.campaign.currency)) for each in curve.raised]
    return [
        html.H2("Jour après jour"), dcc.Graph(figure=progress_figure, config={"displayModeBar": False}),
        html.Details([html.Summary("Les nombres"), _table(by_day)]),
        html.H2("Nos chances"), html.P(told.sentence if told else ""), dcc.Graph(figure=chance_figure, config={"displayModeBar": False}),
        html.Details([html.Summary("Les nombres"), _table(told.numbers if told else ())]),
    ]  # fmt: skip


def _line(points: Sequence[Point], name: str) -> go.Scatter:
    return go.Scatter(x=[each.at for each in points], y=[each.cents / 100 for each in points], mode="lines", name=name)


def _board(seen: View, translator: Translator) -> html.Table:
    currency = seen.campaign.currency
    rows = [
        (translator._(each.kpi.name), value_text(each, currency, translator), target_text(each, currency, translator),
         each.status.value, translator.sentence(each.why))
        for each in seen.readings
    ]  # fmt: skip
    return _table(rows, "board")


def _table(rows: Sequence[Sequence[str]], name: str = "numbers") -> html.Table:
    return html.Table([html.Tr([html.Td(cell) for cell in row]) for row in rows], id=name)


if __name__ == "__main__":
    app().run(host="127.0.0.1", port=int(sys.argv[1]), debug=False)
