"""What is expected at a point of the campaign: the reference curve and the straight line."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.campaign.pace import REFERENCE_CURVE, expected_cents, reference_share, straight_line_cents

CURVE = (
    "0 → 0, .05 → .09, .10 → .13, .20 → .20, .30 → .26, .40 → .32, .50 → .39, .60 → .46, .70 → .53, .80 → .64, "
    ".90 → .81, .95 → .92, 1 → 1"
)
POINTS = [tuple(Fraction(share) for share in point.split(" → ")) for point in CURVE.split(", ")]
SHARE = st.fractions(0, 1)


def test_the_curve_is_the_one_of_campaigns_that_succeeded() -> None:
    assert list(REFERENCE_CURVE) == POINTS


@pytest.mark.parametrize(("elapsed", "raised"), POINTS)
def test_at_its_points_the_curve_is_exact(elapsed: Fraction, raised: Fraction) -> None:
    assert reference_share(elapsed) == raised


@pytest.mark.parametrize(
    ("elapsed", "raised"),
    [("0.025", "0.045"), ("0.075", "0.11"), ("0.15", "0.165"), ("0.25", "0.23"), ("0.75", "0.585"), ("0.85", "0.725"), ("0.99", "0.984")],
)
def test_between_its_points_the_curve_is_straight(elapsed: str, raised: str) -> None:
    assert reference_share(Fraction(elapsed)) == Fraction(raised)


@settings(deadline=None)
@given(SHARE, SHARE)
def test_the_curve_never_goes_down_and_stays_between_0_and_1(one: Fraction, other: Fraction) -> None:
    earlier, later = sorted((one, other))
    assert 0 <= reference_share(earlier) <= reference_share(later) <= 1


def test_the_curve_lies_below_the_straight_line_in_the_middle_and_above_it_at_the_start() -> None:
    above = [raised > elapsed for elapsed, raised in REFERENCE_CURVE]
    assert [elapsed for elapsed, is_above in zip((at for at, _ in REFERENCE_CURVE), above, strict=True) if is_above] == [
        Fraction("0.05"), Fraction("0.10"),
    ]  # fmt: skip
    assert all(later > earlier for (earlier, _), (later, _) in pairwise(REFERENCE_CURVE))


@pytest.mark.parametrize(
    ("elapsed", "curve", "line"),
    [("0", 0, 0), ("0.1", 325_000, 250_000), ("0.25", 575_000, 625_000), ("0.5", 975_000, 1_250_000), ("1", 2_500_000, 2_500_000)],
)
def test_of_25000_so_much_is_expected(elapsed: str, curve: int, line: int) -> None:
    share = Fraction(elapsed)
    assert (expected_cents(2_500_000, share), straight_line_cents(2_500_000, share)) == (curve, line)


def test_what_is_expected_is_rounded_to_the_cent_half_a_cent_up() -> None:
    # 13 % of 0.50 is 0.065; a tenth of 0.05 is 0.005.
    assert expected_cents(50, Fraction(1, 10)) == 7
    assert straight_line_cents(5, Fraction(1, 10)) == 1
