"""Corrective actions from the store: what the rules are told, what becomes a task, and what is then not proposed again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from lib.campaign.corrections import Proposal
from lib.campaign.errors import UseError
from lib.campaign.plan import PlanTask
from lib.campaign.shortfall import BestKind, QuietAlly, Shortfall
from lib.services.campaigns import open_campaign
from lib.services.daily.acting import Hand, tick_task, undo
from lib.services.instants import instant
from lib.services.plan.correcting import Corrections, corrections, make_task, shortfall, taken_keys
from lib.services.plan.planning import plan
from lib.services.viewing import view
from tests.services.analyses.test_sharing import posts
from tests.services.hands import hand_at, shelved

CONTRIBUTIONS = "id,contributed_at,amount,status,email,thanked_at\n" + "".join(
    f"c{number},{day}T09:00:00-05:00,10.00,counted,p{number}@example.org,{thanked}\n"
    for number, (day, thanked) in enumerate([
        ("2018-01-20", "2018-02-28T09:00:00-05:00"), ("2018-01-21", ""), ("2018-01-22", "2018-01-22T20:00:00-05:00"), ("2018-02-28", ""),
    ])
)  # fmt: skip
"""Four gifts of 10.00: 40.00 gross, 37.32 in hand of 1 000.00; the last one is fresh enough for a verdict on 1 March."""
ALLIES = """\
name,audience,agreed_on,launch_relayed_on
Coop,8200,2018-01-05,
Radio,7400,2018-01-05,2018-01-21
Journal,500,,
Balado,,2018-04-01,
"""
MEMBERS = "name,on_social,responsibility,responsibility_planned_on\nAna,yes,Page,2018-01-05\nBo,yes,,\nCy,no,,\n"
FIRST_DAY = "name,email,identified_on\nA,p0@example.org,2018-01-12\nB,z@example.org,2018-01-12\n"
FACEBOOK = posts(
    *(f"facebook p{number} 2018-02-0{number}T12:00 photo {shares}" for number, shares in enumerate((60, 50, 70), 1)),
    *(f"facebook l{number} 2018-02-1{number}T12:00 link {shares}" for number, shares in enumerate((10, 20, 30), 1)),
)
AS_OF = "2018-03-01T07:00"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shelved(tmp_path_factory.mktemp("shelf"), contributions=CONTRIBUTIONS, allies=ALLIES, members=MEMBERS, first_day=FIRST_DAY, **FACEBOOK)


@pytest.fixture
def hand(shelf: Path, tmp_path: Path) -> Hand:
    return hand_at(shelf, tmp_path)


def found(hand: Hand, as_of: str = AS_OF) -> Corrections:
    opened = open_campaign(hand.store)
    return corrections(hand.store, opened, view(hand.store, opened, instant(as_of, opened.campaign)))


def told(hand: Hand) -> Shortfall:
    seen = view(hand.store, hand.opened, instant(AS_OF, hand.opened.campaign))
    return shortfall(hand.store, hand.opened, seen, seen.readings)


def test_the_rules_are_told_how_far_the_money_is_behind(hand: Hand) -> None:
    seen = told(hand)
    assert (seen.share, seen.missing_cents, seen.per_gift_cents) == (Fraction(3_732, 100_000), 96_268, 933)
    assert seen.gap_cents is not None
    assert seen.gap_cents > 0


def test_the_rules_are_told_who_was_not_asked_yet(hand: Hand) -> None:
    seen = told(hand)
    assert (seen.to_ask, seen.asked_lately) == (3, 1)
    assert (seen.first_day_listed, seen.first_day_waiting) == (2, 1)
    assert (seen.members, seen.members_idle, seen.members_silent, seen.members_to_brief) == (3, 2, 2, 3)
    assert seen.thanks_waiting == 2


def test_the_rules_are_told_which_ally_has_not_relayed(hand: Hand) -> None:
    assert [replace(ally, key="") for ally in told(hand).allies] == [
        QuietAlly("", "Coop", 8200, "launch"), QuietAlly("", "Journal", 500), QuietAlly("", "Balado", None),
    ]  # fmt: skip


def test_in_the_closing_wave_every_ally_that_agreed_owes_its_relay_again(hand: Hand) -> None:
    seen = view(hand.store, hand.opened, instant("2018-03-12", hand.opened.campaign))
    allies = shortfall(hand.store, hand.opened, seen, seen.readings).allies
    assert {(ally.name, ally.wave) for ally in allies} == {("Coop", "closing"), ("Radio", "closing"), ("Journal", ""), ("Balado", "")}


def test_the_rules_are_told_which_kind_of_post_worked(hand: Hand) -> None:
    assert told(hand).best_kind == BestKind("photo", Fraction(60), 3, Fraction(20))


def test_what_is_behind_is_at_risk_or_off_track_and_nothing_else(hand: Hand) -> None:
    assert {reading.status.value for reading in found(hand).behind} <= {"at_risk", "off_track"}
    assert "funds" in {reading.kpi.id for reading in found(hand).behind}


def test_with_little_in_hand_the_closest_come_first(hand: Hand) -> None:
    keys = [proposal.key for proposal in found(hand).proposals]
    assert keys[:3] == ["first-day", "relatives", "idle-members"]
    assert found(hand).gap is not None


def test_nothing_is_proposed_once_the_campaign_is_over(hand: Hand) -> None:
    after = found(hand, "2018-03-17")
    assert (after.proposals, after.is_over) == ((), True)


def test_it_is_known_whether_nothing_is_left_to_propose_or_all_of_it_is_in_the_plan(hand: Hand) -> None:
    for proposal in found(hand).proposals:
        make_task(hand, proposal, None, date(2018, 3, 3))
    assert (found(hand).proposals, found(hand).is_all_taken) == ((), True)
    assert not found(hand, "2018-03-17").is_all_taken


def first(hand: Hand) -> Proposal:
    return found(hand).proposals[0]


def test_a_proposal_becomes_a_task_in_the_campaign_s_language_and_is_not_proposed_again(hand: Hand) -> None:
    proposal = first(hand)
    done = make_task(hand, proposal, "Ana", date(2018, 3, 3))
    (task,) = plan(hand.store, hand.opened, personal=True)
    assert (task.id, task.owner, task.kind) == ("correction-first-day-2018-03-01", "Ana", "mesure corrective")
    assert (task.starts_on, task.ends_on, task.channel) == (date(2018, 3, 1), date(2018, 3, 3), "téléphone")
    assert task.name.startswith("Rappeler la personne")
    assert proposal.key not in {each.key for each in found(hand).proposals}
    undo(hand, done)
    assert first(hand).key == proposal.key


def test_nobody_in_charge_and_a_day_gone_by_are_taken_as_they_can_be(hand: Hand) -> None:
    make_task(hand, first(hand), None, date(2018, 2, 1))
    (task,) = plan(hand.store, hand.opened, personal=True)
    assert (task.owner, task.ends_on) == (None, date(2018, 3, 1))


def test_the_same_proposal_pressed_twice_on_one_day_is_refused_the_second_time(hand: Hand) -> None:
    proposal = first(hand)
    make_task(hand, proposal, None, date(2018, 3, 3))
    with pytest.raises(UseError):
        make_task(hand, proposal, None, date(2018, 3, 3))
    assert len(plan(hand.store, hand.opened)) == 1


def test_a_week_after_it_was_done_a_proposal_may_come_back(hand: Hand) -> None:
    proposal = next(each for each in found(hand).proposals if each.key == "briefing")
    make_task(hand, proposal, None, date(2018, 3, 3))
    (task,) = plan(hand.store, hand.opened)
    assert task.row is not None
    tick_task(replace(hand, at=datetime(2018, 3, 2, 12, tzinfo=UTC)), [task.row])
    assert proposal.key not in {each.key for each in found(hand, "2018-03-09").proposals}
    assert proposal.key in {each.key for each in found(hand, "2018-03-10").proposals}


def test_keys_are_read_back_from_the_tasks_of_proposals_alone() -> None:
    day = date(2018, 3, 1)
    tasks = [PlanTask("correction-ally-12-2018-02-23", "x", day), PlanTask("infolettre", "x", day)]
    assert taken_keys(tasks, day) == frozenset({"ally-12"})
