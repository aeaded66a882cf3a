"""Amounts told apart by size: round ones each by itself, those between two round ones together; few parts, whatever people give.

An amount is round here where only its first two digits are not zero. In each part but those between, all amounts are the same,
so that the middle one, and how many are above a bound, is known without looking at a row.
"""

from __future__ import annotations

from dataclasses import dataclass

_BETWEEN, _NEGATIVE = "+", "-"
_DIGITS = 2


@dataclass(frozen=True, slots=True)
class Part:
    """Amounts from `lower` to `upper`, both of them in it, in cents; `lower` None: without end."""

    lower: int | None
    upper: int

    @property
    def is_one(self) -> bool:
        """Whether all amounts in it are the same."""
        return self.lower == self.upper


def part_of(cents: int) -> str:
    """The label of the part that an amount is in."""
    if cents < 0:
        return _NEGATIVE
    floor = cents - cents % _step(cents)
    return str(floor) if floor == cents else f"{floor}{_BETWEEN}"


def part_named(label: str) -> Part:
    """The part of a label."""
    if label == _NEGATIVE:
        return Part(None, -1)
    floor = int(label.removesuffix(_BETWEEN))
    return Part(floor + 1, floor + _step(floor) - 1) if label.endswith(_BETWEEN) else Part(floor, floor)


def _step(cents: int) -> int:
    """From one round amount to the next."""
    return int(10 ** max(0, len(str(cents)) - _DIGITS))
