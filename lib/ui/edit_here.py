"""A table edited where it is shown: folded away until somebody wants it, and not even read before."""

from __future__ import annotations

import streamlit as st

from lib.campaign.message import N_
from lib.i18n.translator import Translator
from lib.ui.context import context
from lib.ui.editor import editor
from lib.ui.names import table_title

_EDIT = N_("Edit: %(table)s")


@st.fragment
def edit_here(table_name: str) -> None:
    """A fold that holds the editor of a table; at most one a page for each table."""
    translator: Translator = context().translator
    fold = st.expander(
        translator._(_EDIT, table=table_title(table_name, translator)), key=f"edit-here-{table_name}", on_change="rerun"
    )
    if fold.open:
        with fold:
            editor(table_name, key=f"here-{table_name}")
