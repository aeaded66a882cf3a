"""Putting what `lib.drawing` gives on the page: Streamlit's own HTML element removes SVG, so a component carries it."""

from __future__ import annotations

from functools import cache

import streamlit as st
from markupsafe import Markup

_MOUNT = """
const reader = new TextDecoder();
export default function ({ data, parentElement }) {
  const place = parentElement.querySelector(".cd-mount");
  const html = reader.decode(data);
  if (place && place.html !== html) {
    place.innerHTML = place.html = html;
    place.dataset.drawn = "";
  }
}
"""
_NAME = "campaign_drawing"


def drawn(html: Markup, key: str) -> None:
    """Show what templates have escaped, and only that; `key` tells one drawing of a page from another.

    It goes as bytes: text would be written as JSON twice over, once to be sent and once to be recognized.
    """
    _component()(data=html.encode(), key=f"drawn-{key}")  # keys share the session with what lib/ui/state.py keeps


@cache
def _component() -> st.components.v2.types.ComponentRenderer:
    """Registered once; Streamlit registers it again by itself where another of its runtimes draws, as in tests."""
    return st.components.v2.component(_NAME, html='<div class="cd-mount"></div>', js=_MOUNT, isolate_styles=False)
