"""The rules about people, each with its cases: none, one, on the edge, before, during and after the campaign."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from lib.campaign.work import WaitingAlly, WaitingMember, WorkKind
from lib.campaign.work_of_people import (
    ally_relays,
    ally_steps,
    first_day_people,
    member_reshares,
    responsibilities,
    thanks_due,
    thanks_late,
)
from lib.campaign.worklist import worklist
from tests.campaign.work_cases import AFTER, ALLY, BEFORE, DURING, SILENT, ZONE, at, counts, found, members, seen, unthanked


@pytest.mark.parametrize(
    ("given_at", "as_of", "late", "due"),
    [
        ([], DURING, 0, 0),
        (["2018-02-22 19:30:01"], DURING, 0, 1),
        (["2018-02-22 19:30:00"], DURING, 0, 1),
        (["2018-02-22 19:29:59"], DURING, 1, 0),
        (["2018-02-20 08:00", "2018-02-22 20:00", "2018-02-23 19:30"], DURING, 1, 2),
        (["2018-01-15 08:00"], "2018-01-18 08:00", 1, 0),
        (["2018-03-16 23:59"], AFTER, 1, 0),
    ],
)
def test_a_contribution_of_more_than_24_hours_is_late_to_thank_and_one_of_24_hours_is_due(
    given_at: list[str], as_of: str, late: int, due: int
) -> None:
    situation = seen(as_of, thanks=unthanked(as_of, *given_at))
    assert [counts(work.what)["count"] for work in thanks_late(situation)] == ([late] if late else [])
    assert [counts(work.what)["count"] for work in thanks_due(situation)] == ([due] if due else [])


def test_late_thanks_are_as_late_as_the_oldest_and_due_ones_end_with_the_first() -> None:
    situation = seen(DURING, thanks=unthanked(DURING, "2018-02-23 10:00", "2018-02-21 06:00", "2018-02-22 21:00", "2018-02-20 05:00"))
    assert found(thanks_late, situation) == [("thanks_late", "2018-02-21 05:00:00")]
    assert found(thanks_due, situation) == [("thanks_due", "2018-02-23 21:00:00")]


def test_a_day_of_23_hours_still_gives_24_hours_to_thank() -> None:
    assert found(thanks_due, seen("2018-03-10 13:00", thanks=unthanked("2018-03-10 13:00", "2018-03-10 12:00"))) == [("thanks_due", "2018-03-11 13:00:00")]


@pytest.mark.parametrize(
    ("as_of", "ally", "name"),
    [
        ("2018-01-19 23:59:59", ALLY, None),
        ("2018-01-20 00:00:00", ALLY, "launch-3"),
        ("2018-01-23 23:59:59", ALLY, "launch-3"),
        ("2018-01-24 00:00:00", ALLY, None),
        ("2018-01-22 09:00:00", replace(ALLY, launch_relayed_on=date(2018, 1, 22)), None),
        ("2018-01-22 09:00:00", replace(ALLY, launch_relayed_on=date(2018, 1, 23)), "launch-3"),
        ("2018-01-22 09:00:00", replace(ALLY, agreed_on=None), None),
        ("2018-01-22 09:00:00", replace(ALLY, agreed_on=date(2018, 1, 23)), None),
        (DURING, ALLY, None),
        ("2018-03-10 00:00:00", replace(ALLY, launch_relayed_on=date(2018, 1, 22)), "closing-3"),
        ("2018-03-12 00:00:00", replace(ALLY, closing_relayed_on=date(2018, 3, 11)), None),
        (AFTER, ALLY, None),
    ],
)
def test_an_ally_that_agreed_is_reminded_while_its_wave_lasts_until_it_relays(as_of: str, ally: WaitingAlly, name: str | None) -> None:
    assert [work.name for work in ally_relays(seen(as_of, allies=(ally,)))] == ([name] if name else [])


def test_a_relay_is_due_at_the_end_of_its_wave() -> None:
    assert found(ally_relays, seen("2018-01-21 12:00", allies=(ALLY,))) == [("launch-3", "2018-01-23 23:59:59")]


@pytest.mark.parametrize(
    ("as_of", "on", "deadline"),
    [
        (DURING, None, None),
        ("2018-02-22 23:59:59", date(2018, 2, 23), None),
        ("2018-02-23 00:00:00", date(2018, 2, 23), "2018-02-23 23:59:59"),
        (DURING, date(2018, 2, 15), "2018-02-15 23:59:59"),
        (BEFORE, date(2018, 1, 10), "2018-01-10 23:59:59"),
        (AFTER, date(2018, 3, 19), "2018-03-19 23:59:59"),
    ],
)
def test_the_next_step_with_an_ally_is_due_from_its_day(as_of: str, on: date | None, deadline: str | None) -> None:
    ally = replace(ALLY, next_step="Téléphoner", next_step_on=on)
    assert found(ally_steps, seen(as_of, allies=(ally,))) == ([("3", deadline)] if deadline else [])


def test_an_ally_is_listed_once_by_its_step_which_also_tells_the_relay_it_owes() -> None:
    ally = replace(ALLY, next_step="Téléphoner", next_step_on=date(2018, 3, 5))
    works = worklist(seen("2018-03-12 09:00", allies=(ally,), minutes_today=30, news_published=10, total_read_at=at("2018-03-12 08:00")))
    assert [(work.kind, work.detail, work.rows) for work in works] == [(WorkKind.ALLY_STEP, "closing", (ALLY.row,))]


@pytest.mark.parametrize(
    ("as_of", "identified", "missing"),
    [(BEFORE, 0, 5), (BEFORE, 4, 1), (BEFORE, 5, None), ("2018-01-19 23:59:59", 3, 2), ("2018-01-20 00:00:00", 3, None), (AFTER, 0, None)],
)
def test_people_of_the_first_day_are_looked_for_before_the_opening(as_of: str, identified: int, missing: int | None) -> None:
    works = list(first_day_people(seen(as_of, first_day_identified=identified)))
    assert [counts(work.what)["count"] for work in works] == ([] if missing is None else [missing])


@pytest.mark.parametrize(
    ("as_of", "taken", "idle", "without", "needed"),
    [
        (BEFORE, 0, 0, None, None),
        (BEFORE, 0, 3, 3, 2),
        (BEFORE, 12, 12, 12, 1),
        (BEFORE, 13, 11, None, None),
        ("2018-01-04 12:00", 13, 11, 24, 13),
        ("2018-01-19 23:59:59", 1, 2, 2, 1),
        ("2018-01-20 00:00:00", 1, 2, None, None),
        (AFTER, 1, 2, None, None),
    ],
)
def test_members_without_a_responsibility_are_listed_before_the_opening_until_more_than_half_have_one(
    as_of: str, taken: int, idle: int, without: int | None, needed: int | None
) -> None:
    works = list(responsibilities(seen(as_of, members=members(taken, idle))))
    assert [(counts(work.what)["count"], counts(work.why)["count"]) for work in works] == ([] if without is None else [(without, needed)])


@pytest.mark.parametrize(
    ("as_of", "member", "is_listed"),
    [
        (DURING, SILENT, True),
        (DURING, replace(SILENT, on_social=False), False),
        (DURING, replace(SILENT, on_social=None), False),
        (DURING, replace(SILENT, first_reshare_on=date(2018, 2, 23)), False),
        (DURING, replace(SILENT, first_reshare_on=date(2018, 2, 24)), True),
        ("2018-01-19 23:59:59", SILENT, False),
        ("2018-01-20 00:00:00", SILENT, True),
        ("2018-03-17 00:00:00", SILENT, False),
    ],
)
def test_members_on_social_networks_are_asked_to_re_share_during_the_campaign(as_of: str, member: WaitingMember, is_listed: bool) -> None:
    works = list(member_reshares(seen(as_of, members=(member,))))
    assert [(work.rows, f"{work.deadline.astimezone(ZONE):%Y-%m-%d %H:%M:%S}") for work in works] == [
        ((SILENT.row,), "2018-03-16 23:59:59")
    ] * is_listed
