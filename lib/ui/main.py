"""The script that Streamlit runs for every page: frame first, then the page that the address asks for."""

from __future__ import annotations

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from lib.campaign.errors import DashboardError, StoreDamaged
from lib.drawing.page_frame import PRODUCT
from lib.i18n.language import language
from lib.i18n.translator import Translator
from lib.store.failures import GONE_AWAY
from lib.ui import shell
from lib.ui.address import settled_address
from lib.ui.context import Context, new_context
from lib.ui.files.backups import doubts, offer_last_good
from lib.ui.notices import say_error
from lib.ui.visitor import SignInNeeded, ask_to_sign_in
from lib.ui.watching import come_back, watch


def main() -> None:
    """Draw the menu, the frame, then the page; what cannot be opened is said in one sentence, under a menu that works."""
    try:
        made = new_context()
    except SignInNeeded:
        translator = Translator(language(settled_address().get("lang")))
        _entitled(shell.navigation(translator), translator._(PRODUCT))
        ask_to_sign_in(translator)
    except DashboardError as error:
        params = settled_address()
        translator = Translator(language(params.get("lang")))
        page = shell.navigation(translator)
        _entitled(page, translator._(PRODUCT))
        shell.frame_alone(translator, params, page)
        _say(error, translator)
    else:
        page = shell.navigation(made.translator, has_several=len(made.campaigns) > 1)
        _entitled(page, made.opened.campaign.title)
        _draw(made, page)


def _draw(made: Context, page: StreamlitPage) -> None:
    try:
        shell.frame(made)
        doubts(made)
        page.run()
        watch()
    except DashboardError as error:
        _say(error, made.translator)


def _say(error: DashboardError, translator: Translator) -> None:
    """What went wrong, in a sentence; a damaged database also with the way back."""
    say_error(error.message)
    if isinstance(error, StoreDamaged):
        offer_last_good(translator)
    if error.message.text in GONE_AWAY:
        come_back()


def _entitled(page: StreamlitPage, about: str) -> None:
    """The page and its campaign in the browser's tab."""
    st.set_page_config(page_title=f"{page.title} – {about}", layout="wide", initial_sidebar_state="collapsed")


main()
