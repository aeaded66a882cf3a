"""Where the team writes its own words of the campaign, kept with it and part of both reports."""

from __future__ import annotations

import streamlit as st

from lib.campaign.errors import DashboardError
from lib.campaign.message import N_
from lib.services.edits.team_words import LONGEST_TEXT, TeamText, Topic, team_words, write_words
from lib.services.reports.report_files import Kind
from lib.services.reports.report_words import TOPIC_TITLES
from lib.ui import parts, state
from lib.ui.access import may_see_people
from lib.ui.context import Context
from lib.ui.literal import literal
from lib.ui.notices import say_error

_TOPICS = {Kind.MEETING: (Topic.DECISIONS,), Kind.CLOSING: (Topic.WORKED, Topic.DID_NOT, Topic.AGAIN)}
_HEIGHT_PX = 140
_SAVED = "team-words-saved"


def write_team_words(page: Context, kind: Kind) -> None:
    """One form for each topic of the report; what another has written meanwhile is never lost."""
    _ = page.translator._
    parts.section("report-words", N_("In the team’s words"),
                  _("What is written here leaves with the report: name nobody who would not want it."))  # fmt: skip
    if not (page.can_act and may_see_people(page)):
        parts.say("report-words-still", "info", _("This is a past evening as it was: to change anything, come back to today."))
        return
    held = team_words(page.store, page.opened.id)
    for topic in _TOPICS[kind]:
        _form(page, topic, held.get(topic))


def _form(page: Context, topic: Topic, held: TeamText | None) -> None:
    """The words as they are kept; a text saved by somebody else gives another form, so that nobody writes over it unseen."""
    _ = page.translator._
    version = held.at.isoformat() if held else "new"
    with st.form(f"report-words-{topic.value}", border=False):
        typed = st.text_area(_(TOPIC_TITLES[topic]), held.text if held else "", height=_HEIGHT_PX, max_chars=LONGEST_TEXT,
                             key=f"words-{topic.value}-{version}", help=_signed(page, held))  # fmt: skip
        asked = st.form_submit_button(_("Save"))
    if asked:
        _save(page, topic, typed or "", held)
    elif state.kept(_SAVED, str) == f"{topic.value} {version}":
        parts.say(f"report-saved-{topic.value}", "success", _("Saved: it is in the report."))


def _signed(page: Context, held: TeamText | None) -> str | None:
    if held is None:
        return None
    return page.translator._("Written by %(who)s on %(instant)s", who=literal(held.who), instant=held.at)


def _save(page: Context, topic: Topic, typed: str, held: TeamText | None) -> None:
    try:
        write_words(page.store, page.opened.id, topic, typed, read=held, at=page.acting_at, who=page.visitor.name)
    except DashboardError as error:
        say_error(error.message)
        return
    version = page.acting_at.isoformat() if typed.strip() else "new"
    state.keep(_SAVED, f"{topic.value} {version}")
    st.rerun()
