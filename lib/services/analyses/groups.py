"""Groups of contributions, large enough that none tells what a single person gave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from lib.store.queries.breakdowns import Slice

SMALLEST_GROUP = 5
"""People under which a group is merged with others: with fewer, an amount can be tied to somebody."""
_LADDER = (1, 2, 5, 10, 20, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000)
"""Amounts that people think in, in units of the currency."""
_USUAL_CENTS = 4_000
_CLASSES_FROM_MEDIAN = 3


@dataclass(frozen=True, slots=True)
class Group:
    """Contributions that have something in common.

    `label` is None where it was not said; `is_rest` marks the merged small groups, whose people may be counted once for
    each group that was merged. `money_share` is 0–1 of all that was counted.
    """

    label: str | None
    contributions: int
    contributors: int
    counted_cents: int
    money_share: Fraction
    is_rest: bool = False


@dataclass(frozen=True, slots=True)
class SizeClass:
    """Contributions from `from_cents` up to, not including, `below_cents` (None: no upper bound)."""

    from_cents: int
    below_cents: int | None
    contributions: int
    contributors: int
    counted_cents: int
    money_share: Fraction


def groups(slices: Sequence[Slice]) -> tuple[Group, ...]:
    """The groups, most money first; those with fewer than five people are one, at the end, and never alone below five."""
    ordered = sorted((each for each in slices if each.contributions), key=lambda each: -each.counted_cents)
    kept = [each for each in ordered if each.contributors >= SMALLEST_GROUP]
    rest = [each for each in ordered if each.contributors < SMALLEST_GROUP]
    while kept and 0 < sum(each.contributors for each in rest) < SMALLEST_GROUP:
        smallest = min(kept, key=lambda each: each.contributors)
        kept.remove(smallest)
        rest.append(smallest)
    total = sum(each.counted_cents for each in ordered)
    merged = [_merged(rest, total)] if rest else []
    return tuple([_group(each, total) for each in kept] + merged)


def _group(part: Slice, total_cents: int) -> Group:
    share = Fraction(part.counted_cents, total_cents or 1)
    return Group(part.label, part.contributions, part.contributors, part.counted_cents, share)


def _merged(rest: Sequence[Slice], total_cents: int) -> Group:
    counted = sum(each.counted_cents for each in rest)
    return Group(None, sum(each.contributions for each in rest), sum(each.contributors for each in rest), counted,
                 Fraction(counted, total_cents or 1), is_rest=True)  # fmt: skip


def size_bounds_cents(median_cents: int | None) -> tuple[int, ...]:
    """Lower bounds of the classes of size, 0 first: a round amount below the median, and three from it on.

    A median of 40.00 gives 0, 20, 50, 100 and 250; without one, the same.
    """
    middle = median_cents or _USUAL_CENTS
    ladder = [units * 100 for units in _LADDER]
    below = [bound for bound in ladder if bound < middle][-1:]
    above = [bound for bound in ladder if bound >= middle][:_CLASSES_FROM_MEDIAN]
    return (0, *below, *above)


def size_classes(slices: Sequence[Slice]) -> tuple[SizeClass, ...]:
    """The classes in ascending order; one with one to four people is joined to the one below it, the lowest to the next."""
    lower = [int(each.label or 0) for each in slices]
    total = sum(each.counted_cents for each in slices)
    classes = [
        SizeClass(start, end, each.contributions, each.contributors, each.counted_cents,
                  Fraction(each.counted_cents, total or 1))
        for each, start, end in zip(slices, lower, [*lower[1:], None], strict=True)
    ]  # fmt: skip
    for place in range(len(classes) - 1, 0, -1):
        if _is_small(classes[place]):
            classes[place - 1 : place + 1] = [_joined(classes[place - 1], classes[place])]
    if len(classes) > 1 and _is_small(classes[0]):
        classes[:2] = [_joined(classes[0], classes[1])]
    return tuple(classes)


def _is_small(part: SizeClass) -> bool:
    return 0 < part.contributors < SMALLEST_GROUP


def _joined(lower: SizeClass, upper: SizeClass) -> SizeClass:
    return SizeClass(lower.from_cents, upper.below_cents, lower.contributions + upper.contributions,
                     lower.contributors + upper.contributors, lower.counted_cents + upper.counted_cents,
                     lower.money_share + upper.money_share)  # fmt: skip
