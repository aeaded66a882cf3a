"""The page of all the campaigns that a visitor may see: totals, one drawing, two tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import streamlit as st
from markupsafe import Markup

from lib.campaign.message import N_
from lib.drawing.frame import sentences, way
from lib.drawing.table import Header, table
from lib.i18n.translator import Translator
from lib.services.leaving.downloads import COUNTER, Download
from lib.services.portfolio.portfolio import Line, Order, Phase, Portfolio, portfolio
from lib.services.portfolio.portfolio_words import (
    drawing,
    ended_headers,
    ended_row,
    held_sentence,
    matches,
    places,
    portfolio_csv,
    running_headers,
    running_row,
    total_sentences,
)
from lib.ui import choices, parts
from lib.ui.address import link
from lib.ui.context import Context, context
from lib.ui.drawn import drawn

RowOf = Callable[[Line, str, str, Translator], tuple[str, ...]]
_ORDERS: Mapping[Order, str] = MappingProxyType({
    Order.PROGRESS: N_("Share of the goal"),
    Order.SAME_SHARE: N_("At the same share of the time"),
    Order.PACE: N_("Ahead of the pace"),
    Order.CHANCE: N_("Chance"),
    Order.CONTRIBUTORS: N_("Contributors"),
    Order.ELAPSED: N_("Share of the time"),
    Order.NAME: N_("Title"),
})  # fmt: skip


def compared() -> None:
    """Totals, the choice of order and of words, the drawing, the tables."""
    page = context()
    if len(page.campaigns) < 2:
        parts.nothing_yet("one-campaign", N_("One campaign alone"),
                          N_("Campaigns are compared here as soon as there are two that you may see."))  # fmt: skip
        return
    order, searched = _choices(page)
    with st.spinner(page.translator._("Reading…")):
        seen = portfolio(page.store, page.campaigns, page.opened, page.params.get("as_of"), page.now, order)
    wanted = [line for line in seen.lines if matches(line, searched)]
    numbers = places(seen, wanted)
    drawn(sentences([*total_sentences(seen.totals, page.translator), held_sentence(seen, page.translator)]), "portfolio-totals")
    drawn(_drawing(page, seen, numbers), "portfolio-drawing")
    if searched and not wanted:
        parts.say("portfolio-none", "info", page.translator._("No campaign matches “%(words)s”.", words=searched))
    _running(page, seen, wanted, numbers)
    _ended(page, seen, wanted, numbers)
    _exports(page, seen)


def _choices(page: Context) -> tuple[Order, str]:
    _ = page.translator._
    left, right = st.columns([1, 1])
    with left:
        order = choices.one_of("sort", _("In the order of"), {each.value: _(words) for each, words in _ORDERS.items()})
    with right:
        searched = choices.words("q", _("Search"), _("title, organisation, year"))
    return Order(order), searched


def _drawing(page: Context, seen: Portfolio, numbers: dict[int, str]) -> Markup:
    """With how many are grey, where they are too many to be told apart."""
    made = drawing(seen, numbers, page.opened.id, page.translator)
    rest = sum(1 for line in seen.lines if line.standing.line) - len(numbers)
    if rest <= 0:
        return made
    said = page.translator.ngettext(
        "%(count)s other is grey, without its name: search for it, or put it first, to see its own.",
        "%(count)s others are grey, without their names: search for some, or put them first, to see theirs.", rest)  # fmt: skip
    return made + sentences([said])


def _running(page: Context, seen: Portfolio, wanted: list[Line], numbers: dict[int, str]) -> None:
    lines = [line for line in seen.of(Phase.RUNNING, Phase.PLANNED) if line in wanted]
    _listed(page, lines, numbers, "running", N_("Running, and to come"), running_headers(seen, page.translator), running_row)


def _ended(page: Context, seen: Portfolio, wanted: list[Line], numbers: dict[int, str]) -> None:
    lines = [line for line in seen.of(Phase.ENDED) if line in wanted]
    _listed(page, lines, numbers, "ended", N_("Over"), ended_headers(seen, page.translator), ended_row)


def _listed(page: Context, lines: list[Line], numbers: dict[int, str], name: str, title: str, headers: Sequence[Header],
            row: RowOf) -> None:  # fmt: skip
    """A section with one line a campaign; nothing where there is none."""
    if not lines:
        return
    parts.section(name, title)
    rows = [row(line, numbers.get(line.standing.opened.id, ""), _href(page, line), page.translator) for line in lines]
    drawn(table(headers, rows, caption=page.translator._(title), caption_hidden=True), f"portfolio-{name}")


def _href(page: Context, line: Line) -> str:
    return link("", {**page.params, "campaign": line.standing.campaign.name})


def _exports(page: Context, seen: Portfolio) -> None:
    """The table as a file, for whoever was given the link, and as long as they may see each campaign of it."""
    made = Download("campaigns.csv", "text/csv; charset=utf-8", lambda: portfolio_csv(seen), page.visitor,
                    page.opened.campaign.name)  # fmt: skip
    drawn(way(page.translator._("Download this table (CSV)"), f"/download/{COUNTER.token(made)}"), "portfolio-export")
