"""A sync and what people typed over it: nobody's edit vanishes, and the source's news come all the same."""

from __future__ import annotations

from pathlib import Path

from lib.store.changes.edits import delete_row, edit_row
from lib.store.changes.journal import journal, undo_entry
from lib.store.queries.lists import rows, table_page
from lib.store.rows import StoredRow
from tests.services.syncs.bench import Bench, bench
from tests.support.ulule import Ulule, order


def stored(at: Bench, number: str) -> StoredRow:
    """The contribution of that number."""
    page = table_page(at.store, at.opened.id, "contributions", personal=True)
    return next(row for row in page.rows if row.cells["id"] == number)


def edited(at: Bench, number: str, **cells: object) -> None:
    """Somebody types other cells."""
    row = stored(at, number)
    edit_row(at.store, at.opened.id, "contributions", row.pk, row.version, cells, at=at.at, who="ana")  # type: ignore[arg-type]


def removed(at: Bench, number: str) -> None:
    """Somebody takes the row out."""
    row = stored(at, number)
    delete_row(at.store, at.opened.id, "contributions", row.pk, row.version, at=at.at, who="ana")


def two() -> Ulule:
    return Ulule(80, orders=[order(1, 50), order(2, 30)])


def test_what_was_typed_stays_and_is_said(tmp_path: Path) -> None:
    with bench(tmp_path, two()) as at:
        at.sync()
        edited(at, "1", email="ana@exemple.org")
        synced = at.sync()
        assert synced.changes_nothing and stored(at, "1").cells["email"] == "ana@exemple.org"
        assert any(remark.plural and "typed" in remark.plural for remark in synced.state.remarks)


def test_the_other_cells_of_that_row_go_on_following_the_source(tmp_path: Path) -> None:
    with bench(tmp_path, two()) as at:
        at.sync()
        edited(at, "1", email="ana@exemple.org")
        at.ulule.orders = [order(1, 50, refunded=True), order(2, 30)]
        at.sync()
        assert (stored(at, "1").cells["status"], stored(at, "1").cells["email"]) == ("withdrawn", "ana@exemple.org")


def test_what_the_source_says_anew_replaces_what_was_typed_once(tmp_path: Path) -> None:
    with bench(tmp_path, two()) as at:
        at.sync()
        edited(at, "1", status="withdrawn")
        at.sync()
        assert stored(at, "1").cells["status"] == "withdrawn"
        at.ulule.orders = [order(1, 50, "processing"), order(2, 30)]
        at.sync()
        assert stored(at, "1").cells["status"] == "pending"
        at.ulule.orders = [order(1, 50), order(2, 30)]
        at.sync()
        assert stored(at, "1").cells["status"] == "counted"


def test_what_was_typed_twice_and_what_was_taken_back(tmp_path: Path) -> None:
    with bench(tmp_path, two()) as at:
        at.sync()
        edited(at, "1", note="a")
        edited(at, "1", note="b")
        edited(at, "2", country="FR")
        undo_entry(at.store, at.opened.id, journal(at.store, at.opened.id)[0].pk, at=at.at, who="ana")
        assert at.sync().changes_nothing
        assert (stored(at, "1").cells["note"], stored(at, "2").cells["country"]) == ("b", None)


def test_a_row_that_was_taken_out_stays_out_until_the_source_says_something_new_of_it(tmp_path: Path) -> None:
    with bench(tmp_path, two()) as at:
        at.sync()
        removed(at, "2")
        assert at.sync().changes_nothing
        assert [row["id"] for row in rows(at.store, at.opened.id, "contributions")] == ["1"]
        at.ulule.orders = [order(1, 50), order(2, 30, refunded=True)]
        at.sync()
        assert {row["id"]: row["status"] for row in rows(at.store, at.opened.id, "contributions")} == {"1": "counted", "2": "withdrawn"}


def test_thanks_noted_by_hand_are_left_alone(tmp_path: Path) -> None:
    with bench(tmp_path, two()) as at:
        at.sync()
        edited(at, "1", thanked_at=at.at, thanked_by="ana")
        synced = at.sync()
        assert synced.changes_nothing and stored(at, "1").cells["thanked_at"] is not None
        assert not any(remark.plural for remark in synced.state.remarks)
