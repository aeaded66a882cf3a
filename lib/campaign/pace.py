"""What is expected at a point of the campaign: the reference curve and the straight line."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from lib.campaign.money import rounded_cents

REFERENCE_CURVE: tuple[tuple[Fraction, Fraction], ...] = tuple(
    (Fraction(elapsed), Fraction(raised))
    for elapsed, raised in (
        ("0", "0"), ("0.05", "0.09"), ("0.10", "0.13"), ("0.20", "0.20"), ("0.30", "0.26"), ("0.40", "0.32"),
        ("0.50", "0.39"), ("0.60", "0.46"), ("0.70", "0.53"), ("0.80", "0.64"), ("0.90", "0.81"),
        ("0.95", "0.92"), ("1", "1"),
    )
)  # fmt: skip
"""Median share of the final total by elapsed share of the time, among real all-or-nothing campaigns that succeeded
(public data of such a platform, 2013–2016): U-shaped, 39 % at half-time."""


def reference_share(elapsed: Fraction) -> Fraction:
    """The share (0–1) of the final total that campaigns that succeeded had at `elapsed` (0–1), straight between points."""
    for (left, low), (right, high) in pairwise(REFERENCE_CURVE):
        if elapsed <= right:
            return low + (high - low) * (elapsed - left) / (right - left)
    return Fraction(1)


def expected_cents(goal_cents: int, elapsed: Fraction) -> int:
    """The reference curve's share of the goal at `elapsed`, to the cent."""
    return rounded_cents(goal_cents * reference_share(elapsed))


def straight_line_cents(goal_cents: int, elapsed: Fraction) -> int:
    """The goal in proportion to the time gone by: drawn so that being under it at half-time is seen to be normal."""
    return rounded_cents(goal_cents * elapsed)
