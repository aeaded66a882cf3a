"""What was typed in a grid, put to rest and taken up again by another session, over rows that may have changed meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lib.campaign.tables import Table
from lib.store.cells import as_json, from_json
from lib.store.rows import StoredRow
from lib.ui.editing.grid import NOTHING_TYPED, Typed


def merged(before: Typed, typed: Typed, count: int) -> Typed:
    """What was typed in all: `before` the grid was drawn over `count` rows, and since, by the places that the grid shows."""
    if before is NOTHING_TYPED:
        return typed
    shown = [place for place in range(count) if place not in before["deleted_rows"]]
    edited = {place: dict(cells) for place, cells in before["edited_rows"].items()}
    added = [dict(cells) for cells in before["added_rows"]]
    for place, cells in typed.get("edited_rows", {}).items():
        if place < len(shown):
            edited.setdefault(shown[place], {}).update(cells)
        elif place - len(shown) < len(added):
            added[place - len(shown)].update(cells)
    removed = set(typed.get("deleted_rows", ()))
    gone = [*before["deleted_rows"], *(shown[place] for place in removed if place < len(shown))]
    left = [cells for number, cells in enumerate(added) if len(shown) + number not in removed]
    return {"edited_rows": edited, "deleted_rows": gone, "added_rows": [*left, *typed.get("added_rows", ())]}


def resting(rows: Sequence[StoredRow], typed: Typed, *, number: int, search: str) -> dict[str, Any]:
    """What was typed, as JSON: rows that are touched go with it as they were read, so that a conflict is still seen."""
    touched = sorted({*typed["edited_rows"], *typed["deleted_rows"]})
    held = {place: [rows[place].pk, rows[place].version, rows[place].row_key, rows[place].batch_id, as_json(rows[place].cells)]
            for place in touched if place < len(rows)}  # fmt: skip
    edited = [[held[place], dict(cells)] for place, cells in typed["edited_rows"].items() if place in held]
    gone = [held[place] for place in typed["deleted_rows"] if place in held]
    added = [dict(each) for each in typed["added_rows"]]
    return {"number": number, "search": search, "edited": edited, "gone": gone, "added": added}


def taken_up(table: Table, rows: Sequence[StoredRow], held: Mapping[str, Any]) -> tuple[tuple[StoredRow, ...], Typed]:
    """The rows to show, those touched as they were when they were, and what had been typed over them."""
    found = list(rows)
    edited = {_place(found, _row(table, row)): dict(cells) for row, cells in held["edited"]}
    gone = [_place(found, _row(table, row)) for row in held["gone"]]
    return tuple(found), {"edited_rows": edited, "deleted_rows": gone, "added_rows": list(held["added"])}


def _row(table: Table, said: Sequence[Any]) -> StoredRow:
    pk, version, row_key, batch_id, cells = said
    return StoredRow(pk, version, row_key, batch_id, from_json(table, cells))


def _place(rows: list[StoredRow], row: StoredRow) -> int:
    """Where a row is, put as it was in the place of what it is now; one that is gone comes last."""
    place = next((place for place, other in enumerate(rows) if other.pk == row.pk), len(rows))
    rows[place : place + 1] = [row]
    return place
