"""What was imported and changed, by whom and when, in words; and taking an import back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from lib.campaign.message import N_, Parameter
from lib.campaign.tables import TABLES_BY_NAME, Column, Kind
from lib.i18n.translator import Translator
from lib.services.campaigns import OpenCampaign
from lib.services.imports.left_out import left_out_by_import
from lib.services.persons.shortening import shortened
from lib.store.changes.batches import Batch, batches
from lib.store.changes.journal import JournalEntry
from lib.store.changes.journal import journal as journal_entries
from lib.store.changes.undo import undo_batch
from lib.store.engine import Store
from lib.store.queries.lists import freshness
from lib.store.schema import instant_at

_UNDONE = "undone"
_FILES_NAMED = 3


@dataclass(frozen=True, slots=True)
class TableFreshness:
    """How many rows a table holds, its newest datum (an instant or a day), and when the last import touched it."""

    rows: int
    newest: datetime | date | None
    imported_at: datetime | None

    def newest_text(self, translator: Translator) -> str:
        """The newest datum's instant or day; "—" when its rows have none."""
        return "—" if self.newest is None else translator.said(self.newest)

    def imported_text(self, translator: Translator) -> str:
        """The last import's instant; "—" when nothing was imported."""
        return "—" if self.imported_at is None else translator.formats.instant_short(self.imported_at)


def freshness_by_table(store: Store, opened: OpenCampaign) -> Mapping[str, TableFreshness]:
    """By table name, only tables that hold something."""
    held = freshness(store, opened.id)
    return {
        name: TableFreshness(each.rows, each.newest_at or each.newest_on, each.last_batch_at)
        for name, each in held.items()
        if each.rows
    }


@dataclass(frozen=True, slots=True)
class Import:
    """One import of the trail."""

    batch: Batch
    left_out: tuple[str, ...] = ()
    """The headers of its files that were not needed and not taken."""

    @property
    def id(self) -> int:
        """Its number."""
        return self.batch.id

    @property
    def can_be_undone(self) -> bool:
        """Whether it stands; rows changed since may still refuse it."""
        return self.batch.state != _UNDONE

    def _files(self, translator: Translator) -> str:
        """The files by name where they are few, else how many."""
        if len(self.batch.files) <= _FILES_NAMED:
            return translator.formats.listing(list(self.batch.files))
        return translator.ngettext("%(count)s file", "%(count)s files", len(self.batch.files))

    def sentence(self, translator: Translator, *, names: bool = True) -> str:
        """What it was, in one line; without `names`, whoever did it is told by initials."""
        said = self._done(translator, self.batch.who if names else shortened(self.batch.who) or "—")
        if not self.left_out:
            return said
        return f"{said} " + translator._("Columns not taken: %(columns)s.", columns=", ".join(self.left_out))

    def _done(self, translator: Translator, who: str) -> str:
        params: dict[str, Parameter] = {
            "id": str(self.batch.id),
            "when": translator.formats.instant_short(self.batch.at),
            "who": who,
            "files": self._files(translator),
            "new": self.batch.inserted,
            "changed": self.batch.changed,
            "refused": self.batch.refused,
        }
        if not self.can_be_undone:
            return translator._(
                "No. %(id)s, %(when)s, %(who)s: %(files)s; %(new)s new, %(changed)s changed, %(refused)s refused. Undone.",
                **params,
            )
        return translator._(
            "No. %(id)s, %(when)s, %(who)s: %(files)s; %(new)s new, %(changed)s changed, %(refused)s refused.", **params
        )


def imports(store: Store, opened: OpenCampaign, limit: int) -> tuple[Import, ...]:
    """The last imports, newest first."""
    left_out = left_out_by_import(store, opened.id)
    return tuple(Import(batch, left_out.get(batch.id, ())) for batch in batches(store, opened.id, limit))


def undo_import(store: Store, opened: OpenCampaign, batch_id: int, *, at: datetime, who: str) -> None:
    """Take an import back, all of it or nothing; raises UndoRefused when its rows were changed since."""
    undo_batch(store, opened.id, batch_id, at=at, who=who)


_ACTIONS = {"insert": N_("added"), "update": N_("changed: %(fields)s"), "delete": N_("removed")}


@dataclass(frozen=True, slots=True)
class Trace:
    """One change of one row."""

    entry: JournalEntry

    @property
    def at(self) -> datetime:
        """When."""
        return self.entry.at

    @property
    def who(self) -> str:
        """By whom."""
        return self.entry.who

    @property
    def table(self) -> str:
        """The table's name."""
        return self.entry.table

    def row_text(self, translator: Translator) -> str:
        """What tells the row from others in its file: its key's cells, instants in words."""
        row_key = self.entry.row_key
        key, number = (row_key, "") if row_key.endswith("]") else row_key.rpartition("#")[::2]
        try:
            cells = json.loads(key)
        except ValueError:  # too long to be kept whole
            return row_key.partition("…")[0] + "…"
        columns = map(TABLES_BY_NAME[self.table].column, TABLES_BY_NAME[self.table].key)
        said = [_cell_text(column, cell, translator) for column, cell in zip(columns, cells, strict=True) if cell is not None]
        return ", ".join(said) + (f" ({number})" if number else "")

    def sentence(self, translator: Translator) -> str:
        """What was done, with the fields that changed."""
        return translator._(_ACTIONS[self.entry.action], fields=", ".join(self.entry.after or {}))


def _cell_text(column: Column, cell: str | int, translator: Translator) -> str:
    if column.kind is Kind.INSTANT and isinstance(cell, int):
        return translator.formats.instant_short(instant_at(cell))
    return str(cell)


def traces(store: Store, opened: OpenCampaign, limit: int) -> tuple[Trace, ...]:
    """The last changes, newest first."""
    return tuple(Trace(entry) for entry in journal_entries(store, opened.id, limit=limit))
