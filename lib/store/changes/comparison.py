"""What rows on their way in would change, found in sets of rows: never one query for each."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lib.campaign.row_columns import RowColumns
from lib.campaign.tables import Row, Table
from lib.store.cells import Cells, shape, whole
from lib.store.changes.arriving import arriving, told_apart
from lib.store.changes.change import rows_by
from lib.store.engine import Store
from lib.store.people.erased import Erased, erased_in
from lib.store.people.personal import Reader, veil_for
from lib.store.people.pseudonyms import Veil
from lib.store.rows import IncomingRow, StoredRow, incoming, known_table
from lib.store.schema import DATA
from lib.store.sql import chunks

_OffKey = dict[str, deque[str]]
_NOBODY = Erased(frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class Comparison:
    """What importing rows would do: whole rows that are new, (before, after) of those that change, how many stay."""

    new: tuple[Row, ...]
    changed: tuple[tuple[Row, Row], ...]
    same: int


@dataclass(frozen=True, slots=True)
class Match:
    """A row on its way in, the stored row it is (None: a new one), and the whole cells that row is to hold."""

    key: str
    stored: StoredRow | None
    cells: Cells

    @property
    def is_same(self) -> bool:
        """Whether the stored row says all that already."""
        return self.stored is not None and self.stored.cells == self.cells


def comparison(store: Store, campaign_id: int, table: str, rows: Iterable[Row]) -> Comparison:
    """The preview of an import of one table; nothing is written.

    A field that a row does not mention keeps its stored value. Raises UseError for rows that cannot be taken: an
    unknown field, a required cell that is empty, a key that comes twice where it may not.
    """
    new: list[Row] = []
    changed: list[tuple[Row, Row]] = []
    same = 0
    declared = known_table(table)
    with store.reading() as connection:
        veil = veil_for(connection, campaign_id, [declared])
        each = list(incoming(declared, rows, veil))
        for match in (match for some in matches(connection, campaign_id, declared, each, veil) for match in some):
            if match.stored is None:
                new.append(match.cells)
            elif match.is_same:
                same += 1
            else:
                changed.append((match.stored.cells, match.cells))
        read = Reader(connection, campaign_id, known=veil)
        before, after = (read.cells(declared, [pair[side] for pair in changed]) for side in (0, 1))
        return Comparison(tuple(read.cells(declared, new)), tuple(zip(before, after, strict=True)), same)


def compared_counts(store: Store, campaign_id: int, table: str, rows: Iterable[Row]) -> tuple[int, int, int]:
    """How many rows are new, would change, and are there as they are; raises as `comparison` does."""
    declared, others = known_table(table), rows
    new = same = 0
    if isinstance(rows, RowColumns):
        with store.reading() as connection:
            together = arriving(declared, rows, veil_for(connection, campaign_id, [declared]))
            told = None if together is None else told_apart(connection, campaign_id, declared, together)
        if told is not None:
            new, same, others = len(told.new), len(told.same), rows.at(told.others)
    found = comparison(store, campaign_id, table, others)
    return new + len(found.new), len(found.changed), same + found.same


def matches(
    connection: Connection, campaign_id: int, table: Table, incoming_rows: Sequence[IncomingRow], veil: Veil
) -> Iterator[list[Match]]:
    """Each row with the stored row it is, some hundreds at a time.

    A stored row is found by the key it came with; failing that, by the key of its present cells, so that what was
    edited, exported and imported again is recognised and not doubled.
    """
    erased = erased_in(connection, campaign_id) if shape(table.name).supporter else _NOBODY
    elsewhere = _off_key(connection, campaign_id, table, {row.key for row in incoming_rows})
    for some in chunks(incoming_rows):
        stored = {row.row_key: row for row in rows_by(connection, campaign_id, table, "row_key", (r.key for r in some))}
        stored |= _found_elsewhere(connection, campaign_id, table, [r for r in some if r.key not in stored], elsewhere)
        yield [_match(table, row, stored.get(row.key), erased, veil) for row in some]


def _match(table: Table, row: IncomingRow, stored: StoredRow | None, erased: Erased, veil: Veil) -> Match:
    told: Row = row.cells if stored is None else {**stored.cells, **row.cells}
    if erased.people:
        if stored is not None and told.get("email") is None:
            told = {**told, **erased.kept(stored.cells)}
        told = erased.emptied(table, dict(told), veil)
    return Match(row.key, stored, whole(table, told))


def _off_key(connection: Connection, campaign_id: int, table: Table, claimed: set[str]) -> _OffKey:
    """Rows whose present cells make another key than theirs, by that key, in order; `claimed` keys are found directly."""
    rows = DATA[table.name].c
    wanted = sa.select(rows.row_key, rows.current_key).where(
        rows.campaign_id == campaign_id, rows.current_key.is_not(None)
    )
    found: _OffKey = defaultdict(deque)
    for row_key, current_key in connection.execute(wanted.order_by(rows.pk)):
        if row_key not in claimed:
            found[current_key].append(row_key)
    return found


def _found_elsewhere(
    connection: Connection, campaign_id: int, table: Table, lost: list[IncomingRow], elsewhere: _OffKey
) -> dict[str, StoredRow]:
    """The stored rows of `lost` ones by the latter's key; each is taken out of `elsewhere`, so that none serves twice."""
    meant = {elsewhere[row.base_key].popleft(): row.key for row in lost if elsewhere.get(row.base_key)}
    found = rows_by(connection, campaign_id, table, "row_key", meant)
    return {meant[row.row_key]: row for row in found}
