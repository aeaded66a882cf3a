"""Edits by hand, one row at a time: from the version that was read, or refused; each listed in the journal."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.engine import Connection

from lib.campaign.errors import EditConflict, UseError
from lib.campaign.message import N_
from lib.campaign.tables import Row, Table
from lib.store.cells import cleaned, whole
from lib.store.changes.change import CHANGED, Change, Trail, Update, rows_by
from lib.store.engine import Store
from lib.store.people.personal import Reader, keep, pseudonyms_in, veil_for
from lib.store.programs.failover import once_more
from lib.store.rows import StoredRow, base_key, known_table, numbered

GONE = N_("Somebody else deleted this row meanwhile. Nothing was written.")


def stored_row(store: Store, campaign_id: int, table: str, pk: int) -> StoredRow | None:
    """The row, in clear, None when it is gone: what to show beside an edit that was refused."""
    declared = known_table(table)
    with store.reading() as connection:
        return next(iter(Reader(connection, campaign_id).rows(declared, _rows(connection, campaign_id, declared, pk))), None)


@once_more
def insert_row(store: Store, campaign_id: int, table: str, cells: Row, *, at: datetime, who: str) -> StoredRow:
    """Adds a row; raises UseError when a required cell is empty or a row with its key exists where it must not."""
    declared = known_table(table)
    with store.writing() as connection:
        change = Change(connection, campaign_id, Trail(at, who))
        veil = veil_for(connection, campaign_id, [declared])
        full = whole(declared, cleaned(declared, cells))
        veil.hide(declared, full)
        key = _free_key(connection, campaign_id, declared, base_key(declared, full))
        inserted = change.insert(declared, StoredRow(0, 1, key, None, full))
        keep(connection, campaign_id, veil, set(pseudonyms_in(declared, full)), at)
        change.settle()
        return Reader(connection, campaign_id).rows(declared, [inserted])[0]


@once_more
def edit_row(
    store: Store, campaign_id: int, table: str, pk: int, version: int, changes: Row, *, at: datetime, who: str
) -> StoredRow:
    """Gives some cells of a row other values, and returns it; the same values change nothing.

    Raises EditConflict when the row is not at `version` any more, or gone; UseError when a required cell would be empty.
    """
    declared = known_table(table)
    with store.writing() as connection:
        change = Change(connection, campaign_id, Trail(at, who))
        veil = veil_for(connection, campaign_id, [declared])
        stored = _at_version(connection, campaign_id, declared, pk, version)
        wanted = cleaned(declared, changes)
        veil.hide(declared, wanted)
        full = whole(declared, {**stored.cells, **wanted})
        if full != stored.cells:
            change.update(declared, [Update(stored, full)])
            keep(connection, campaign_id, veil, set(pseudonyms_in(declared, full)), at)
            change.settle()
            stored = StoredRow(pk, version + 1, stored.row_key, stored.batch_id, full)
        return Reader(connection, campaign_id).rows(declared, [stored])[0]


@once_more
def delete_row(store: Store, campaign_id: int, table: str, pk: int, version: int, *, at: datetime, who: str) -> None:
    """Takes a row out; the journal keeps it whole. Raises EditConflict when it is not at `version` any more, or gone."""
    declared = known_table(table)
    with store.writing() as connection:
        change = Change(connection, campaign_id, Trail(at, who))
        stored = _at_version(connection, campaign_id, declared, pk, version)
        change.delete(declared, stored)
        change.settle()


def _rows(connection: Connection, campaign_id: int, table: Table, pk: int) -> list[StoredRow]:
    return rows_by(connection, campaign_id, table, "pk", [pk])


def _at_version(connection: Connection, campaign_id: int, table: Table, pk: int, version: int) -> StoredRow:
    stored = next(iter(_rows(connection, campaign_id, table, pk)), None)
    if stored is None:
        raise EditConflict(GONE)
    if stored.version != version:
        raise EditConflict(CHANGED)
    return stored


def _free_key(connection: Connection, campaign_id: int, table: Table, base: str) -> str:
    """The first of `base`, `base#2`… that no row has; a table whose keys do not repeat has only the first."""
    key, occurrence = base, 1
    while rows_by(connection, campaign_id, table, "row_key", [key]):
        if not table.repeats:
            raise UseError(N_("%(table)s: there already is a row with the same %(column)s. Nothing was written."),
                           table=table.name, column=", ".join(table.key))  # fmt: skip
        occurrence += 1
        key = numbered(base, occurrence)
    return key
