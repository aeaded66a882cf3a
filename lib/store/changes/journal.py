"""Who changed what, and taking one such change back."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from lib.campaign.errors import UndoRefused, UseError
from lib.campaign.message import N_
from lib.campaign.tables import TABLES_BY_NAME, Row
from lib.store.cells import from_json, shape, whole
from lib.store.changes.change import Change, Trail, Update, rows_by
from lib.store.changes.undo import REFUSED, cells_before, is_live, mark_undone
from lib.store.engine import Store
from lib.store.people.personal import Reader, pseudonyms_in
from lib.store.programs.failover import once_more
from lib.store.rows import StoredRow, as_key, named_by
from lib.store.schema import JOURNAL
from lib.store.sql import chunks


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One change: `insert` has `after`, `delete` has `before`, `update` has both, with only the cells that changed.

    `version` is the row's after the change (before it, for a delete); `undoes`: the entry that this one took back;
    `undone`: this one was taken back. `table` is `campaign` for a change to the settings.
    """

    pk: int
    at: datetime
    who: str
    table: str
    row_pk: int
    row_key: str
    action: str
    before: Row | None
    after: Row | None
    batch_id: int | None
    version: int
    undoes: int | None
    undone: bool


def journal(
    store: Store, campaign_id: int, *, limit: int = 200, table: str | None = None, row_pk: int | None = None,
    pks: Collection[int] | None = None, personal: bool = True,
) -> tuple[JournalEntry, ...]:  # fmt: skip
    """The latest changes, newest first: all, or of one table, of one row of it, or those of these numbers. Rows that an import
    added are not here.

    Without `personal`, what tells who a supporter is stays a pseudonym.
    """
    wanted = sa.select(JOURNAL).where(JOURNAL.c.campaign_id == campaign_id)
    if table is not None:
        wanted = wanted.where(JOURNAL.c.table_name == table)
    if row_pk is not None:
        wanted = wanted.where(JOURNAL.c.row_pk == row_pk)
    newest = wanted.order_by(JOURNAL.c.pk.desc()).limit(limit)
    with store.reading() as connection:
        parts = [newest] if pks is None else [newest.where(JOURNAL.c.pk.in_(some)) for some in chunks(sorted(pks, reverse=True))]
        entries = [_entry(row) for part in parts for row in connection.execute(part).mappings()]
        return tuple(told(connection, campaign_id, entries) if personal else entries)


def told(connection: Connection, campaign_id: int, entries: Sequence[JournalEntry]) -> list[JournalEntry]:
    """Changes with what supporters' cells said, their keys too; where that is gone, None."""
    read = Reader(connection, campaign_id)
    values = read.values({each for entry in entries for each in _pseudonyms(entry)})
    return [_with(entry, values) for entry in entries]


def _pseudonyms(entry: JournalEntry) -> Iterator[str]:
    table = TABLES_BY_NAME.get(entry.table)
    if table is not None:
        for cells in (entry.before or {}, entry.after or {}, named_by(table, entry.row_key)):
            yield from pseudonyms_in(table, cells)


def _with(entry: JournalEntry, values: Mapping[str, str | None]) -> JournalEntry:
    table = TABLES_BY_NAME.get(entry.table)
    hidden = shape(entry.table).supporter if table is not None else {}
    if table is None or not hidden:
        return entry

    def shown(cells: Row | None) -> Row | None:
        if cells is None:
            return None
        return {name: values.get(cell) if name in hidden and isinstance(cell, str) else cell for name, cell in cells.items()}

    key = named_by(table, entry.row_key)
    number = entry.row_key.rpartition("]")[2]
    row_key = f"{as_key(list((shown(key) or {}).values()))}{number}" if key else entry.row_key
    return replace(entry, before=shown(entry.before), after=shown(entry.after), row_key=row_key)


def changes_by_doer(store: Store, campaign_id: int) -> dict[str, int]:
    """How many changes the journal has of each person, by the name it notes."""
    wanted = sa.select(JOURNAL.c.who, sa.func.count()).where(JOURNAL.c.campaign_id == campaign_id).group_by(JOURNAL.c.who)
    with store.reading() as connection:
        return {str(who): int(count) for who, count in connection.execute(wanted)}


@once_more
def undo_entry(store: Store, campaign_id: int, entry_pk: int, *, at: datetime, who: str) -> None:
    """Takes one change to a row back: an added row goes, a deleted one returns, an altered one is as before.

    Raises UndoRefused when the row was changed since, UseError when the entry cannot be undone: already undone, itself
    an undoing, or a change to the settings.
    """
    with store.writing() as connection:
        change = Change(connection, campaign_id, Trail(at, who))
        entry = _undoable(connection, campaign_id, entry_pk)
        _take_back(change, entry)
        mark_undone(connection, campaign_id, [entry_pk])
        change.settle()


def _undoable(connection: Connection, campaign_id: int, entry_pk: int) -> RowMapping:
    wanted = sa.select(JOURNAL).where(JOURNAL.c.pk == entry_pk, JOURNAL.c.campaign_id == campaign_id)
    entry = connection.execute(wanted.where(*is_live())).mappings().one_or_none()
    if entry is None or entry["table_name"] not in TABLES_BY_NAME:
        raise UseError(N_("This change cannot be undone: it is undone already, or it is not a change to a row."))
    return entry


def _is_latest(connection: Connection, campaign_id: int, entry: RowMapping) -> bool:
    """Whether no later change to that row still stands."""
    kept = JOURNAL.c
    later = sa.select(sa.func.count()).where(
        kept.campaign_id == campaign_id,
        kept.table_name == entry["table_name"],
        kept.row_pk == entry["row_pk"],
        kept.pk > entry["pk"],
        *is_live(),
    )
    return connection.scalar(later) == 0


def _take_back(change: Change, entry: RowMapping) -> None:
    table = TABLES_BY_NAME[entry["table_name"]]
    returns = entry["action"] == "delete"
    field, value = ("row_key", entry["row_key"]) if returns else ("pk", entry["row_pk"])
    stored = next(iter(rows_by(change.connection, change.campaign_id, table, field, [value])), None)
    if (stored is None) is not returns or not _is_latest(change.connection, change.campaign_id, entry):
        raise UndoRefused(REFUSED, count=1)
    if stored is None:
        cells = whole(table, from_json(table, entry["before"]))
        row = StoredRow(entry["row_pk"], entry["version"] + 1, entry["row_key"], entry["row_batch_id"], cells)
        change.insert(table, row, undoes=entry["pk"])
    elif entry["action"] == "insert":
        change.delete(table, stored, undoes=entry["pk"])
    else:
        change.update(table, [Update(stored, cells_before(table, stored, entry), undoes=entry["pk"])])


def _entry(found: RowMapping) -> JournalEntry:
    return JournalEntry(
        pk=found["pk"],
        at=found["at"],
        who=found["who"],
        table=found["table_name"],
        row_pk=found["row_pk"],
        row_key=found["row_key"],
        action=found["action"],
        before=_cells(found["table_name"], found["before"]),
        after=_cells(found["table_name"], found["after"]),
        batch_id=found["batch_id"],
        version=found["version"],
        undoes=found["undoes"],
        undone=found["undone"],
    )


def _cells(table_name: str, told: dict[str, Any] | None) -> Row | None:
    table = TABLES_BY_NAME.get(table_name)
    return from_json(table, told) if table is not None and told is not None else told
