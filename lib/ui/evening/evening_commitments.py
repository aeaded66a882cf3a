"""Step 5: who takes what on, by when, typed in the room; each line is a task of the plan at once, and can be undone."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from lib.campaign.calendar import local_day
from lib.services.daily.acting import Done, Hand
from lib.services.evening.commitments import Commitment, commit
from lib.services.evening.evening import Evening
from lib.services.evening.evening_taken import commitments_taken
from lib.ui import actions, parts, state
from lib.ui.access import may_see_people
from lib.ui.context import Context, context
from lib.ui.drawn import drawn
from lib.ui.evening.evening_context import begin, evening_on, last_evening, seen

_WHO, _WHAT, _DAY, _BOX = "commitment-who", "commitment-what", "commitment-day", "commitment-responsibility"
_DAYS_OFFERED = 28
_USUAL_DAYS = 7


def commitments() -> None:
    """The form beside what was taken on since the evening began."""
    page = context()
    led = evening_on(page)
    form, taken = st.columns([2, 3], gap="large")
    with form:
        _form(page, led)
        actions.last_action()
    with taken:
        shown, names = led or last_evening(page), may_see_people(page)
        drawn(commitments_taken(seen(page), shown, names=names, is_over=led is None), "commitments-taken")
        if led is not None:
            st.caption(page.translator._("Phones show what and by when, without names."))


def _form(page: Context, led: Evening | None) -> None:
    _ = page.translator._
    if not page.can_act:
        return
    if led is None:
        parts.say("commitments-before", "info", _("Begin the evening to take commitments: they are listed since it began."))
        st.button(_("Lead the evening"), key="commitments-begin", on_click=begin)
        return
    days = _days(page)
    with st.form("form-commitment", border=False):
        st.text_input(_("Who (a name, no e-mail address)"), key=_WHO)
        st.text_input(_("What"), key=_WHAT)
        st.selectbox(_("By which day?"), days, index=_usual(page, days), format_func=page.translator.formats.date_full, key=_DAY)
        st.checkbox(_("It is a communication responsibility of this member"), key=_BOX)
        st.form_submit_button(_("Take it on"), type="primary", key="commitment-take", on_click=_taken, args=(led,))


def _days(page: Context) -> list[date]:
    today = local_day(page.acting_at, page.opened.campaign.period.zone)
    return [today + timedelta(days=offset) for offset in range(_DAYS_OFFERED + 1)]


def _usual(page: Context, days: list[date]) -> int:
    """In a week, or on the campaign's last day where that is sooner."""
    last = page.opened.campaign.period.last_day
    return next((place for place, day in enumerate(days) if day == last and place < _USUAL_DAYS), _USUAL_DAYS)


def _taken(led: Evening) -> None:
    def done(hand: Hand) -> Done:
        who, what = state.kept(_WHO, str) or "", state.kept(_WHAT, str) or ""
        written = commit(hand, led, Commitment(who, what, state.kept(_DAY, date) or hand.today, bool(state.kept(_BOX, bool))))
        for name, empty in ((_WHO, ""), (_WHAT, ""), (_BOX, False)):
            state.keep(name, empty)
        return written

    actions.act(done)
