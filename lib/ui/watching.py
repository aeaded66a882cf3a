"""Noticing what others write: a fragment that is told so by a server, or asks a file for its revision and nothing else."""

from __future__ import annotations

import time

import streamlit as st

from lib.campaign.errors import DashboardError, StoreUnreachable, UseError
from lib.services.campaigns import open_campaign
from lib.services.hearing import heard
from lib.services.stores import answers
from lib.ui import state
from lib.ui.context import Context, context
from lib.ui.visitor import SignInNeeded

WATCH_SECONDS, TOLD_SECONDS, AWAY_SECONDS = 5, 1.5, 2
"""How often a page asks; how often it looks whether it was told, which asks nothing; how often it looks for a database."""
_WATCHED, _HEARD, _LOOKED_AT, _AWAY = "watched", "heard", "looked-at", "away"


def watch() -> None:
    """Draw the page anew when somebody has written since it was drawn; costs one small query, or none, otherwise."""
    (_ask if heard(context().store) is None else _listen)()


@st.fragment(run_every=WATCH_SECONDS)
def _ask() -> None:
    """Nothing is asked when the page has just been drawn."""
    _look(unless_just_drawn=True)


@st.fragment(run_every=TOLD_SECONDS)
def _listen() -> None:
    """Look when something was written anywhere, when nobody tells any more, and from time to time: a role may have changed."""
    page = state.kept(_WATCHED, Context)
    count = heard(page.store) if page is not None else None
    is_settled = time.monotonic() - (state.kept(_LOOKED_AT, float) or 0.0) < WATCH_SECONDS
    if page is None or count is None or count != state.kept(_HEARD, int) or not is_settled:
        state.keep(_HEARD, count)
        state.keep(_LOOKED_AT, time.monotonic())
        _look(unless_just_drawn=False)


def _look(*, unless_just_drawn: bool) -> None:
    """While the database is away the page stays as it was drawn."""
    try:
        page: Context = context(is_click=False)
        is_just_drawn = state.kept(_WATCHED, Context) is not page
        state.keep(_WATCHED, page)
        if is_just_drawn and unless_just_drawn:
            return
        has_changed = open_campaign(page.store, page.opened.campaign.name).revision != page.opened.revision
    except SignInNeeded:
        has_changed = True  # whoever may not look any more is shown nothing, click or not
    except StoreUnreachable:
        return
    except UseError:
        has_changed = True  # the campaign is gone: the demonstration, when the first real data come in
    if has_changed:
        st.rerun()


@st.fragment(run_every=AWAY_SECONDS)
def come_back() -> None:
    """Under a sentence that says that the database does not answer: draw the page as soon as it does."""
    if not state.kept(_AWAY, bool):
        state.keep(_AWAY, True)  # it has just been asked
        return
    try:
        is_back = answers()
    except DashboardError:
        return
    if is_back:
        state.forget(_AWAY)
        st.rerun()
