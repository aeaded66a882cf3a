"""Milestones are celebrated once, by whoever looks just then; on both databases."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

from lib.campaign.figures import Figures, figures
from lib.campaign.tallies import MoneyTally
from lib.services.campaigns import OpenCampaign, open_campaign
from lib.services.screen.celebrating import celebrated, last_notice, notice_passed, replay
from lib.store.engine import Store
from lib.store.kept import kept
from tests.services.held import AT, bring
from tests.services.screens import settings_of

SECOND = timedelta(seconds=1)
OWN = '[[milestones]]\nshare = "0.40"\npays_for = "Un serveur"\n[[milestones]]\nshare = "1.5"\npays_for = "Deux serveurs"\n'


def campaign(store: Store, extra: str = "") -> OpenCampaign:
    """A goal of 1 000,00 $, less a commission of 6.7 %."""
    bring(store, {}, settings=settings_of(extra=extra))
    return open_campaign(store)


def at_gross(opened: OpenCampaign, dollars: int) -> Figures:
    """The figures of so much gross money."""
    tally = MoneyTally(known=True, counted_cents=dollars * 100, contributions=1, contributors=1, median_cents_doubled=0)
    return figures(opened.campaign, tally, AT)


def test_milestones_are_the_quarters_the_campaigns_own_and_the_goal_in_hand(store: Store) -> None:
    """1 000 $ in hand takes 1 000 / 0.933 = 1 071,81 $ gross."""
    found = celebrated(campaign(store, OWN).campaign)
    assert [(each.id, each.cents, each.pays_for) for each in found] == [
        ("1-4", 250_00, ""), ("2-5", 400_00, "Un serveur"), ("1-2", 500_00, ""), ("3-4", 750_00, ""), ("1-1", 1_000_00, ""),
        ("in-hand", 1_071_81, ""), ("3-2", 1_500_00, "Deux serveurs"),
    ]  # fmt: skip


def test_what_was_passed_before_anybody_looked_is_noted_without_a_word(store: Store) -> None:
    opened = campaign(store)
    assert notice_passed(store, opened, at_gross(opened, 600), at=AT) is None
    assert notice_passed(store, opened, at_gross(opened, 600), at=AT + SECOND) is None
    assert kept(store, opened.id, "celebrations") == {"passed": ["1-4", "1-2"], "shown": None}


def test_the_highest_that_is_newly_passed_is_celebrated_once(store: Store) -> None:
    opened = campaign(store)
    notice_passed(store, opened, at_gross(opened, 100), at=AT)
    noticed = notice_passed(store, opened, at_gross(opened, 800), at=AT + SECOND)
    assert noticed is not None
    assert (noticed.milestone.id, noticed.at) == ("3-4", AT + SECOND)
    assert notice_passed(store, opened, at_gross(opened, 810), at=AT + 5 * SECOND) == noticed
    assert noticed.is_shown(AT + 15 * SECOND)
    assert not noticed.is_shown(AT + 17 * SECOND)
    assert noticed.is_shown(AT + 60 * SECOND, refresh_seconds=60)


def test_money_that_goes_down_and_comes_back_celebrates_nothing_twice(store: Store) -> None:
    opened = campaign(store)
    notice_passed(store, opened, at_gross(opened, 100), at=AT)
    first = notice_passed(store, opened, at_gross(opened, 260), at=AT + SECOND)
    notice_passed(store, opened, at_gross(opened, 200), at=AT + 2 * SECOND)
    assert notice_passed(store, opened, at_gross(opened, 300), at=AT + 60 * SECOND) == first


def test_nothing_is_noted_before_anything_is_known(store: Store) -> None:
    opened = campaign(store)
    unknown = replace(at_gross(opened, 0), known=False)
    assert notice_passed(store, opened, unknown, at=AT) is None
    assert kept(store, opened.id, "celebrations") is None


def test_one_can_be_celebrated_again(store: Store) -> None:
    opened = campaign(store)
    notice_passed(store, opened, at_gross(opened, 600), at=AT)
    replay(store, opened, celebrated(opened.campaign)[0], at=AT + SECOND)
    noticed = last_notice(store, opened)
    assert noticed is not None
    assert (noticed.milestone.id, noticed.is_shown(AT + 2 * SECOND)) == ("1-4", True)
    assert notice_passed(store, opened, at_gross(opened, 600), at=AT + 3 * SECOND) == noticed


def test_many_screens_that_look_at_once_see_one_and_the_same_notice(store: Store) -> None:
    opened = campaign(store)
    notice_passed(store, opened, at_gross(opened, 100), at=AT)
    start, seen = threading.Barrier(6), []

    def look(number: int) -> None:
        start.wait()
        noticed = notice_passed(store, opened, at_gross(opened, 300), at=AT + number * SECOND)
        assert noticed is not None
        seen.append(noticed.at)

    threads = [threading.Thread(target=look, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(seen) == 6
    assert len(set(seen)) == 1
