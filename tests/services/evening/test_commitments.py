"""What is taken on in the room: tasks of the plan, responsibilities of members, listed since the evening began, undone."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from lib.campaign.errors import UseError
from lib.services.daily.acting import Hand, undo
from lib.services.evening.commitments import Commitment, commit, commitments, people_committed
from lib.services.evening.evening import Evening, begin, end
from lib.services.plan.planning import plan
from lib.store.engine import Store
from lib.store.queries.lists import table_page
from tests.services.held import opened_with

AT = datetime(2018, 2, 24, 0, 30, tzinfo=UTC)
"""Half past seven in the evening of February 23, in Toronto."""
DAY = date(2018, 3, 2)
MEMBERS = "name,responsibility,responsibility_planned_on\nZoé Tremblay,Infolettre,2018-01-10\nKarim Said,,\n"
TASKS = "id,name,starts_on,ends_on,owner\nt1,Infolettre,2018-02-05,2018-02-06,Ana Roy\n"


@pytest.fixture
def hand(store: Store) -> Hand:
    return Hand(store, opened_with(store, members=MEMBERS, tasks=TASKS), AT, "ana")


@pytest.fixture
def led(hand: Hand) -> Evening:
    return begin(hand.store, hand.opened.id, at=AT)


def member(hand: Hand, name: str) -> dict[str, object]:
    rows = table_page(hand.store, hand.opened.id, "members", personal=True, limit=10).rows
    return {key: value for row in rows if row.cells["name"] == name for key, value in row.cells.items()}


def test_a_commitment_is_a_task_from_today_to_its_day(hand: Hand, led: Evening) -> None:
    commit(hand, led, Commitment("  Zoé  Tremblay ", "Appeler dix proches", DAY))
    taken = commitments(hand.store, hand.opened, led, personal=True)
    assert [(task.id, task.name, task.owner, task.starts_on, task.ends_on, task.kind) for task in taken] == [
        ("evening-1-1", "Appeler dix proches", "Zoé Tremblay", date(2018, 2, 23), DAY, "engagement de la soirée")
    ]
    assert {task.id for task in plan(hand.store, hand.opened)} == {"t1", "evening-1-1"}


def test_the_list_is_that_of_the_evening_in_the_order_it_was_taken_and_names_are_told_only_where_asked(hand: Hand, led: Evening) -> None:
    for what in ("Un", "Deux", "Trois"):
        commit(hand, led, Commitment("Karim" if what == "Deux" else "zoe", what, DAY))
    taken = commitments(hand.store, hand.opened, led)
    assert [(task.name, task.owner) for task in taken] == [("Un", None), ("Deux", None), ("Trois", None)]
    assert people_committed(hand.store, hand.opened, led) == 2
    end(hand.store, hand.opened.id, at=AT)
    assert commitments(hand.store, hand.opened, begin(hand.store, hand.opened.id, at=AT)) == ()


def test_ten_commitments_have_ten_ids(hand: Hand, led: Evening) -> None:
    for number in range(1, 12):
        commit(hand, led, Commitment("Ana", f"Chose {number}", DAY))
    assert commitments(hand.store, hand.opened, led)[-1].id == "evening-1-11"


def test_a_responsibility_is_written_with_the_member_whose_first_one_stays(hand: Hand, led: Evening) -> None:
    commit(hand, led, Commitment("zoe tremblay", "Relances", DAY, is_responsibility=True))
    commit(hand, led, Commitment("Karim Said", "Mèmes", DAY, is_responsibility=True))
    zoe, karim = member(hand, "Zoé Tremblay"), member(hand, "Karim Said")
    assert (zoe["responsibility"], zoe["responsibility_planned_on"]) == ("Infolettre; Relances", date(2018, 1, 10))
    assert (karim["responsibility"], karim["responsibility_planned_on"]) == ("Mèmes", date(2018, 2, 23))


def test_undoing_takes_back_the_task_and_the_responsibility(hand: Hand, led: Evening) -> None:
    done = commit(hand, led, Commitment("Karim Said", "Mèmes", DAY, is_responsibility=True))
    undo(hand, done)
    assert commitments(hand.store, hand.opened, led) == ()
    assert member(hand, "Karim Said")["responsibility"] is None


@pytest.mark.parametrize(
    ("taken", "said"),
    [
        (Commitment(" ", "Appeler", DAY), "Say who takes it on, and what it is."),
        (Commitment("Ana", "", DAY), "Say who takes it on, and what it is."),
        (Commitment("ana@example.org", "Appeler", DAY), "Names only"),
        (Commitment("Ana", "Écrire à bo@example.org", DAY), "Names only"),
        (Commitment("Ana", "Appeler", date(2018, 2, 22)), "This day is gone by"),
        (Commitment("Nobody", "Appeler", DAY, is_responsibility=True), "No member is called"),
    ],
)
def test_what_is_not_said_well_is_refused_and_nothing_is_written(hand: Hand, led: Evening, taken: Commitment, said: str) -> None:
    with pytest.raises(UseError, match=said):
        commit(hand, led, taken)
    assert commitments(hand.store, hand.opened, led) == ()
