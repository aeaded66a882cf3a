"""Gifts that two sources may both have told: each pair is shown, and a person says whether it is one gift or two."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from lib.campaign.errors import DashboardError
from lib.campaign.message import N_
from lib.campaign.tables import CONTRIBUTIONS
from lib.drawing.table import Header, table
from lib.services.imports.provenance import told_by
from lib.services.imports.same_gifts import (
    Pair,
    alike,
    ask_again,
    decide_apart,
    decide_same,
    decided_apart,
    possible_duplicates,
)
from lib.ui import parts
from lib.ui.access import may_see_people
from lib.ui.context import Context, context
from lib.ui.drawn import drawn
from lib.ui.editing.cell_words import cell_words
from lib.ui.notices import say_error

_SHOWN = 5
_FIELDS = ("contributed_at", "amount", "name", "email", "id")


def possible_duplicates_section() -> None:
    """The pairs to decide on, for those who may see names; nothing at all while there is none and none was decided."""
    page = context()
    if not may_see_people(page):
        return
    groups = page.shared("alike", lambda: alike(page.store, page.opened))
    pairs, apart = possible_duplicates(page.store, page.opened, groups), decided_apart(page.store, page.opened)
    if not pairs and not apart:
        return
    _, ngettext = page.translator._, page.translator.ngettext
    parts.section(
        "duplicates",
        N_("One gift or two?"),
        _("Same amount, same person, at most two days apart, brought by two sources that share no transaction number."),
    )
    for pair in pairs[:_SHOWN]:
        _pair(page, pair)
    if len(pairs) > _SHOWN:
        more = len(pairs) - _SHOWN
        parts.say("duplicates-more", "info", ngettext("%(count)s more pair follows.", "%(count)s more pairs follow.", more))
    if apart:
        _decided(page, len(apart))


def _pair(page: Context, pair: Pair) -> None:
    _, key = page.translator._, "-".join(pair.ids)
    drawn(_both(page, pair), f"pair-{key}")
    with st.container(horizontal=True):
        merged = _("The first stays, with what only the second knew; the second goes. The journal can undo it.")
        is_one = st.button(_("One gift"), key=f"same-{key}", disabled=not page.can_act, help=merged)
        are_two = st.button(_("Two gifts"), key=f"apart-{key}", disabled=not page.can_act, help=_("Both stay."))
    if not (is_one or are_two):
        return
    decide = decide_same if is_one else decide_apart
    try:
        page.must_act()
        decide(page.store, page.opened, pair, at=page.now, who=page.visitor.name)
        st.rerun()
    except DashboardError as error:
        say_error(error.message)


def _both(page: Context, pair: Pair) -> Markup:
    _, currency = page.translator._, page.opened.campaign.currency
    columns = [CONTRIBUTIONS.column(name) for name in _FIELDS]
    rows = [
        [
            *(cell_words(CONTRIBUTIONS, column, each.row.cells[column.field], currency, page.translator) for column in columns),
            told_by(each.source, page.translator),
        ]
        for each in (pair.first, pair.second)
    ]
    heads: list[Header | str] = [
        _("Date"), Header(_("Amount"), numeric=True), _("Name"), _("E-mail"), _("Number"), _("Brought by"),
    ]  # fmt: skip
    return table(heads, rows, caption=_("Two contributions that may be one gift"), caption_hidden=True)


def _decided(page: Context, count: int) -> None:
    text = page.translator.ngettext(
        "%(count)s pair was judged to be two gifts.", "%(count)s pairs were judged to be two gifts each.", count
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(text)
        if st.button(page.translator._("Ask again"), key="duplicates-again", disabled=not page.can_act):
            page.must_act()
            ask_again(page.store, page.opened, at=page.now)
            st.rerun()
