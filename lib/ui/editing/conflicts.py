"""Two people changed the same row: both versions and the one before, field by field, and the second one chooses."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from lib.campaign.message import N_
from lib.campaign.tables import Cell, Column, Row, Table
from lib.drawing.table import table as drawn_table
from lib.services.edits.editing import Clash, Conflict, Edit, over_theirs
from lib.ui import parts
from lib.ui.context import Context
from lib.ui.drawn import drawn
from lib.ui.editing.cell_words import cell_words, row_name
from lib.ui.literal import literal
from lib.ui.names import column_title

_MINE, _THEIRS = "mine", "theirs"


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What somebody decided for one row: the edit to write, None to leave the row as it is now."""

    edit: Edit | None


@dataclass(frozen=True, slots=True)
class Settlement:
    """How a conflict ends: by writing these edits (none: theirs everywhere), or `left` as it is, to look at the draft again."""

    edits: tuple[Edit, ...] = ()
    left: bool = False


def settlement(page: Context, table: Table, conflict: Conflict, key: str) -> Settlement | None:
    """Show a conflict and ask, row by row and field by field; None until every choice is made."""
    _ = page.translator._
    with st.form(f"conflict-{key}"):
        chosen = [_Asking(page, table, clash, f"{key}-{number}").chosen() for number, clash in enumerate(conflict.clashes)]
        with st.container(horizontal=True):
            is_confirmed = st.form_submit_button(_("Save these choices"), type="primary", key=f"conflict-save-{key}")
            is_left = st.form_submit_button(_("Go back without saving"), key=f"conflict-back-{key}")
    if is_left:
        return Settlement(left=True)
    if not is_confirmed:
        return None
    made = [each for each in chosen if each is not None]
    if len(made) < len(chosen):
        parts.say(f"choose-{key}", "error", _("Choose one of the two versions wherever both of you wrote something."))
        return None
    return Settlement((*conflict.others, *(each.edit for each in made if each.edit is not None)))


@dataclass(frozen=True, slots=True)
class _Asking:
    """One row that two people changed."""

    page: Context
    table: Table
    clash: Clash
    key: str

    def chosen(self) -> _Chosen | None:
        """Show the versions and ask; None while something is left to choose."""
        parts.say(f"clash-{self.key}", "warning", self._sentence())
        if self.clash.edit.removed or self.clash.theirs is None:
            return self._one_choice()
        drawn(self._versions(), f"versions-{self.key}")
        return self._choices()

    def _sentence(self) -> str:
        _, clash, before = self.page.translator._, self.clash, self._before
        params = {
            "row": row_name(self.table, before, self.page.opened.campaign.currency, self.page.translator),
            "who": clash.who or "?",
            "when": self.page.translator.formats.instant(clash.at) if clash.at else "?",
        }
        if clash.theirs is None:
            return _("“%(row)s”: %(who)s removed this row while you were changing it (%(when)s).", **params)
        if clash.edit.removed:
            return _("“%(row)s”: %(who)s changed this row while you were removing it (%(when)s).", **params)
        return _("“%(row)s”: %(who)s changed this row while you were changing it too (%(when)s).", **params)

    @property
    def _before(self) -> Row:
        assert self.clash.edit.before is not None
        return self.clash.edit.before.cells

    def _one_choice(self) -> _Chosen | None:
        """A row that one of the two removed: the whole of it stays or goes."""
        _ = self.page.translator._
        labels = {
            _THEIRS: _("Leave it removed") if self.clash.theirs is None else _("Keep it as it is now"),
            _MINE: _("Put it back with my changes") if self.clash.theirs is None else _("Remove it all the same"),
        }
        question = _("What becomes of this row?")
        answer = st.radio(question, list(labels), format_func=labels.__getitem__, index=None, key=f"{self._name}-row")
        if answer is None:
            return None
        return _Chosen(self._over_theirs(set(self.clash.edit.said)) if answer == _MINE else None)

    def _over_theirs(self, kept: set[str]) -> Edit | None:
        return over_theirs(self.clash, self.table.name, kept, self.page.opened)

    @property
    def _name(self) -> str:
        """The widgets' key: a newer version of theirs asks anew."""
        return f"clash-{self.key}-{self.clash.theirs.version if self.clash.theirs else 'gone'}"

    def _choices(self) -> _Chosen | None:
        answers = {column.name: self._field_choice(column) for column in self._columns if self._is_asked(column)}
        if None in answers.values():
            return None
        kept = {name for name, answer in answers.items() if answer == _MINE}
        return _Chosen(self._over_theirs(kept))

    def _field_choice(self, column: Column) -> str | None:
        """One field of ours; where the other person left it alone, ours is what is proposed."""
        _, theirs = self.page.translator._, self._cells_now
        labels = {
            _THEIRS: _("Theirs: %(value)s", value=literal(self._said(column, theirs[column.field]))),
            _MINE: _("Yours: %(value)s", value=literal(self._said(column, self.clash.mine[column.field]))),
        }
        is_ours_alone = theirs[column.field] == self._before[column.field]
        answer: str | None = st.radio(
            column_title(column.name, self.page.translator), list(labels), format_func=labels.__getitem__,
            index=1 if is_ours_alone else None, key=f"{self._name}-{column.name}",
        )  # fmt: skip
        return answer

    def _is_asked(self, column: Column) -> bool:
        mine = self.clash.mine
        return column.field in mine and mine[column.field] != self._cells_now[column.field]

    @property
    def _cells_now(self) -> Row:
        assert self.clash.theirs is not None
        return self.clash.theirs.cells

    @property
    def _columns(self) -> list[Column]:
        """The fields that either of the two changed."""
        before, versions = self._before, (self._cells_now, self._mine)
        return [column for column in self.table.columns if any(each[column.field] != before[column.field] for each in versions)]

    @property
    def _mine(self) -> Row:
        """The whole row as we want it."""
        return {**self._before, **self.clash.mine}

    def _versions(self) -> Markup:
        """A table: each field that changed, before, theirs, ours."""
        _ = self.page.translator._
        rows = [
            [column_title(column.name, self.page.translator), self._said(column, self._before[column.field]),
             self._change(column, self._cells_now), self._change(column, self._mine)]
            for column in self._columns
        ]  # fmt: skip
        headers = [_(title) for title in (N_("Field"), N_("Before"), N_("Theirs"), N_("Yours"))]
        return drawn_table(headers, rows, caption=_("The versions of this row"), caption_hidden=True)

    def _change(self, column: Column, version: Row) -> str:
        """What one of the two made of a field."""
        if version[column.field] == self._before[column.field]:
            return self.page.translator._("(not changed)")
        return self._said(column, version[column.field])

    def _said(self, column: Column, cell: Cell) -> str:
        return cell_words(self.table, column, cell, self.page.opened.campaign.currency, self.page.translator)
