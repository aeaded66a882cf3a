"""The evening that is led: begun once, moved, opened to phones, ended or forgotten; on either database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from lib.services.evening.evening import EVENING, LONGEST, Evening, begin, end, evening, move_to, open_to_phones
from lib.store.engine import Store
from lib.store.kept import Json, keep
from tests.services.held import opened_with

AT = datetime(2018, 2, 24, 0, 30, tzinfo=UTC)
LATER = AT + timedelta(hours=1)


@pytest.fixture
def campaign_id(store: Store) -> int:
    return opened_with(store).id


def test_before_the_first_one_there_is_none_and_nothing_moves(store: Store, campaign_id: int) -> None:
    move_to(store, campaign_id, 3, {}, at=AT)
    open_to_phones(store, campaign_id, True, at=AT)
    end(store, campaign_id, at=AT)
    assert evening(store, campaign_id) is None


def test_it_begins_at_the_first_step_closed_to_phones(store: Store, campaign_id: int) -> None:
    assert begin(store, campaign_id, at=AT) == evening(store, campaign_id) == Evening(AT)


def test_beginning_twice_is_going_on(store: Store, campaign_id: int) -> None:
    begin(store, campaign_id, at=AT)
    move_to(store, campaign_id, 4, {"each": "2"}, at=LATER)
    assert begin(store, campaign_id, at=LATER) == Evening(AT, 1, 4, {"each": "2"})


def test_it_is_moved_opened_and_ended_for_everybody(store: Store, campaign_id: int) -> None:
    begin(store, campaign_id, at=AT)
    move_to(store, campaign_id, 99, {}, at=LATER)
    open_to_phones(store, campaign_id, True, at=LATER)
    assert evening(store, campaign_id) == Evening(AT, step=5, is_open_to_phones=True)
    end(store, campaign_id, at=LATER)
    over = evening(store, campaign_id)
    assert over == Evening(AT, step=5, ended_at=LATER)
    assert not over.is_on(LATER)
    move_to(store, campaign_id, 1, {}, at=LATER)
    open_to_phones(store, campaign_id, True, at=LATER)
    assert evening(store, campaign_id) == over


def test_the_next_one_has_the_next_number(store: Store, campaign_id: int) -> None:
    begin(store, campaign_id, at=AT)
    end(store, campaign_id, at=LATER)
    assert begin(store, campaign_id, at=LATER) == Evening(LATER, 2)


def test_one_that_nobody_ended_is_over_after_half_a_day_and_its_phones_are_closed(store: Store, campaign_id: int) -> None:
    begin(store, campaign_id, at=AT)
    open_to_phones(store, campaign_id, True, at=AT)
    forgotten = evening(store, campaign_id)
    assert forgotten is not None
    assert forgotten.is_on(AT + LONGEST - timedelta(seconds=1))
    assert not forgotten.is_on(AT + LONGEST)
    assert begin(store, campaign_id, at=AT + LONGEST) == Evening(AT + LONGEST, 2)


@pytest.mark.parametrize("held", [None, 3, "x", [], {}, {"began_at": "x"}, {"began_at": "2018-02-24T00:30:00"}])
def test_what_cannot_be_read_is_no_evening(store: Store, campaign_id: int, held: Json) -> None:
    keep(store, campaign_id, EVENING, held, at=AT)
    assert evening(store, campaign_id) is None


def test_what_is_missing_or_out_of_bounds_takes_its_place(store: Store, campaign_id: int) -> None:
    held: Json = {"began_at": AT.isoformat(), "step": 12, "number": True, "levers": "x", "ended_at": 4, "is_open_to_phones": "yes"}
    keep(store, campaign_id, EVENING, held, at=AT)
    assert evening(store, campaign_id) == Evening(AT, step=5)
