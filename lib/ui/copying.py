"""Drawings with a button that copies a text: the browser's clipboard needs a few lines of script of our own."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

_SECONDS_SAID = 2
_MOUNT = (
    """
export default function ({ data, parentElement }) {
  const place = parentElement.querySelector(".cd-mount");
  if (!place) return;
  if (place.dataset.drawn !== data.html) {
    place.innerHTML = data.html;
    place.dataset.drawn = data.html;
  }
  place.onclick = async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    try {
      const kinds = { "text/plain": button.dataset.copy, "text/html": button.dataset.html };
      const given = Object.entries(kinds).filter(([, said]) => said);
      const held = given.map(([kind, said]) => [kind, new Blob([said], { type: kind })]);
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(held))]);
    } catch {
      const area = document.createElement("textarea");
      area.value = button.dataset.copy;
      button.after(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      button.focus();
    }
    const said = button.parentElement.querySelector("[role=status]");
    const words = button.dataset.words || button.textContent;
    button.dataset.words = words;
    button.textContent = said.textContent = button.dataset.copied;
    clearTimeout(button.timer);
    button.timer = setTimeout(() => { button.textContent = words; said.textContent = ""; }, SECONDS * 1000);
  };
}
"""
).replace("SECONDS", str(_SECONDS_SAID))
_NAME = "campaign_copying"


def copying(html: Markup, key: str) -> None:
    """Show a drawing whose buttons with `data-copy` copy that text; where the page is not encrypted, by an older way.

    With `data-html` as well, a program that takes formatted text is given it so, any other the text.
    """
    component = st.components.v2.component(_NAME, html='<div class="cd-mount"></div>', js=_MOUNT, isolate_styles=False)
    component(data={"html": str(html)}, key=key)
