"""The journal's changes cell by cell, and taking one of them back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lib.campaign.tables import TABLES_BY_NAME, Cell, Column
from lib.services.campaigns import OpenCampaign
from lib.store.changes.journal import JournalEntry, undo_entry
from lib.store.engine import Store


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell of a change; an added row has no before, a removed one no after: both None."""

    column: Column
    before: Cell
    after: Cell


def differences(entry: JournalEntry) -> tuple[Difference, ...]:
    """The cells that a change gave another value, in the file's order; none for a change to the settings."""
    table = TABLES_BY_NAME.get(entry.table)
    before, after = entry.before or {}, entry.after or {}
    told = () if table is None else ((column, before.get(column.field), after.get(column.field)) for column in table.columns)
    return tuple(Difference(*each) for each in told if each[1] != each[2])


def can_be_undone(entry: JournalEntry) -> bool:
    """Whether it is a change to a row that stands; a later change to that row may still refuse it."""
    return entry.table in TABLES_BY_NAME and not entry.undone and entry.undoes is None


def undo_change(store: Store, opened: OpenCampaign, entry_pk: int, *, at: datetime, who: str) -> None:
    """Take one change back: raises UndoRefused when the row was changed since, UseError when it is undone already."""
    undo_entry(store, opened.id, entry_pk, at=at, who=who)
