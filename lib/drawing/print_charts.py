"""The charts of the report, for paper: the curve, the days, and what the forecasts said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from lib.drawing.curve import Curve, Tick
from lib.drawing.print_frame import WIDTH_PX, Entry, Plot, anchor, printed, ticks
from lib.drawing.templating import length

_HIGH, _LOW = 0.90, 0.12
_EVEN = 0.5


def print_curve(seen: Curve, *, name: str, height: float = 250, width: float = WIDTH_PX) -> Markup:
    """The campaign's curve, with the same lines, words and marks as on the front page."""
    plot = Plot(height, width=width)
    legend = [Entry(line.look, line.words) for line in reversed(seen.lines) if line.points]
    legend += [Entry("band", seen.band_words)] if seen.band else []
    legend += [Entry("deed", seen.deeds_words)] if seen.deeds else []
    band = [(x, high) for x, _, high in seen.band] + [(x, low) for x, low, _ in reversed(seen.band)]
    return printed(
        "print_curve.svg",
        plot,
        name=name,
        legend=legend,
        band=plot.points(band),
        lines=[(line.look, plot.points(line.points)) for line in seen.lines if line.points],
        days=ticks(plot, seen.days),
        amounts=[(plot.y(tick.at), tick.words) for tick in seen.amounts],
        goal=(plot.y(seen.goal.at), seen.goal.words),
        dot=None if seen.dot is None else _dot(plot, *seen.dot),
        deeds=[plot.x(mark.at) for mark in seen.deeds],
    )


def _dot(plot: Plot, at: tuple[float, float], words: str) -> tuple[str, str, str, str, str]:
    """Where we stand; its words go under it where it is high."""
    x, y = at
    return plot.x(x), plot.y(y), anchor(x), "18" if y > _HIGH else "-10", words


@dataclass(frozen=True, slots=True)
class PrintedDay:
    """A day of the campaign: its share of the highest shown (0–1), and whether something was done."""

    share: float
    has_deeds: bool = False


def print_days(days: Sequence[PrintedDay], across: Sequence[Tick], amounts: Sequence[Tick], *, name: str, deeds_words: str,
               height: float = 190, width: float = WIDTH_PX) -> Markup:  # fmt: skip
    """One column a day; a mark under the days on which something was done."""
    plot, count = Plot(height, top=10, width=width), max(len(days), 1)
    gap = 0.2 / count
    columns = [
        (plot.x(place / count + gap / 2), plot.y(day.share), _wide(plot, 1 / count - gap), _tall(plot, day.share))
        for place, day in enumerate(days) if day.share > 0
    ]  # fmt: skip
    marked = [plot.x((place + 0.5) / count) for place, day in enumerate(days) if day.has_deeds]
    legend = [Entry("deed", deeds_words)] if marked else []
    return printed("print_days.svg", plot, name=name, legend=legend, columns=columns, deeds=marked, days=ticks(plot, across),
                   amounts=[(plot.y(tick.at), tick.words) for tick in amounts])  # fmt: skip


def _wide(plot: Plot, share: float) -> str:
    return length(share * (plot.width - plot.left - plot.right), "")


def _tall(plot: Plot, share: float) -> str:
    return length(share * (plot.base - plot.top), "")


@dataclass(frozen=True, slots=True)
class SaidChance:
    """What was said at a place across (0–1): a chance (0–1), and whether it was the side that came true (None: not known)."""

    at: float
    chance: float
    was_right: bool | None = None


@dataclass(frozen=True, slots=True)
class ChanceWords:
    """The words of the chart: those of the line, of even odds, of the two kinds of dots, and of what happened."""

    said: str
    even: str
    right: str
    wrong: str
    outcome: str = ""


def print_chances(said: Sequence[SaidChance], across: Sequence[Tick], levels: Sequence[Tick], words: ChanceWords, *, name: str,
                  is_reached: bool | None, height: float = 190, width: float = WIDTH_PX) -> Markup:  # fmt: skip
    """Each evening's chance as a dot, the line of even odds, and at the right edge what happened."""
    plot = Plot(height, top=14, right=16, width=width)
    dots = [(plot.x(each.at), plot.y(each.chance), each.was_right) for each in said]
    kinds = {each.was_right for each in said}
    legend = [Entry("said", words.said)] if None in kinds else []
    legend += [Entry("right", words.right)] if True in kinds else []
    legend += [Entry("wrong", words.wrong)] if False in kinds else []
    legend += [Entry("even", words.even)]
    outcome = None
    if is_reached is not None:
        share = 1.0 if is_reached else 0.0
        outcome = plot.x(1), plot.y(share), plot.y(_HIGH - 0.03 if is_reached else _LOW - 0.06), words.outcome
    return printed("print_chances.svg", plot, name=name, legend=legend, dots=dots, even=plot.y(_EVEN), outcome=outcome,
                   days=ticks(plot, across), levels=[(plot.y(tick.at), tick.words) for tick in levels])  # fmt: skip
