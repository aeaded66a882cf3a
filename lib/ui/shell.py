"""The frame around every page: navigation, language, what is being looked at, and as of when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import streamlit as st
from markupsafe import Markup
from streamlit.navigation.page import StreamlitPage

from lib.campaign.message import N_
from lib.campaign.model import Campaign
from lib.drawing.frame import CampaignLink, LanguageLink, frame_head, page_head, visitor_line
from lib.drawing.menu import Group
from lib.i18n.language import LANGUAGES, Language
from lib.i18n.translator import Translator
from lib.services.campaigns import OpenCampaign
from lib.services.entry.access import WayIn, access
from lib.ui import state
from lib.ui.address import link
from lib.ui.context import Context, offered
from lib.ui.drawn import drawn
from lib.ui.moment_choice import moment_choice

PAGES = Path(__file__).resolve().parents[2] / "pages"


PORTFOLIO = "portfolio"
"""The last page of the menu, there for those who may see several campaigns; its address answers everybody."""


@dataclass(frozen=True, slots=True)
class PageDeclaration:
    """A page of the navigation: its file's stem (also its address), its title; `group` where it begins a group of the menu."""

    stem: str
    title: str
    group: str = ""


DECLARED: tuple[PageDeclaration, ...] = (
    PageDeclaration("overview", N_("Overview")),
    PageDeclaration("today", N_("Today")),
    PageDeclaration("contributions", N_("Contributions")),
    PageDeclaration("sharing", N_("Visibility")),
    PageDeclaration("mobilisation", N_("Mobilisation")),
    PageDeclaration("calendar", N_("Calendar")),
    PageDeclaration("budget", N_("Budget")),
    PageDeclaration("screen", N_("Screen")),
    PageDeclaration("evening", N_("Evening")),
    PageDeclaration("report", N_("Report")),
    PageDeclaration("data", N_("Data")),
    PageDeclaration("privacy", N_("Privacy")),
    PageDeclaration("method", N_("Method")),
    PageDeclaration(PORTFOLIO, N_("Campaigns")),
)


ADDRESSES = frozenset({"/", *(f"/{page.stem}" for page in DECLARED)})
"""Of the pages: each is answered with the same empty frame, whoever asks."""
_GROUPS: Mapping[str, str] = MappingProxyType(
    {"overview": N_("Follow-up"), "mobilisation": N_("Plan"), "screen": N_("Meeting"), "data": N_("Data")}
)
"""The groups of the menu by the page that each begins with."""


def groups(translator: Translator, *, has_several: bool = False) -> tuple[Group, ...]:
    """The menu's groups in words, in its order, each with the place of its first page."""
    shown = [page for page in DECLARED if has_several or page.stem != PORTFOLIO]
    begun = ((page.group or _GROUPS.get(page.stem), place) for place, page in enumerate(shown, 1))
    return tuple(Group(translator._(name), place) for name, place in begun if name)


def navigation(translator: Translator, *, has_several: bool = False) -> StreamlitPage:
    """The menu in the viewer's language; the page that the address asks for. `has_several`: campaigns to be compared."""
    key = f"pages-{translator.language.code}-{has_several}"
    pages = state.kept(key, list) or _pages(translator, has_several)
    state.keep(key, pages)
    return st.navigation(pages, position="top")


def _pages(translator: Translator, has_several: bool) -> list[StreamlitPage]:
    """Made once a session: each looks its file up on the disk."""
    return [
        st.Page(PAGES / f"{page.stem}.py", title=translator._(page.title), default=index == 0,
                visibility="visible" if has_several or page.stem != PORTFOLIO else "hidden")
        for index, page in enumerate(DECLARED)
    ]  # fmt: skip


def frame(context: Context) -> None:
    """Above every page: title, languages, the choice of another day."""
    with st.container(key="frame", horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        campaign, translator, params = context.opened.campaign, context.translator, context.params
        links = campaign_links(context.campaigns, translator, params, current=campaign.name)
        drawn(context.in_words("frame", lambda: _head(campaign, translator, params, links), links), "frame-head")
        moment_choice(context)
    if access().way_in is not WayIn.OWN_MACHINE:
        drawn(visitor_line(context.visitor.name, context.translator), "visitor")


def frame_alone(translator: Translator, params: Mapping[str, str], page: StreamlitPage) -> None:
    """The same where no campaign can be opened: product, languages, the campaigns that can, and the title of the page that
    was asked for."""
    with st.container(key="frame"):
        drawn(_head(None, translator, params, campaign_links(offered(), translator, params)), "frame-head")
    drawn(page_head(page.title), "page-head")


def campaign_links(
    seen: Sequence[OpenCampaign], translator: Translator, params: Mapping[str, str], *, current: str = ""
) -> tuple[CampaignLink, ...]:
    """The same page of each campaign, by title, where there is more than one to choose; today's, for their days differ.

    A link loads the page anew: nothing that was being done on one campaign is left over on another.
    """
    if len(seen) < 2 and current:
        return ()
    kept = {"lang": params["lang"]} if params.get("lang") else {}
    found = []
    for each in (opened.campaign for opened in seen):
        href = link("", {**kept, "campaign": each.name}).lstrip("/")
        found.append(CampaignLink(each.title, _about(each, translator), href, each.name == current))
    return tuple(sorted(found, key=lambda each: (each.title.casefold(), each.href)))


def _about(campaign: Campaign, translator: Translator) -> str:
    """Whose it is and when it closes: two campaigns may have the same title."""
    closing = translator.formats.date_long(campaign.period.last_day)
    return f"{campaign.organisation}, {closing}" if campaign.organisation else closing


def _head(
    campaign: Campaign | None, translator: Translator, params: Mapping[str, str], campaigns: Sequence[CampaignLink]
) -> Markup:
    languages = [_language_link(translator, params, each) for each in LANGUAGES]
    has_several = campaign is not None and len(campaigns) > 1
    compare = link(PORTFOLIO, params) if has_several else ""
    return frame_head(campaign, translator, languages, groups(translator, has_several=has_several), campaigns, compare)


def _language_link(translator: Translator, params: Mapping[str, str], each: Language) -> LanguageLink:
    """The same page in another language: a relative address, so that it stays where it is."""
    href = link("", {**params, "lang": each.short}).lstrip("/")
    return LanguageLink(each.short.upper(), each.name, each.html, href, each == translator.language)
