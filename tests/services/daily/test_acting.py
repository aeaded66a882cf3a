"""Actions at a click: one transaction each, in the journal, undone by one call, refused when somebody was faster."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from lib.campaign.errors import EditConflict, UndoRefused, UseError
from lib.campaign.tables import Cell
from lib.campaign.work import RowRef
from lib.services.campaigns import open_campaign
from lib.services.daily.acting import (
    Done,
    Hand,
    finish_step,
    give_responsibility,
    mark_relay,
    note_member_reshares,
    postpone_step,
    thank,
    tick_task,
    undo,
)
from lib.store.changes.journal import journal
from lib.store.queries.lists import table_page
from lib.store.rows import StoredRow
from tests.services.hands import hand_at, shelved
from tests.services.held import AT
from tests.support.files import CONTRIBUTIONS

ALLIES = "name,agreed_on,next_step,next_step_on\nLa Coop,2017-12-01,Téléphoner,2018-02-28\n"
MEMBERS = "name,on_social\nAna,yes\nBo,yes\n"
TASKS = "id,name,starts_on\nt1,Infolettre,2018-03-01\n"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three contributions, an ally, two members and a task."""
    return shelved(tmp_path_factory.mktemp("shelf"), contributions=CONTRIBUTIONS, allies=ALLIES, members=MEMBERS, tasks=TASKS)


@pytest.fixture
def hand(shelf: Path, tmp_path: Path) -> Hand:
    """Ana, who acts on 2018-03-01."""
    return hand_at(shelf, tmp_path)


def rows(hand: Hand, table: str) -> tuple[StoredRow, ...]:
    return table_page(hand.store, hand.opened.id, table, personal=True).rows


def refs(hand: Hand, table: str) -> list[RowRef]:
    return [RowRef(table, row.pk, row.version) for row in rows(hand, table)]


def cells(hand: Hand, table: str, *names: str) -> list[tuple[Cell, ...]]:
    return [tuple(row.cells[name] for name in names) for row in rows(hand, table)]


TODAY = date(2018, 3, 1)
Act = Callable[[Hand, Sequence[RowRef]], Done]
ACTS: tuple[tuple[str, Act, dict[str, Cell]], ...] = (
    ("contributions", thank, {"thanked_at": AT, "thanked_by": "ana"}),
    ("tasks", tick_task, {"done_on": TODAY}),
    ("allies", lambda hand, rows: mark_relay(hand, rows, "launch"), {"launch_relayed_on": TODAY}),
    ("allies", lambda hand, rows: mark_relay(hand, rows, "closing"), {"closing_relayed_on": TODAY}),
    ("allies", postpone_step, {"next_step_on": date(2018, 3, 4), "next_step": "Téléphoner"}),
    ("allies", finish_step, {"next_step_on": None, "next_step": None}),
    ("members", note_member_reshares, {"first_reshare_on": TODAY}),
    ("members", lambda hand, rows: give_responsibility(hand, rows, " Affiches "),
     {"responsibility": "Affiches", "responsibility_planned_on": TODAY}),
)  # fmt: skip
NAMES = ("thank", "tick", "launch", "closing", "postpone", "finish", "reshare", "responsibility")


@pytest.mark.parametrize(("table", "action", "wanted"), ACTS, ids=NAMES)
def test_an_action_writes_its_cells_in_every_row_and_undoing_it_leaves_them_as_they_were(
    hand: Hand, table: str, action: Act, wanted: dict[str, Cell]
) -> None:
    before = cells(hand, table, *wanted)
    done = action(hand, refs(hand, table))
    assert cells(hand, table, *wanted) == [tuple(wanted.values())] * len(before)
    assert [entry.who for entry in journal(hand.store, hand.opened.id)] == ["ana"] * len(before)
    undo(hand, done)
    assert cells(hand, table, *wanted) == before


def test_several_are_thanked_in_one_step_of_the_revision_s_viewers(hand: Hand) -> None:
    before = open_campaign(hand.store).revision
    thank(hand, refs(hand, "contributions"))
    assert open_campaign(hand.store).revision > before
    assert len(journal(hand.store, hand.opened.id)) == 3


def test_nobody_is_thanked_when_one_of_them_was_thanked_by_somebody_else_meanwhile(hand: Hand) -> None:
    shown = refs(hand, "contributions")
    thank(Hand(hand.store, hand.opened, AT, "bo"), shown[1:2])
    with pytest.raises(EditConflict):
        thank(hand, shown)
    assert cells(hand, "contributions", "thanked_by") == [(None,), ("bo",), (None,)]


def test_an_action_is_not_undone_once_somebody_changed_the_row_again(hand: Hand) -> None:
    done = tick_task(hand, refs(hand, "tasks"))
    tick_task(Hand(hand.store, hand.opened, AT.replace(day=2), "bo"), refs(hand, "tasks"))
    with pytest.raises(UndoRefused):
        undo(hand, done)
    assert cells(hand, "tasks", "done_on") == [(date(2018, 3, 2),)]


def test_an_action_that_changes_nothing_has_nothing_to_undo(hand: Hand) -> None:
    tick_task(hand, refs(hand, "tasks"))
    assert tick_task(hand, refs(hand, "tasks")).entries == ()


def test_a_responsibility_must_be_said(hand: Hand) -> None:
    with pytest.raises(UseError):
        give_responsibility(hand, refs(hand, "members"), "  ")
    assert cells(hand, "members", "responsibility") == [(None,), (None,)]


def test_undoing_several_is_all_or_nothing(hand: Hand) -> None:
    done = thank(hand, refs(hand, "contributions"))
    last = refs(hand, "contributions")[0]
    thank(Hand(hand.store, hand.opened, AT.replace(hour=13), "bo"), [last])
    with pytest.raises(UndoRefused):
        undo(hand, done)
    assert cells(hand, "contributions", "thanked_by") == [("bo",), ("ana",), ("ana",)]
