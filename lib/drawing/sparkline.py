"""A line as small as a word: how a figure went, without axis; its text alternative says the figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby

from markupsafe import Markup

from lib.drawing.templating import drawn, length

_TOP, _BOTTOM = 4, 28
Value = int | Fraction | None
Point = tuple[int, Fraction]


def sparkline(values: Sequence[Value], *, name: str) -> Markup:
    """A line from zero to the highest value, the last one dotted; None is a gap, and a value alone is a dot."""
    known = [(place, Fraction(value)) for place, value in enumerate(values) if value is not None]
    top = max((value for _place, value in known), default=Fraction(0)) or Fraction(1)
    last = max(len(values) - 1, 1)

    def at(point: Point) -> str:
        place, value = point
        x, y = Fraction(place * 100, last), _BOTTOM - (_BOTTOM - _TOP) * max(value, Fraction(0)) / top
        return f"{length(x, '')},{length(y, '')}"

    runs = list(_runs(known))
    dots = {at(run[0]): None for run in runs if len(run) == 1} | {at(known[-1]): None for _ in known[:1]}
    lines = [" ".join(at(point) for point in run) for run in runs if len(run) > 1]
    return drawn("sparkline.svg", name=name, lines=lines, dots=list(dots))


def _runs(points: Sequence[Point]) -> Iterator[list[Point]]:
    """Points whose places follow one another."""
    for _key, group in groupby(enumerate(points), lambda pair: pair[1][0] - pair[0]):
        yield [point for _number, point in group]
