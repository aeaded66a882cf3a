"""Amounts of the counted contributions without going through them: the middle one, and how many are within bounds."""

from __future__ import annotations

from collections import Counter

import sqlalchemy as sa

from lib.store.changes.amount_parts import Part, part_named, part_of
from lib.store.changes.giving import AMOUNT
from lib.store.queries.view import GIVING, C, View, before_today, begun_day, is_whole_day, rolled_up
from lib.store.sql import total


class Amounts:
    """Those by the instant of a view, by part: told by the totals of whole days, and by the rows of a day that has begun."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._counts, self._cents = _by_part(view)
        self._parts = sorted((part_named(label) for label in self._counts), key=lambda part: part.upper)

    def median_doubled(self) -> int | None:
        """The middle amount twice, or the sum of the two in the middle, in cents; None without any."""
        count = sum(self._counts.values())
        return self._at((count - 1) // 2) + self._at(count // 2) if count else None

    def within(self, lower: int | None, upper: int | None) -> tuple[int, int]:
        """How many contributions are of `lower` cents at least and of less than `upper`, and their sum; None: no bound."""
        count = cents = 0
        for part in self._parts:
            more = self._within(part, lower, upper)
            count, cents = count + more[0], cents + more[1]
        return count, cents

    def _within(self, part: Part, lower: int | None, upper: int | None) -> tuple[int, int]:
        is_above = lower is None or (part.lower is not None and part.lower >= lower)
        is_below = upper is None or part.upper < upper
        if is_above and is_below:
            label = _label(part)
            return self._counts[label], self._cents[label]
        if (lower is not None and part.upper < lower) or (upper is not None and part.lower is not None and part.lower >= upper):
            return 0, 0
        bounds = [*_bounds(part), *([] if lower is None else [C.amount_cents >= lower])]
        bounds += [] if upper is None else [C.amount_cents < upper]
        wanted = sa.select(sa.func.count(), total(C.amount_cents)).where(*self._view.counted, *bounds)
        count, cents = self._view.connection.execute(wanted).one()
        return count, cents

    def _at(self, place: int) -> int:
        """The amount at a place, the smallest at 0."""
        for part in self._parts:
            here = self._counts[_label(part)]
            if place < here:
                return part.upper if part.is_one else self._among(part, place)
            place -= here
        raise IndexError(place)

    def _among(self, part: Part, place: int) -> int:
        wanted = sa.select(C.amount_cents).where(*self._view.counted, *_bounds(part)).order_by(C.amount_cents)
        return int(self._view.connection.scalars(wanted.offset(place).limit(1)).one())


def _label(part: Part) -> str:
    return part_of(part.upper)


def _bounds(part: Part) -> list[sa.ColumnElement[bool]]:
    return [C.amount_cents <= part.upper, *([] if part.lower is None else [C.amount_cents >= part.lower])]


def _by_part(view: View) -> tuple[Counter[str], Counter[str]]:
    """Contributions and cents by part: whole days from the totals, the day of the instant from its rows."""
    whole_day = is_whole_day(view)
    days = rolled_up(view, AMOUNT) if whole_day else before_today(view, AMOUNT)
    told = sa.select(GIVING.label, total(GIVING.contributions), total(GIVING.amount_cents)).where(*days).group_by(GIVING.label)
    counts, cents = Counter[str](), Counter[str]()
    for label, count, sum_cents in view.connection.execute(told):
        counts[label], cents[label] = count, sum_cents
    if not whole_day:
        begun = sa.select(C.amount_cents, sa.func.count()).where(*begun_day(view)).group_by(C.amount_cents)
        for amount, count in view.connection.execute(begun):
            counts[part_of(amount)] += count
            cents[part_of(amount)] += count * amount
    return counts, cents
