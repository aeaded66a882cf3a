"""Errors as sentences: what happened and what to do; the trace goes to the log, without personal data."""

from __future__ import annotations

import logging

import streamlit as st

from lib.campaign.errors import DashboardError
from lib.campaign.message import N_, Message
from lib.i18n.language import language
from lib.i18n.translator import Translator
from lib.services.persons.quiet_log import without_data
from lib.ui import state

_LOG = logging.getLogger("dashboard")
_UNEXPECTED = Message(
    N_("Something did not work as it should. Reload the page. If it happens again, the server’s log says more.")
)


def sentence_instead_of_trace(error: Exception) -> bool:
    """Streamlit's hook: say one sentence in the viewer's language, keep the trace for the log. True: nothing else is shown."""
    expected = isinstance(error, DashboardError)
    if not expected:
        _LOG.error("unexpected %s", without_data(error))
    say_error(error.message if isinstance(error, DashboardError) else _UNEXPECTED)
    return True


def say_error(message: Message) -> None:
    """One sentence in an error box, in the viewer's language."""
    st.error(_translator().sentence(message))


def _translator() -> Translator:
    known = state.kept("translator", Translator)
    return known or Translator(language(st.query_params.get("lang")))
