"""What is held and what is due to go, on the privacy page: counts and days alone; purged once a word was typed."""

from __future__ import annotations

from datetime import date

import streamlit as st

from lib.campaign.errors import DashboardError
from lib.campaign.message import N_
from lib.drawing.notice import notice
from lib.drawing.table import Header, table
from lib.services.persons.privacy_log import noted
from lib.services.persons.purging import NAMES, Due, plan, purge, sentence
from lib.ui import parts, state
from lib.ui.access import may_see_people
from lib.ui.context import Context, context
from lib.ui.drawn import drawn
from lib.ui.notices import say_error

_DONE, _UNCONFIRMED = "purge-done", "purge-unconfirmed"
_WORD = N_("PURGE")
_FIELD_PX = 420
_NOTED = {"erased": N_("A person was erased"), "purged": N_("Purged")}
_SHOWN = 12
_BY_HAND = N_(
    "Nothing goes by itself. The periods are those of [retention] in campaign.toml. The figures are the same afterwards, "
    "to the cent."
)


def retention_section() -> None:
    """Kind by kind: how much there is, until when, whether it is due; then the purge, and what was done before."""
    page = context()
    if not may_see_people(page):
        return
    _ = page.translator._
    parts.section("retention", N_("Retention"), _(_BY_HAND))
    _say_done(page)
    try:
        dues = page.shared("retention-plan", lambda: plan(page.store, page.opened, page.acting_at), page.acting_at.date())
    except DashboardError as error:
        say_error(error.message)
        return
    rows = [
        (_(NAMES[each.kind]), page.translator.formats.count(each.count), _day(page, each.due_on), _state(page, each))
        for each in dues
    ]
    headers = (Header(_("What"), wide=True), Header(_("How many"), numeric=True), Header(_("From"), whole=True), _("State"))
    drawn(table(headers, rows, caption=_("Retention"), caption_hidden=True), "retention-table")
    if page.can_act and any(each.goes for each in dues):
        _purging(page)
    _history(page)


def _day(page: Context, day: date | None) -> str:
    return "—" if day is None else page.translator.formats.date_medium(day)


def _state(page: Context, due: Due) -> str:
    _ = page.translator._
    if not due.count:
        said = _("Nothing to purge")
    elif due.waits is not None and due.is_due:
        said = page.translator.sentence(due.waits)
    else:
        said = _("Due: goes with the next purge") if due.is_due else _("Not due yet")
    if not due.kept:
        return said
    kept = page.translator.ngettext("%(count)s person stays by consent", "%(count)s people stay by consent", due.kept)
    return f"{said} ({kept})"


def _purging(page: Context) -> None:
    _ = page.translator._
    with st.expander(_("Purge what is due")):
        drawn(notice("warning", _("What is due goes for good. Back-ups keep it until their rotation.")), "purge-warning")
        word = _(_WORD)
        typed = st.text_input(_("To confirm, type %(word)s", word=word), key="purge-word", width=_FIELD_PX)
        if st.button(_("Purge for good"), key="purge"):
            _purge(page, typed.strip().casefold() == word.casefold())
        if state.kept(_UNCONFIRMED, bool):
            drawn(notice("error", _("Nothing was changed: type %(word)s in the box first.", word=word)), "purge-word-missing")


def _purge(page: Context, is_confirmed: bool) -> None:
    page.must_act()
    state.keep(_UNCONFIRMED, not is_confirmed)
    if not is_confirmed:
        return
    try:
        went = purge(page.store, page.opened, page.acting_at, page.visitor.name)
    except DashboardError as error:
        say_error(error.message)
        return
    state.keep(_DONE, page.translator.sentence(sentence(went)))
    st.rerun()


def _say_done(page: Context) -> None:
    done = state.kept(_DONE, str)
    if done is not None:
        parts.say("purge-done", "success", done)
    state.forget(_DONE)


def _history(page: Context) -> None:
    """What was erased and purged, naming nobody."""
    done = noted(page.store, page.opened.id)[:_SHOWN]
    if not done:
        return
    _, formats = page.translator._, page.translator.formats
    rows = [
        (formats.instant(each.at), _(_NOTED.get(each.what, each.what)), formats.count(sum(each.counts.values()))) for each in done
    ]
    headers = (_("When"), _("What"), Header(_("How many"), numeric=True))
    drawn(table(headers, rows, caption=_("Done so far")), "privacy-history")
