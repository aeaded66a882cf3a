"""The plan from the store: tasks, publishing calendar, rhythm, and a retroplanning that becomes tasks once."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from lib.campaign.errors import SettingsError, UseError
from lib.campaign.publishing import Pace, unowned_days
from lib.campaign.templates import Fit
from lib.services.campaigns import open_campaign
from lib.services.daily.acting import Hand, undo
from lib.services.instants import instant
from lib.services.plan import planning
from lib.services.plan.planning import apply_template, dated_template, plan, publishing, rhythm
from lib.store.changes.journal import journal
from tests.services.hands import hand_at, shelved

TASKS = """\
id,name,starts_on,ends_on,owner,channel,done_on
promo,Promotion,2018-02-20,2018-03-10,Ana Roy,Facebook,
mail,Courriel,2018-02-25,,,courriel,2018-02-26
atelier,Atelier,2018-01-12,2018-01-13,Bo Côté,,
"""
POSTS = """\
platform,id,published_at
facebook,f1,2018-02-22T23:30:00-05:00
facebook,f2,2018-02-23T09:00:00-05:00
mastodon,m1,2018-02-16T12:00:00-05:00
facebook,f3,2018-03-02T09:00:00-05:00
"""
LOG = """\
day,minutes,channel
2018-02-16,45,Facebook
2018-02-17,60,Facebook
2018-02-23,30,"Facebook, Mastodon"
2018-02-24,90,Facebook
"""
EVENING = "2018-02-23T19:30"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shelved(tmp_path_factory.mktemp("shelf"), tasks=TASKS, posts=POSTS, communication_log=LOG)


@pytest.fixture
def hand(shelf: Path, tmp_path: Path) -> Hand:
    return hand_at(shelf, tmp_path)


def test_tasks_come_by_first_day_with_their_owner_only_for_who_may_see_people(hand: Hand) -> None:
    named, unnamed = (plan(hand.store, hand.opened, personal=personal) for personal in (True, False))
    assert [(task.id, task.owner) for task in named] == [("atelier", "Bo Côté"), ("promo", "Ana Roy"), ("mail", None)]
    assert [(task.owner, task.has_owner) for task in unnamed] == [(None, True), (None, True), (None, False)]
    assert (named[2].starts_on, named[2].ends_on, named[2].done_on) == (date(2018, 2, 25), None, date(2018, 2, 26))


def test_the_publishing_calendar_joins_tasks_and_posts_by_local_day(hand: Hand) -> None:
    found = {f"{each.day:%m-%d}": each for each in publishing(hand.store, hand.opened, instant(EVENING, hand.opened.campaign), personal=True)}
    assert (found["02-22"].posts, found["02-23"].posts, found["02-16"].posts) == ({"facebook": 1}, {"facebook": 1}, {"mastodon": 1})
    assert [task.owner for task in found["02-24"].running] == ["Ana Roy"]
    assert [task.id for task in found["02-25"].tasks] == ["promo", "mail"]
    assert found["03-02"].posts == {}  # it is not published yet
    assert unowned_days(found.values(), date(2018, 2, 23)) == ()


def test_names_stay_out_of_the_calendar_unless_asked_for_and_owned_days_stay_owned(hand: Hand) -> None:
    found = publishing(hand.store, hand.opened, instant(EVENING, hand.opened.campaign))
    assert {task.owner for each in found for task in each.tasks} == {None}
    assert unowned_days(found, date(2018, 2, 23)) == ()


def test_the_rhythm_is_of_the_seven_local_days_that_end_today(hand: Hand) -> None:
    facebook, mastodon = rhythm(hand.store, hand.opened, instant(EVENING, hand.opened.campaign))
    assert (facebook.platform, facebook.posts, facebook.minutes) == ("facebook", 2, Fraction(75))
    assert (facebook.posts_pace, facebook.hours_pace) == (Pace.BELOW, Pace.WITHIN)
    assert (mastodon.platform, mastodon.posts, mastodon.minutes, mastodon.guide) == ("mastodon", 0, Fraction(15), None)


def test_a_retroplanning_becomes_tasks_in_one_transaction_that_can_be_taken_back(hand: Hand) -> None:
    wanted = dated_template(hand.opened, "retro90", Fit.SPREAD)
    done = apply_template(hand, "retro90", Fit.SPREAD)
    assert len(done.entries) == done.said.count == len(wanted) == 37
    held = {task.id: task for task in plan(hand.store, hand.opened)}
    assert (held["retro90-fin-page"].starts_on, held["retro90-fin-page"].channel) == (date(2018, 3, 16), "Facebook")
    assert all((entry.who, entry.action) == ("ana", "insert") for entry in journal(hand.store, hand.opened.id, table="tasks", limit=37))
    undo(hand, done)
    assert [task.id for task in plan(hand.store, hand.opened)] == ["atelier", "promo", "mail"]


def test_applied_twice_it_adds_nothing_even_with_another_fit(hand: Hand) -> None:
    apply_template(hand, "retro90", Fit.SPREAD)
    before = open_campaign(hand.store).revision
    for fit in Fit:
        assert apply_template(hand, "retro90", fit).entries == ()
    assert open_campaign(hand.store).revision == before


def test_tasks_that_somebody_changed_meanwhile_stay_as_they_are_and_the_missing_ones_come(hand: Hand) -> None:
    first = apply_template(hand, "retro90", Fit.CLIP)
    more = apply_template(hand, "retro90", Fit.SPREAD)
    held = {task.id: task for task in plan(hand.store, hand.opened)}
    assert (len(first.entries), len(more.entries)) == (28, 9)
    assert held["retro90-infolettre"].starts_on == date(2018, 2, 5)  # as it was clipped, day 17; spread it would be 30 January


def test_tasks_are_written_in_the_campaign_s_language(hand: Hand) -> None:
    apply_template(hand, "retro55", Fit.SPREAD)
    held = {task.id: task for task in plan(hand.store, hand.opened)}
    assert (held["retro55-atelier"].kind, held["retro55-proches"].channel) == ("préparation", "courriel")


def test_a_retroplanning_that_is_not_there_is_refused(hand: Hand) -> None:
    with pytest.raises(UseError):
        apply_template(hand, "nope", Fit.SPREAD)


@pytest.mark.parametrize(("name", "text"), [("broken.toml", "id = "), ("missing.toml", None)])
def test_a_file_that_cannot_be_read_is_said_by_its_name(tmp_path: Path, name: str, text: str | None) -> None:
    if text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as refused:
        planning._parsed(tmp_path / name)
    assert refused.value.message.params["file"] == name
