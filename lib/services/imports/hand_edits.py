"""A source never undoes what a person did: what was typed over it stands until the source itself says something new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from lib.campaign.tables import TABLES_BY_NAME, Row
from lib.store.engine import Store
from lib.store.queries.by_hand import HandEdit, arriving, hand_edits

_OURS = frozenset({"thanked_at", "thanked_by"})
"""Fields that are typed by hand all the time, and that sources leave alone or know better."""


class Respected:
    """The batches of a source without what would undo an edit by hand; `count` rows were spared once they are through."""

    def __init__(self, store: Store, campaign_id: int, batches: Iterable[tuple[str, Sequence[Row]]]) -> None:
        self._store, self._campaign_id, self._batches = store, campaign_id, batches
        self.count = 0

    def __iter__(self) -> Iterator[tuple[str, Sequence[Row]]]:
        known: dict[str, Mapping[str, HandEdit]] = {}
        for table, rows in self._batches:
            if table not in known:
                known[table] = hand_edits(self._store, self._campaign_id, table, _OURS)
            yield table, list(self._spared(table, rows, known[table])) if known[table] else rows

    def _spared(self, table: str, rows: Sequence[Row], edits: Mapping[str, HandEdit]) -> Iterator[Row]:
        declared = TABLES_BY_NAME[table]
        keys = frozenset(declared.column(name).field for name in declared.key)
        for row, read in zip(rows, arriving(self._store, self._campaign_id, table, rows), strict=True):
            edit = edits.get(read.key)
            if edit is None:
                yield row
            elif edit.removed is not None and all(edit.removed.get(name) == value for name, value in read.cells.items()):
                self.count += 1
            else:
                stale = {name for name, value in read.cells.items() if name in edit.before and edit.before[name] == value} - keys
                self.count += bool(stale)
                yield {name: value for name, value in row.items() if name not in stale}
