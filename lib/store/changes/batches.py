"""Imports: many rows of several tables at once, whole or absent, told once in the list of imports, and undone as one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lib.campaign.row_columns import RowColumns
from lib.campaign.tables import Row, Table
from lib.store.changes.arriving import arriving, told_apart
from lib.store.changes.change import Change, Trail, Update
from lib.store.changes.comparison import Match, matches
from lib.store.changes.indexing import Indexes
from lib.store.changes.learning import Learning
from lib.store.engine import Store
from lib.store.people.personal import keep, pseudonyms_in, veil_for
from lib.store.people.pseudonyms import Veil
from lib.store.programs.failover import once_more
from lib.store.rows import IncomingRow, amounts_cents, digest, incoming, known_table
from lib.store.safekeeping.seals import rows_there, sealed
from lib.store.schema import BATCHES, DATA, PERSONAL
from lib.store.sql import with_room

Rows = Mapping[str, Iterable[Row]]
"""Rows by table name."""
Stream = Iterable[tuple[str, Iterable[Row]]]
"""(table name, some of its rows), again and again."""
DONE, UNDONE = "done", "undone"
_INDEXES_SHARE = 0.3
"""Of what follows the last row of an import, what indexes take; the totals take the rest."""
Told = Callable[[float], None]
"""Told the share of something that is done, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """Where rows come from: `refused` rows were not taken; `digest` is the SHA-256 of the input, of the rows if None."""

    source: str
    at: datetime
    who: str
    files: tuple[str, ...] = ()
    refused: int = 0
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows that an import put in, altered, and found as they were."""

    inserted: int = 0
    changed: int = 0
    same: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.inserted + other.inserted, self.changed + other.changed, self.same + other.same)


@dataclass(frozen=True, slots=True)
class Written:
    """What an import did. Nothing new: `batch_id` is None, nothing is recorded and the revision stays."""

    batch_id: int | None
    by_table: Mapping[str, Counts]

    @property
    def counts(self) -> Counts:
        """All tables together."""
        return sum(self.by_table.values(), Counts())


@dataclass(frozen=True, slots=True)
class Batch:
    """An import in the list; `cents` is the sum of the contributions it read, the ones it found the same included."""

    id: int
    source: str
    files: tuple[str, ...]
    at: datetime
    who: str
    state: str
    rows_read: int
    inserted: int
    changed: int
    same: int
    refused: int
    cents: int
    digest: str
    by_table: Mapping[str, Counts]
    undone_at: datetime | None
    undone_by: str | None


def batches(store: Store, campaign_id: int, limit: int = 200) -> tuple[Batch, ...]:
    """The imports of a campaign, newest first, undone ones included."""
    wanted = sa.select(BATCHES).where(BATCHES.c.campaign_id == campaign_id).order_by(BATCHES.c.id.desc()).limit(limit)
    with store.reading() as connection:
        return tuple(_batch(dict(row)) for row in connection.execute(wanted).mappings())


def write_batch(store: Store, campaign_id: int, rows: Rows, delivery: Delivery) -> Written:
    """Imports rows in one transaction, compared once more inside it, so that a preview gone old does no harm.

    A field that a row does not mention keeps its stored value. Rows are read and cleaned first: a slow source keeps
    nobody waiting. Raises UseError for rows that cannot be taken (nothing is written then) and for a campaign that
    is not there.
    """
    tables = [known_table(name) for name in rows]
    with store.reading() as connection:
        veil = veil_for(connection, campaign_id, tables)
    arriving = [(table, list(incoming(table, rows[table.name], veil))) for table in tables]
    return _write(store, campaign_id, arriving, veil, delivery)


@once_more
def _write(
    store: Store, campaign_id: int, arriving: Sequence[tuple[Table, Sequence[IncomingRow]]], veil: Veil, delivery: Delivery
) -> Written:
    with store.writing() as connection:
        writer = _Writer(connection, campaign_id, delivery)
        return writer.settled({table.name: writer.write(table, some, veil) for table, some in arriving})


def write_stream(
    store: Store, campaign_id: int, batches_of_rows: Stream, delivery: Delivery, *, refused: Callable[[], int] | None = None,
    expected_rows: int = 0, settling: Told | None = None,
) -> Written:  # fmt: skip
    """Imports rows that are too many to be held at once: one transaction and one line in the list, a batch after another.

    A row that comes again replaces the former. `refused`: how many rows were not taken, asked for once all were read;
    `expected_rows`: how many of a table may come, where that is known; `settling`: told how much is done, 0 to 1, of what
    follows the last row. Only for tables whose keys do not repeat; raises UseError as `write_batch` does.
    """
    with store.writing() as connection, with_room(connection):
        writer = _Writer(connection, campaign_id, delivery)
        writer.expected_rows = expected_rows
        by_table: dict[str, Counts] = {}
        for name, rows in batches_of_rows:
            table = known_table(name)
            veil = veil_for(connection, campaign_id, [table])
            by_table[name] = by_table.get(name, Counts()) + writer.taken(table, rows, veil)
        if refused is not None:
            writer.refused = refused()
        return writer.settled(by_table, settling)


class _Writer:
    """One import under way; its line in the list is written with the first row that is new or changed."""

    def __init__(self, connection: Connection, campaign_id: int, delivery: Delivery) -> None:
        self._delivery = delivery
        self.refused = delivery.refused
        self._change = Change(connection, campaign_id, Trail(delivery.at, delivery.who))
        self.expected_rows = 0
        self._indexes: dict[str, Indexes] = {}
        self._learning = Learning(connection)
        self._cents = 0
        self._hash = sha256()

    def taken(self, table: Table, rows: Iterable[Row], veil: Veil) -> Counts:
        """Some rows, together where they are held column by column and their cells have no part in the import's digest."""
        together = arriving(table, rows, veil) if isinstance(rows, RowColumns) and self._delivery.digest else None
        told = None if together is None else told_apart(self._change.connection, self._change.campaign_id, table, together)
        if together is None or told is None:
            return self.write(table, list(incoming(table, rows, veil)), veil)
        new, same = together.at(told.new), together.at(told.same)
        if table.name == "contributions":
            self._cents += new.cents(table) + same.cents(table)
        if told.new:
            self._open()
            indexes = self._indexes.setdefault(table.name, Indexes(self._change.connection, table))
            indexes.put_aside(self._change.campaign_id, self.expected_rows)
            if indexes.are_aside:
                self._change.giving.watch_everybody()
            self._change.insert_columns(table, new.keys, new.columns)
            self._keep(table, veil, new.pseudonyms(table), len(told.new))
        counts = Counts(len(told.new), 0, len(told.same))
        if told.others and isinstance(rows, RowColumns):
            counts += self.write(table, list(incoming(table, rows.at(told.others), veil)), veil)
        return counts

    def write(self, table: Table, each: Sequence[IncomingRow], veil: Veil) -> Counts:
        counts = Counts()
        told: set[str] = set()
        for some in matches(self._change.connection, self._change.campaign_id, table, each, veil):
            self._read(table, some)
            new = [(match.key, match.cells) for match in some if match.stored is None]
            changed = [Update(m.stored, m.cells) for m in some if m.stored is not None and not m.is_same]
            if new or changed:
                self._open()
                self._change.insert_many(table, new)
                self._change.update(table, changed)
                told.update(pseudonym for m in some if not m.is_same for pseudonym in pseudonyms_in(table, m.cells))
            counts += Counts(len(new), len(changed), len(some) - len(new) - len(changed))
        self._keep(table, veil, told, counts.inserted)
        return counts

    def _keep(self, table: Table, veil: Veil, pseudonyms: Collection[str], inserted: int) -> None:
        """What the pseudonyms of new or changed rows stand for."""
        keep(self._change.connection, self._change.campaign_id, veil, pseudonyms, self._delivery.at)
        self._learning.grew(DATA[table.name], inserted)
        self._learning.grew(PERSONAL, inserted)
        self._change.personal.settle()  # some at a time, so that no list of all people is made

    def settled(self, by_table: Mapping[str, Counts], told: Told | None = None) -> Written:
        tell: Told = told or (lambda _share: None)
        tell(0.0)
        for indexes in self._indexes.values():
            indexes.make_again(lambda share: tell(share * _INDEXES_SHARE))
        self._learning.settle()
        tell(_INDEXES_SHARE)
        batch_id = self._change.trail.batch_id
        written = Written(batch_id, by_table)
        if batch_id is not None:
            connection, campaign_id, this_one = self._change.connection, self._change.campaign_id, BATCHES.c.id == batch_id
            connection.execute(sa.update(BATCHES).where(this_one).values(**self._figures(written)))
            sealed(connection, campaign_id, "batches", rows_there(connection, campaign_id, "batches", this_one))
            self._change.settle()
        return written

    def _read(self, table: Table, some: Sequence[Match]) -> None:
        if table.name == "contributions":
            self._cents += sum(amounts_cents(table, match.cells) for match in some)
        if self._delivery.digest is None:
            for match in some:
                self._hash.update(digest(match.key, match.cells).to_bytes(4, "big"))

    def _open(self) -> None:
        if self._change.trail.batch_id is not None:
            return
        said = self._delivery
        values = {
            "campaign_id": self._change.campaign_id, "source": said.source, "files": list(said.files), "at": said.at,
            "who": said.who, "state": DONE, **self._figures(Written(None, {})),
        }  # fmt: skip
        result = self._change.connection.execute(sa.insert(BATCHES).values(**values))
        self._change.trail = replace(self._change.trail, batch_id=result.inserted_primary_key[0])  # type: ignore[index]

    def _figures(self, written: Written) -> dict[str, Any]:
        counts = written.counts
        rows = counts.inserted + counts.changed + counts.same
        return {
            **asdict(counts),
            "rows_read": rows + self.refused,
            "refused": self.refused,
            "cents": self._cents,
            "digest": self._delivery.digest or self._hash.hexdigest(),
            "by_table": {name: asdict(some) for name, some in written.by_table.items()},
        }


def _batch(found: dict[str, Any]) -> Batch:
    del found["campaign_id"]
    by_table = {name: Counts(**counts) for name, counts in found.pop("by_table").items()}
    return Batch(files=tuple(found.pop("files")), by_table=by_table, **found)
