"""What Streamlit's own widgets are told to look like; the drawings bring their own style."""

from __future__ import annotations

import streamlit as st

_PAGE = """
.stMainBlockContainer { max-width: 1200px; padding-top: 5rem; padding-bottom: 4rem; }
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] p { opacity: 1; color: light-dark(#47565f, #b6c2c9); }
[data-testid="stElementToolbar"] { display: none; }
.st-key-frame { gap: 0.5rem 2rem; }
.cd-languages { position: fixed; top: 1.1rem; right: 1.5rem; z-index: 1000000; display: flex; gap: 0.25rem; }
.cd-languages a { min-width: 1.75rem; padding: 0.125rem 0.25rem; text-align: center; text-decoration: none; font-size: 0.875rem; }
.cd-languages a[aria-current] { font-weight: 600; text-decoration: underline; text-underline-offset: 0.25em; }
.cd-frame-title { margin: 0; font-size: 1rem; }
.cd-frame-title span { color: var(--cd-slate); }
.cd-page-head h1 { margin: 0 0 0.25rem; padding: 0; font-size: 1.9375rem; line-height: 1.2; font-weight: 650; }
.cd-page-head p { margin: 0; color: var(--cd-slate); }
.cd-section-head { margin-top: 1.5rem; scroll-margin-top: 5rem; }
.cd-section-head h2 { margin: 0 0 0.25rem; padding: 0; font-size: 1.5625rem; line-height: 1.2; font-weight: 650; }
.cd-section-head p, .cd-sentences p { margin: 0.25rem 0 0; max-width: 70ch; }
.cd-forecast { margin-top: 0.5rem; }
.cd-forecast p { margin: 0.25rem 0 0; max-width: 75ch; }
.cd-forecast .cd-forecast-headline { font-size: 1.5625rem; line-height: 1.3; max-width: 36em; margin-bottom: 0.5rem; }
.cd-forecast .cd-forecast-provenance { color: var(--cd-slate); font-size: 0.875rem; margin-top: 0.5rem; }
.cd-definitions > div { padding: 0.75rem 0; border-bottom: 1px solid var(--cd-rule); scroll-margin-top: 5rem; }
.cd-definitions dt { font-weight: 600; }
.cd-definitions dd { margin: 0; }
.cd-definitions dd p { margin: 0.25rem 0 0; max-width: 75ch; }
@media print { [data-testid="stHeader"], [data-testid="stToolbar"] { display: none; } }
"""


def page_style() -> str:
    """CSS for the page around the drawings: width, captions that can be read (Streamlit's stand at 3.9:1)."""
    return _PAGE


def is_dark() -> bool:
    """Whether the viewer's browser asks for the dark theme; charts drawn by script need to know."""
    return st.context.theme.type == "dark"
