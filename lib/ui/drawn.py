"""Putting what `lib.drawing` gives on the page: Streamlit's own HTML element removes SVG, so a component carries it."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup
from streamlit.elements.lib.layout_utils import LayoutConfig
from streamlit.proto.BidiComponent_pb2 import BidiComponent

_MOUNT = """
const reader = new TextDecoder();
export default function ({ data, parentElement }) {
  const place = parentElement.querySelector(".cd-mount");
  const html = reader.decode(data);
  if (place && place.html !== html) {
    place.innerHTML = place.html = html;
    place.dataset.drawn = "";
    place.querySelector("[data-come]")?.scrollIntoView({ block: "nearest" });
  }
}
"""
_NAME, _PLACE = "campaign_drawing", '<div class="cd-mount"></div>'
_WIDE = LayoutConfig(width="stretch", height="content")


def drawn(html: Markup, key: str) -> None:
    """Show what templates have escaped, and only that; `key` tells one drawing of a page from another.

    A drawing sends nothing back, so it is sent as the component that it is, without what Streamlit keeps of a widget: two
    values for each in the session, which every field and every choice of the page then goes through (a quarter of a run).
    """
    told = html.encode()
    drawing = BidiComponent(id=f"$$ID-drawn-{key}", component_name=_NAME, html_content=_PLACE, js_content=_MOUNT, bytes=told)
    st._main._enqueue("bidi_component", drawing, _WIDE)
