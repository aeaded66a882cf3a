"""The parts of the front page: the hero, the bar, the pace, the curve, the KPI board."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from markupsafe import Markup

from lib.campaign.message import N_
from lib.drawing.bar import bar
from lib.drawing.board import board
from lib.drawing.curve import curve as drawn_curve
from lib.drawing.frame import forecast_block, section_head, sentences, way
from lib.drawing.hero import hero
from lib.drawing.notice import empty_state, notice
from lib.drawing.numbers import numbers
from lib.drawing.table import Header, table
from lib.drawing.templating import joined
from lib.services.analyses.answers import commitments_answer
from lib.services.analyses.curve_words import curve_name, progress_curve
from lib.services.analyses.progress import Progress, progress
from lib.services.daily.action_words import action_text, after_text, when_text
from lib.services.forecast.chance_words import chances
from lib.services.forecast.forecast_words import details, headline, provenance
from lib.services.forecast.forecasting import Outlook, outlook
from lib.services.imports.reconciling import difference_sentence
from lib.services.portfolio.references import last_time_sentence
from lib.services.wording import pace_sentences
from lib.ui import parts
from lib.ui.address import link
from lib.ui.context import Context, context
from lib.ui.drawn import drawn
from lib.ui.files.last_time import last_time_seen, reference_key
from lib.ui.progress_chart import progress_chart, raised_numbers
from lib.ui.readings import board_row

_EXPLORE = "explore"
"""The address's parameter that asks for the interactive curve: its library is 4.7 MB, so nobody gets it unasked."""


def show(*drawings: Callable[[Context], Markup]) -> None:
    """Put the drawings on the page as one, worked out once for a revision: each element costs a viewer half a millisecond."""
    page = context()
    head = parts.head_drawing(N_("Overview"), hidden=True)
    drawn(head + page.in_words("overview", lambda: joined(*(each(page) for each in drawings)), reference_key(page)),
          "overview")  # fmt: skip


def answer(page: Context) -> Markup:
    """The one number and the one bar, the platform's own total when it differs, the pace, and the forecast in words."""
    return joined(_money(page), _difference(page), _pace(page), _forecast(page))


def _money(page: Context) -> Markup:
    view = page.view
    return hero(view.figures, view.campaign, page.translator) + bar(view.figures, view.campaign, page.translator)


def _difference(page: Context) -> Markup:
    sentence = difference_sentence(page.store, page.opened, page.as_of, page.translator)
    if not sentence:
        return Markup()
    link = page.translator._("Compare with the platform")
    return notice("warning", sentence, href=page.link("data", "reconciliation"), link=link)


def _pace(page: Context) -> Markup:
    before = last_time_seen(page) if page.view.figures.known else None
    said = [*pace_sentences(page.view, _progress(page), page.translator),
            *([last_time_sentence(before, page.translator)] if before else [])]  # fmt: skip
    return sentences(said) if said else Markup()


def _forecast(page: Context) -> Markup:
    seen = _outlook(page)
    if seen is None or not page.view.figures.known:
        return Markup()
    sentence = page.translator.sentence
    more = [sentence(each) for each in details(seen, page.view.campaign.currency)]
    return forecast_block(sentence(headline(seen.forecast)), more, sentence(provenance()) if more else "")


def _outlook(page: Context) -> Outlook | None:
    return page.shared("outlook", lambda: outlook(page.store, page.opened, page.as_of))


def _progress(page: Context) -> Progress:
    return page.shared("progress", lambda: progress(page.store, page.opened, page.as_of))


def curve(page: Context) -> Markup:
    """What was raised day by day, drawn on the server, with the way to explore it."""
    seen, translator = _progress(page), page.translator
    head = section_head(translator._("Day by day"), _curve_sentence(page), "curve")
    if not seen.raised:
        text = translator._("It starts with the first contribution, or the platform’s first total.")
        return head + empty_state(translator._("No curve yet"), text, href=page.link("data"), link=translator._("Bring data in"))
    shape = progress_curve(page.view, seen, _outlook(page), translator, last_time_seen(page))
    plot = drawn_curve(shape, name=curve_name(page.view, translator))
    explore = link("", {**page.params, _EXPLORE: "1"}, "explored").lstrip("/")
    read = numbers(raised_numbers(page, seen), translator)
    return joined(head, plot, read, _afterwards(page, seen), way(translator._("Explore the curve and read its numbers"), explore))


def _afterwards(page: Context, seen: Progress) -> Markup:
    """Every action of the curve with what came in the 24 hours after, folded: what a pointer is told, for everybody."""
    translator, currency = page.translator, page.view.campaign.currency
    if not seen.actions:
        return Markup()
    _ = translator._
    rows = [(when_text(action, translator), action_text(action, translator), after_text(action.after, currency, translator))
            for action in reversed(seen.actions)]  # fmt: skip
    heads = (_("When"), Header(_("What we did"), wide=True), Header(_("In the 24 hours after"), numeric=True))
    title = _("What we did, and what came after")
    caption = _("What came in the 24 hours after each, less the average of the three days before. Other things happened in those "
                "hours too: this says what came after, not what came of it.")  # fmt: skip
    return numbers(table(heads, rows, caption=caption), translator, title)


def odds(page: Context) -> Markup:
    """Where we stand between even odds and 80 chances in 100, with the numbers week by week; nothing where none is forecast."""
    translator = page.translator
    seen = chances(page.view, _progress(page), _outlook(page), translator) if page.view.figures.known else None
    if seen is None:
        return Markup()
    title = translator._("Our chances, day by day")
    heads = (
        translator._("End of the day"),
        Header(translator._("Even odds"), numeric=True),
        Header(translator._("80 chances in 100"), numeric=True),
        Header(translator._("Raised"), numeric=True),
    )
    return joined(
        section_head(title, seen.sentence, "chances"),
        drawn_curve(seen.curve, name=title + ". " + seen.sentence),
        numbers(table(heads, seen.numbers, caption=title, caption_hidden=True), translator),
    )


def explored_curve() -> None:
    """The same curve in a chart library, with its numbers as a table, when the address asks for it."""
    page = context()
    if st.query_params.get(_EXPLORE) and _progress(page).raised:
        parts.section("explored", N_("The curve, explored"))
        progress_chart(page, _progress(page), _outlook(page))


def _curve_sentence(page: Context) -> str:
    figures, currency, translator = page.view.figures, page.view.campaign.currency, page.translator
    if not (figures.known and figures.expected_cents and page.view.campaign.period.is_open(page.as_of)):
        return ""
    expected = translator.formats.money_whole(figures.expected_cents, currency)
    net = translator.formats.money_whole(figures.net_cents, currency)
    return translator._(
        "%(net)s in hand; campaigns that succeeded had %(expected)s at this point. "
        "Being under the straight line at half-time is normal.",
        net=net,
        expected=expected,
    )


def kpi_board(page: Context) -> Markup:
    """Every KPI of the plan, with its value, target, status and reason."""
    title = page.translator._("The plan’s commitments")
    rows = [board_row(page, reading, reading.kpi.page) for reading in page.view.readings]
    kept, _behind = commitments_answer(page.view.readings, page.view.campaign.currency, page.translator)
    return section_head(title, kept, "kpis") + board(rows, page.translator, caption=title)
