"""What stands above every page and its parts: whose campaign it is, the languages, titles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from lib.campaign.model import Campaign
from lib.drawing.menu import Group, menu_groups
from lib.drawing.page_frame import PRODUCT
from lib.drawing.templating import drawn, refuse_script
from lib.i18n.translator import Translator


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """A language to switch to: what is shown (FR), its own name for a screen reader, its HTML code, where it leads."""

    short: str
    name: str
    html: str
    href: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class CampaignLink:
    """A campaign to open: its title, whose it is or what tells it apart, where it leads."""

    title: str
    about: str
    href: str
    is_current: bool = False


def frame_head(
    campaign: Campaign | None, t: Translator, languages: Sequence[LanguageLink], groups: Sequence[Group] = (),
    campaigns: Sequence[CampaignLink] = (), compare: str = "",
) -> Markup:  # fmt: skip
    """The campaign's title and organisation, or the product's name where none can be opened; the languages, which the
    page's style puts at the top right; the names of the menu's groups; the other campaigns, where there are any, and the
    address of the page that compares them.
    """
    title, organisation = (campaign.title, campaign.organisation) if campaign else (t._(PRODUCT), "")
    return drawn(
        "frame.html", title=title, organisation=organisation, languages=languages, label=t._("Languages"),
        marks=menu_groups(groups), campaigns=campaigns, choose=t._("Change campaign"), is_open=campaign is None,
        compare=compare, compare_words=t._("Compare the campaigns"),
    )  # fmt: skip


def visitor_line(name: str, t: Translator) -> Markup:
    """Who is signed in, and the way out; for that person alone, so that it is never kept with what others see."""
    return drawn("visitor.html", name=name, words=t._("Sign out"))


def page_head(title: str, question: str = "", *, hidden: bool = False) -> Markup:
    """The page's only h1, and the question that the page answers; `hidden` keeps the title for screen readers alone."""
    return drawn("page_head.html", title=title, question=question, hidden=hidden)


def section_head(title: str, sentence: str = "", anchor: str = "") -> Markup:
    """A part of a page: its h2, and the sentence that says what was found; `anchor` lets an address lead to it."""
    return drawn("section_head.html", title=title, sentence=sentence, anchor=anchor)


def sentences(texts: Sequence[str]) -> Markup:
    """A few sentences, each a paragraph, in the words of the front page."""
    return drawn("sentences.html", texts=texts)


def forecast_block(headline: str, details: Sequence[str], provenance: str) -> Markup:
    """The forecast in words: one sentence large, what qualifies it smaller, where it comes from smallest."""
    return drawn("forecast.html", headline=headline, details=details, provenance=provenance)


def way(words: str, href: str) -> Markup:
    """A link on a line of its own: where to go for more."""
    refuse_script(href)
    return drawn("way.html", words=words, href=href)
