"""Edits by hand: all or nothing, in words, journalled, and never over somebody else's."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from lib.campaign.errors import UndoRefused
from lib.campaign.tables import TABLES
from lib.i18n.language import ENGLISH
from lib.i18n.translator import Translator
from lib.services.campaigns import OpenCampaign, open_campaign
from lib.services.edits.differences import can_be_undone, differences, undo_change
from lib.services.edits.editing import Conflict, Edit, Outcome, Refused, Saved, over_theirs, rows_to_edit, save
from lib.services.imports.importing import confirm, folder_preview
from lib.services.leaving.exporting import write_folder
from lib.services.viewing import view
from lib.store.changes.journal import journal
from lib.store.engine import Store
from lib.store.queries.lists import rows
from lib.store.rows import StoredRow
from tests.services.held import AT, empty_store, opened_with
from tests.support.files import CONTRIBUTIONS

ALLIES = """\
name,kind,audience,agreed_on
Journal Le Perron,média,3400,2018-01-05
Coop Le Clavier,coopérative,8200,
"""
TASKS = """\
id,name,starts_on,ends_on,done_on
affiches,Coller des affiches,2018-01-20,2018-01-22,
tracts,Distribuer des tracts,2018-02-01,,
"""
SAYS = Translator(ENGLISH).sentence


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return empty_store(tmp_path)


@pytest.fixture
def opened(store: Store) -> OpenCampaign:
    return opened_with(store, allies=ALLIES, tasks=TASKS, contributions=CONTRIBUTIONS)


def saved(store: Store, table: str, *edits: Edit, who: str = "ana") -> Outcome:
    return save(store, open_campaign(store), table, edits, at=AT, who=who)


def named(store: Store, table: str, name: str) -> StoredRow:
    """The one row called so."""
    (found,) = [row for row in rows_to_edit(store, open_campaign(store), table).rows if row.cells["name"] == name]
    return found


def held(store: Store, table: str, field: str) -> list[object]:
    return [row[field] for row in rows(store, open_campaign(store).id, table)]


def reasons(outcome: Outcome) -> list[tuple[str | None, str]]:
    assert isinstance(outcome, Refused)
    return [(fault.column, SAYS(fault.reason)) for fault in outcome.faults]


def test_rows_added_changed_and_removed_together_are_one_transaction_with_a_line_each_in_the_journal(
    store: Store, opened: OpenCampaign
) -> None:
    perron, coop = named(store, "allies", "Journal Le Perron"), named(store, "allies", "Coop Le Clavier")
    outcome = saved(store, "allies", Edit(perron, {"audience": "3500", "launch_relayed_on": "2018-01-21"}),
                    Edit(None, {"name": "Radio des Ondes", "audience": "7 400"}), Edit(coop, {}, removed=True))  # fmt: skip
    assert outcome == Saved(added=1, changed=1, removed=1)
    assert held(store, "allies", "name") == ["Journal Le Perron", "Radio des Ondes"]
    assert held(store, "allies", "audience") == [3500, 7400]
    entries = journal(store, opened.id)
    assert [(entry.who, entry.at, entry.action) for entry in reversed(entries)] == [
        ("ana", AT, "delete"), ("ana", AT, "update"), ("ana", AT, "insert"),
    ]  # fmt: skip
    assert [(each.column.name, each.before, each.after) for each in differences(entries[1])] == [
        ("audience", 3400, 3500), ("launch_relayed_on", None, date(2018, 1, 21)),
    ]  # fmt: skip


def test_one_row_at_fault_and_none_is_written(store: Store, opened: OpenCampaign) -> None:
    perron = named(store, "allies", "Journal Le Perron")
    good, bad = Edit(None, {"name": "Radio des Ondes"}), Edit(perron, {"audience": "beaucoup"})
    outcome = saved(store, "allies", good, bad)
    assert isinstance(outcome, Refused) and outcome.faults[0].edit is bad
    assert reasons(outcome) == [("audience", "“beaucoup” is not a number.")]
    assert held(store, "allies", "name") == ["Journal Le Perron", "Coop Le Clavier"]
    assert journal(store, opened.id) == ()


@pytest.mark.parametrize(
    ("table", "said", "column", "reason"),
    [
        ("allies", {"kind": "média"}, "name", "“name” is empty."),
        ("allies", {"name": "Radio", "audience": "-3"}, "audience", "“-3” is below zero: a count is 0 or more."),
        ("allies", {"name": "Radio", "audience": "3.5"}, "audience", "“3.5” is not a whole number."),
        ("allies", {"name": "Radio", "agreed_on": "demain"}, "agreed_on", "“demain” is not a date. Write it as 2018-01-20."),
        ("members", {"name": "Ana", "on_social": "parfois"}, "on_social", "“parfois” is neither yes nor no."),
        ("rewards", {"name": "Macaron", "price": "2.345"}, "price",
         "“2.345” can be read as thousands or as decimals. Say how this column is written, or write it with two decimals."),
        ("rewards", {"name": "Macaron", "price": "-2.00"}, "price",
         "The amount is below zero. A contribution that was paid back keeps its amount and is marked as withdrawn."),
        ("reshares", {"shared_at": "2018-02-01"}, None,
         "Say who shared again: the contribution’s id or the e-mail is needed."),
        ("first_day", {"name": "Bo", "identified_on": "2018-01-12", "email": "bo"}, "email", "“bo” is not an e-mail address."),
        ("events", {"name": "Bal", "held_on": "2018-02-02", "kind": "danse"}, "kind",
         "“danse” is not known here. Write one of: launch, mid_campaign, workshop, other."),
    ],
)  # fmt: skip
def test_a_cell_that_a_file_could_not_hold_is_refused_in_words(
    store: Store, opened: OpenCampaign, table: str, said: dict[str, str], column: str | None, reason: str
) -> None:
    assert reasons(saved(store, table, Edit(None, said))) == [(column, reason)]


def test_a_refusal_calls_the_column_as_the_viewer_does(store: Store, opened: OpenCampaign) -> None:
    outcome = save(store, opened, "allies", [Edit(None, {"kind": "média"})], at=AT, who="ana", title={"name": "Nom", "kind": "Genre"}.__getitem__)  # fmt: skip
    assert reasons(outcome) == [("name", "“Nom” is empty.")]


def test_blanking_a_cell_forgets_it_and_blanking_a_needed_one_is_refused(store: Store, opened: OpenCampaign) -> None:
    perron = named(store, "allies", "Journal Le Perron")
    assert saved(store, "allies", Edit(perron, {"agreed_on": ""})) == Saved(changed=1)
    assert held(store, "allies", "agreed_on") == [None, None]
    now = named(store, "allies", "Journal Le Perron")
    assert reasons(saved(store, "allies", Edit(now, {"name": ""}))) == [("name", "“name” is empty.")]


def test_nothing_typed_writes_nothing(store: Store, opened: OpenCampaign) -> None:
    perron = named(store, "allies", "Journal Le Perron")
    assert saved(store, "allies", Edit(None, {"name": ""}), Edit(perron, {}), Edit(perron, {"audience": "3400"})) == Saved()
    assert open_campaign(store).revision == opened.revision


def test_days_and_instants_are_the_campaigns_own(store: Store, opened: OpenCampaign) -> None:
    said = {"shared_at": "2018-02-01T19:30:00", "contribution_id": "c1"}
    assert saved(store, "reshares", Edit(None, said)) == Saved(added=1)
    assert held(store, "reshares", "shared_at") == [datetime(2018, 2, 2, 0, 30, tzinfo=UTC)]


def test_ids_that_nobody_gives_are_made_up_and_free(store: Store, opened: OpenCampaign) -> None:
    task = Edit(None, {"name": "Coller des affiches", "starts_on": "2018-03-01"})
    gift = Edit(None, {"contributed_at": "2018-02-01", "amount": "20,00", "status": "counted", "name": "Cy"})
    assert saved(store, "tasks", task, task) == Saved(added=2)
    assert saved(store, "tasks", Edit(None, {"name": "Affiches", "starts_on": "2018-03-01"})) == Saved(added=1)
    assert saved(store, "contributions", gift, gift) == Saved(added=2)
    assert sorted(map(str, held(store, "tasks", "id"))) == [
        "affiches", "affiches-2", "coller-des-affiches", "coller-des-affiches-2", "tracts",
    ]  # fmt: skip
    assert held(store, "contributions", "id")[-3:] == ["m1", "m2", "c3"]


def test_a_second_row_of_the_same_id_is_refused_whether_added_or_renamed(store: Store, opened: OpenCampaign) -> None:
    tracts = named(store, "tasks", "Distribuer des tracts")
    told = [("id", "There already is a row with the same value here: id.")]
    assert reasons(saved(store, "tasks", Edit(None, {"id": "tracts", "name": "Autre", "starts_on": "2018-02-02"}))) == told
    assert reasons(saved(store, "tasks", Edit(tracts, {"id": "affiches"}))) == told
    assert held(store, "tasks", "id") == ["affiches", "tracts"]


def test_two_rows_may_swap_their_ids_and_an_id_set_free_can_be_taken(store: Store, opened: OpenCampaign) -> None:
    posters, tracts = named(store, "tasks", "Coller des affiches"), named(store, "tasks", "Distribuer des tracts")
    assert saved(store, "tasks", Edit(posters, {"id": "tracts"}), Edit(tracts, {"id": "affiches"})) == Saved(changed=2)
    assert named(store, "tasks", "Coller des affiches").cells["id"] == "tracts"
    gone = Edit(named(store, "tasks", "Coller des affiches"), {}, removed=True)
    again = Edit(named(store, "tasks", "Distribuer des tracts"), {"id": "tracts"})
    assert saved(store, "tasks", gone, again) == Saved(changed=1, removed=1)


def test_the_second_of_two_people_is_shown_both_versions_and_nothing_is_written(store: Store, opened: OpenCampaign) -> None:
    read = named(store, "allies", "Journal Le Perron")
    saved(store, "allies", Edit(read, {"audience": "3500", "contact": "Zoé"}), who="bo")
    other = Edit(None, {"name": "Radio des Ondes"})
    outcome = saved(store, "allies", Edit(read, {"audience": "9000"}), other)
    assert isinstance(outcome, Conflict)
    (clash,) = outcome.clashes
    assert clash.theirs is not None and clash.edit.before is not None
    assert (clash.edit.before.cells["audience"], clash.theirs.cells["audience"], clash.mine) == (3400, 3500, {"audience": 9000})
    assert (clash.who, clash.at, outcome.others) == ("bo", AT, (other,))
    assert held(store, "allies", "audience") == [3500, 8200]


def test_what_is_chosen_goes_over_the_row_as_it_is_now(store: Store, opened: OpenCampaign) -> None:
    read = named(store, "allies", "Journal Le Perron")
    saved(store, "allies", Edit(read, {"audience": "3500"}), who="bo")
    outcome = saved(store, "allies", Edit(read, {"audience": "9000", "kind": "journal"}))
    assert isinstance(outcome, Conflict)
    (clash,) = outcome.clashes
    chosen = over_theirs(clash, "allies", {"kind"}, opened)
    assert chosen is not None
    assert saved(store, "allies", chosen) == Saved(changed=1)
    now = named(store, "allies", "Journal Le Perron").cells
    assert (now["audience"], now["kind"]) == (3500, "journal")
    assert over_theirs(clash, "allies", set(), opened) is None


def test_a_row_that_somebody_removed_can_be_put_back_with_ones_own_words(store: Store, opened: OpenCampaign) -> None:
    read = named(store, "allies", "Journal Le Perron")
    saved(store, "allies", Edit(read, {}, removed=True), who="bo")
    outcome = saved(store, "allies", Edit(read, {"audience": "9000"}))
    assert isinstance(outcome, Conflict) and outcome.clashes[0].theirs is None and outcome.clashes[0].who == "bo"
    back = over_theirs(outcome.clashes[0], "allies", {"audience"}, opened)
    assert back is not None and saved(store, "allies", back) == Saved(added=1)
    now = named(store, "allies", "Journal Le Perron").cells
    assert (now["audience"], now["agreed_on"]) == (9000, date(2018, 1, 5))


def test_removing_a_row_that_somebody_changed_asks_first(store: Store, opened: OpenCampaign) -> None:
    read = named(store, "allies", "Journal Le Perron")
    saved(store, "allies", Edit(read, {"audience": "3500"}), who="bo")
    outcome = saved(store, "allies", Edit(read, {}, removed=True))
    assert isinstance(outcome, Conflict)
    anyway = over_theirs(outcome.clashes[0], "allies", set(), opened)
    assert anyway is not None and saved(store, "allies", anyway) == Saved(removed=1)


def test_two_people_who_want_the_same_do_not_clash(store: Store, opened: OpenCampaign) -> None:
    perron, coop = named(store, "allies", "Journal Le Perron"), named(store, "allies", "Coop Le Clavier")
    same = (Edit(perron, {"audience": "3500"}), Edit(coop, {}, removed=True))
    assert saved(store, "allies", *same, who="bo") == Saved(changed=1, removed=1)
    assert saved(store, "allies", *same) == Saved()


def test_a_change_is_undone_once_unless_its_row_was_changed_since(store: Store, opened: OpenCampaign) -> None:
    perron = named(store, "allies", "Journal Le Perron")
    saved(store, "allies", Edit(perron, {"audience": "3500"}))
    saved(store, "allies", Edit(named(store, "allies", "Journal Le Perron"), {"audience": "3600"}))
    last, first = journal(store, opened.id)
    with pytest.raises(UndoRefused):
        undo_change(store, opened, first.pk, at=AT, who="bo")
    undo_change(store, opened, last.pk, at=AT, who="bo")
    undo_change(store, opened, first.pk, at=AT, who="bo")
    assert held(store, "allies", "audience") == [3400, 8200]
    assert [can_be_undone(entry) for entry in journal(store, opened.id)] == [False] * 4


def test_a_large_table_shows_its_newest_rows_and_finds_the_others(store: Store) -> None:
    lines = "".join(f"k{number},2018-01-21T10:{number // 60:02}:{number % 60:02}-05:00,5.00,counted,p{number}@example.org\n"
                    for number in range(250))  # fmt: skip
    opened = opened_with(store, contributions="id,contributed_at,amount,status,email\n" + lines)
    page = rows_to_edit(store, opened, "contributions")
    assert (len(page.rows), page.total, page.rows[0].cells["id"]) == (200, 250, "k249")
    assert [row.cells["id"] for row in rows_to_edit(store, opened, "contributions", "P7@EXAMPLE").rows] == ["k7"]


def test_any_table_can_be_searched_by_several_words(store: Store, opened: OpenCampaign) -> None:
    found = rows_to_edit(store, opened, "allies", "clavier coop")
    assert [row.cells["name"] for row in found.rows] == ["Coop Le Clavier"]
    assert rows_to_edit(store, opened, "allies", "100%").total == 0


def test_an_edited_campaign_leaves_as_files_and_comes_back_elsewhere_with_the_same_rows_and_figures(
    store: Store, opened: OpenCampaign, tmp_path: Path
) -> None:
    perron, thanked = named(store, "allies", "Journal Le Perron"), rows_to_edit(store, opened, "contributions").rows[0]
    saved(store, "allies", Edit(perron, {"audience": "60001", "launch_relayed_on": "2018-01-21"}), Edit(None, {"name": "=1+1"}))
    saved(store, "contributions", Edit(thanked, {"thanked_at": "2018-02-11 08:00", "thanked_by": "Ana"}))
    saved(store, "budget", Edit(None, {"label": "Subvention", "planned": "-50,00"}))
    write_folder(store, open_campaign(store), tmp_path / "out")
    (tmp_path / "elsewhere").mkdir()
    other = empty_store(tmp_path / "elsewhere")
    confirm(other, folder_preview(other, tmp_path / "out", None), at=AT, who="bo")
    here, there = open_campaign(store), open_campaign(other)
    for table in TABLES:
        assert [*rows(other, there.id, table.name)] == [*rows(store, here.id, table.name)]
    at = opened.campaign.period.closes_at
    assert view(other, there, at) == view(store, here, at)
