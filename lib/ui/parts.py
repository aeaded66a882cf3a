"""What every page is made of: its head, its sections, a notice, an empty state."""

from __future__ import annotations

from markupsafe import Markup

from lib.drawing.frame import forecast_block, page_head, section_head
from lib.drawing.notice import Kind, empty_state, invented_banner, notice
from lib.ui.context import context
from lib.ui.drawn import drawn


def head(title: str, question: str = "") -> None:
    """The page's title and the question it answers, both msgids; a demonstration says so first."""
    drawn(head_drawing(title, question), "page-head")


def head_drawing(title: str, question: str = "", *, hidden: bool = False) -> Markup:
    """The same as a drawing, for a page that begins with more; `hidden` keeps the title for screen readers alone."""
    page = context()
    _ = page.translator._

    def made() -> Markup:
        banner = invented_banner(page.translator) if page.opened.campaign.invented else Markup()
        return banner + page_head(_(title), _(question) if question else "", hidden=hidden)

    return page.in_words("page-head", made, title)


def answer(headline: str, *details: str) -> None:
    """The answer to the page's question, first of all and large, with what qualifies it; nothing where it is empty."""
    if headline:
        drawn(forecast_block(headline, [each for each in details if each], ""), "page-answer")


def section(key: str, title: str, sentence: str = "") -> None:
    """A part of the page; `title` is a msgid, `sentence` is already in words; `key` is also its anchor."""
    drawn(section_head(context().translator._(title), sentence, key), f"section-{key}")


def say(key: str, kind: Kind, text: str, *, title: str = "", href: str = "", link: str = "") -> None:
    """A notice in words."""
    drawn(notice(kind, text, title=title, href=href, link=link), key)


def nothing_yet(key: str, title: str, text: str) -> None:
    """An empty part: what is missing, and the way to bring it; both msgids."""
    page = context()
    drawn(
        empty_state(
            page.translator._(title), page.translator._(text), href=page.link("data"), link=page.translator._("Bring data in")
        ),
        key,
    )
