"""What every page is made of: its head, its sections, a notice, an empty state."""

from __future__ import annotations

from lib.drawing.frame import page_head, section_head
from lib.drawing.notice import Kind, empty_state, notice
from lib.ui.context import context
from lib.ui.drawn import drawn


def head(title: str, question: str = "", *, hidden: bool = False) -> None:
    """The page's title and the question it answers, both msgids."""
    _ = context().translator._
    drawn(page_head(_(title), _(question) if question else "", hidden=hidden), "page-head")


def section(key: str, title: str, sentence: str = "") -> None:
    """A part of the page; `title` is a msgid, `sentence` is already in words; `key` is also its anchor."""
    drawn(section_head(context().translator._(title), sentence, key), f"section-{key}")


def say(key: str, kind: Kind, text: str, *, title: str = "", href: str = "", link: str = "") -> None:
    """A notice in words."""
    drawn(notice(kind, text, title=title, href=href, link=link), key)


def nothing_yet(key: str, title: str, text: str) -> None:
    """An empty part: what is missing, and the way to bring it; both msgids."""
    page = context()
    drawn(empty_state(page.translator._(title), page.translator._(text), href=page.link("data"),
                      link=page.translator._("Bring data in")), key)  # fmt: skip
