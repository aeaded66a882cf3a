"""The evening as the presenter leads it: who leads, the path of five steps, each step's drawing, what to say."""

from __future__ import annotations

import streamlit as st

from lib.campaign.message import N_
from lib.drawing.evening import notes as drawn_notes
from lib.drawing.frame import sentences
from lib.services.evening.evening import STEPS
from lib.services.evening.evening_notes import presenter_notes
from lib.services.evening.evening_picture import picture
from lib.services.evening.evening_steps import TITLES
from lib.ui import actions, parts
from lib.ui.context import context
from lib.ui.drawn import drawn
from lib.ui.evening import evening_commitments, evening_levers
from lib.ui.evening.evening_context import begin, evening_on, go, leads, seen, send, step_shown
from lib.ui.evening.evening_phones import phones

_LEVERS, _COMMITMENTS = 4, 5


def head() -> None:
    """The page's title, for screen readers alone: the path says where one is, and the room needs the place."""
    drawn(parts.head_drawing(N_("Evening"), N_("What do we decide together?"), hidden=True), "page-head")


def lead() -> None:
    """Begin the evening, or take the lead of one that is on; nothing while this window leads it: the place is the room's."""
    page = context()
    _, led = page.translator._, evening_on(page)
    actions.past_notice()
    if not page.can_act or (led is not None and leads(led)):
        return
    with st.container(key="evening-lead", horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        if led is None:
            said, label = _("The steps can be looked at freely; phones follow once the evening is led."), _("Lead the evening")
        else:
            time = page.translator.formats.time(led.began_at)
            said, label = _("An evening is on since %(time)s, led from another window.", time=time), _("Lead from here")
        drawn(sentences([said]), "evening-state")
        st.button(label, key="evening-begin", type="primary", on_click=begin)


def path() -> None:
    """The five steps as large buttons, the one before and the one after; the arrow keys do the same."""
    page = context()
    _, step, led = page.translator._, step_shown(page), evening_on(page)
    with st.container(key="evening-path", horizontal=True, vertical_alignment="center"):
        st.button(_("Previous"), key="evening-previous", on_click=go, args=(step - 1,), disabled=step == 1, shortcut="Left")
        for place, title in enumerate(TITLES, 1):
            st.button(f"{place}. {_(title)}", key=f"evening-step-{place}", on_click=go, args=(place,),
                      type="primary" if place == step else "tertiary")  # fmt: skip
        st.button(_("Next"), key="evening-next", on_click=go, args=(step + 1,), disabled=step == STEPS, shortcut="Right")
        if led is not None and leads(led):
            phones(page, led)


def shown_step() -> None:
    """The step's title and what is shown of it; sent on to the phones where this window leads."""
    page = context()
    step = step_shown(page)
    parts.section(f"evening-{step}", TITLES[step - 1])
    if step == _LEVERS:
        evening_levers.levers()
    elif step == _COMMITMENTS:
        evening_commitments.commitments()
    else:
        drawn(page.in_words(f"evening-step-{step}", lambda: picture(seen(page), step, None)), f"evening-drawing-{step}")
    send(page)


def notes() -> None:
    """What the presenter may say, folded: the page is projected."""
    page = context()
    step = step_shown(page)
    title = page.translator._("Presenter’s notes")
    made = page.in_words(f"evening-notes-{step}", lambda: drawn_notes(title, presenter_notes(seen(page), step)))
    drawn(made, f"evening-notes-{step}")
