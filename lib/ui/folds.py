"""What is folded away until somebody wants it, and neither read nor built before."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st


@st.fragment
def fold(label: str, key: str, content: Callable[[], None], *, is_open: bool = False) -> None:
    """`content` is called once the fold is open; opening it draws the fold anew, and nothing else of the page.

    `is_open`: whether it is at first; afterwards it stays as its viewer left it.
    """
    folded = st.expander(label, is_open, key=f"fold-{key}", on_change="rerun")
    if folded.open:
        with folded:
            content()
