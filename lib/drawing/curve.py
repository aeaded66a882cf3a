"""The curve of what was raised, drawn on the server: lines, a band, the goal, the days and what was done on them.

Coordinates are shares of the plot: x 0–1 from the opening to the closing, y 0–1 from nothing to the highest amount shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from lib.drawing.templating import drawn, length

_SCALE = 1000
"""The plot's own units; it is stretched to any width, so that strokes and words keep their size."""
_END = 0.92
_START = 0.08
_HIGH = 0.88

Look = Literal["raised", "reference", "straight", "even", "good", "last"]
At = tuple[float, float]


@dataclass(frozen=True, slots=True)
class CurveLine:
    """A line with the words of its legend; `look` decides colour and dash together."""

    look: Look
    words: str
    points: Sequence[At]


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis (0–1) and its words."""

    at: float
    words: str


@dataclass(frozen=True, slots=True)
class DeedMark:
    """A day on which something was done: its place across (0–1), and the lines told to a pointer that rests on it."""

    at: float
    words: str = ""


@dataclass(frozen=True, slots=True)
class Curve:
    """All that is drawn. `band` holds (x, low, high), `dot` where we stand with its words.

    `deeds` are the days of actions, `posts` those of posts alone: marks under the plot, each kind with its legend.
    """

    lines: Sequence[CurveLine]
    days: Sequence[Tick]
    amounts: Sequence[Tick]
    goal: Tick
    dot: tuple[At, str] | None = None
    band: Sequence[tuple[float, float, float]] = ()
    band_words: str = ""
    deeds: Sequence[DeedMark] = ()
    deeds_words: str = ""
    posts: Sequence[DeedMark] = ()
    posts_words: str = ""


def curve(seen: Curve, *, name: str) -> Markup:
    """The drawing with its legend; `name` says for everybody what it shows."""
    return drawn(
        "curve.html",
        name=name,
        band=_band(seen.band),
        lines=[(line.look, _points(line.points)) for line in seen.lines if line.points],
        grid=[length((1 - tick.at) * 100) for tick in seen.amounts],
        goal=(length((1 - seen.goal.at) * 100), seen.goal.words),
        days=[(length(tick.at * 100), _anchor(tick.at), tick.words) for tick in seen.days],
        amounts=[(length((1 - tick.at) * 100), tick.words) for tick in seen.amounts],
        dot=None if seen.dot is None else _dot(*seen.dot),
        deeds=[(length(mark.at * 100), mark.words) for mark in seen.deeds],
        posts=[(length(mark.at * 100), mark.words) for mark in seen.posts],
        legend=[(line.look, line.words) for line in seen.lines if line.points],
        band_words=seen.band_words if seen.band else "",
        deeds_words=seen.deeds_words if seen.deeds else "",
        posts_words=seen.posts_words if seen.posts else "",
    )


def _points(points: Sequence[At]) -> str:
    return " ".join(f"{x * _SCALE:.1f},{(1 - y) * _SCALE:.1f}" for x, y in points)


def _band(band: Sequence[tuple[float, float, float]]) -> str:
    return _points([(x, high) for x, _, high in band] + [(x, low) for x, low, _ in reversed(band)])


def _dot(at: At, words: str) -> tuple[str, str, str, str, str, str]:
    """Where we stand; the words go over the dot, under it where it is high, before it where it is high at the end."""
    x, y = at
    is_last = y > _HIGH and x > _END
    down = "0.35em" if is_last else "1.6em" if y > _HIGH else "-0.8em"
    return length(x * 100), length((1 - y) * 100), _anchor(x), down, words, "-0.8em" if is_last else "0"


def _anchor(x: float) -> str:
    return "end" if x > _END else "start" if x < _START else "middle"
