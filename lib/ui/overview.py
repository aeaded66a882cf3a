"""The parts of the front page: the hero, the bar, the pace, the curve, the KPI board."""

from __future__ import annotations

import streamlit as st

from lib.campaign.message import N_
from lib.drawing.bar import bar
from lib.drawing.board import BoardRow, board
from lib.drawing.frame import forecast_block, sentences
from lib.drawing.hero import hero
from lib.i18n.translator import Translator
from lib.kpis.reading import Reading
from lib.services.forecast_words import details, headline, provenance
from lib.services.forecasting import Outlook, outlook
from lib.services.progress import Progress, progress
from lib.services.reconciling import difference_sentence
from lib.services.wording import pace_sentences, target_text, value_text
from lib.ui import parts
from lib.ui.context import Context, context
from lib.ui.drawn import drawn
from lib.ui.progress_chart import progress_chart


def money() -> None:
    """The one number and the one bar, and what the platform says when it says otherwise."""
    page = context()
    drawn(page.in_words("money", lambda: _money(page)), "money")
    sentence = page.in_words("difference", lambda: difference_sentence(page.store, page.opened, page.as_of, page.translator))
    if sentence:
        parts.say("difference", "warning", sentence, href=page.link("data", "reconciliation"),
                  link=page.translator._("Compare with the platform"))  # fmt: skip


def _money(page: Context) -> str:
    view = page.view
    return hero(view.figures, view.campaign, page.translator) + bar(view.figures, view.campaign, page.translator)


def pace() -> None:
    """Needed per day beside what the last seven days brought, days left, the next milestone."""
    page = context()
    said = page.in_words("pace", lambda: pace_sentences(page.view, _progress(page), page.translator))
    if said:
        drawn(sentences(said), "pace")


def forecast() -> None:
    """Of 100 campaigns like ours, how many made it; both outcomes; where that comes from."""
    page = context()
    said = page.in_words("forecast", lambda: _forecast(page))
    if said:
        drawn(said, "forecast")


def _forecast(page: Context) -> str:
    seen = _outlook(page)
    if seen is None or not page.view.figures.known:
        return ""
    sentence = page.translator.sentence
    more = [sentence(each) for each in details(seen, page.view.campaign.currency)]
    return forecast_block(sentence(headline(seen.forecast)), more, sentence(provenance()) if more else "")


def _outlook(page: Context) -> Outlook | None:
    return page.shared("outlook", lambda: outlook(page.store, page.opened, page.as_of))


@st.fragment
def curve() -> None:
    """What was raised day by day, beside what campaigns that succeeded had and the straight line."""
    page = context()
    seen = _progress(page)
    parts.section("curve", N_("Day by day"), page.in_words("curve-sentence", lambda: _curve_sentence(page)))
    if seen.raised:
        progress_chart(page, seen, _outlook(page))
    else:
        parts.nothing_yet("no-curve", N_("No curve yet"), N_("It starts with the first contribution, or the platform’s first total."))


def _progress(page: Context) -> Progress:
    return page.shared("progress", lambda: progress(page.store, page.opened, page.as_of))


def _curve_sentence(page: Context) -> str:
    figures, currency, translator = page.view.figures, page.view.campaign.currency, page.translator
    if not figures.known or not figures.expected_cents:
        return ""
    expected = translator.formats.money_whole(figures.expected_cents, currency)
    net = translator.formats.money_whole(figures.net_cents, currency)
    return translator._(
        "%(net)s in hand; campaigns that succeeded had %(expected)s at this point. Being under the straight line at half-time is normal.",
        net=net, expected=expected)  # fmt: skip


def kpi_board() -> None:
    """Every KPI of the plan, with its value, target, status and reason."""
    page = context()
    parts.section("kpis", N_("The plan’s commitments"))
    drawn(page.in_words("board", lambda: _board(page)), "board")


def _board(page: Context) -> str:
    rows = [_row(reading, page) for reading in page.view.readings]
    return board(rows, page.translator, caption=page.translator._("The plan’s commitments"))


def _row(reading: Reading, page: Context) -> BoardRow:
    translator: Translator = page.translator
    currency = page.view.campaign.currency
    anchor = reading.kpi.id if reading.kpi.page == "method" else ""
    return BoardRow(
        name=translator._(reading.kpi.name), href=page.link(reading.kpi.page, anchor),
        value_text=value_text(reading, currency, translator), target_text=target_text(reading, currency, translator),
        status=reading.status.value, why_text=translator.sentence(reading.why),
    )  # fmt: skip
