"""What every printed chart is laid out on: a plot of a known size in CSS pixels, its axes and its legend.

The pages' own drawings stretch with the window and take their colours from a stylesheet; a printed one does neither,
so that it is the same in a browser, in a PDF and in a picture of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from lib.drawing.curve import Tick
from lib.drawing.labels import text_width_em
from lib.drawing.templating import drawn, length
from lib.drawing.tokens import LIGHT

FONT = "Source Sans 3"
"""The family of the printed words: its files are in `fonts/`."""
TEXT_PX = 12
WIDTH_PX, PHONE_PX = 720, 320
"""What a sheet of paper and a phone have room for."""
_END, _START = 0.93, 0.05
_SWATCH_PX, _GAP_PX, _LINE_PX, _APART_PX = 26, 12, 17, 6


@dataclass(frozen=True, slots=True)
class Plot:
    """The surface of a chart and, within it, its plot, both in pixels; shares are 0–1, upwards and to the right."""

    height: float
    left: float = 62
    right: float = 10
    top: float = 18
    width: float = WIDTH_PX
    below: float = 24

    @property
    def base(self) -> float:
        """Where nothing stands."""
        return self.height - self.below

    def x(self, share: float) -> str:
        """A place across, as an attribute."""
        return length(self.left + share * (self.width - self.left - self.right), "")

    def y(self, share: float) -> str:
        """A place upwards, as an attribute."""
        return length(self.base - share * (self.base - self.top), "")

    def points(self, points: Sequence[tuple[float, float]]) -> str:
        """The points of a line."""
        return " ".join(f"{self.x(x)},{self.y(y)}" for x, y in points)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the legend: what it looks like (a look of the template) and its words."""

    look: str
    words: str


def printed(template: str, plot: Plot, *, name: str, legend: Sequence[Entry] = (), **values: object) -> Markup:
    """A chart on its surface, the legend under it, in ink on white; `name` says for everybody what it shows."""
    entries = list(_placed(legend, plot))
    lines = 1 + max((line for _x, line, _entry in entries), default=-1)
    total = plot.height + (lines * _LINE_PX + 6 if entries else 0)
    placed = [(length(x, ""), length(plot.height + 14 + line * _LINE_PX, ""), entry) for x, line, entry in entries]
    return drawn(template, plot=plot, total=length(total, ""), name=name, colours=LIGHT, font=FONT, size=TEXT_PX,
                 legend=placed, **values)  # fmt: skip


def _placed(legend: Sequence[Entry], plot: Plot) -> Iterator[tuple[float, int, Entry]]:
    """Each entry after the one before, on the next line where the surface ends."""
    x, line = plot.left, 0
    for entry in legend:
        size = _SWATCH_PX + 6 + text_width_em(entry.words) * TEXT_PX * 0.95
        if x > plot.left and x + size > plot.width:
            x, line = plot.left, line + 1
        yield x, line, entry
        x += size + _GAP_PX


def ticks(plot: Plot, across: Sequence[Tick]) -> list[tuple[str, str, str]]:
    """The words under the plot: where, which side they start from, what; the last, and those before it that have room."""
    kept: list[Tick] = []
    for tick in [*across[-1:], *across[:-1]]:
        left, right = _extent(plot, tick)
        if all(right + _APART_PX <= start or left - _APART_PX >= end for start, end in (_extent(plot, each) for each in kept)):
            kept.append(tick)
    return [(plot.x(tick.at), anchor(tick.at), tick.words) for tick in sorted(kept, key=lambda tick: tick.at)]


def _extent(plot: Plot, tick: Tick) -> tuple[float, float]:
    size = text_width_em(tick.words) * TEXT_PX
    left = float(plot.x(tick.at)) - {"start": 0.0, "middle": size / 2, "end": size}[anchor(tick.at)]
    return left, left + size


def anchor(at: float) -> str:
    """The side that words at a place start from, so that neither edge cuts them."""
    return "end" if at > _END else "start" if at < _START else "middle"
