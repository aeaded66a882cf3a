"""An import is undone as one, or refused with the number of rows that stand in the way."""

from __future__ import annotations

import pytest

from lib.campaign.errors import UndoRefused, UseError
from lib.campaign.tables import Row
from lib.store.campaigns import revision
from lib.store.changes.batches import batches
from lib.store.changes.edits import delete_row, edit_row
from lib.store.changes.journal import journal, undo_entry
from lib.store.changes.undo import undo_batch
from lib.store.engine import Store
from lib.store.queries.lists import rows, table_page
from lib.store.rows import StoredRow
from lib.store.safekeeping.integrity import verification
from tests.store.builders import NOW, TOML, contribution, new_campaign, put

ADA = contribution("1", "2018-01-20 09:00", 40, name="Ada")
BOB = contribution("2", "2018-01-20 10:00", 20, name="Bob")


def undo(store: Store, campaign_id: int, batch_id: int | None) -> None:
    assert batch_id is not None
    undo_batch(store, campaign_id, batch_id, at=NOW, who="Zoé")


def stored(store: Store, campaign_id: int) -> list[Row]:
    return list(rows(store, campaign_id, "contributions"))


def row_of(store: Store, campaign_id: int, number: str) -> StoredRow:
    [found] = table_page(store, campaign_id, "contributions", where={"id": number}, personal=True).rows
    return found


def test_what_an_import_put_in_goes_and_what_it_changed_is_as_before(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, contributions=[ADA], rewards=[{"id": "a", "name": "Tasse"}])
    before = {name: list(rows(store, campaign_id, name)) for name in ("contributions", "rewards")}
    second = put(
        store, campaign_id, contributions=[{**ADA, "status": "withdrawn"}, BOB], rewards=[{"id": "b", "name": "Carte"}]
    )
    undo(store, campaign_id, second.batch_id)
    assert {name: list(rows(store, campaign_id, name)) for name in before} == before
    assert verification(store, thorough=True) == ()


def test_an_undone_import_stays_in_the_list_and_cannot_be_undone_twice(store: Store, campaign_id: int) -> None:
    first = put(store, campaign_id, contributions=[ADA]).batch_id
    before = revision(store, campaign_id)
    undo(store, campaign_id, first)
    [batch] = batches(store, campaign_id)
    assert (batch.state, batch.undone_at, batch.undone_by) == ("undone", NOW, "Zoé")
    assert revision(store, campaign_id) == before + 1
    with pytest.raises(UseError, match="undone already"):
        undo(store, campaign_id, first)


def test_an_import_of_another_campaign_cannot_be_undone(store: Store, campaign_id: int) -> None:
    other = new_campaign(store, TOML.replace("services-faciles", "autre"))
    first = put(store, campaign_id, contributions=[ADA]).batch_id
    with pytest.raises(UseError, match="never there"):
        undo(store, other, first)


def test_an_undone_import_can_be_imported_again(store: Store, campaign_id: int) -> None:
    undo(store, campaign_id, put(store, campaign_id, contributions=[ADA]).batch_id)
    assert put(store, campaign_id, contributions=[ADA]).counts.inserted == 1
    assert verification(store) == ()


def test_rows_edited_since_stand_in_the_way_and_are_counted(store: Store, campaign_id: int) -> None:
    third = contribution("3", "2018-01-20 11:00", 30)
    first = put(store, campaign_id, contributions=[ADA, BOB, third]).batch_id
    edit_row(store, campaign_id, "contributions", row_of(store, campaign_id, "1").pk, 1, {"note": "x"}, at=NOW, who="Zoé")
    edit_row(store, campaign_id, "contributions", row_of(store, campaign_id, "1").pk, 2, {"note": "y"}, at=NOW, who="Zoé")
    delete_row(store, campaign_id, "contributions", row_of(store, campaign_id, "2").pk, 1, at=NOW, who="Zoé")
    with pytest.raises(UndoRefused) as refused:
        undo(store, campaign_id, first)
    assert refused.value.message.params == {"count": 2}
    assert len(stored(store, campaign_id)) == 2
    assert batches(store, campaign_id)[0].state == "done"


def test_a_later_import_that_changed_a_row_stands_in_the_way_until_it_is_undone(store: Store, campaign_id: int) -> None:
    first = put(store, campaign_id, contributions=[ADA, BOB]).batch_id
    second = put(store, campaign_id, contributions=[{**ADA, "amount_cents": 1}]).batch_id
    third = put(store, campaign_id, contributions=[{**ADA, "amount_cents": 2}]).batch_id
    for blocked in (first, second):
        with pytest.raises(UndoRefused):
            undo(store, campaign_id, blocked)
    for batch in (third, second, first):
        undo(store, campaign_id, batch)
    assert stored(store, campaign_id) == []
    assert verification(store, thorough=True) == ()


def test_an_edit_that_was_taken_back_does_not_stand_in_the_way(store: Store, campaign_id: int) -> None:
    first = put(store, campaign_id, contributions=[ADA, BOB]).batch_id
    edit_row(store, campaign_id, "contributions", row_of(store, campaign_id, "1").pk, 1, {"note": "x"}, at=NOW, who="Zoé")
    delete_row(store, campaign_id, "contributions", row_of(store, campaign_id, "2").pk, 1, at=NOW, who="Zoé")
    for entry in journal(store, campaign_id):
        undo_entry(store, campaign_id, entry.pk, at=NOW, who="Zoé")
    undo(store, campaign_id, first)
    assert stored(store, campaign_id) == []
    assert verification(store, thorough=True) == ()


def test_an_edit_made_before_the_import_does_not_stand_in_its_way(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, contributions=[ADA])
    edit_row(store, campaign_id, "contributions", row_of(store, campaign_id, "1").pk, 1, {"note": "x"}, at=NOW, who="Zoé")
    second = put(store, campaign_id, contributions=[{**ADA, "amount_cents": 7}]).batch_id
    undo(store, campaign_id, second)
    assert [(row["note"], row["amount_cents"]) for row in stored(store, campaign_id)] == [("x", 40_00)]


def test_the_undoing_of_an_altered_row_is_in_the_journal(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, contributions=[ADA])
    second = put(store, campaign_id, contributions=[{**ADA, "amount_cents": 7}]).batch_id
    undo(store, campaign_id, second)
    taken_back, altered = journal(store, campaign_id)
    assert (altered.before, altered.after, altered.batch_id) == ({"amount_cents": 4000}, {"amount_cents": 7}, second)
    assert (altered.undone, taken_back.undoes, taken_back.who) == (True, altered.pk, "Zoé")
    assert row_of(store, campaign_id, "1").version == 3
