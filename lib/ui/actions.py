"""Doing something from a page at a click: done, said, and undone at the next click as long as nothing came after.

The work is done in a callback, so that it starts from the rows as they were shown: who was faster is told, not overwritten.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from lib.campaign.errors import DashboardError
from lib.campaign.message import Message
from lib.services.campaigns import open_campaign
from lib.services.clock import now
from lib.services.daily.acting import Done, Hand, undo
from lib.ui import parts, state
from lib.ui.context import Context, context

_TOLD, _REFUSED, _OPEN = "acted", "act-refused", "act-open"


@dataclass(frozen=True, slots=True)
class _Told:
    """The last thing done here, and the campaign's revision after it: a later one ends the offer to undo it."""

    done: Done
    revision: int


def act(action: Callable[[Hand], Done]) -> None:
    """Do it, and keep what is to be said of it; closes the form it came from. Called as a widget's callback."""
    page = context()
    state.forget(_TOLD)
    state.forget(_REFUSED)
    try:
        done = action(_hand(page))
    except DashboardError as error:
        state.keep(_REFUSED, error.message)
        return
    state.forget(_OPEN)
    state.keep(_TOLD, _Told(done, _revision(page)))


def _hand(page: Context) -> Hand:
    """Who acts, at the instant of the click: the page may have been drawn long before."""
    page.must_act()
    return Hand(page.store, page.opened, replace(page, now=now()).acting_at, page.visitor.name)


def _revision(page: Context) -> int:
    return open_campaign(page.store, page.opened.campaign.name).revision


def last_action() -> None:
    """What was just done, with a button that takes it back; or why it was refused."""
    page = context()
    refused, told = state.kept(_REFUSED, Message), state.kept(_TOLD, _Told)
    stands = told is not None and told.revision == page.opened.revision
    if refused is None and not stands:
        return
    with st.container(key="last-action", horizontal=True, vertical_alignment="center"):
        if refused is not None:
            parts.say("act-refused", "error", page.translator.sentence(refused))
        elif told is not None:
            parts.say("act-done", "success", page.translator.sentence(told.done.said))
            if told.done.entries or told.done.aside:
                st.button(page.translator._("Undo"), key="act-undo", on_click=act, args=(lambda hand: undo(hand, told.done),))


def past_notice() -> None:
    """Why nothing can be done here, where nothing can."""
    page = context()
    if not page.can_act:
        parts.say("act-past", "info", page.translator._(page.why_not))


def button(key: str, label: str, action: Callable[[Hand], Done], *, is_quiet: bool = False) -> None:
    """A button that does something at once."""
    st.button(label, key=key, on_click=act, args=(action,), type="tertiary" if is_quiet else "secondary",
              disabled=not context().can_act)  # fmt: skip


def opener(name: str, label: str) -> bool:
    """A button that opens a form under its line, or closes it; whether it is open. One form is open at a time."""
    is_open = state.kept(_OPEN, str) == name
    st.button(context().translator._("Close") if is_open else label, key=f"open-{name}", on_click=_turn, args=(name,),
              disabled=not context().can_act)  # fmt: skip
    return is_open


def _turn(name: str) -> None:
    state.forget(_REFUSED)
    if state.kept(_OPEN, str) == name:
        state.forget(_OPEN)
    else:
        state.keep(_OPEN, name)
