"""Streamlit's own words, in the viewer's language: it has no setting for them, so a few are replaced in the page."""

from __future__ import annotations

import json
from functools import lru_cache

from lib.campaign.message import N_
from lib.i18n.language import ENGLISH, Language
from lib.i18n.translator import Translator

_WORDS = (
    N_("Upload"), N_("Add files"), N_("Choose an option"), N_("Choose options"), N_("No results"), N_("Clear value"), N_("Open"),
    N_("Clear all"), N_("file upload"), N_("App pages"), N_("Sidebar"), N_("Collapse sidebar"), N_("Expand sidebar"),
    N_("Open sidebar"), N_("Close sidebar"), N_("Press Enter to apply"), N_("Press Enter to submit form"), N_("Close"),
    N_("Connection error"), N_("Stop"), N_("Running..."), N_("Rerun"), N_("View fullscreen"),
    N_("Fullscreen"), N_("Close fullscreen"), N_("Loading"), N_("Main menu"), N_("Error:"),
    N_("Add row"), N_("Delete row(s)"), N_("Search"), N_("Type to search"), N_("Clear selection"), N_("Sort ascending"),
    N_("Sort descending"), N_("Autosize"), N_("Pin column"), N_("Unpin column"), N_("Hide column"), N_("Format"),
    N_("Statistics"), N_("Skip to main content"), N_("Page not found"),
    N_("The page that you have requested does not seem to exist. Running the app’s main page."),
    N_("Streamlit server is not responding. Are you connected to the internet?"), N_("Connection timed out."),
    N_("Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:"),
    N_("Network Error"), N_("Only one file is allowed."), N_("Too many files"), N_("Copy to clipboard"), N_("Select all"),
)  # fmt: skip
"""Whole texts and attributes that are replaced where they stand exactly so; Streamlit’s apostrophes are straight."""
_STARTS = (
    N_("Remove "), N_("Add row: "), N_("Delete row(s): "), N_("Search: "), N_("Clear selection: "), N_("Fullscreen: "),
    N_("Close fullscreen: "),
)  # fmt: skip
"""Beginnings of attributes that end with somebody's file name, or with what a table is called."""
_PER_FILE = N_("MB per file")
_TOO_LARGE = N_("This file is larger than %(limit)s MB. Split it, or export a shorter period.")
_MORE_PAGES = N_("%(count)s more")
"""At the end of a menu that has no room for all its pages."""
_SCRIPT = """
(() => {
  const words = %(words)s, starts = %(starts)s, attributes = ["aria-label", "title", "placeholder"];
  const perFile = new RegExp("^(\\\\d+)\\\\s?MB per file");
  const tooLarge = new RegExp("^File must be (\\\\d+)(\\\\.0)?\\\\s?MB or smaller.?$");
  const more = new RegExp("^(\\\\d+) more$");
  const said = (text) => {
    const whole = text.trim();
    if (words[whole]) return text.replace(whole, words[whole]);
    if (perFile.test(whole)) return text.replace(perFile, %(per_file)s);
    if (tooLarge.test(whole)) return whole.replace(tooLarge, %(too_large)s);
    if (more.test(whole)) return whole.replace(more, %(more)s);
    return text;
  };
  const speak = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const text = said(node.data);
      if (text !== node.data && !node.parentElement?.closest(".cd")) node.data = text;
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      for (const name of attributes) {
        const value = node.getAttribute(name);
        if (!value) continue;
        const start = Object.keys(starts).find((each) => value.startsWith(each));
        const text = start ? starts[start] + value.slice(start.length) : said(value);
        if (text !== value) node.setAttribute(name, text);
      }
      node.childNodes.forEach(speak);
    }
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(speak);
      else speak(change.target);
    }
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: attributes });
})();
"""


@lru_cache(maxsize=8)
def own_words_script(language: Language) -> bytes:
    """The script that replaces them as they appear; nothing in English. Drawings (class `cd`) are never touched."""
    if language == ENGLISH:
        return b""
    translate = Translator(language)._
    script = _SCRIPT % {
        "words": _json({word.replace("’", "'"): translate(word) for word in _WORDS}),
        "starts": _json({start: translate(start) for start in _STARTS}),
        "too_large": _json(translate(_TOO_LARGE, limit="$1")),
        "more": _json(translate(_MORE_PAGES, count="$1")),
        "per_file": _json("$1\u00a0" + translate(_PER_FILE)),
    }
    return f"<script>{script}</script>".encode()


def _json(value: object) -> str:
    """JSON that cannot end the script it stands in."""
    return json.dumps(value, ensure_ascii=False).replace("</", "<\\/")
