"""The levers of step 4: each in the address, so that a link shows the same; nothing that is stored changes."""

from __future__ import annotations

import streamlit as st

from lib.services.evening.evening_levers import levers as drawn_levers
from lib.ui.budget.levers import lever
from lib.ui.context import Context, context
from lib.ui.drawn import drawn
from lib.ui.evening.evening_context import begun, seen, send

_IN_A_ROW = 2


@st.fragment
def levers() -> None:
    """The fields beside what they come to: the money, the chance with its band, each lever's part. No field once it is over."""
    page = context()
    if page.as_of >= page.opened.campaign.period.closes_at:
        drawn(drawn_levers(seen(page), begun(page)), "evening-levers")
        return
    fields, outcome = st.columns([2, 3], gap="large")
    with fields:
        _fields(page)
    with outcome:
        drawn(drawn_levers(seen(page), begun(page)), "evening-levers")
    send(page)


def _fields(page: Context) -> None:
    _, currency, asked = page.translator._, page.view.campaign.currency, begun(page).levers
    labels = (
        _("Members who bring people"),
        _("Contributors that each one brings"),
        _("What each contributor gives (%(currency)s)", currency=currency),
        _("Contributors in one day"),
        _("More contributors a day"),
        _("One contribution more (%(currency)s)", currency=currency),
    )
    named = list(zip(asked, labels, strict=True))
    for first in range(0, len(named), _IN_A_ROW):
        columns = st.columns(_IN_A_ROW, vertical_alignment="bottom")
        for column, (each, label) in zip(columns, named[first : first + _IN_A_ROW], strict=True):
            with column:
                lever(each, label)
    st.button(_("Back to what is stored"), key="evening-reset", on_click=_reset, args=([each.name for each in asked],),
              disabled=not seen(page).asked)  # fmt: skip


def _reset(names: list[str]) -> None:
    left = {name: value for name, value in st.query_params.to_dict().items() if name not in names}
    st.query_params.from_dict(left)
