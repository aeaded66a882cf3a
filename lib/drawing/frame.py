"""What stands above every page: whose campaign it is, the languages, and the banner of a demonstration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from lib.campaign.model import Campaign
from lib.drawing.notice import invented_banner
from lib.drawing.templating import drawn
from lib.i18n.translator import Translator


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """A language to switch to: what is shown (FR), its own name for a screen reader, its HTML code, where it leads."""

    short: str
    name: str
    html: str
    href: str
    is_current: bool


def frame_head(campaign: Campaign, t: Translator, languages: Sequence[LanguageLink]) -> Markup:
    """The campaign's title and organisation, the languages at the top right, and the invented-data banner where it is one."""
    banner = invented_banner(t) if campaign.invented else ""
    return drawn("frame.html", campaign=campaign, languages=languages, banner=banner, label=t._("Languages"))


def page_head(title: str, question: str = "", *, hidden: bool = False) -> Markup:
    """The page's only h1, and the question that the page answers; `hidden` keeps the title for screen readers alone."""
    return drawn("page_head.html", title=title, question=question, hidden=hidden)


def section_head(title: str, sentence: str = "", anchor: str = "") -> Markup:
    """A part of a page: its h2, and the sentence that says what was found; `anchor` lets an address lead to it."""
    return drawn("section_head.html", title=title, sentence=sentence, anchor=anchor)
