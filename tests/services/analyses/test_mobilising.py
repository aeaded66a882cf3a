"""Who carries the campaign: allies and waves, reminders, evenings, members, the people of the first day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lib.campaign.allies import Stage
from lib.services.analyses.mobilising import Evening, Match, Mobilisation, Starter, members, mobilisation, owners, starters
from lib.services.campaigns import OpenCampaign, open_campaign
from lib.services.demonstration import load_demonstration
from lib.services.instants import instant
from lib.services.viewing import view
from lib.store.engine import Store
from tests.services.held import AT, empty_store, opened_with
from tests.support.files import CONTRIBUTIONS


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return empty_store(tmp_path)


def seen(store: Store, opened: OpenCampaign, as_of: str) -> Mobilisation:
    return mobilisation(store, opened, view(store, opened, instant(as_of, opened.campaign)))


ALLIES = """\
name,kind,audience,owner,agreed_on,launch_relayed_on,closing_relayed_on,next_step,next_step_on
Radio,média,30000,Ana,2017-12-01,2018-01-21,,Entrevue,2018-02-20
Coop,coopérative,15000,,2018-01-10,,,,
Journal,média,,Bo,2018-02-05,,2018-03-12,Article,2018-03-01
Festival,,8000,,,,,Appeler,2018-02-28
"""


def test_allies_stand_where_they_had_come_by_then(store: Store) -> None:
    opened = opened_with(store, allies=ALLIES)
    stages = {day: {ally.name: ally.stage for ally in seen(store, opened, day).allies} for day in ("2018-01-15", "2018-02-06", "2018-03-13")}
    assert stages["2018-01-15"] == {"Radio": Stage.AGREED, "Coop": Stage.AGREED, "Journal": Stage.TO_ASK, "Festival": Stage.TO_ASK}
    assert (stages["2018-02-06"]["Radio"], stages["2018-02-06"]["Journal"]) == (Stage.LAUNCH_RELAYED, Stage.AGREED)
    assert stages["2018-03-13"]["Journal"] is Stage.CLOSING_RELAYED


def test_the_largest_audience_comes_first_and_an_unknown_one_last(store: Store) -> None:
    opened = opened_with(store, allies=ALLIES)
    assert [ally.name for ally in seen(store, opened, "2018-02-06").allies] == ["Radio", "Coop", "Festival", "Journal"]


def test_each_wave_is_held_against_the_target_of_its_kpi(store: Store) -> None:
    launch, closing = seen(store, opened_with(store, allies=ALLIES), "2018-02-23").waves
    assert (launch.name, launch.is_over, launch.reach.relayed, launch.reach.owed) == ("launch", True, 30_000, 15_000)
    assert (closing.name, closing.is_over, closing.reach.relayed, closing.reach.owed) == ("closing", False, 0, 45_000)
    assert (closing.reach.missing, closing.reach.median_audience, closing.reach.allies_missing) == (5_001, 15_000, 1)


def test_a_wave_adds_up_to_what_its_kpi_says(store: Store) -> None:
    load_demonstration(store, at=AT)
    opened = open_campaign(store)
    for as_of in ("2018-01-10", "2018-01-22", "2018-02-23", "2018-03-13", "2018-04-01"):
        for wave in seen(store, opened, as_of).waves:
            assert wave.reach.relayed == wave.reading.measure.value


def test_reminders_are_the_steps_due_and_the_relays_owed_while_a_wave_is_on(store: Store) -> None:
    opened = opened_with(store, allies=ALLIES)
    due = {day: [work.what.params["ally"] for work in seen(store, opened, day).reminders] for day in ("2018-01-22", "2018-02-19", "2018-02-20", "2018-03-12")}
    assert due["2018-01-22"] == ["Coop"]
    assert due["2018-02-19"] == []
    assert due["2018-02-20"] == ["Radio"]
    assert due["2018-03-12"] == ["Radio", "Festival", "Journal", "Coop"]


def test_steps_to_come_are_told_in_the_order_of_their_days(store: Store) -> None:
    opened = opened_with(store, allies=ALLIES)
    assert [ally.name for ally in seen(store, opened, "2018-02-19").upcoming] == ["Radio", "Festival", "Journal"]
    assert [ally.name for ally in seen(store, opened, "2018-02-28").upcoming] == ["Journal"]


def test_the_attendance_of_an_evening_to_come_is_not_known(store: Store) -> None:
    events = "name,held_on,attendance,kind\nMi-parcours,2018-02-23,41,mid_campaign\nLancement,2018-01-19,53,launch\n"
    found = seen(store, opened_with(store, events=events), "2018-02-22").evenings
    assert found == (Evening("Lancement", date(2018, 1, 19), "launch", 53, True), Evening("Mi-parcours", date(2018, 2, 23), "mid_campaign", None, False))


def test_with_nothing_recorded_everything_is_still_to_sign(store: Store) -> None:
    found = seen(store, opened_with(store), "2018-02-01")
    assert (found.allies, found.reminders, found.upcoming, found.evenings) == ((), (), (), ())
    assert [wave.reach.missing for wave in found.waves] == [50_001, 50_001]


MEMBERS = """\
name,on_social,responsibility,responsibility_planned_on,briefed_on,first_reshare_on,minutes_pledged
Zoé,yes,Mèmes,2018-01-13,2018-01-13,2018-02-25,15
Élie,no,Affiches,2018-01-25,,,
Ana,,,,,,
"""


def test_members_come_by_name_with_what_they_had_done_by_then(store: Store) -> None:
    opened = opened_with(store, members=MEMBERS)
    ana, elie, zoe = members(store, opened, instant("2018-02-24", opened.campaign), personal=True)
    assert (ana.name, ana.responsibility, ana.on_social, ana.is_in_time) == ("Ana", None, None, False)
    assert (elie.name, elie.planned_on, elie.is_in_time, elie.on_social) == ("Élie", date(2018, 1, 25), False, False)
    assert (zoe.is_in_time, zoe.briefed_on, zoe.first_reshare_on, zoe.minutes_pledged) == (True, date(2018, 1, 13), None, 15)


def test_a_responsibility_whose_day_is_to_come_is_not_taken_yet(store: Store) -> None:
    opened = opened_with(store, members=MEMBERS)
    found = {day: members(store, opened, instant(day, opened.campaign), personal=True)[1] for day in ("2018-01-24", "2018-01-25")}
    assert [(each.responsibility, each.planned_on) for each in found.values()] == [(None, None), ("Affiches", date(2018, 1, 25))]


def test_members_add_up_to_what_their_kpis_say(store: Store) -> None:
    load_demonstration(store, at=AT)
    opened = open_campaign(store)
    for as_of in ("2018-01-10", "2018-01-25", "2018-02-23", "2018-04-01"):
        at = instant(as_of, opened.campaign)
        found, tally = members(store, opened, at, personal=True), view(store, opened, at).tallies.members
        assert len(found) == tally.members
        assert sum(member.is_in_time for member in found) == tally.with_responsibility
        assert sum(member.briefed_on is not None for member in found) == tally.briefed
        assert sum(bool(member.on_social) for member in found) == tally.on_social
        assert sum(bool(member.on_social and member.first_reshare_on) for member in found) == tally.resharing


FIRST_DAY = """\
name,email,identified_on,contribution_id
Ana,ANA@example.org,2018-01-10,
Bo,autre@example.org,2018-01-12,c4
Cyr,cyr@example.org,2018-01-13,
Dia,ana@example.org,2018-01-20,c1
"""
EARLY = CONTRIBUTIONS + "c4,2018-01-20T23:59:00-05:00,5.00,counted,bo@example.org\nc5,2018-01-20T10:00:00-05:00,5.00,pending,cyr@example.org\n"


def test_a_gift_of_the_first_day_is_found_by_e_mail_else_by_hand_and_only_when_it_counts(store: Store) -> None:
    opened = opened_with(store, contributions=EARLY, first_day=FIRST_DAY)
    assert starters(store, opened, instant("2018-01-21", opened.campaign), personal=True) == (
        Starter("Ana", date(2018, 1, 10), True, Match.EMAIL),
        Starter("Bo", date(2018, 1, 12), True, Match.BY_HAND),
        Starter("Cyr", date(2018, 1, 13), True, Match.NONE),
        Starter("Dia", date(2018, 1, 20), False, Match.EMAIL),
    )


def test_the_first_day_is_seen_as_of_the_instant(store: Store) -> None:
    opened = opened_with(store, contributions=EARLY, first_day=FIRST_DAY)
    found = starters(store, opened, instant("2018-01-20T12:00", opened.campaign), personal=True)
    assert [each.match for each in found[:2]] == [Match.EMAIL, Match.NONE]
    assert [each.name for each in starters(store, opened, instant("2018-01-12", opened.campaign), personal=True)] == ["Ana", "Bo"]


def test_the_list_of_the_first_day_adds_up_to_what_its_kpi_says(store: Store) -> None:
    load_demonstration(store, at=AT)
    opened = open_campaign(store)
    at = instant("2018-02-23", opened.campaign)
    found, tally = starters(store, opened, at, personal=True), view(store, opened, at).tallies.first_day
    assert sum(each.is_in_time and each.match is not Match.NONE for each in found) == tally.contributed
    assert (len(found), sum(each.is_in_time for each in found)) == (tally.listed, tally.identified)


def test_nobody_is_named_to_who_may_not_see_people(store: Store) -> None:
    opened = opened_with(store, members=MEMBERS, first_day=FIRST_DAY, allies=ALLIES)
    at = instant("2018-02-24", opened.campaign)
    assert members(store, opened, at, personal=False) == starters(store, opened, at, personal=False) == ()
    assert owners(store, opened, personal=False) == {}


def test_who_is_in_charge_of_an_ally_is_told_by_its_row(store: Store) -> None:
    opened = opened_with(store, allies=ALLIES)
    named = {ally.name: owners(store, opened, personal=True).get(ally.pk) for ally in seen(store, opened, "2018-02-01").allies}
    assert named == {"Radio": "Ana", "Coop": None, "Journal": "Bo", "Festival": None}
