"""A table edited in place: a draft that nobody else sees, one transaction when it is saved, conflicts shown and settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import streamlit as st
from markupsafe import Markup

from lib.campaign.message import N_
from lib.campaign.tables import TABLES_BY_NAME, Column, Table
from lib.drawing.frame import sentences
from lib.services.edits.editing import ROWS_AT_ONCE, rows_to_edit
from lib.services.persons.mailing import NOT_FOR_SOLICITING, WITH_EMAILS
from lib.store.rows import StoredRow
from lib.ui import choices, parts, state
from lib.ui.access import may_see_people
from lib.ui.context import Context, context
from lib.ui.drawn import drawn
from lib.ui.editing.cell_words import readable_rows
from lib.ui.editing.drafts import drop_draft, kept_draft, note_draft
from lib.ui.editing.grid import NOTHING_TYPED, Typed, edits, frame, grid_columns, grid_config, is_untouched
from lib.ui.editing.grid_drafts import merged, resting, taken_up
from lib.ui.editing.quick_forms import form_fields, quick_form
from lib.ui.editing.saving import attempt, outcome_notice, rows_text, settle, stand_still_notice
from lib.ui.exports import table_link
from lib.ui.folds import fold
from lib.ui.names import table_title

_TABLES = (
    "allies", "members", "tasks", "events", "communication_log", "first_day", "news", "reshares", "posts", "post_counts",
    "contributions", "rewards", "budget", "audience", "platform_totals",
)  # fmt: skip
"""Every table, those that no platform fills first."""
_ROWS_IN_FULL, _HEIGHT_PX = 25, 560
"""A longer table scrolls within itself."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """The rows that a grid starts from, kept as they were read while somebody types; `number` tells one draft from the next."""

    number: int
    search: str
    revision: int
    rows: tuple[StoredRow, ...]
    total: int
    before: Typed = field(default_factory=lambda: NOTHING_TYPED)
    """What had been typed in a session that is gone, drawn into the grid."""


@st.fragment
def editor(table_name: str, *, key: str, columns: Sequence[str] | None = None) -> None:
    """A table of the campaign to edit in place, showing `columns` (all by default); `key` tells two on one page apart.

    Nothing is written before it is saved, then all rows or none. What was typed survives a rerun, a refusal, a conflict.
    """
    page, table = context(), TABLES_BY_NAME[table_name]
    if not may_see_people(page):
        parts.say(f"closed-{key}", "info", page.translator._("Editing is for those who may see names and e-mails."))
        return
    _Editor(page, table, key, grid_columns(table, columns), _draft(page, table, key)).draw()


def edit_section() -> None:
    """Every table by hand, one at a time: in a grid, open for whoever has chosen a table, or row by row with a form."""
    page = context()
    _ = page.translator._
    parts.section("edit", N_("Edit by hand"), _("What no platform knows: allies, members, tasks, evenings, minutes, thanks… "
                                                "Each change is in the journal and can be undone."))  # fmt: skip
    name = choices.one_of("table", _("Which data?"), {name: table_title(name, page.translator) for name in _TABLES}, width_px=360)
    fold(_("Edit: %(table)s", table=table_title(name, page.translator)), f"grid-{name}", lambda: editor(name, key=f"edit-{name}"),
         is_open="table" in st.query_params)  # fmt: skip
    fold(_("One row at a time, with a form"), "form", lambda: quick_form(name, form_fields(name), f"form-{name}"))


def _draft_name(page: Context, key: str) -> str:
    return f"draft-{key}-{page.opened.id}"


def _draft(page: Context, table: Table, key: str) -> _Draft:
    """The draft under way; a new one where nothing was typed and others have written, or something else is searched for."""
    kept, search = state.kept(_draft_name(page, key), _Draft), st.query_params.get(_search_name(key), "").strip()
    if kept is not None and not is_untouched(_typed(kept, key)):
        return kept
    if kept is not None and (kept.revision, kept.search) == (page.opened.revision, search):
        return kept
    held = kept_draft(page, key) if kept is None and page.can_act else None
    search = held["search"] if held else search
    found = rows_to_edit(page.store, page.opened, table.name, search)
    made = _Draft(kept.number if kept else 0, search, page.opened.revision, found.rows, found.total)
    if held:
        rows, before = taken_up(table, found.rows, held)
        made = replace(made, number=held["number"] + 1, rows=rows, before=before)
    state.keep(_draft_name(page, key), made)
    return made


def _drop(page: Context, key: str) -> None:
    """Forget what was typed: the next run reads the rows anew, into another grid."""
    kept = state.kept(_draft_name(page, key), _Draft)
    if kept is not None:
        state.forget(_grid_name(kept, key))
        state.keep(_draft_name(page, key), replace(kept, number=kept.number + 1, revision=-1, before=NOTHING_TYPED))
        drop_draft(page, key)


def _grid_name(draft: _Draft, key: str) -> str:
    return f"grid-{key}-{draft.number}"


def _search_name(key: str) -> str:
    return f"find-{key}"


def _typed(draft: _Draft, key: str) -> Typed:
    typed = state.kept(_grid_name(draft, key), Mapping) or NOTHING_TYPED  # type: ignore[type-abstract]
    return merged(draft.before, typed, len(draft.rows))


@dataclass(frozen=True, slots=True)
class _Editor:
    """One grid with what stands around it."""

    page: Context
    table: Table
    key: str
    columns: tuple[Column, ...]
    draft: _Draft

    def draw(self) -> None:
        """Search, grid, buttons, what came of them, files."""
        stand_still_notice(self.page, self.key)
        self._search()
        with st.container(key=f"editing-{self.key}"):
            self._grid()
        if self.page.can_act:
            self._note()
            self._buttons()
            self._outcome()
        self._files()

    def _search(self) -> None:
        """Only where a table is too long to be shown whole."""
        _, draft = self.page.translator._, self.draft
        if draft.total <= ROWS_AT_ONCE and not draft.search:
            return
        label, hint = _("Search in %(table)s", table=self._title), _("a name, an id, an address…")
        wanted = choices.words(_search_name(self.key), label, hint)
        if wanted != draft.search:
            parts.say(f"search-waits-{self.key}", "info", _("Save or drop your changes first: the search waits for that."))
        st.caption(self.page.translator.ngettext(
            "%(count)s row found; %(shown)s shown.", "%(count)s rows found; %(shown)s shown.", draft.total, shown=len(draft.rows)
        ))  # fmt: skip

    @property
    def _title(self) -> str:
        return table_title(self.table.name, self.page.translator)

    def _grid(self) -> None:
        translator = self.page.translator
        st.data_editor(
            frame(self.columns, readable_rows(self.draft.rows, translator), self.page.opened.campaign.period.zone,
                  self.draft.before),
            column_config=grid_config(self.table, self.columns, translator), num_rows="dynamic",
            disabled=not self.page.can_act, key=_grid_name(self.draft, self.key), placeholder="",
            height="content" if len(self.draft.rows) <= _ROWS_IN_FULL else _HEIGHT_PX,
            alt=translator._("Table to edit: %(table)s", table=self._title),
        )  # fmt: skip

    def _note(self) -> None:
        """Keep what is typed for when this program dies."""
        typed = _typed(self.draft, self.key)
        if is_untouched(typed):
            drop_draft(self.page, self.key, is_noted=True)
            return
        if self.draft.before is not NOTHING_TYPED:
            parts.say(f"taken-up-{self.key}", "info", self.page.translator._(
                "What you had typed here and not saved is back: the connection broke, or another window of yours has it."))
        note_draft(self.page, self.key, resting(self.draft.rows, typed, number=self.draft.number, search=self.draft.search))

    def _buttons(self) -> None:
        _, typed = self.page.translator._, _typed(self.draft, self.key)
        wanted = [edit for edit in edits(self.table, self.draft.rows, typed) if not edit.is_empty]
        with st.container(horizontal=True, vertical_alignment="center"):
            is_saved = st.button(_("Save"), type="primary", key=f"save-{self.key}")
            is_dropped = st.button(_("Drop my changes"), key=f"drop-{self.key}", disabled=is_untouched(typed))
            if wanted:
                added, removed = sum(edit.before is None for edit in wanted), sum(edit.removed for edit in wanted)
                changed = len(wanted) - added - removed
                st.text(_("Not saved yet: %(rows)s.", rows=rows_text(self.page.translator, added, changed, removed)))
            elif is_saved:
                st.text(_("Nothing was changed."))
        if is_dropped or (is_saved and wanted and attempt(self.page, self.table, wanted, self.key)):
            _drop(self.page, self.key)
        if is_dropped or (is_saved and wanted):
            st.rerun()

    def _outcome(self) -> None:
        """What came of the last attempt, and the conflict that is still open."""
        outcome_notice(self.page, self.table, self.key)
        if settle(self.page, self.table, self.key):
            _drop(self.page, self.key)
            st.rerun()

    def _files(self) -> None:
        """The same table as a file: out by our own route, in by the uploader of the data page."""
        _, page = self.page.translator._, self.page
        links = Markup('<a href="{}" target="_self">{}</a> · <a href="{}" target="_self">{}</a>').format(
            table_link(page, self.table.name), _("Download this table (CSV)"), page.link("data", "import"), _("Bring a file in"))
        warning = [page.translator.sentence(NOT_FOR_SOLICITING)] if self.table.name in WITH_EMAILS else []
        drawn(sentences([_("* must be filled in"), links, *warning]), f"files-{self.key}")
