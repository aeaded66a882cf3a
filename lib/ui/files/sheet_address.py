"""The address of a shared sheet, typed beside the files: its table then goes through the same three steps."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from lib.campaign.errors import DashboardError
from lib.services.imports.shared_sheets import sheet_at
from lib.ui import state
from lib.ui.context import Context
from lib.ui.notices import say_error

_KEPT = "sheet"


def typed_sheet(page: Context) -> Mapping[str, bytes]:
    """The table at the address that was typed, by its name; nothing while none was, or where it cannot be read."""
    _ = page.translator._
    with st.form("sheet-address", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        address = st.text_input(
            _("… or the address of a shared sheet (Framacalc, EtherCalc, Google, Nextcloud, a CSV or XLSX file)"),
            key=f"sheet-{state.kept('uploads', int) or 0}",
        )
        asked = st.form_submit_button(_("Read"))
    if asked and not address.strip():
        state.forget(_KEPT)
    elif asked:
        _keep(page, address)
    held = state.kept(_KEPT, tuple)
    return {held[1]: held[2]} if held and held[0] == address.strip() else {}


def _keep(page: Context, address: str) -> None:
    state.forget(_KEPT)
    try:
        with st.spinner(page.translator._("Reading…")):
            state.keep(_KEPT, (address.strip(), *sheet_at(address)))
    except DashboardError as error:
        say_error(error.message)
