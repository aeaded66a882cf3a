"""One gift told by two sources: one on a shared transaction, a possible duplicate to decide on otherwise."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from lib.campaign.errors import EditConflict
from lib.services.campaigns import open_campaign
from lib.services.imports.importing import Outcome, confirm, file_preview
from lib.services.imports.same_gifts import ask_again, decide_apart, decide_same, decided_apart, possible_duplicates
from lib.services.viewing import view
from lib.store.changes.edits import edit_row
from lib.store.changes.journal import journal, undo_entry
from lib.store.engine import Store
from lib.store.queries.lists import rows
from tests.services.held import AT, bring, empty_store

STRIPE = ("id,Created (UTC),Amount,Amount Refunded,Currency,Status,Mode,Customer Email,Card Name,PaymentIntent ID\n"
          "ch_1,2018-02-13 10:00,50.00,0.00,cad,Paid,Live,eve@exemple.ca,Ève Roy,pi_1\n"
          "ch_2,2018-02-14 10:00,20.00,0.00,cad,Paid,Live,luc@exemple.ca,Luc Roy,pi_2\n")  # fmt: skip
CIVICRM = ("Contribution ID,Display Name,Email,Contribution Date,Total Amount,Transaction ID,Thank-you Date,Contribution Status\n"
           "7,Ève Roy,eve@exemple.ca,2018-02-13 05:02:00,50.00,{},2018-02-13 09:00:00,Completed\n")  # fmt: skip


@pytest.fixture
def held(tmp_path: Path) -> Store:
    """An empty store with a campaign."""
    store = empty_store(tmp_path)
    bring(store, {})
    return store


def take(store: Store, text: str, name: str = "export.csv") -> Outcome:
    """Import one file."""
    preview = file_preview(store, name, text.encode(), open_campaign(store), at=AT)
    return confirm(store, preview, at=AT, who="ana")


def ids(store: Store) -> list[str]:
    """The contributions that are in the store."""
    return sorted(str(row["id"]) for row in rows(store, open_campaign(store).id, "contributions"))


def gross(store: Store) -> int:
    """What is counted, in cents."""
    return view(store, open_campaign(store), AT).figures.gross_cents


@pytest.mark.parametrize("transaction", ["ch_1", "pi_1", '"pi_1,ch_1"'])
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_shared_transaction_makes_one_gift_whichever_source_comes_first(held: Store, transaction: str, order: tuple[int, int]) -> None:
    files = [STRIPE, CIVICRM.format(transaction)]
    for index in order:
        take(held, files[index])
    assert gross(held) == 7000
    (eve,) = (row for row in rows(held, open_campaign(held).id, "contributions") if row["email"] == "eve@exemple.ca")
    assert eve["thanked_at"] is not None
    assert possible_duplicates(held, open_campaign(held)) == ()


def test_both_files_again_change_nothing(held: Store) -> None:
    for text in (STRIPE, CIVICRM.format("ch_1")):
        take(held, text)
    before = ids(held)
    for text in (STRIPE, CIVICRM.format("ch_1"), STRIPE):
        assert take(held, text).written.batch_id is None
    assert ids(held) == before == ["ch_1", "ch_2"]


def test_the_preview_says_that_a_gift_is_known_already(held: Store) -> None:
    take(held, STRIPE)
    preview = file_preview(held, "c.csv", CIVICRM.format("ch_1").encode(), open_campaign(held), at=AT)
    assert any("known already from another source" in remark.text for part in preview.parts for remark in part.parsed.remarks)
    assert (len(preview.parts[0].comparison.new), len(preview.parts[0].comparison.changed)) == (0, 1)


def test_without_a_shared_transaction_both_are_counted_and_the_pair_is_shown(held: Store) -> None:
    take(held, STRIPE)
    take(held, CIVICRM.format(""))
    assert gross(held) == 12000
    (pair,) = possible_duplicates(held, open_campaign(held))
    assert pair.ids == ("ch_1", "civicrm:7")


@pytest.mark.parametrize(("more", "count"), [
    (("eve@exemple.ca", "EVE@exemple.ca "), 1), (("eve@exemple.ca,2018-02-13 05:02:00", "eve@exemple.ca,2018-02-15 04:00:00"), 1),
    (("eve@exemple.ca,2018-02-13 05:02:00", "eve@exemple.ca,2018-02-16 04:00:00"), 0), (("50.00", "50.01"), 0),
    (("eve@exemple.ca", ""), 1), (("Ève Roy,eve@exemple.ca", "Autre,autre@exemple.ca"), 0), (("Completed", "Refunded"), 0),
])  # fmt: skip
def test_a_pair_has_one_amount_one_person_and_two_days_at_most(held: Store, more: tuple[str, str], count: int) -> None:
    take(held, STRIPE)
    take(held, CIVICRM.format("").replace(*more))
    assert len(possible_duplicates(held, open_campaign(held))) == count


def test_two_like_gifts_of_one_source_are_two(held: Store) -> None:
    take(held, STRIPE)
    take(held, STRIPE.replace("ch_", "ch_9").replace("pi_", "pi_9"))
    assert possible_duplicates(held, open_campaign(held)) == ()


def test_one_gift_is_kept_once_and_its_source_does_not_bring_it_back(held: Store) -> None:
    take(held, STRIPE)
    take(held, CIVICRM.format(""))
    (pair,) = possible_duplicates(held, open_campaign(held))
    decide_same(held, open_campaign(held), pair, at=AT, who="ana")
    assert (gross(held), possible_duplicates(held, open_campaign(held))) == (7000, ())
    take(held, CIVICRM.format(""))
    take(held, STRIPE)
    assert gross(held) == 7000
    kept = [row for row in rows(held, open_campaign(held).id, "contributions") if row["email"] == "eve@exemple.ca"]
    assert len(kept) == 1 and kept[0]["thanked_at"] is not None


def test_the_decision_is_in_the_journal_and_can_be_undone_there(held: Store) -> None:
    take(held, STRIPE)
    take(held, CIVICRM.format(""))
    opened = open_campaign(held)
    (pair,) = possible_duplicates(held, opened)
    decide_same(held, opened, pair, at=AT, who="ana")
    entries = journal(held, opened.id)
    assert {(entry.action, entry.who) for entry in entries} >= {("delete", "ana")}
    for entry in entries:
        undo_entry(held, opened.id, entry.pk, at=AT, who="bo")
    assert gross(held) == 12000
    take(held, CIVICRM.format(""))
    assert gross(held) == 12000


def test_a_pair_that_somebody_changed_meanwhile_is_not_decided(held: Store) -> None:
    take(held, STRIPE)
    take(held, CIVICRM.format(""))
    opened = open_campaign(held)
    (pair,) = possible_duplicates(held, opened)
    second = pair.second.row
    edit_row(held, opened.id, "contributions", second.pk, second.version, {"note": "à voir"}, at=AT, who="bo")
    with pytest.raises(EditConflict):
        decide_same(held, opened, pair, at=AT, who="ana")
    assert gross(held) == 12000


def test_two_gifts_stay_two_and_are_not_asked_about_again_until_somebody_wants_it(held: Store) -> None:
    take(held, STRIPE)
    take(held, CIVICRM.format(""))
    opened = open_campaign(held)
    (pair,) = possible_duplicates(held, opened)
    decide_apart(held, opened, pair, at=AT + timedelta(hours=1), who="ana")
    assert (gross(held), possible_duplicates(held, opened)) == (12000, ())
    assert decided_apart(held, opened) == ((("ch_1", "civicrm:7"), "ana", AT + timedelta(hours=1)),)
    ask_again(held, opened, at=AT)
    assert len(possible_duplicates(held, opened)) == 1
