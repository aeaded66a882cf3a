"""What Streamlit's own widgets are told to look like; the drawings bring their own style."""

from __future__ import annotations

import streamlit as st

_PAGE = """
.stMainBlockContainer { max-width: 1200px; padding-top: 5rem; padding-bottom: 4rem; }
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] p { opacity: 1; color: light-dark(#47565f, #b6c2c9); }
[data-testid="stElementToolbar"] { display: none; }
@media print { [data-testid="stHeader"], [data-testid="stToolbar"] { display: none; } }
"""


def page_style() -> str:
    """CSS for the page around the drawings: width, captions that can be read (Streamlit's stand at 3.9:1)."""
    return _PAGE


def is_dark() -> bool:
    """Whether the viewer's browser asks for the dark theme; charts drawn by script need to know."""
    return st.context.theme.type == "dark"
