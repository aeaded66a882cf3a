"""Corrective actions: what is behind, what is proposed and why, and the form that makes a task of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from lib.campaign.corrections import Proposal
from lib.campaign.message import N_
from lib.drawing.work import Line, work_line
from lib.services.analyses.mobilising import members
from lib.services.daily.acting import Done, Hand
from lib.services.naming import on_one_line
from lib.services.plan.correcting import Corrections, corrections, make_task
from lib.ui import actions, parts, state
from lib.ui.access import may_see_people
from lib.ui.context import Context, context
from lib.ui.drawn import drawn
from lib.ui.plan.calendar import Place, last_action_in, noted_in, today_of

_DAYS_OFFERED = 28
_WIDTH_PX = 460


def corrective_actions() -> None:
    """What is proposed where the money or a KPI is behind, in the order that the money reached calls for."""
    page = context()
    seen = page.shared("corrections", lambda: corrections(page.store, page.opened, page.view))
    parts.section("corrections", N_("Corrective actions"), page.in_words("corrections-sentence", lambda: _sentence(page, seen)))
    last_action_in(Place.CORRECTIONS)
    with st.container(key="calendar-lines"):
        for proposal in seen.proposals:
            _proposal(page, proposal)


def _sentence(page: Context, seen: Corrections) -> str:
    _, sentence = page.translator._, page.translator.sentence
    if seen.is_over:
        return _("The campaign is over: there is nothing left to correct.")
    if not seen.behind:
        return _("Neither the money nor any commitment is behind: nothing is proposed.")
    named = page.translator.formats.listing([_(reading.kpi.name) for reading in seen.behind])
    said = _("Behind: %(names)s.", names=named) + (" " + sentence(seen.gap) if seen.gap else "")
    if seen.proposals:
        return said
    rest = _("What could be proposed is in the plan already.") if seen.is_all_taken else _("No action is proposed for that.")
    return f"{said} {rest}"


def _proposal(page: Context, proposal: Proposal) -> None:
    """The proposal with its reason; its form under it once it is opened."""
    name = f"correction-{proposal.key}"
    with st.container(key=f"work-{name}"):
        with st.container(key=f"line-{name}", horizontal=True, vertical_alignment="center"):
            drawn(page.in_words(name, lambda: work_line(_line(page, proposal))), f"text-{name}")
            is_open = actions.opener(name, page.translator._("Make it a task"))
        if is_open:
            _form(page, proposal)


def _line(page: Context, proposal: Proposal) -> Line:
    translator = page.translator
    names = translator.formats.listing([translator._(reading.kpi.name) for reading in page.view.readings
                                        if reading.kpi.id in proposal.kpi_ids])  # fmt: skip
    why = [*(translator.sentence(each) for each in proposal.why), translator._("For: %(names)s.", names=names)]
    by = translator._("By %(day)s.", day=on_one_line(translator.formats.day_month(proposal.due_on)))
    return Line(translator.sentence(proposal.what), " ".join(why), by)


def _form(page: Context, proposal: Proposal) -> None:
    """Who is in charge and by when; nobody is one of the answers."""
    _, name = page.translator._, f"correction-{proposal.key}"
    days = _days(page, proposal)
    with st.form(f"form-{name}", border=False, width=_WIDTH_PX):
        _owner_field(page, f"owner-{name}")
        st.selectbox(_("By which day?"), days, index=days.index(proposal.due_on), format_func=page.translator.formats.date_full,
                     key=f"day-{name}")  # fmt: skip
        st.form_submit_button(
            _("Add it to the plan"), type="primary", key=f"add-{name}", on_click=_added, args=(_Adding(proposal, name),)
        )


def _owner_field(page: Context, key: str) -> None:
    """A member, or a name that is typed; only typed where names are not shown."""
    _ = page.translator._
    found = members(page.store, page.opened, page.as_of, personal=may_see_people(page))
    if not found:
        st.text_input(_("In charge"), key=key)
        return
    st.selectbox(_("In charge"), ["", *dict.fromkeys(member.name for member in found)], key=key, accept_new_options=True,
                 format_func=lambda name: name or _("Nobody yet"))  # fmt: skip


def _days(page: Context, proposal: Proposal) -> list[date]:
    today = today_of(page)
    last = max(today + timedelta(days=_DAYS_OFFERED), proposal.due_on)
    return [today + timedelta(days=offset) for offset in range((last - today).days + 1)]


@dataclass(frozen=True, slots=True)
class _Adding:
    """What the form says, read when it is sent."""

    proposal: Proposal
    name: str

    def __call__(self, hand: Hand) -> Done:
        owner = (state.kept(f"owner-{self.name}", str) or "").strip()
        return make_task(hand, self.proposal, owner or None, state.kept(f"day-{self.name}", date) or self.proposal.due_on)


def _added(adding: _Adding) -> None:
    actions.act(noted_in(Place.CORRECTIONS, adding))
