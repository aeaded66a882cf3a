"""The script that Streamlit runs for every page: frame first, then the page that the address asks for."""

from __future__ import annotations

import streamlit as st

from lib.campaign.errors import DashboardError
from lib.i18n.language import language
from lib.i18n.translator import Translator
from lib.ui import shell
from lib.ui.address import settled_address
from lib.ui.context import new_context
from lib.ui.notices import say_error
from lib.ui.watching import watch


def main() -> None:
    """Draw the frame, then the page; what cannot be opened is said in one sentence."""
    st.set_page_config(page_title="Services Faciles", layout="wide", initial_sidebar_state="collapsed")
    page = shell.navigation(Translator(language(settled_address().get("lang"))))
    try:
        shell.frame(new_context())
        page.run()
        watch()
    except DashboardError as error:
        say_error(error.message)


main()
