"""Corrective actions: each rule with its cases, their order by the share of the goal reached, and who is left out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.campaign.corrections import RULES, Proposal, proposals
from lib.campaign.message import Message, Money, say
from lib.campaign.shortfall import BestKind, QuietAlly, Reached, Shortfall, gap, reached
from lib.kpis.registry import KPI_IDS

TODAY, LAST_DAY = date(2018, 2, 23), date(2018, 3, 16)
HALF = Fraction(1, 2)


def behind(*kpi_ids: str) -> Mapping[str, Message]:
    return {kpi_id: say(f"why {kpi_id}") for kpi_id in kpi_ids}


def seen(*kpi_ids: str, today: date = TODAY, **facts: Any) -> Shortfall:
    """A campaign half-way to its goal, with these KPIs behind."""
    return Shortfall(today, LAST_DAY, behind(*kpi_ids), **{"share": HALF, **facts})


def keys(shortfall: Shortfall) -> list[str]:
    return [proposal.key for proposal in proposals(shortfall)]


def only(shortfall: Shortfall, key: str) -> Proposal:
    (found,) = [proposal for proposal in proposals(shortfall) if proposal.key == key]
    return found


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (None, Reached.START),
        (Fraction(0), Reached.START),
        (Fraction(299, 1000), Reached.START),
        (Fraction(3, 10), Reached.MIDDLE),
        (Fraction(699, 1000), Reached.MIDDLE),
        (Fraction(7, 10), Reached.END),
        (Fraction(2), Reached.END),
    ],
)
def test_the_share_of_the_goal_in_hand_says_how_far_the_money_has_come(share: Fraction | None, expected: Reached) -> None:
    assert reached(share) is expected


ALLIES = (QuietAlly("4", "Coop", 8200, "launch"), QuietAlly("2", "Radio", None, "launch"))
KIND = BestKind("photo", Fraction(60), 4, Fraction(20))
CASES: list[tuple[str, Shortfall, bool]] = [
    ("first-day", seen("funds", first_day_listed=6, first_day_waiting=2), True),
    ("first-day", seen("first_day_contributors", first_day_listed=6, first_day_waiting=2), True),
    ("first-day", seen("funds", first_day_listed=6, first_day_waiting=0), False),
    ("first-day", seen("news", first_day_listed=6, first_day_waiting=2), False),
    ("relatives", seen("funds", share=Fraction(1, 5), members=24), True),
    ("relatives", seen("funds", share=Fraction(1, 5), members=0), False),
    ("relatives", seen("funds", share=HALF, members=24), False),
    ("relatives", seen("ambassador_rate", share=Fraction(1, 5), members=24), False),
    ("ambassadors", seen("ambassador_rate", to_ask=9), True),
    ("ambassadors", seen("funds", to_ask=9), True),
    ("ambassadors", seen("funds", to_ask=0, asked_lately=5), False),
    ("ambassadors", seen("news", to_ask=9), False),
    ("ally-4", seen("funds", allies=ALLIES), True),
    ("ally-4", seen("relay_launch", allies=ALLIES), True),
    ("ally-4", seen("relay_closing", allies=ALLIES), True),
    ("ally-4", seen("shares_per_post", allies=ALLIES), False),
    ("kind", seen("shares_per_post", best_kind=KIND), True),
    ("kind", seen("funds", best_kind=KIND), True),
    ("kind", seen("shares_per_post"), False),
    ("kind", seen("news", best_kind=KIND), False),
    ("idle-members", seen("members_with_responsibility", members=24, members_idle=9), True),
    ("idle-members", seen("daily_communication", members=24, members_idle=9), True),
    ("idle-members", seen("funds", members=24, members_idle=0), False),
    ("idle-members", seen("news", members=24, members_idle=9), False),
    ("silent-members", seen("members_resharing", members_silent=5), True),
    ("silent-members", seen("shares_per_post", members_silent=5), True),
    ("silent-members", seen("members_resharing", members_silent=0), False),
    ("silent-members", seen("funds", members_silent=5), False),
    ("briefing", seen("members_briefed", members_to_brief=4), True),
    ("briefing", seen("members_briefed", members_to_brief=0), False),
    ("lists", seen("funds"), True),
    ("lists", seen("funds", share=Fraction(8, 10)), False),
    ("lists", seen("shares_per_post"), False),
    ("countdown", seen("funds", share=Fraction(8, 10), missing_cents=500_000), True),
    ("countdown", seen("funds", share=Fraction(8, 10), missing_cents=0), False),
    ("countdown", seen("funds", share=HALF, missing_cents=500_000), False),
    ("thanks", seen("thanked_within_24h", thanks_waiting=8), True),
    ("thanks", seen("thanked_within_24h", thanks_waiting=0), False),
    ("thanks", seen("funds", thanks_waiting=8), False),
    ("half-hours", seen("daily_communication"), True),
    ("half-hours", seen("funds"), False),
    ("news", seen("news"), True),
    ("news", seen("funds"), False),
    ("fans", seen("fans_first_week"), True),
    ("fans", seen("funds"), False),
]


@pytest.mark.parametrize(("key", "shortfall", "expected"), CASES)
def test_a_rule_proposes_only_what_is_behind_and_what_can_still_be_done(key: str, shortfall: Shortfall, expected: bool) -> None:
    assert (key in keys(shortfall)) is expected


def test_every_rule_has_cases_for_and_against() -> None:
    told = {(key, expected) for key, _shortfall, expected in CASES}
    assert told == {(key, expected) for key, _ in told for expected in (True, False)}
    assert len({rule for rules in RULES.values() for rule in rules}) == len({key for key, _ in told})


def test_nothing_is_proposed_where_nothing_is_behind() -> None:
    assert proposals(seen(to_ask=9, allies=ALLIES, best_kind=KIND, thanks_waiting=4, members=24, members_idle=9)) == ()


EVERYTHING: dict[str, Any] = {
    "to_ask": 9, "first_day_listed": 6, "first_day_waiting": 2, "members": 24, "members_idle": 9, "members_silent": 3, "allies": ALLIES[:1],
    "best_kind": KIND, "missing_cents": 500_000,
}  # fmt: skip


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (Fraction(1, 10), ["first-day", "relatives", "idle-members", "ambassadors", "kind", "ally-4"]),
        (HALF, ["ambassadors", "ally-4", "kind", "lists", "first-day", "idle-members"]),
        (Fraction(9, 10), ["countdown", "ambassadors", "ally-4", "kind", "first-day"]),
    ],
)
def test_circles_widen_with_the_share_of_the_goal_in_hand(share: Fraction, expected: list[str]) -> None:
    assert keys(seen("funds", share=share, **EVERYTHING)) == expected


def test_what_is_a_task_already_is_not_proposed_again() -> None:
    assert "ambassadors" not in keys(seen("funds", to_ask=9, taken=frozenset({"ambassadors"})))


def test_people_thanked_lately_are_left_out_and_said_to_be() -> None:
    told = only(seen("ambassador_rate", to_ask=109, asked_lately=34), "ambassadors")
    assert told.what.count == 109
    assert [message.count for message in told.why] == [0, 34]
    assert len(only(seen("ambassador_rate", to_ask=109), "ambassadors").why) == 1


def test_the_three_silent_allies_of_the_largest_audiences_are_named_first() -> None:
    allies = tuple(QuietAlly(str(number), f"ally {number}", audience) for number, audience in enumerate((100, None, 900, 500, 700)))
    assert keys(seen("relay_closing", allies=allies)) == ["ally-2", "ally-4", "ally-3"]


def test_an_ally_is_reminded_of_the_closing_or_asked() -> None:
    closing, asked = (only(seen("funds", allies=(QuietAlly("1", "Coop", 10, wave),)), "ally-1") for wave in ("closing", ""))
    assert closing.what.text == "Remind %(ally)s to relay the closing"
    assert asked.what.text == "Ask %(ally)s to relay the campaign"
    assert asked.why[0].text == "It has not agreed to anything yet."


def test_a_kind_that_somebody_named_is_said_as_it_was_written() -> None:
    known, own = (only(seen("funds", best_kind=BestKind(kind, HALF, 3, HALF)), "kind") for kind in ("photo", "mème"))
    assert known.what.params["kind"] == Message("Photo")
    assert own.what.params["kind"] == "mème"


def test_a_proposal_names_the_kpis_that_are_behind_and_no_other() -> None:
    assert only(seen("shares_per_post", "funds", best_kind=KIND), "kind").kpi_ids == ("shares_per_post", "funds")
    assert only(seen("shares_per_post", best_kind=KIND), "kind").kpi_ids == ("shares_per_post",)


@pytest.mark.parametrize(("today", "expected"), [(date(2018, 2, 23), date(2018, 2, 26)), (date(2018, 3, 15), date(2018, 3, 16)), (date(2018, 3, 16), date(2018, 3, 16))])
def test_a_proposal_is_due_before_the_campaign_is_over(today: date, expected: date) -> None:
    assert only(seen("funds", to_ask=9, today=today), "ambassadors").due_on == expected


def test_the_money_missing_is_told_in_gifts_of_the_median_amount() -> None:
    told = gap(seen("funds", gap_cents=369_501, per_gift_cents=3_732))
    assert told is not None
    assert told.count == 100  # 3695.01 / 37.32 = 99.01: a hundredth gift is needed
    assert told.params["gap"] == Money(369_600, "CAD", whole=True)


@pytest.mark.parametrize(
    "shortfall",
    [
        seen("news", gap_cents=100),
        seen("funds", gap_cents=None),
        seen("funds", gap_cents=0),
        seen("funds", gap_cents=-500),
        seen("funds", gap_cents=100, share=None),
    ],
)
def test_no_gap_is_told_where_the_money_is_not_behind_or_not_known(shortfall: Shortfall) -> None:
    assert gap(shortfall) is None


def test_without_a_median_gift_the_gap_is_told_in_money_alone() -> None:
    told = gap(seen("funds", gap_cents=100))
    assert told is not None
    assert (told.plural, told.params["gap"]) == (None, Money(100, "CAD", whole=True))


COUNTS = st.integers(0, 50)


@given(
    st.frozensets(st.sampled_from(KPI_IDS)), st.none() | st.fractions(0, 2), COUNTS, COUNTS, COUNTS, COUNTS, COUNTS,
    st.sampled_from([None, KIND]), st.sampled_from([(), ALLIES]), st.dates(date(2017, 12, 1), date(2018, 3, 16)),
)  # fmt: skip
def test_every_proposal_answers_to_something_behind_and_has_a_key_of_its_own(
    kpi_ids: frozenset[str], share: Fraction | None, to_ask: int, waiting: int, members: int, idle: int, thanks: int,
    kind: BestKind | None, allies: tuple[QuietAlly, ...], today: date,
) -> None:  # fmt: skip
    found = proposals(seen(*kpi_ids, share=share, to_ask=to_ask, first_day_waiting=waiting, members=members, members_idle=idle,
                           members_silent=idle, members_to_brief=idle, thanks_waiting=thanks, best_kind=kind, allies=allies, today=today))  # fmt: skip
    assert all(each.kpi_ids and set(each.kpi_ids) <= kpi_ids for each in found)
    assert len({each.key for each in found}) == len(found)
    assert all(today <= each.due_on <= LAST_DAY for each in found)
