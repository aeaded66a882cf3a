"""The plan as an iCalendar file: whole days, ends that are not included, the same UIDs each time, and nobody's name."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from icalendar import Calendar, Event

from lib.i18n.language import ENGLISH, FRENCH, Language
from lib.i18n.translator import Translator
from lib.services.daily.acting import Hand
from lib.services.plan.calendar_file import calendar_file, calendar_name
from tests.services.hands import hand_at, shelved

TASKS = """\
id,name,starts_on,ends_on,owner,channel,target_public,done_on
promo,"Promotion; chaque jour, partout",2018-01-20,2018-01-23,Ana Roy,Facebook,abonnés,2018-01-23
suites,Tenir au courant,2018-03-24,,Bo Côté,,,
"""
EVENTS = "name,held_on,kind\nSoirée,2018-02-23,mid_campaign\nSoirée,2018-02-23,other\nSoirée de lancement,2018-01-19,launch\n"
MEMBERS = "name,on_social\nZoé Personne,yes\n"
AT = datetime(2018, 2, 1, 17, tzinfo=UTC)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shelved(tmp_path_factory.mktemp("shelf"), tasks=TASKS, events=EVENTS, members=MEMBERS)


@pytest.fixture
def hand(shelf: Path, tmp_path: Path) -> Hand:
    return hand_at(shelf, tmp_path)


def made(hand: Hand, at: datetime = AT, language: Language = FRENCH) -> bytes:
    return calendar_file(hand.store, hand.opened, at, Translator(language, hand.opened.campaign.period.zone))


def events(file: bytes) -> list[Event]:
    return list(Calendar.from_ical(file).walk("VEVENT"))


def days(file: bytes) -> dict[str, tuple[date, date]]:
    """First day and the day after the last, by summary."""
    return {str(each["SUMMARY"]): (each["DTSTART"].dt, each["DTEND"].dt) for each in events(file)}


def test_the_campaign_s_first_and_last_days_are_in_it(hand: Hand) -> None:
    found = days(made(hand, language=ENGLISH))
    assert found["Essai: the campaign opens"] == (date(2018, 1, 20), date(2018, 1, 21))
    assert found["Essai: last day of the campaign"] == (date(2018, 3, 16), date(2018, 3, 17))


def test_events_are_whole_days_that_end_the_day_after_their_last(hand: Hand) -> None:
    found = days(made(hand, language=ENGLISH))
    assert found["Promotion; chaque jour, partout (done)"] == (date(2018, 1, 20), date(2018, 1, 24))
    assert all(not isinstance(bound, datetime) for pair in found.values() for bound in pair)


def test_a_task_without_an_end_is_on_its_first_day(hand: Hand) -> None:
    assert days(made(hand))["Tenir au courant"] == (date(2018, 3, 24), date(2018, 3, 25))


def test_a_task_that_is_not_done_yet_at_the_instant_is_not_said_to_be(hand: Hand) -> None:
    assert "Promotion; chaque jour, partout" in days(made(hand, datetime(2018, 1, 22, 17, tzinfo=UTC)))


def test_deadlines_of_the_kpis_are_on_the_last_day_that_counts(hand: Hand) -> None:
    found = days(made(hand, language=ENGLISH))
    assert found["Deadline: Fans of the page, first week (target: 100)"][0] == date(2018, 1, 26)
    assert not any("In hand" in summary for summary in found)  # the closing says that one


def test_the_instant_given_is_every_event_s_stamp(hand: Hand) -> None:
    assert {each["DTSTAMP"].dt for each in events(made(hand))} == {AT}


def test_uids_stay_the_same_from_one_day_to_the_next_and_in_each_language_and_none_is_there_twice(hand: Hand) -> None:
    first, later = ([str(each["UID"]) for each in events(file)] for file in (made(hand), made(hand, datetime(2018, 3, 1, tzinfo=UTC), ENGLISH)))
    assert first == later
    assert len(set(first)) == len(first)


def test_the_same_instant_gives_the_same_bytes(hand: Hand) -> None:
    assert made(hand) == made(hand)


def test_nobody_s_name_is_in_it(hand: Hand) -> None:
    text = made(hand).decode().replace("\r\n ", "")
    assert [name for name in ("Ana", "Roy", "Bo", "Côté", "Zoé") if name in text] == []


def test_lines_are_of_75_bytes_at_most_and_end_as_the_format_wants(hand: Hand) -> None:
    lines = made(hand).split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR" and lines[-2:] == [b"END:VCALENDAR", b""]
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)


def test_channel_and_public_are_told(hand: Hand) -> None:
    (promo,) = [each for each in events(made(hand)) if "Promotion" in str(each["SUMMARY"])]
    assert str(promo["DESCRIPTION"]).split("\n") == ["Canal\u00a0: Facebook", "Public\u00a0: abonnés"]


def test_the_file_is_called_after_the_campaign(hand: Hand) -> None:
    assert calendar_name(hand.opened) == "essai.ics"
