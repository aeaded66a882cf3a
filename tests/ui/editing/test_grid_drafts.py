"""What was typed in a grid, put to rest and taken up over rows that others have changed meanwhile."""

from __future__ import annotations

import json
from datetime import date
from zoneinfo import ZoneInfo

from lib.campaign.tables import ALLIES, TASKS
from lib.services.edits.editing import Edit
from lib.store.cells import whole
from lib.store.rows import StoredRow
from lib.ui.editing.grid import NOTHING_TYPED, Typed, edits, frame
from lib.ui.editing.grid_drafts import merged, resting, taken_up

ZONE = ZoneInfo("America/Toronto")


def ally(pk: int, name: str, version: int = 1) -> StoredRow:
    return StoredRow(pk, version, name, None, whole(ALLIES, {"name": name, "audience": pk * 10}))


ROWS = (ally(1, "Nord"), ally(2, "Sud"), ally(3, "Est"))
TYPED: Typed = {"edited_rows": {0: {"name": "Nordet"}}, "deleted_rows": [1], "added_rows": [{"name": "Ouest", "audience": 5}]}


def after_a_death(rows: tuple[StoredRow, ...] = ROWS, typed: Typed = TYPED) -> tuple[tuple[StoredRow, ...], Typed]:
    held = json.loads(json.dumps(resting(ROWS, typed, number=3, search="")))
    return taken_up(ALLIES, rows, held)


def test_what_was_typed_is_taken_up_as_it_was() -> None:
    rows, before = after_a_death()
    assert rows == ROWS
    assert edits(ALLIES, rows, before) == edits(ALLIES, ROWS, TYPED)


def test_the_grid_shows_what_was_typed_in_the_place_of_what_is_stored() -> None:
    rows, before = after_a_death()
    columns = [ALLIES.column(name) for name in ("name", "audience")]
    shown = frame(columns, rows, ZONE, before)
    assert shown.name.tolist() == ["Nordet", "Est", "Ouest"]
    assert shown.audience.tolist() == [10, 30, 5]


def test_what_is_typed_afterwards_goes_on_from_there() -> None:
    rows, before = after_a_death()
    since: Typed = {"edited_rows": {0: {"audience": 11}, 1: {"name": "Estuaire"}, 2: {"audience": 6}}, "deleted_rows": [], "added_rows": [{"name": "Centre"}]}
    assert merged(before, since, len(rows)) == {
        "edited_rows": {0: {"name": "Nordet", "audience": 11}, 2: {"name": "Estuaire"}},
        "deleted_rows": [1],
        "added_rows": [{"name": "Ouest", "audience": 6}, {"name": "Centre"}],
    }
    removed: Typed = {"edited_rows": {}, "deleted_rows": [0, 2], "added_rows": []}
    assert merged(before, removed, len(rows)) == {"edited_rows": {0: {"name": "Nordet"}}, "deleted_rows": [1, 0], "added_rows": []}


def test_where_nothing_was_typed_before_the_grids_own_state_is_all() -> None:
    assert merged(NOTHING_TYPED, TYPED, 3) is TYPED


def test_a_row_that_somebody_changed_meanwhile_is_edited_from_what_was_seen_so_that_it_is_a_conflict() -> None:
    rows, before = after_a_death((ally(1, "Nord-Ouest", 2), ally(3, "Est"), ally(2, "Sud"), ally(4, "Neuf")))
    assert [row.version for row in rows] == [1, 1, 1, 1]
    assert edits(ALLIES, rows, before)[1] == Edit(ROWS[0], {"name": "Nordet"})


def test_a_row_that_is_gone_comes_last_and_is_a_conflict_too() -> None:
    rows, before = after_a_death((ally(2, "Sud"), ally(3, "Est")))
    assert [row.pk for row in rows] == [2, 3, 1]
    assert edits(ALLIES, rows, before) == edits(ALLIES, ROWS, TYPED)


def test_days_and_instants_are_shown_as_the_grid_told_them() -> None:
    task = StoredRow(1, 1, "t", None, {**dict.fromkeys(column.field for column in TASKS.columns), "starts_on": date(2018, 1, 20)})
    typed: Typed = {"edited_rows": {0: {"starts_on": "2018-02-01T00:00:00.000Z"}}, "deleted_rows": [], "added_rows": []}
    shown = frame([TASKS.column("starts_on")], [task], ZONE, typed)
    assert shown.starts_on.tolist() == [date(2018, 2, 1)]
