"""Noticing what others write: a fragment that asks the store for its revision and nothing else."""

from __future__ import annotations

import streamlit as st

from lib.services.campaigns import open_campaign
from lib.ui import state
from lib.ui.context import Context, context

WATCH_SECONDS = 10
_WATCHED = "watched"


@st.fragment(run_every=WATCH_SECONDS)
def watch() -> None:
    """Draw the page anew when somebody has written since it was drawn; costs one small query otherwise."""
    page: Context = context()
    if state.kept(_WATCHED, Context) is not page:
        state.keep(_WATCHED, page)  # the page has just been drawn: there is nothing to ask yet
    elif open_campaign(page.store, page.opened.campaign.name).revision != page.opened.revision:
        st.rerun()
