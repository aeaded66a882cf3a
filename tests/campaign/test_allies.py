"""The allies' board: how far each has come, what each wave adds up to, and what is still to sign."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.campaign.allies import CLOSING, LAUNCH, Ally, Stage, wave_reach

DAY = date(2018, 1, 10)
FIFTY_THOUSAND = Fraction(50_000)


def ally(audience: int | None, done: str = "") -> Ally:
    """An ally by its letters: a(greed), l(aunch relayed), c(losing relayed)."""
    agreed, launch, closing = (DAY if letter in done else None for letter in "alc")
    return Ally(1, "Amies", audience=audience, agreed_on=agreed, launch_relayed_on=launch, closing_relayed_on=closing)


@pytest.mark.parametrize(
    ("done", "stage"),
    [("", Stage.TO_ASK), ("a", Stage.AGREED), ("al", Stage.LAUNCH_RELAYED), ("alc", Stage.CLOSING_RELAYED),
     ("l", Stage.LAUNCH_RELAYED), ("ac", Stage.CLOSING_RELAYED), ("c", Stage.CLOSING_RELAYED)],
)  # fmt: skip
def test_an_ally_stands_where_it_has_come_furthest_whatever_it_skipped(done: str, stage: Stage) -> None:
    assert ally(100, done).stage is stage


BOARD = (ally(20_000, "al"), ally(12_000, "a"), ally(3_000, "l"), ally(6_000, "alc"), ally(4_000), ally(None, "a"), ally(None))


def test_a_wave_adds_up_who_relayed_who_owes_and_who_is_to_ask() -> None:
    launch, closing = (wave_reach(BOARD, wave, FIFTY_THOUSAND, is_strict=True) for wave in (LAUNCH, CLOSING))
    assert (launch.relayed, launch.owed, launch.to_ask, launch.unknown) == (29_000, 12_000, 4_000, 1)
    assert (closing.relayed, closing.owed, closing.to_ask, closing.unknown) == (6_000, 32_000, 7_000, 1)


def test_what_is_still_to_sign_is_one_more_than_the_target_where_more_than_it_is_asked() -> None:
    assert wave_reach(BOARD, LAUNCH, FIFTY_THOUSAND, is_strict=True).missing == 9_001
    assert wave_reach(BOARD, LAUNCH, FIFTY_THOUSAND, is_strict=False).missing == 9_000
    assert wave_reach(BOARD, LAUNCH, Fraction(41_000), is_strict=True).missing == 1
    assert wave_reach(BOARD, LAUNCH, Fraction(41_000), is_strict=False).missing == 0
    assert wave_reach(BOARD, LAUNCH, Fraction(81_999, 2), is_strict=False).missing == 0


def test_it_is_told_in_allies_of_the_median_audience_rounded_up() -> None:
    found = wave_reach(BOARD, LAUNCH, FIFTY_THOUSAND, is_strict=True)  # 3 000, 4 000, 6 000, 12 000, 20 000
    assert (found.median_audience, found.allies_missing) == (6_000, 2)


def test_without_any_known_audience_no_number_of_allies_can_be_told() -> None:
    found = wave_reach((ally(None, "a"), ally(0)), CLOSING, FIFTY_THOUSAND, is_strict=True)
    assert (found.missing, found.median_audience, found.allies_missing) == (50_001, None, None)


def test_without_allies_everything_is_still_to_sign() -> None:
    assert wave_reach((), LAUNCH, FIFTY_THOUSAND, is_strict=True).missing == 50_001


@given(st.lists(st.builds(ally, st.none() | st.integers(0, 30_000), st.sampled_from(["", "a", "l", "c", "al", "ac", "alc"])), max_size=8),
       st.sampled_from([LAUNCH, CLOSING]), st.integers(0, 100_000))  # fmt: skip
def test_every_audience_is_in_one_part_and_as_many_median_allies_are_enough(allies: list[Ally], wave: str, target: int) -> None:
    found = wave_reach(allies, wave, Fraction(target), is_strict=True)
    assert found.relayed + found.owed + found.to_ask == sum(each.audience or 0 for each in allies)
    if found.allies_missing is not None and found.median_audience is not None:
        assert found.allies_missing * found.median_audience >= found.missing
        assert found.allies_missing == 0 or (found.allies_missing - 1) * found.median_audience < found.missing
