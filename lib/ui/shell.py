"""The frame around every page: navigation, language, what is being looked at, and as of when."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from markupsafe import Markup
from streamlit.navigation.page import StreamlitPage

from lib.campaign.message import N_
from lib.drawing.frame import LanguageLink, frame_head
from lib.i18n.language import LANGUAGES, Language
from lib.i18n.translator import Translator
from lib.services.moments import days_to_show
from lib.ui import state
from lib.ui.address import change, link
from lib.ui.context import Context
from lib.ui.drawn import drawn

PAGES = Path(__file__).resolve().parents[2] / "pages"


@dataclass(frozen=True, slots=True)
class PageDeclaration:
    """A page of the navigation: its file's stem (also its address) and its title."""

    stem: str
    title: str


DECLARED: tuple[PageDeclaration, ...] = (
    PageDeclaration("overview", N_("Overview")),
    PageDeclaration("today", N_("Today")),
    PageDeclaration("contributions", N_("Contributions")),
    PageDeclaration("sharing", N_("Visibility")),
    PageDeclaration("mobilisation", N_("Mobilisation")),
    PageDeclaration("calendar", N_("Calendar")),
    PageDeclaration("budget", N_("Budget")),
    PageDeclaration("data", N_("Data")),
    PageDeclaration("method", N_("Method")),
)


def navigation(translator: Translator) -> StreamlitPage:
    """The menu in the viewer's language; the page that the address asks for."""
    key = f"pages-{translator.language.code}"
    pages = state.kept(key, list) or _pages(translator)
    state.keep(key, pages)
    return st.navigation(pages, position="top")


def _pages(translator: Translator) -> list[StreamlitPage]:
    """Made once a session: each looks its file up on the disk."""
    return [
        st.Page(PAGES / f"{page.stem}.py", title=translator._(page.title), default=index == 0)
        for index, page in enumerate(DECLARED)
    ]


def frame(context: Context) -> None:
    """Above every page: title, languages, the choice of another day."""
    with st.container(key="frame", horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        drawn(context.in_words("frame", lambda: _head(context)), "frame-head")
        _day_choice(context)


def _head(context: Context) -> Markup:
    languages = [_language_link(context, each) for each in LANGUAGES]
    return frame_head(context.opened.campaign, context.translator, languages)


def _language_link(context: Context, each: Language) -> LanguageLink:
    """The same page in another language: a relative address, so that it stays where it is."""
    href = link("", {**context.params, "lang": each.short}).lstrip("/")
    return LanguageLink(each.short.upper(), each.name, each.html, href, each == context.translator.language)


def _day_choice(context: Context) -> None:
    """Any past day can be looked at; the choice goes into the address, so that a link shows the same thing to others."""
    translator, days = context.translator, days_to_show(context.opened.campaign, context.now)
    if not days:
        return
    options = [None, *(day.isoformat() for day in days)]
    labels = context.in_words("days", lambda: {day.isoformat(): translator.formats.date_full(day) for day in days}, days[0])
    asked = context.params.get("as_of", "")[:10] if context.moment.is_asked else None
    default = translator._("The demonstration’s evening") if context.opened.campaign.invented else translator._("Now")
    # A list whose words change under the same key gives back the former words, hence the campaign's name in it.
    chosen = st.selectbox(
        translator._("Seen on the evening of"),
        options,
        index=options.index(asked) if asked in options else 0,
        format_func=lambda iso: labels.get(iso, default),
        key=f"as_of_{asked}_{context.opened.campaign.name}",
        width=280,
    )
    if chosen != (asked if asked in options else None):
        change("as_of", chosen)
        st.rerun()
