"""The daily check of the demonstration, read by hand from its files; and what changes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lib.campaign.work import WorkKind
from lib.i18n.language import ENGLISH
from lib.i18n.translator import Translator
from lib.services.campaigns import OpenCampaign, open_campaign
from lib.services.daily.acting import Hand, bring_back, set_aside, thank, undo
from lib.services.daily.changes import Visit, visit
from lib.services.daily.thanking import waiting
from lib.services.daily.today import member_names, today, with_aside, working_instant
from lib.services.daily.work_words import Urgency, by_urgency, change_lines, deadline_text
from lib.services.demonstration import load_demonstration
from lib.services.instants import instant
from lib.services.moments import moment
from lib.services.viewing import view
from lib.store.engine import Store
from tests.services.held import AT, empty_store, opened_with

EVENING = "2018-02-23T19:30"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, OpenCampaign]]:
    """The demonstration, only read by these tests."""
    store = empty_store(tmp_path_factory.mktemp("demo"))
    load_demonstration(store, at=AT)
    yield store, open_campaign(store)
    store.close()


def test_the_demonstration_s_evening_lists_what_its_files_say_is_due(demo: tuple[Store, OpenCampaign]) -> None:
    """By hand, from data/demo, at 2018-02-23 19:30.

    contributions.csv: D0001, D0130, D0184 never thanked and D0192 only on the 24th: late, the oldest of 01-20 00:05:19;
    D0200 (16:40:39), D0201, D0202, D0203 of the 23rd, thanked later: due. posts.csv and post_counts.csv: fb-10, fb-13 and
    fb-19 have no shares; of those from 48 h to 7 days, fb-22 has 65, fb-23 17, fb-24 36, fb-25 15. allies.csv: next steps of
    02-15, 02-20 and 02-22; no wave is on. tasks.csv: dates-cloture ended 02-20 (done 02-26), soiree-mi-parcours ends 02-23
    (done 02-24). members.csv: 18 on social networks, of whom Ginette (03-10), Samuel (02-26), Philippe (03-02), Ismaël and
    Thomas have not re-shared. 55 minutes are logged, 6 news of the 6 that are due, the total was read at 19:15.
    """
    store, opened = demo
    seen = today(store, opened, instant(EVENING, opened.campaign))
    translator = Translator(ENGLISH, opened.campaign.period.zone)
    told = [(work.kind.value, f"{work.deadline.astimezone(opened.campaign.period.zone):%m-%d %H:%M:%S}", deadline_text(work, seen, translator))
            for work in seen.work]  # fmt: skip
    assert told == [
        ("thanks_late", "01-21 00:05:19", "33 days late"),
        ("post_counts", "01-31 08:05:00", "23 days late"),
        ("post_counts", "02-05 10:30:00", "18 days late"),
        ("post_counts", "02-14 08:10:00", "9 days late"),
        ("ally_step", "02-15 23:59:59", "8 days late"),
        ("task", "02-20 23:59:59", "3 days late"),
        ("ally_step", "02-20 23:59:59", "3 days late"),
        ("ally_step", "02-22 23:59:59", "1 day late"),
        ("task", "02-23 23:59:59", "today"),
        ("thanks_due", "02-24 16:40:39", "21 hours left"),
        ("post_below", "02-26 19:20:00", "2 days left"),
        ("post_below", "02-27 12:00:00", "3 days left"),
        ("post_below", "02-28 12:30:00", "4 days left"),
        ("member_reshares", "03-16 23:59:59", "by March 16"),
    ]
    assert [(work.what.params.get("count"), len(work.rows)) for work in seen.work if work.kind in (
        WorkKind.THANKS_LATE, WorkKind.THANKS_DUE, WorkKind.MEMBER_RESHARES)] == [(4, 0), (4, 0), (5, 5)]  # fmt: skip


def test_the_names_are_those_of_the_people_meant(demo: tuple[Store, OpenCampaign]) -> None:
    store, opened = demo
    as_of = instant(EVENING, opened.campaign)
    late = [who.number for who in waiting(store, opened, as_of, personal=False, late=True)]
    due = [who.number for who in waiting(store, opened, as_of, personal=False, late=False)]
    silent = member_names(store, opened, today(store, opened, as_of).work[-1].rows)
    assert (late, due) == (["D0001", "D0130", "D0184", "D0192"], ["D0200", "D0201", "D0202", "D0203"])
    assert [name.split()[0] for _row, name in silent] == ["Ginette", "Ismaël", "Philippe", "Samuel", "Thomas"]


def test_no_line_of_the_list_names_a_contributor_or_a_member(demo: tuple[Store, OpenCampaign]) -> None:
    store, opened = demo
    as_of = instant(EVENING, opened.campaign)
    people = {who.name for late in (True, False) for who in waiting(store, opened, as_of, personal=True, late=late) if who.name}
    people |= {name for _row, name in member_names(store, opened, today(store, opened, as_of).work[-1].rows)}
    assert len(people) == 12
    assert not [name for name in people if name in repr(today(store, opened, as_of))]


def test_what_has_changed_since_the_day_before_at_the_same_hour(demo: tuple[Store, OpenCampaign]) -> None:
    """contributions.csv: D0195 to D0203 came between 02-22 19:30 and 02-23 19:30: 545.00 by nine contributions, one of
    them from somebody who had given before. platform_totals.csv and audience.csv: 149 then 155 fans."""
    store, opened = demo
    found = today(store, opened, instant(EVENING, opened.campaign)).changes
    assert (found.gross_cents, found.contributions, found.contributors, found.fans, found.news) == (54_500, 9, 8, 6, 0)


def test_the_list_is_told_in_three_parts(demo: tuple[Store, OpenCampaign]) -> None:
    store, opened = demo
    parts = by_urgency(today(store, opened, instant(EVENING, opened.campaign)))
    assert [(part, len(works)) for part, works in parts] == [(Urgency.LATE, 8), (Urgency.TODAY, 2), (Urgency.LATER, 4)]


COUNTED = """\
id,contributed_at,amount,status,email,thanked_at
c1,2018-02-27T09:00:00-05:00,60.00,counted,ana@example.org,2018-02-27T10:00:00-05:00
c2,2018-02-28T12:00:00-05:00,30.00,counted,bo@example.org,
c3,2018-03-01T06:00:00-05:00,10.00,counted,ANA@example.org,
c4,2018-03-01T06:30:00-05:00,10.00,pending,cyr@example.org,
"""
"""At 2018-03-01 07:00 (`AT`): c1 thanked, c2 (19 h) and c3 (1 h) are due, c4 is not counted."""


def test_a_thank_you_leaves_the_list_and_moves_the_kpi_at_once_and_undoing_it_brings_both_back(tmp_path: Path) -> None:
    store = empty_store(tmp_path)
    opened = opened_with(store, contributions=COUNTED)

    def rate() -> tuple[int | None, int | None]:
        reading = view(store, opened, AT).reading("thanked_within_24h")
        assert reading is not None
        return reading.measure.numerator, reading.measure.denominator

    def thanks() -> list[object]:
        return [work.what.params["count"] for work in today(store, opened, AT).work if work.kind is WorkKind.THANKS_DUE]

    assert (rate(), thanks()) == ((1, 1), [2])
    hand = Hand(store, opened, AT, "ana")
    done = thank(hand, [who.row for who in waiting(store, opened, AT, personal=False, late=False)])
    assert (rate(), thanks()) == ((3, 3), [])
    undo(hand, done)
    assert (rate(), thanks()) == ((1, 1), [2])


def test_what_is_set_aside_waits_until_tomorrow_for_everybody_and_can_be_brought_back(tmp_path: Path) -> None:
    store = empty_store(tmp_path)
    opened = opened_with(store, contributions=COUNTED)
    hand, seen = Hand(store, opened, AT, "ana"), today(store, opened, AT)
    work = next(work for work in seen.work if work.kind is WorkKind.THANKS_DUE)
    set_aside(hand, work, seen)

    def keys(as_of: datetime) -> tuple[bool, bool]:
        now = with_aside(store, opened, seen, as_of)
        return work in now.work, work in now.aside

    assert keys(AT) == (False, True)
    midnight = datetime(2018, 3, 2, 5, tzinfo=UTC)
    assert (keys(midnight - timedelta(seconds=1)), keys(midnight)) == ((False, True), (True, False))
    assert keys(AT - timedelta(seconds=1)) == (True, False)
    bring_back(hand, work)
    assert keys(AT) == (True, False)


def test_what_is_not_known_at_both_ends_is_not_told_as_a_change(tmp_path: Path) -> None:
    """Ten fans were counted for the first time today; a post counted for the first time today is no change in shares, one
    that was published today is."""
    store = empty_store(tmp_path)
    opened = opened_with(
        store,
        audience="account,observed_at,followers\nulule,2018-03-01T06:00:00-05:00,10\n",
        posts="platform,id,published_at\nfacebook,old,2018-02-20T12:00:00-05:00\nfacebook,new,2018-03-01T05:00:00-05:00\n",
        post_counts="platform,post_id,observed_at,shares\nfacebook,old,2018-03-01T06:00:00-05:00,40\nfacebook,new,2018-03-01T06:00:00-05:00,7\n",
    )
    found = today(store, opened, AT).changes
    assert (found.gross_cents, found.contributions, found.fans, found.shares, found.news) == (None, None, None, 7, None)
    assert [value for _label, value in change_lines(found, "CAD", Translator(ENGLISH))] == ["+7"]


def test_the_first_contributions_are_a_change_from_nothing_and_the_platform_s_first_total_is_not(tmp_path: Path) -> None:
    store = empty_store(tmp_path)
    opened = opened_with(store, platform_totals="observed_at,amount_raised,contributors\n2018-03-01T06:00:00-05:00,100.00,3\n")
    assert today(store, opened, AT).changes.gross_cents is None
    opened = opened_with(store, contributions="id,contributed_at,amount,status\nc1,2018-03-01T05:00:00-05:00,60.00,counted\n")
    assert today(store, opened, AT).changes.gross_cents == 6_000


def test_the_work_goes_on_once_a_campaign_is_over_but_a_past_day_stays_as_it_was(tmp_path: Path) -> None:
    store = empty_store(tmp_path)
    opened = opened_with(store, contributions=COUNTED)
    later = datetime(2018, 4, 1, 12, tzinfo=UTC)
    assert working_instant(opened, moment(opened.campaign, None, later), later) == later
    assert working_instant(opened, moment(opened.campaign, "2018-02-23", later), later) == datetime(2018, 2, 24, 4, 59, 59, 999999, tzinfo=UTC)
    invented = replace(opened, campaign=replace(opened.campaign, invented=True, shown_as_of=AT))
    assert working_instant(invented, moment(invented.campaign, None, later), later) == AT


def test_another_visit_begins_after_half_an_hour_away() -> None:
    first = visit(None, AT)
    same = visit(first, AT + timedelta(minutes=30))
    second = visit(same, AT + timedelta(hours=9))
    assert (first.previous_at, same.previous_at, second) == (None, None, Visit(AT + timedelta(hours=9), AT + timedelta(minutes=30)))
    assert visit(second, AT + timedelta(hours=9, minutes=5)).previous_at == AT + timedelta(minutes=30)
