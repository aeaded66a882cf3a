"""What people typed over what a source had said, and rows that they took out: so that the source does not undo it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa

from lib.campaign.tables import TABLES_BY_NAME, Cell, Row
from lib.store.cells import from_json
from lib.store.engine import Store
from lib.store.people.personal import veil_for
from lib.store.rows import IncomingRow, incoming
from lib.store.schema import JOURNAL

_ROWS_A_TIME = 500


@dataclass(slots=True)
class HandEdit:
    """One row: `before` holds, by field, what stood there before somebody typed over it; `removed` the row taken out."""

    before: dict[str, Cell] = field(default_factory=dict)
    removed: Row | None = None


def hand_edits(store: Store, campaign_id: int, table: str, ignored: frozenset[str] = frozenset()) -> Mapping[str, HandEdit]:
    """By row key, the edits by hand that no import has replaced since; `ignored` fields are of no interest.

    Supporters are pseudonyms here, as in the rows that `arriving` gives.
    """
    kept, declared = JOURNAL.c, TABLES_BY_NAME[table]
    ours = (kept.campaign_id == campaign_id, kept.table_name == table, kept.undone.is_(False), kept.undoes.is_(None))
    touched = sa.select(kept.row_pk).where(*ours, kept.batch_id.is_(None))
    wanted = (
        sa.select(kept.row_key, kept.action, kept.before, kept.after, kept.batch_id)
        .where(*ours, kept.row_pk.in_(touched))
        .order_by(kept.pk)
        .execution_options(yield_per=_ROWS_A_TIME)
    )
    found: dict[str, HandEdit] = {}
    with store.reading() as connection:
        for row_key, action, before, after, batch_id in connection.execute(wanted):
            told = from_json(declared, (after if batch_id is not None else before) or {})
            relevant = {name: value for name, value in told.items() if name not in ignored}
            if relevant:
                _apply(found.setdefault(row_key, HandEdit()), action, relevant, by_hand=batch_id is None)
    return {row_key: edit for row_key, edit in found.items() if edit.before or edit.removed is not None}


def arriving(store: Store, campaign_id: int, table: str, rows: Iterable[Row]) -> list[IncomingRow]:
    """Rows on their way in, keyed, with pseudonyms in the place of supporters: to be held against edits by hand."""
    declared = TABLES_BY_NAME[table]
    with store.reading() as connection:
        return list(incoming(declared, rows, veil_for(connection, campaign_id, [declared])))


def _apply(edit: HandEdit, action: str, cells: Mapping[str, Cell], *, by_hand: bool) -> None:
    """One change more: by hand, what stood there is remembered the first time; by an import, it is forgotten."""
    if action == "delete":
        edit.removed = {**cells, **edit.before} if by_hand else None
    elif action == "update" and by_hand:
        edit.before = {**cells, **edit.before}
    elif action == "update":
        edit.before = {name: value for name, value in edit.before.items() if name not in cells}
