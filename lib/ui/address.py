"""What the address says is seen: language, campaign, instant. Streamlit's own menu drops it; it is written back each run."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st

from lib.ui import state

NAMES = ("lang", "campaign", "as_of")
"""Parameters that follow the viewer from page to page; a page may have others of its own."""
_KEPT = "address"


def settled_address() -> dict[str, str]:
    """The parameters in force: those of the address, else those the session had; written back where the menu dropped them."""
    before = state.kept(_KEPT, dict) or {}
    given = {name: st.query_params[name] for name in NAMES if name in st.query_params}
    settled = given if given else {name: str(value) for name, value in before.items()}
    missing = {name: value for name, value in settled.items() if name not in given}
    if missing:
        st.query_params.update(missing)
    state.keep(_KEPT, settled)
    return settled


def change(name: str, value: str | None) -> None:
    """Put a parameter into the address, or take it out; takes effect at this run."""
    settled = dict(state.kept(_KEPT, dict) or {})
    if value is None:
        settled.pop(name, None)
        st.query_params.pop(name, None)
    else:
        settled[name] = value
        st.query_params[name] = value
    state.keep(_KEPT, settled)


def link(page: str, params: Mapping[str, str], anchor: str = "") -> str:
    """The address of a page (its file's stem; "" is the front page) with the parameters that follow the viewer."""
    query = urlencode({name: value for name, value in params.items() if value})
    return f"/{page}" + (f"?{query}" if query else "") + (f"#{anchor}" if anchor else "")
