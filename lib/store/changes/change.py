"""One change to a campaign's rows, inside a transaction: rows put in, altered and taken out, with trace and totals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lib.campaign.errors import EditConflict, UseError
from lib.campaign.message import N_
from lib.campaign.tables import CONTRIBUTIONS, Row, Table
from lib.store.cells import Cells, as_json, shape
from lib.store.changes.bulk import Columns, columns_of, lines_of
from lib.store.changes.giving import Giving
from lib.store.changes.ledger import Ledger
from lib.store.people.personal import NOT_THERE
from lib.store.people.personal_totals import PersonalTotals
from lib.store.rows import StoredRow, amounts_cents, derived, digest, person_of, stored_row, stored_values
from lib.store.safekeeping.seals import sealed
from lib.store.schema import CAMPAIGNS, DATA, JOURNAL
from lib.store.sql import among, chunks, insert_lines, insert_many, update_many

CHANGED = N_("Somebody else changed this row meanwhile. Nothing was written: look at it as it is now, then try again.")


@dataclass(frozen=True, slots=True)
class Trail:
    """Who changes rows and when; `batch_id`: the import by which, None for an edit by hand."""

    at: datetime
    who: str
    batch_id: int | None = None


@dataclass(frozen=True, slots=True)
class Update:
    """A stored row and the whole cells it is to hold; `undoes`: the journal's entry that this takes back."""

    stored: StoredRow
    cells: Cells
    undoes: int | None = None


def zone_under_lock(connection: Connection, campaign_id: int) -> ZoneInfo:
    """The zone of a campaign's days; from here to the end of the transaction nobody else writes to that campaign.

    Raises UseError when there is no such campaign.
    """
    found = sa.select(CAMPAIGNS.c.timezone).where(CAMPAIGNS.c.id == campaign_id).with_for_update()
    name = connection.scalar(found)
    if name is None:
        raise UseError(NOT_THERE)
    return ZoneInfo(name)


class Change:
    """Rows of one campaign being changed; `settle` at the end writes totals and revision."""

    def __init__(self, connection: Connection, campaign_id: int, trail: Trail) -> None:
        self.connection = connection
        self.campaign_id = campaign_id
        self.trail = trail
        self.zone = zone_under_lock(connection, campaign_id)
        self.ledger = Ledger(connection, campaign_id)
        self.giving = Giving(connection, campaign_id)
        self.personal = PersonalTotals(connection, campaign_id)

    def insert_many(self, table: Table, rows: Sequence[tuple[str, Cells]]) -> None:
        """New rows (key, whole cells) of an import: they carry its number, the journal does not list them."""
        self.insert_columns(table, [key for key, _cells in rows], columns_of(table, [cells for _key, cells in rows]))

    def insert_columns(self, table: Table, keys: Sequence[str], columns: Columns) -> None:
        """The same of rows that are held column by column."""
        if not keys:
            return
        own = {"campaign_id": self.campaign_id, "version": 1, "batch_id": self.trail.batch_id}
        made = lines_of(table, keys, columns, self.zone, own, self.connection.dialect.name)
        if table is CONTRIBUTIONS:
            whose = made.names.index("person_key")
            self.giving.watch(line[whose] for line in made.lines)
        insert_lines(self.connection, DATA[table.name], made.names, made.lines)
        self.ledger.count(table, len(keys), made.cents, made.digest)
        self.ledger.touch(made.days)

    def insert(self, table: Table, row: StoredRow, undoes: int | None = None) -> StoredRow:
        """One row with its key, version and origin; its `pk` is chosen when it is 0. Listed in the journal."""
        own = {"campaign_id": self.campaign_id, "version": row.version, "batch_id": row.batch_id}
        values = {**stored_values(table, row.row_key, dict(row.cells), self.zone), **own}
        self._watch(table, [values])
        pk = self.connection.execute(
            sa.insert(DATA[table.name]).values(**values, **({"pk": row.pk} if row.pk else {}))
        ).inserted_primary_key[0]  # type: ignore[index]
        self._count(table, [values])
        inserted = StoredRow(pk, row.version, row.row_key, row.batch_id, row.cells)
        self._list([self._entry("insert", table, inserted, None, row.cells, undoes)])
        return inserted

    def update(self, table: Table, updates: Sequence[Update], *, listed: bool = True) -> None:
        """Gives rows other cells; raises EditConflict unless each still is at the version it was read at.

        `listed`: the journal tells what they held before; what is erased must not stay there.
        """
        values = [self._altered(table, update) for update in updates]
        self._watch(table, values, [update.stored for update in updates])
        if update_many(self.connection, DATA[table.name], ("pk", "version"), values) != len(updates):
            raise EditConflict(CHANGED)
        for update in updates:
            self._uncount(table, update.stored)
        self._count(table, values)
        if listed:
            self._list([self._difference(table, update) for update in updates])

    def delete(self, table: Table, row: StoredRow, undoes: int | None = None) -> None:
        """Takes a row out; raises EditConflict unless it still is at the version it was read at."""
        rows = DATA[table.name].c
        self._watch(table, (), [row])
        found = self.connection.execute(
            sa.delete(DATA[table.name]).where(rows.pk == row.pk, rows.version == row.version)
        )
        if found.rowcount != 1:
            raise EditConflict(CHANGED)
        self._uncount(table, row)
        self._list([self._entry("delete", table, row, row.cells, None, undoes)])

    def note(self, name: str, rows: int) -> None:
        """Lists that something was done to many rows at once, and not to which."""
        said = {"table_name": name, "row_pk": 0, "row_key": "", "row_batch_id": None, "action": "delete", "version": 0,
                "undoes": None, "before": None, "after": {"rows": rows}}  # fmt: skip
        self._list([said])

    def settle(self) -> None:
        """Writes the totals and bumps the revision, if anything was changed."""
        self.giving.settle()
        self.personal.settle()
        self.ledger.settle()

    def _watch(self, table: Table, values: Iterable[dict[str, Any]], rows: Iterable[StoredRow] = ()) -> None:
        """Before contributions come, change or go: whose they are then, and were."""
        if table is CONTRIBUTIONS:
            self.giving.watch([*(each["person_key"] for each in values), *(person_of(row.cells) for row in rows)])

    def _altered(self, table: Table, update: Update) -> dict[str, Any]:
        values = stored_values(table, update.stored.row_key, update.cells, self.zone)
        version = update.stored.version
        return {**values, "version": version + 1, "_pk": update.stored.pk, "_version": version}

    def _count(self, table: Table, values: Iterable[dict[str, Any]]) -> None:
        for row in values:
            self.ledger.count(table, 1, amounts_cents(table, row), row["row_digest"])
            self._touch(table, row)

    def _uncount(self, table: Table, row: StoredRow) -> None:
        self.ledger.count(table, -1, -amounts_cents(table, row.cells), -digest(row.row_key, row.cells))
        self._touch(table, derived(table, row.cells, self.zone))

    def _touch(self, table: Table, values: Row | dict[str, Any]) -> None:
        day = values.get("local_day")
        if table.name == "contributions" and isinstance(day, date):
            self.ledger.touch([day])

    def _difference(self, table: Table, update: Update) -> dict[str, Any]:
        before, after = update.stored.cells, update.cells
        names = [field for field in shape(table.name).fields if before[field] != after[field]]
        was, is_now = ({name: cells[name] for name in names} for cells in (before, after))
        entry = self._entry("update", table, update.stored, was, is_now, update.undoes)
        return {**entry, "version": update.stored.version + 1}

    def _entry(
        self, action: str, table: Table, row: StoredRow, before: Row | None, after: Row | None, undoes: int | None
    ) -> dict[str, Any]:
        return {
            "action": action, "table_name": table.name, "row_pk": row.pk, "row_key": row.row_key,
            "row_batch_id": row.batch_id, "version": row.version, "undoes": undoes,
            "before": None if before is None else as_json(before), "after": None if after is None else as_json(after),
        }  # fmt: skip

    def _list(self, entries: Sequence[dict[str, Any]]) -> None:
        who = {
            "campaign_id": self.campaign_id, "batch_id": self.trail.batch_id, "at": self.trail.at, "who": self.trail.who,
            "undone": False,
        }  # fmt: skip
        listed = [{**entry, **who} for entry in entries]
        insert_many(self.connection, JOURNAL, listed)
        sealed(self.connection, self.campaign_id, "journal", listed)


def rows_by(
    connection: Connection, campaign_id: int, table: Table, field: str, values: Iterable[str | int]
) -> list[StoredRow]:
    """The whole rows of a campaign whose `field` (`pk`, `row_key`) is among `values`, in no order."""
    rows = DATA[table.name].c
    wanted = sa.select(*whole_row(table)).where(rows.campaign_id == campaign_id)
    found: list[StoredRow] = []
    for some in chunks(values):
        is_among = among(connection, rows[field], [str(each) for each in some]) if field == "row_key" else rows[field].in_(some)
        result = connection.execute(wanted.where(is_among))
        found.extend(stored_row(row, shape(table.name).fields) for row in result)
    return found


def whole_row(table: Table, fields: Sequence[str] | None = None) -> list[sa.Column[Any]]:
    """The columns that make a StoredRow, with all its cells or those in `fields`."""
    cells = shape(table.name).fields if fields is None else fields
    return [DATA[table.name].c[name] for name in ("pk", "version", "row_key", "batch_id", *cells)]
