"""Which theme the viewer's browser asks for; charts drawn by script need to know."""

from __future__ import annotations

import streamlit as st


def is_dark() -> bool:
    """Whether the viewer sees the dark theme."""
    return st.context.theme.type == "dark"
