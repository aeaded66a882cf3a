"""Edits by hand: from the version that was read, listed with before and after, taken back one by one."""

from __future__ import annotations

from datetime import date
from threading import Barrier, Thread

import pytest

from lib.campaign.errors import EditConflict, UndoRefused, UseError
from lib.campaign.tables import Row
from lib.store.campaigns import revision
from lib.store.changes.edits import delete_row, edit_row, insert_row, stored_row
from lib.store.changes.journal import journal, undo_entry
from lib.store.engine import Store
from lib.store.queries.lists import table_page
from lib.store.rows import StoredRow
from lib.store.safekeeping.integrity import verification
from tests.store.builders import NOW, contribution, put

KOUMBIT: Row = {"name": "Koumbit", "audience": 900}


def add(store: Store, campaign_id: int) -> StoredRow:
    return insert_row(store, campaign_id, "allies", KOUMBIT, at=NOW, who="Ada")


def alter(store: Store, campaign_id: int, row: StoredRow, **changes: str | int | date | None) -> StoredRow:
    return edit_row(store, campaign_id, "allies", row.pk, row.version, changes, at=NOW, who="Zoé")


def test_a_row_added_altered_and_deleted_leaves_its_whole_trail(store: Store, campaign_id: int) -> None:
    row = add(store, campaign_id)
    row = alter(store, campaign_id, row, agreed_on=date(2018, 1, 10))
    delete_row(store, campaign_id, "allies", row.pk, row.version, at=NOW, who="Bob")
    deleted, altered, added = journal(store, campaign_id)
    assert [(entry.action, entry.who, entry.version) for entry in (added, altered, deleted)] == [
        ("insert", "Ada", 1), ("update", "Zoé", 2), ("delete", "Bob", 2),
    ]  # fmt: skip
    assert (altered.before, altered.after) == ({"agreed_on": None}, {"agreed_on": date(2018, 1, 10)})
    assert added.after is not None
    assert added.after["audience"] == 900
    assert deleted.before is not None
    assert deleted.before["agreed_on"] == date(2018, 1, 10)
    assert verification(store, thorough=True) == ()


def test_each_edit_raises_the_revision_by_one_and_an_edit_without_effect_does_not(store: Store, campaign_id: int) -> None:
    row = add(store, campaign_id)
    before = revision(store, campaign_id)
    same = alter(store, campaign_id, row, name=" Koumbit ")
    assert (revision(store, campaign_id), same.version) == (before, 1)
    alter(store, campaign_id, row, audience=901)
    assert revision(store, campaign_id) == before + 1


def test_the_second_of_two_editors_is_told_and_nothing_is_lost(store: Store, campaign_id: int) -> None:
    seen_by_both = add(store, campaign_id)
    alter(store, campaign_id, seen_by_both, audience=1_000)
    with pytest.raises(EditConflict, match="Somebody else changed this row"):
        alter(store, campaign_id, seen_by_both, audience=2_000)
    with pytest.raises(EditConflict):
        delete_row(store, campaign_id, "allies", seen_by_both.pk, seen_by_both.version, at=NOW, who="Bob")
    now = stored_row(store, campaign_id, "allies", seen_by_both.pk)
    assert now is not None
    assert (now.cells["audience"], now.version) == (1_000, 2)


def test_editing_a_row_that_is_gone_says_so(store: Store, campaign_id: int) -> None:
    row = add(store, campaign_id)
    delete_row(store, campaign_id, "allies", row.pk, 1, at=NOW, who="Bob")
    assert stored_row(store, campaign_id, "allies", row.pk) is None
    with pytest.raises(EditConflict, match="deleted this row"):
        alter(store, campaign_id, row, audience=1)


def test_of_editors_at_the_same_moment_exactly_one_wins(store: Store, campaign_id: int) -> None:
    row = add(store, campaign_id)
    start, outcomes = Barrier(4), []

    def edit(audience: int) -> None:
        start.wait()
        try:
            outcomes.append(alter(store, campaign_id, row, audience=audience).version)
        except EditConflict:
            outcomes.append(0)

    editors = [Thread(target=edit, args=(number,)) for number in range(4)]
    for editor in editors:
        editor.start()
    for editor in editors:
        editor.join()
    assert sorted(outcomes) == [0, 0, 0, 2]


def test_a_row_of_another_campaign_cannot_be_edited(store: Store, campaign_id: int) -> None:
    row = add(store, campaign_id)
    with pytest.raises(UseError):
        alter(store, campaign_id + 1, row, audience=1)


def test_a_required_cell_cannot_be_emptied(store: Store, campaign_id: int) -> None:
    row = add(store, campaign_id)
    with pytest.raises(UseError, match="must be filled in"):
        alter(store, campaign_id, row, name="  ")


def test_a_second_ally_of_one_name_is_added_and_a_second_contribution_of_one_id_is_not(
    store: Store, campaign_id: int
) -> None:
    assert {add(store, campaign_id).row_key, add(store, campaign_id).row_key} == {'["Koumbit"]', '["Koumbit"]#2'}
    one = contribution("1", "2018-01-20 09:00", 5)
    insert_row(store, campaign_id, "contributions", one, at=NOW, who="Ada")
    with pytest.raises(UseError, match="already is a row"):
        insert_row(store, campaign_id, "contributions", one, at=NOW, who="Ada")


def test_each_kind_of_change_can_be_taken_back(store: Store, campaign_id: int) -> None:
    kept = add(store, campaign_id)
    alter(store, campaign_id, kept, audience=5)
    delete_row(store, campaign_id, "allies", kept.pk, 2, at=NOW, who="Bob")
    deleted, altered, added = journal(store, campaign_id)

    undo_entry(store, campaign_id, deleted.pk, at=NOW, who="Zoé")
    back = stored_row(store, campaign_id, "allies", kept.pk)
    assert back is not None
    assert (back.cells["audience"], back.row_key, back.version) == (5, kept.row_key, 3)

    undo_entry(store, campaign_id, altered.pk, at=NOW, who="Zoé")
    before = stored_row(store, campaign_id, "allies", kept.pk)
    assert before is not None
    assert before.cells["audience"] == 900

    undo_entry(store, campaign_id, added.pk, at=NOW, who="Zoé")
    assert table_page(store, campaign_id, "allies").total == 0
    assert verification(store, thorough=True) == ()


def test_a_change_that_a_later_one_rests_on_is_not_taken_back(store: Store, campaign_id: int) -> None:
    row = add(store, campaign_id)
    alter(store, campaign_id, row, audience=5)
    _, added = journal(store, campaign_id)
    with pytest.raises(UndoRefused):
        undo_entry(store, campaign_id, added.pk, at=NOW, who="Zoé")


def test_a_deleted_row_does_not_return_beside_one_that_took_its_place(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, rewards=[{"id": "a", "name": "Tasse"}])
    [reward] = table_page(store, campaign_id, "rewards").rows
    delete_row(store, campaign_id, "rewards", reward.pk, 1, at=NOW, who="Bob")
    put(store, campaign_id, rewards=[{"id": "a", "name": "Tasse"}])
    with pytest.raises(UndoRefused):
        undo_entry(store, campaign_id, journal(store, campaign_id)[0].pk, at=NOW, who="Zoé")


def test_a_change_is_taken_back_once_and_an_undoing_is_not_undone(store: Store, campaign_id: int) -> None:
    add(store, campaign_id)
    [added] = journal(store, campaign_id)
    undo_entry(store, campaign_id, added.pk, at=NOW, who="Zoé")
    for entry in journal(store, campaign_id):
        with pytest.raises(UseError, match="cannot be undone"):
            undo_entry(store, campaign_id, entry.pk, at=NOW, who="Zoé")


def test_the_journal_is_asked_by_table_by_row_and_by_length(store: Store, campaign_id: int) -> None:
    first, second = add(store, campaign_id), add(store, campaign_id)
    insert_row(store, campaign_id, "members", {"name": "Zoé"}, at=NOW, who="Ada")
    assert len(journal(store, campaign_id)) == 3
    assert [entry.table for entry in journal(store, campaign_id, limit=1)] == ["members"]
    assert {entry.row_pk for entry in journal(store, campaign_id, table="allies")} == {first.pk, second.pk}
    assert [entry.row_pk for entry in journal(store, campaign_id, table="allies", row_pk=second.pk)] == [second.pk]


def test_a_pk_is_never_given_twice(store: Store, campaign_id: int) -> None:
    """A deleted row must find its own number free when it returns."""
    gone = add(store, campaign_id)
    delete_row(store, campaign_id, "allies", gone.pk, 1, at=NOW, who="Bob")
    assert insert_row(store, campaign_id, "allies", {"name": "Autre"}, at=NOW, who="Ada").pk != gone.pk
