"""Writing what was typed, and saying what came of it: saved, refused row by row, or in conflict with somebody else's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from lib.campaign.tables import Table
from lib.i18n.translator import Translator
from lib.services.campaigns import open_campaign
from lib.services.edits.editing import Conflict, Edit, Fault, Refused, Saved, save
from lib.ui import parts, state
from lib.ui.context import Context
from lib.ui.editing.cell_words import row_name
from lib.ui.editing.conflicts import settlement
from lib.ui.names import column_title

_FAULTS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class _Told:
    """What came of the last attempt; `revision` is the campaign's after it: a word of success does not outlive it."""

    outcome: Saved | Refused
    revision: int


def attempt(page: Context, table: Table, edits: Sequence[Edit], key: str) -> bool:
    """Write the edits, all or none; True when they are written. What came of it is said by `outcome_notice` at the next run."""
    page.must_act()
    outcome = save(page.store, page.opened, table.name, edits, at=page.acting_at, who=page.visitor.name,
                   title=lambda name: column_title(name, page.translator))  # fmt: skip
    if isinstance(outcome, Conflict):
        state.keep(f"pending-{key}", outcome)
        state.forget(f"told-{key}")
        return False
    state.keep(f"told-{key}", _Told(outcome, open_campaign(page.store, page.opened.campaign.name).revision))
    return isinstance(outcome, Saved)


def settle(page: Context, table: Table, key: str) -> bool:
    """Draw the conflict that is still open, if there is one; True once it is settled, so that the draft it came from is over."""
    conflict = state.kept(f"pending-{key}", Conflict)
    settled = settlement(page, table, conflict, key) if conflict else None
    if settled is None:
        return False
    state.forget(f"pending-{key}")
    if settled.left or not attempt(page, table, settled.edits, key):
        st.rerun()
    return True


def stand_still_notice(page: Context, key: str) -> None:
    """Why nothing can be changed, where nothing can."""
    if not page.can_act:
        parts.say(f"still-{key}", "info", page.translator._(page.why_not))


def outcome_notice(page: Context, table: Table, key: str) -> None:
    """What came of the last attempt: how many rows were written, or each refused row with its reason."""
    told = state.kept(f"told-{key}", _Told)
    if told is None:
        return
    if isinstance(told.outcome, Refused):
        _refusals(page, table, told.outcome.faults, key)
    elif told.revision == page.opened.revision:
        parts.say(f"saved-{key}", "success", _saved_text(page, told.outcome))


def _saved_text(page: Context, saved: Saved) -> str:
    if saved == Saved():
        return page.translator._("Everything was so already: there was nothing to write.")
    what = rows_text(page.translator, saved.added, saved.changed, saved.removed)
    return page.translator._("Saved: %(rows)s. The journal can undo it.", rows=what)


def rows_text(translator: Translator, added: int, changed: int, removed: int) -> str:
    """« 1 ligne ajoutée et 2 lignes modifiées »: only what there is."""
    said = (
        (added, translator.ngettext("%(count)s row added", "%(count)s rows added", added)),
        (changed, translator.ngettext("%(count)s row changed", "%(count)s rows changed", changed)),
        (removed, translator.ngettext("%(count)s row removed", "%(count)s rows removed", removed)),
    )
    return translator.formats.listing([text for count, text in said if count])


def _refusals(page: Context, table: Table, faults: Sequence[Fault], key: str) -> None:
    _ = page.translator._
    said = page.translator.ngettext(
        "Nothing is saved yet: %(count)s row cannot be taken as it is. What you typed is still there.",
        "Nothing is saved yet: %(count)s rows cannot be taken as they are. What you typed is still there.",
        len(faults),
    )
    parts.say(f"refused-{key}", "error", said)
    for index, fault in enumerate(faults[:_FAULTS_SHOWN]):
        parts.say(f"fault-{key}-{index}", "warning", _fault_text(page, table, fault))


def _fault_text(page: Context, table: Table, fault: Fault) -> str:
    _, reason = page.translator._, page.translator.sentence(fault.reason)
    row = _edited_row(page, table, fault.edit)
    if fault.column is None:
        return _("%(row)s: %(reason)s", row=row, reason=reason)
    return _("%(row)s, %(column)s: %(reason)s", row=row, column=column_title(fault.column, page.translator), reason=reason)


def _edited_row(page: Context, table: Table, edit: Edit) -> str:
    """How the row at fault is called: as it was before, or by the words just typed."""
    if edit.before is not None:
        return row_name(table, edit.before.cells, page.opened.campaign.currency, page.translator)
    typed = next((text for column in table.columns if (text := edit.said.get(column.name))), None)
    return page.translator._("New row “%(name)s”", name=typed) if typed else page.translator._("New row")
