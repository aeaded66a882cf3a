"""Putting what `lib.drawing` gives on the page: Streamlit's own HTML element removes SVG, so a component carries it."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

_MOUNT = """
export default function ({ data, parentElement }) {
  const place = parentElement.querySelector(".cd-mount");
  if (place && place.dataset.drawn !== data.html) {
    place.innerHTML = data.html;
    place.dataset.drawn = data.html;
  }
}
"""
_NAME = "campaign_drawing"


def drawn(html: Markup, key: str) -> None:
    """Show what templates have escaped, and only that; `key` tells one drawing of a page from another."""
    _component()(data={"html": str(html)}, key=f"drawn-{key}")  # keys share the session with what lib/ui/state.py keeps


def _component() -> st.components.v2.types.ComponentRenderer:
    return st.components.v2.component(_NAME, html='<div class="cd-mount"></div>', js=_MOUNT, isolate_styles=False)
