"""A table edited in place: a draft that nobody else sees, one transaction when it is saved, conflicts shown and settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from lib.campaign.message import N_
from lib.campaign.tables import TABLES, TABLES_BY_NAME, Table
from lib.services.editing import ROWS_AT_ONCE, Edit, rows_to_edit
from lib.store.rows import StoredRow
from lib.ui import choices, parts, state
from lib.ui.access import may_see_people
from lib.ui.conflicts import settlement
from lib.ui.context import Context, context
from lib.ui.exports import table_link
from lib.ui.grid import Typed, edits, frame, grid_columns, grid_config, is_untouched
from lib.ui.names import table_title
from lib.ui.quick_forms import quick_form
from lib.ui.saving import attempt, forget_attempt, outcome_notice, pending_conflict


@dataclass(frozen=True, slots=True)
class _Draft:
    """The rows that a grid started from, kept as they were read while somebody types: `number` tells one draft from the next."""

    number: int
    search: str
    revision: int
    rows: tuple[StoredRow, ...]
    total: int


@st.fragment
def editor(table_name: str, *, key: str, columns: Sequence[str] | None = None) -> None:
    """A table of the campaign to edit in place, `columns` (all by default) being shown; `key` tells two on one page apart.

    Nothing is written before it is saved, all rows or none. What was typed survives a rerun, a refusal and a conflict.
    """
    page, table = context(), TABLES_BY_NAME[table_name]
    if not may_see_people(page):
        parts.say(f"closed-{key}", "info", page.translator._("Editing is for those who may see names and e-mails."))
        return
    outcome_notice(page, table, key)
    _settle(page, table, key)
    draft = _draft(page, table, key)
    _grid(page, table, draft, key, columns)
    _buttons(page, table, draft, key)
    _files(page, table, key)


def edit_section() -> None:
    """Every table by hand, one at a time: as a table, or row by row with a form."""
    page = context()
    _ = page.translator._
    parts.section("edit", N_("Edit by hand"), _("What no platform knows: allies, members, tasks, evenings, minutes, thanks… "
                                                "Each change is in the journal and can be undone."))  # fmt: skip
    titles = {table.name: table_title(table.name, page.translator) for table in sorted(TABLES, key=_order)}
    name = choices.one_of("table", _("Which data?"), titles, width_px=360)
    editor(name, key=f"edit-{name}")
    with st.expander(_("One row at a time, with a form")):
        quick_form(name, [column.name for column in TABLES_BY_NAME[name].columns], f"edit-{name}-form")
