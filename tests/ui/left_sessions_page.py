"""The page of left_sessions_app.py."""

from __future__ import annotations

import streamlit as st

st.file_uploader("A file")
