"""Phones in the room: the address and its square, whether they may follow, and the end of the evening."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from lib.drawing.evening import phones as drawn_phones
from lib.drawing.frame import sentences
from lib.drawing.qr import qr_code
from lib.services.evening.evening import Evening
from lib.ui import state
from lib.ui.context import Context
from lib.ui.drawn import drawn
from lib.ui.evening.evening_context import end, open_to_phones
from lib.ui.own_address import is_out_of_reach, route_address

_ROUTE = "/suivre"
_OPEN = "evening-open"


def phones(page: Context, led: Evening) -> None:
    """What opens under a button, so that the square is large when it is wanted and out of the way afterwards."""
    _ = page.translator._
    with st.container(key="evening-phones", width="content"), st.popover(_("Phones"), width="content"):
        began = _("Evening begun at %(time)s; this window leads it.", time=page.translator.formats.time(led.began_at))
        drawn(sentences([began]), "evening-state")
        if state.kept(_OPEN, bool) != led.is_open_to_phones:
            state.keep(_OPEN, led.is_open_to_phones)
        st.toggle(_("Phones may follow"), key=_OPEN, on_change=_turned)
        address = route_address(page, _ROUTE, "campaign", "lang")
        square = Markup() if is_out_of_reach() else qr_code(address, name=_("Follow the evening on a phone"))
        drawn(drawn_phones(address, [_sentence(page, led)], square), "evening-address")
        st.button(_("End the evening"), key="evening-end", on_click=end)


def _turned() -> None:
    open_to_phones(bool(state.kept(_OPEN, bool)))


def _sentence(page: Context, led: Evening) -> str:
    _ = page.translator._
    if is_out_of_reach():
        return _("Phones cannot reach this address: it is this machine’s own. “docs/operations.md” says how to serve the "
                 "dashboard to others; then open this page at the address that they use.")  # fmt: skip
    if not led.is_open_to_phones:
        return _("Closed to phones for now: turn it on when the room is ready.")
    return _("Scan the square, or type the address. Phones show the step, read only, and nobody’s name.")
