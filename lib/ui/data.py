"""The parts of the data page besides importing and live sources: how fresh, undone, journalled, exported."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from markupsafe import Markup

from lib.campaign.errors import DashboardError
from lib.campaign.message import N_
from lib.campaign.tables import TABLES
from lib.drawing.table import Header, table
from lib.services.analyses.answers import freshness_answer
from lib.services.edits.trail import Import, TableFreshness, Trace, freshness_by_table, imports, traces, undo_import
from lib.services.imports.large_imports import forget_import
from lib.services.imports.reconciling import difference_sentence
from lib.services.persons.mailing import NOT_FOR_SOLICITING
from lib.ui import parts, state
from lib.ui.access import may_see_people
from lib.ui.context import Context, context
from lib.ui.drawn import drawn
from lib.ui.editing.journal_list import journal_list
from lib.ui.exports import folder_link
from lib.ui.names import table_title
from lib.ui.notices import say_error

_IMPORTS_SHOWN = 10
_TRACES_SHOWN = 30
_FOR_THE_LEAD = ("consents", "incidents")
"""Tables that nobody else is told of, not even how many rows they have."""


def answer() -> None:
    """Until when the money is known, and whether it adds up to what the platform says."""
    page = context()
    known = freshness_answer(page.view.tallies.money.newest_at, page.translator)
    gap = difference_sentence(page.store, page.opened, page.as_of, page.translator)
    parts.answer(known, gap)


def freshness() -> None:
    """Each table: how many rows, the newest datum, the last import."""
    page = context()
    parts.section("freshness", N_("What is here"))
    held = page.shared("freshness", lambda: freshness_by_table(page.store, page.opened))
    if not held:
        parts.nothing_yet("no-data", N_("Nothing yet"), N_("Drop a campaign folder, an export or a table above."))
        return
    drawn(page.in_words("freshness-table", lambda: _freshness_table(page, held)), "freshness-table")


def _freshness_table(page: Context, held: Mapping[str, TableFreshness]) -> Markup:
    _, formats = page.translator._, page.translator.formats
    rows = [
        (
            table_title(each.name, page.translator),
            formats.count(held[each.name].rows),
            held[each.name].newest_text(page.translator),
            held[each.name].imported_text(page.translator),
        )
        for each in TABLES
        if each.name in held and (may_see_people(page) or each.name not in _FOR_THE_LEAD)
    ]
    headers: list[Header | str] = [_("Data"), Header(_("Rows"), numeric=True), Header(_("Newest datum"), whole=True),
                                   Header(_("Last import"), whole=True)]  # fmt: skip
    return table(headers, rows, caption=_("What is here"), caption_hidden=True)


def undoing() -> None:
    """The last imports, each of which can be undone as long as nothing was changed since."""
    page = context()
    done = imports(page.store, page.opened, _IMPORTS_SHOWN)
    parts.section("imports", N_("Imports"))
    if not done:
        parts.say("no-import", "info", page.translator._("Nothing has been imported yet."))
    for each in done:
        _import(page, each)


def _import(page: Context, each: Import) -> None:
    _ = page.translator._
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(each.sentence(page.translator, names=may_see_people(page)))
        can_undo = each.can_be_undone and page.visitor.may_edit
        if can_undo and st.button(_("Undo"), key=f"undo-{each.id}", help=_("Undo import no. %(id)s", id=str(each.id))):
            state.keep("undoing", each.id)
    if can_undo and state.kept("undoing", int) == each.id:
        _confirm_undo(page, each)


def _confirm_undo(page: Context, each: Import) -> None:
    _ = page.translator._
    parts.say(
        f"undo-warning-{each.id}",
        "warning",
        _("Import no. %(id)s will be taken back: its new rows go, its changes are reversed.", id=str(each.id)),
    )
    with st.container(horizontal=True):
        confirmed = st.button(_("Undo this import"), type="primary", key=f"undo-yes-{each.id}")
        kept = st.button(_("Keep it"), key=f"undo-no-{each.id}")
    if not (confirmed or kept):
        return
    state.forget("undoing")
    try:
        if confirmed:
            undo_import(page.store, page.opened, each.id, at=page.now, who=page.visitor.name)
            state.forget("outcome")
            forget_import(each.id)
        st.rerun()
    except DashboardError as error:
        say_error(error.message)


def journal() -> None:
    """Who changed what, the newest first."""
    page = context()
    _ = page.translator._
    parts.section("journal", N_("Journal"))
    seen: tuple[Trace, ...] = traces(page.store, page.opened, _TRACES_SHOWN)
    if not seen:
        parts.say("no-trace", "info", _("No row has been changed since it was imported."))
        return
    if not may_see_people(page):
        parts.say("journal-closed", "info", _("The journal is for those who may see names and e-mails."))
        return
    journal_list(page, seen)


def exporting() -> None:
    """The whole campaign as a folder of plain files."""
    page = context()
    if not page.visitor.may_edit:
        return
    parts.section("export", N_("Take data out"))
    parts.say(
        "export-link",
        "info",
        page.translator._(
            "The whole campaign as a folder of plain files, which can be imported again. "
            "It holds names and e-mails: keep it safe."
        )
        + " " + page.translator.sentence(NOT_FOR_SOLICITING),
        href=folder_link(page),
        link=page.translator._("Download the campaign (zip)"),
    )
