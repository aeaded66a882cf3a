"""Taking an import back as one: what it put in goes, what it changed is as before; all or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from lib.campaign.errors import UndoRefused, UseError
from lib.campaign.message import N_
from lib.campaign.tables import CONTRIBUTIONS, TABLES, Table
from lib.store.cells import Cells, from_json
from lib.store.changes.batches import DONE, UNDONE
from lib.store.changes.change import Change, Trail, Update, rows_by
from lib.store.changes.ledger import control_of
from lib.store.engine import Store
from lib.store.programs.failover import once_more
from lib.store.rows import StoredRow
from lib.store.safekeeping.seals import counted_on, rows_there, sealed
from lib.store.schema import BATCHES, DATA, JOURNAL
from lib.store.sql import update_many

REFUSED = N_("This cannot be undone any more. Rows of it that were changed since: %(count)s. Undo those changes first.")


@once_more
def undo_batch(store: Store, campaign_id: int, batch_id: int, *, at: datetime, who: str) -> None:
    """Undoes an import; the list of imports keeps it, as undone.

    Raises UseError when there is no such import or it is undone already, UndoRefused, with how many, when rows of it
    were changed by something else since (changes that were themselves undone do not count).
    """
    with store.writing() as connection:
        change = Change(connection, campaign_id, Trail(at, who, batch_id))
        _refuse_undone(connection, campaign_id, batch_id)
        updated = [entry for entry in _entries(connection, campaign_id, batch_id) if not entry["undone"]]
        _refuse_changed(connection, campaign_id, batch_id, updated)
        for table in TABLES:
            _restore(change, table, [entry for entry in updated if entry["table_name"] == table.name])
            _take_out(change, table, batch_id)
        this_one = BATCHES.c.id == batch_id
        sealed(connection, campaign_id, "batches", rows_there(connection, campaign_id, "batches", this_one), gone=True)
        connection.execute(sa.update(BATCHES).where(this_one).values(state=UNDONE, undone_at=at, undone_by=who))
        sealed(connection, campaign_id, "batches", rows_there(connection, campaign_id, "batches", this_one))
        change.settle()


def _refuse_undone(connection: Connection, campaign_id: int, batch_id: int) -> None:
    wanted = sa.select(BATCHES.c.state).where(BATCHES.c.id == batch_id, BATCHES.c.campaign_id == campaign_id)
    if connection.scalar(wanted) != DONE:
        raise UseError(N_("This import is undone already, or was never there."))


def _entries(connection: Connection, campaign_id: int, batch_id: int) -> list[RowMapping]:
    """What the import changed in rows that were there before, oldest first."""
    kept = JOURNAL.c
    wanted = sa.select(JOURNAL).where(
        kept.campaign_id == campaign_id, kept.batch_id == batch_id, kept.undoes.is_(None)
    )
    return list(connection.execute(wanted.order_by(kept.pk)).mappings())


def _refuse_changed(connection: Connection, campaign_id: int, batch_id: int, updated: list[RowMapping]) -> None:
    touched = {(entry["table_name"], entry["row_pk"]): entry["pk"] for entry in updated}
    kept = JOURNAL.c
    later = kept.pk > min(touched.values()) if touched else sa.false()
    live = sa.select(kept.pk, kept.table_name, kept.row_pk, kept.row_batch_id).where(
        kept.campaign_id == campaign_id,
        sa.or_(kept.batch_id.is_(None), kept.batch_id != batch_id),
        *is_live(),
        sa.or_(kept.row_batch_id == batch_id, later),
    )
    changed = {
        (name, row_pk)
        for pk, name, row_pk, row_batch_id in connection.execute(live)
        if row_batch_id == batch_id or touched.get((name, row_pk), pk) < pk
    }
    if changed:
        raise UndoRefused(REFUSED, count=len(changed))


def is_live() -> tuple[sa.ColumnElement[bool], ...]:
    """What makes a journal entry count as a change that still stands."""
    return JOURNAL.c.undone.is_(False), JOURNAL.c.undoes.is_(None)


def _restore(change: Change, table: Table, entries: list[RowMapping]) -> None:
    by_pk = {row.pk: row for row in rows_by(
        change.connection, change.campaign_id, table, "pk", (entry["row_pk"] for entry in entries)
    )}  # fmt: skip
    updates = [Update(by_pk[e["row_pk"]], cells_before(table, by_pk[e["row_pk"]], e), e["pk"]) for e in entries]
    change.update(table, updates)
    mark_undone(change.connection, change.campaign_id, [entry["pk"] for entry in entries])


def cells_before(table: Table, stored: StoredRow, entry: RowMapping) -> Cells:
    """The row as it was before the entry: what it changed goes back, the rest stays."""
    return {**stored.cells, **from_json(table, entry["before"])}


def mark_undone(connection: Connection, campaign_id: int, entry_pks: Sequence[int]) -> None:
    """Notes that entries of the journal, which stood until now, do not stand any more."""
    update_many(connection, JOURNAL, ["pk"], [{"_pk": pk, "undone": True} for pk in entry_pks])
    counted_on(connection, campaign_id, "journal", len(entry_pks))


def _take_out(change: Change, table: Table, batch_id: int) -> None:
    """The import's own rows go at once: the list of imports tells of them, the journal does not line by line."""
    rows = DATA[table.name].c
    ours = (rows.campaign_id == change.campaign_id, rows.batch_id == batch_id)
    count, cents, digests = change.connection.execute(
        control_of(change.campaign_id, table).where(*ours)
    ).one()
    if not count:
        return
    if table is CONTRIBUTIONS:
        change.ledger.touch(change.connection.scalars(sa.select(rows.local_day).where(*ours).distinct()))
        change.giving.watch(change.connection.scalars(sa.select(rows.person_key).where(*ours).distinct()))
    change.connection.execute(sa.delete(DATA[table.name]).where(*ours))
    change.ledger.count(table, -count, -cents, -digests)
