"""The journal, change by change, in words, and undoing one of them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from lib.campaign.errors import DashboardError
from lib.campaign.tables import TABLES_BY_NAME, Cell
from lib.drawing.table import Header
from lib.drawing.table import table as drawn_table
from lib.services.campaigns import open_campaign
from lib.services.edits.differences import Difference, can_be_undone, differences, undo_change
from lib.services.edits.trail import Trace
from lib.ui import parts, state
from lib.ui.context import Context
from lib.ui.drawn import drawn
from lib.ui.editing.cell_words import can_be_named, cell_words, row_name
from lib.ui.names import column_title, table_title
from lib.ui.notices import say_error

_LONGEST_CELL = 60


def journal_list(page: Context, seen: Sequence[Trace]) -> None:
    """Each change with who, when, and what every cell was before and after; then the choice of one to undo."""
    _, translator = page.translator._, page.translator
    rows = [(str(each.entry.pk), translator.formats.instant_short(each.at), each.who, table_title(each.table, translator),
             _row(page, each), _what(page, each)) for each in seen]  # fmt: skip
    headers = (Header(_("No."), numeric=True), _("When"), _("Who"), _("Data"), _("Row"), _("What"))
    drawn(drawn_table(headers, rows, caption=_("Journal"), caption_hidden=True), "journal-table")
    _undo(page, [each for each in seen if can_be_undone(each.entry)])


def _row(page: Context, trace: Trace) -> str:
    """What the row is called, where the change holds all of that; else its key."""
    table, cells = TABLES_BY_NAME.get(trace.table), {**(trace.entry.before or {}), **(trace.entry.after or {})}
    if table is None or not can_be_named(table, cells):
        return trace.row_text(page.translator)
    return row_name(table, cells, page.opened.campaign.currency, page.translator)


def _what(page: Context, trace: Trace) -> str:
    """What was done, cell by cell, and what became of it."""
    _, cells = page.translator._, "; ".join(_difference(page, trace, each) for each in differences(trace.entry))
    actions = {"insert": _("Row added"), "update": _("Row changed"), "delete": _("Row removed")}
    said = f"{actions[trace.entry.action]}. {cells}" if cells else actions[trace.entry.action]
    if trace.entry.undone:
        return _("%(change)s (undone since)", change=said)
    if trace.entry.undoes is not None:
        return _("%(change)s (undoes no. %(number)s)", change=said, number=str(trace.entry.undoes))
    return said


def _difference(page: Context, trace: Trace, each: Difference) -> str:
    _, title = page.translator._, column_title(each.column.name, page.translator)
    if trace.entry.action == "update":
        return _("%(field)s: %(before)s → %(after)s", field=title, before=_said(page, trace, each, each.before),
                 after=_said(page, trace, each, each.after))  # fmt: skip
    held = each.after if trace.entry.action == "insert" else each.before
    return _("%(field)s: %(value)s", field=title, value=_said(page, trace, each, held))


def _said(page: Context, trace: Trace, each: Difference, cell: Cell) -> str:
    words = cell_words(TABLES_BY_NAME[trace.table], each.column, cell, page.opened.campaign.currency, page.translator)
    return words if len(words) <= _LONGEST_CELL else f"{words[: _LONGEST_CELL - 1].rstrip()}…"


def _undo(page: Context, undoable: Sequence[Trace]) -> None:
    """One of the last changes, chosen by its number, taken back; refused in words when its row was changed since."""
    if state.kept("undone-at", int) == page.opened.revision:
        parts.say("change-undone", "success", page.translator._("The change is undone. The journal keeps both."))
    if not undoable or not page.can_act:
        return
    _, labels = page.translator._, {each.entry.pk: _label(page, each) for each in undoable}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(_("Change to undo"), list(labels), format_func=labels.__getitem__, width=560, key="change-to-undo")
        is_asked = st.button(_("Undo this change"), key="undo-change")
    if not is_asked:
        return
    try:
        undo_change(page.store, page.opened, chosen, at=page.acting_at, who=page.visitor.name)
    except DashboardError as error:
        say_error(error.message)
        return
    state.keep("undone-at", open_campaign(page.store, page.opened.campaign.name).revision)
    st.rerun()


def _label(page: Context, trace: Trace) -> str:
    translator, title = page.translator, table_title(trace.table, page.translator)
    what = translator._("%(field)s: %(value)s", field=title, value=_row(page, trace))
    return f"{trace.entry.pk}. {translator.formats.instant_short(trace.at)}, {trace.who}. {what}"
