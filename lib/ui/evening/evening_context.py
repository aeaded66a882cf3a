"""What the parts of the evening's page share: the evening that is on, the step and the levers of the address, who leads.

A session that leads sends what it shows on to the evening, which phones follow; one that only looks never does.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import streamlit as st

from lib.campaign.evening_levers import moved
from lib.services.clock import now
from lib.services.evening import evening
from lib.services.evening.evening import STEPS, Evening
from lib.services.evening.evening_steps import Seen
from lib.services.evening.evening_supposing import Start, start
from lib.ui import state
from lib.ui.choices import number
from lib.ui.context import Context, context

_LEADS, _SENT = "evening-leads", "evening-sent"


def evening_on(page: Context) -> Evening | None:
    """The evening that is on; None where none is, or where a past day is looked at."""
    found = last_evening(page)
    return found if found is not None and found.is_on(page.acting_at) else None


def last_evening(page: Context) -> Evening | None:
    """The evening that began last, over or not; None before the first, and where a past day is looked at."""
    return None if page.moment.is_asked else evening.evening(page.store, page.opened.id)


def leads(led: Evening) -> bool:
    """Whether this session leads it."""
    return state.kept(_LEADS, int) == led.number


def step_shown(page: Context) -> int:
    """The step that the address asks for; without one, that of the evening which is on, else the first."""
    if "step" in st.query_params:
        return min(number("step"), STEPS)
    led = evening_on(page)
    return led.step if led else 1


def go(step: int) -> None:
    """Put a step into the address; called as a button's callback."""
    st.query_params["step"] = str(min(max(step, 1), STEPS))


def begin() -> None:
    """Begin an evening, or take the lead of the one that is on."""
    page = context()
    if not page.can_act:
        return
    led = evening.begin(page.store, page.opened.id, at=_instant(page))
    state.keep(_LEADS, led.number)
    state.forget(_SENT)


def end() -> None:
    """End the evening that is on."""
    page = context()
    if page.can_act:
        evening.end(page.store, page.opened.id, at=_instant(page))
    state.forget(_LEADS)


def open_to_phones(is_open: bool) -> None:
    """Let phones follow, or not any more."""
    page = context()
    if page.can_act:
        evening.open_to_phones(page.store, page.opened.id, is_open, at=_instant(page))


def begun(page: Context) -> Start:
    """What the levers start from."""
    return page.shared("evening-start", lambda: start(page.store, page.opened, page.view))


def seen(page: Context) -> Seen:
    """What the steps are drawn from, with the levers of the address."""
    return Seen(page.store, page.opened, page.view, page.translator, _asked(page))


def send(page: Context) -> None:
    """Send on what is shown, once: a page that is drawn again by itself must not take the lead back from another window."""
    led = evening_on(page)
    shown = (step_shown(page), tuple(_asked(page).items()))
    if led is not None and page.can_act and leads(led) and state.kept(_SENT, tuple) != shown:
        evening.move_to(page.store, page.opened.id, shown[0], dict(shown[1]), at=_instant(page))
        state.keep(_SENT, shown)


def _asked(page: Context) -> dict[str, str]:
    return moved(begun(page).levers, st.query_params.to_dict())


def _instant(page: Context) -> datetime:
    """When the button is pressed: the page may have been drawn long before."""
    return replace(page, now=now()).acting_at
