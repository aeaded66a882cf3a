"""One row with a form: labelled fields in a row's order, for the keyboard, a screen reader or a phone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from lib.campaign.tables import CONTRIBUTIONS, REWARDS, TABLES_BY_NAME, TASKS, Column, Kind, Table
from lib.campaign.tallies import SHOWCASE_KIND
from lib.services.edits.editing import Edit, rows_to_edit
from lib.services.edits.typed_ids import makes_ids
from lib.services.edits.typed_rows import row_texts
from lib.store.rows import StoredRow
from lib.ui import parts, state
from lib.ui.access import may_see_people
from lib.ui.context import Context, context
from lib.ui.editing.cell_words import choice_names, row_name
from lib.ui.editing.drafts import kept_draft, note_draft
from lib.ui.editing.saving import attempt, outcome_notice, settle, stand_still_notice
from lib.ui.literal import literal
from lib.ui.names import column_title

_WORDS_OFTEN_REPEATED = frozenset(
    {"kind", "channel", "owner", "member", "thanked_by", "author", "target_public", "account", "medium"}
)
"""Columns whose words had better be the same from row to row: the form recalls those in use."""
_WORDS_RECALLED = 12
_WIDTH_PX = 560


def form_fields(table_name: str) -> tuple[str, ...]:
    """Every field in which a person has something to say: not an id that is made up, save a reward’s, as exports name it."""
    table = TABLES_BY_NAME[table_name]
    hides_id = makes_ids(table) and table is not REWARDS
    return tuple(column.name for column in table.columns if not (hides_id and column.name == "id"))


@st.fragment
def quick_form(table_name: str, fields: Sequence[str], key: str) -> None:
    """A form for one row of a table: a new one, or one chosen by its name to correct or remove; `fields` are columns' names."""
    page, table = context(), TABLES_BY_NAME[table_name]
    if not may_see_people(page):
        parts.say(f"closed-{key}", "info", page.translator._("Editing is for those who may see names and e-mails."))
        return
    stand_still_notice(page, key)
    if not page.can_act:
        return
    _Form(page, table, tuple(map(table.column, fields)), key).draw()
    outcome_notice(page, table, key)
    if settle(page, table, key):
        _start_again(key)
        st.rerun()


def _start_again(key: str) -> None:
    """Other widgets, empty ones: what was typed is written."""
    number = _number(key) + 1
    state.keep(f"forms-{key}", number)
    state.forget(f"row-{key}")
    note_draft(context(), f"forms-{key}", {"number": number})


def _number(key: str) -> int:
    """Which of the forms of one place this is. What is typed in one rests in the browser, under its number, so that a program
    that takes over from another goes on with the same."""
    number = state.kept(f"forms-{key}", int)
    if number is None:
        held = kept_draft(context(), f"forms-{key}")
        number = int(held["number"]) if held else 0
        state.keep(f"forms-{key}", number)
    return number


@dataclass(frozen=True, slots=True)
class _Form:
    """The form of one row."""

    page: Context
    table: Table
    columns: tuple[Column, ...]
    key: str

    def draw(self) -> None:
        """Which row, its fields, then save or remove."""
        _, rows = self.page.translator._, rows_to_edit(self.page.store, self.page.opened, self.table.name).rows
        row = self._chosen_row(rows)
        start = self._start(row)
        with st.form(f"form-{self._name(row)}", border=False, width=_WIDTH_PX):
            st.text(_("* must be filled in"))
            typed = {column.name: self._field(column, start[column.name], row, rows) for column in self.columns}
            with st.container(horizontal=True):
                is_saved = st.form_submit_button(_("Save this row") if row else _("Add this row"), type="primary")
                is_removed = row is not None and st.form_submit_button(_("Remove this row"))
        if is_saved or is_removed:
            said = {name: text for name, text in typed.items() if text != start[name]}
            self._write(Edit(row, {} if is_removed else said, removed=is_removed))

    def _name(self, row: StoredRow | None) -> str:
        """The key of what holds one row's text: it stays while others write, and changes once the row is written."""
        return f"{self.key}-{_number(self.key)}-{row.pk if row else 'new'}"

    def _chosen_row(self, rows: Sequence[StoredRow]) -> StoredRow | None:
        """The row to correct, as it was when it was chosen, so that what others write since is seen as a conflict."""
        _, kept = self.page.translator._, state.kept(f"row-{self.key}", StoredRow)
        known = {row.pk: row for row in ((kept, *rows) if kept else rows)}
        options, names = [None, *known], self._names(known)
        chosen = st.selectbox(_("Row"), options, index=options.index(kept.pk) if kept else 0, width=_WIDTH_PX,
                              format_func=lambda pk: _("New row") if pk is None else names[pk],
                              key=f"choice-{self.key}-{_number(self.key)}")  # fmt: skip
        if chosen is None or kept is None or chosen != kept.pk:
            kept = None if chosen is None else known[chosen]
            state.keep(f"row-{self.key}", kept)
        return kept

    def _names(self, rows: Mapping[int, StoredRow]) -> dict[int, str]:
        """What each row is called, rows of one name being numbered: the browser tells options apart by their words."""
        currency, seen = self.page.opened.campaign.currency, Counter[str]()
        names = {}
        for pk, row in rows.items():
            name = row_name(self.table, row.cells, currency, self.page.translator)
            seen[name] += 1
            names[pk] = name if seen[name] == 1 else f"{name} ({seen[name]})"
        return names

    def _start(self, row: StoredRow | None) -> dict[str, str]:
        """What each field holds at first: the row's cells as they are typed, instants to the minute."""
        zone = self.page.opened.campaign.period.zone
        texts = row_texts(self.table, row.cells if row else {}, zone)
        for column in self.columns:
            cell = row.cells[column.field] if row else None
            if isinstance(cell, datetime):
                texts[column.name] = f"{cell.astimezone(zone):%Y-%m-%d %H:%M}"
        return texts

    def _field(self, column: Column, start: str, row: StoredRow | None, rows: Sequence[StoredRow]) -> str:
        label, key = self._label(column), f"field-{self._name(row)}-{column.name}"
        names = choice_names(self.table, column, self.page.translator)
        if names:
            options = ["", *names]
            place = options.index(start) if start in options else 0
            chosen: str = st.selectbox(label, options, index=place, format_func=lambda value: names.get(value, "—"), key=key)
            return chosen
        typed = st.text_input(label, start, key=key, help=self._recalled(column, rows), disabled=self._is_settled(column, row))
        return typed.strip()

    def _label(self, column: Column) -> str:
        """The column's title with how a date is written, “*” where something must be said."""
        title = column_title(column.name, self.page.translator)
        if column.kind is Kind.DAY:
            title = self.page.translator._("%(field)s (YYYY-MM-DD)", field=title)
        elif column.kind is Kind.INSTANT:
            title = self.page.translator._("%(field)s (YYYY-MM-DD HH:MM)", field=title)
        return f"{title} *" if column.required and not (column.name == "id" and makes_ids(self.table)) else title

    def _recalled(self, column: Column, rows: Sequence[StoredRow]) -> str | None:
        """The words in use in a column whose words are repeated, the most frequent first."""
        if column.name not in _WORDS_OFTEN_REPEATED or column.kind is not Kind.TEXT:
            return None
        words = [word for word, _times in Counter(row.cells[column.field] for row in rows).most_common(_WORDS_RECALLED) if word]
        if self.table is TASKS and column.name == "kind" and SHOWCASE_KIND not in words:
            words.append(SHOWCASE_KIND)
        return self.page.translator._("Already in use: %(words)s", words=literal(", ".join(map(str, words)))) if words else None

    def _is_settled(self, column: Column, row: StoredRow | None) -> bool:
        """A contribution's id, which re-shares and the first-day list point at, stays what it is."""
        return self.table is CONTRIBUTIONS and column.name == "id" and row is not None

    def _write(self, edit: Edit) -> None:
        if edit.is_empty:
            parts.say(f"empty-{self.key}", "info", self.page.translator._("Nothing was changed."))
            return
        if attempt(self.page, self.table, [edit], self.key):
            _start_again(self.key)
        st.rerun()
