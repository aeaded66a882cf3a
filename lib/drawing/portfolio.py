"""Campaigns as lines of share-of-goal by share-of-time, each with its own words at its end: nothing to look up in a legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from lib.drawing.templating import drawn, length, refuse_script

_SCALE = 1000
_GAP = 0.07
"""Between two words one under the other, in heights of the plot."""
_FULL_WORDS, _SHORT_WORDS = 26, 11
_MAIN_SHARES = (0, 0.5, 1)
"""Those that a phone has room for."""
_LATE = 0.7
"""From there on, words stand before the end of a line that stops within the plot."""

Look = Literal["shown", "running", "ended", "rest"]


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """`points`: (share of the time, share of the goal); `words` stand at its end, none for a `rest` one."""

    look: Look
    words: str
    points: Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class CampaignName:
    """A cell that names a campaign: its place in the drawing ("" for none: its room stays), where it leads, whose it is."""

    place: str
    title: str
    about: str
    href: str


def campaign_name(cell: CampaignName) -> Markup:
    """The link with what tells it from another."""
    refuse_script(cell.href)
    return drawn("campaign_name.html", cell=cell)


def campaign_lines(
    lines: Sequence[CampaignLine], *, name: str, shares: Sequence[tuple[float, str, str]], goals: Sequence[tuple[float, str]],
    held: tuple[float, str] | None, goal: str,
) -> Markup:  # fmt: skip
    """The drawing. `shares` (with short words, for a phone) and `goals` are (place 0–1 or more, words) of the axes; `held`
    is the share that all are held at; `goal` names the line of 100 %."""
    top = max([1.0, *(y for line in lines for _, y in line.points)]) * 1.06
    ends = [(line, line.points[-1]) for line in lines if line.points and line.words]
    within = [(line, x, y / top) for line, (x, y) in ends if x < 1]
    at_end = [(line, x, y / top) for line, (x, y) in ends if x >= 1]
    return drawn(
        "portfolio.html",
        name=name, goal=goal,
        lines=[(each.look, _points(each.points, top)) for each in lines if each.points],
        dots=[(line.look, length(x * 100), length((1 - y) * 100)) for line, x, y in [*within, *at_end]],
        within=[_inside(*each) for each in _spread(within)],
        at_end=[_beside(*each) for each in _spread(at_end)],
        grid=[(length((1 - y / top) * 100), words, y == 1) for y, words in goals if y <= top],
        shares=[(length(x * 100), "start" if x == 0 else "end" if x == 1 else "middle", words, short, x not in _MAIN_SHARES)
                for x, words, short in shares],
        held=None if held is None else (length(held[0] * 100), "end" if held[0] > _LATE else "start",
                                        "-0.4em" if held[0] > _LATE else "0.4em", held[1]),
    )  # fmt: skip


def _points(points: Sequence[tuple[float, float]], top: float) -> str:
    return " ".join(f"{x * _SCALE:.1f},{(1 - y / top) * _SCALE:.1f}" for x, y in points)


Placed = tuple[CampaignLine, float, float, float]


def _spread(ends: Sequence[tuple[CampaignLine, float, float]]) -> list[Placed]:
    """Each end with the height of its words, at least a gap from the next; down first, then up again from the foot."""
    found: list[Placed] = []
    for line, x, y in sorted(ends, key=lambda end: -end[2]):
        ceiling = found[-1][3] - _GAP if found else 1.0
        found.append((line, x, y, min(y, ceiling)))
    floor = 0.0
    for place in range(len(found) - 1, -1, -1):
        line, x, y, at = found[place]
        found[place] = (line, x, y, max(at, floor))
        floor = found[place][3] + _GAP
    return found


def _inside(line: CampaignLine, x: float, y: float, at: float) -> tuple[str, str, str, str, str, str]:
    anchor, shift = ("end", "-0.7em") if x > _LATE else ("start", "0.7em")
    return length(x * 100), length((1 - at) * 100), anchor, shift, _cut(line.words, _FULL_WORDS), _cut(line.words, _SHORT_WORDS)


def _beside(line: CampaignLine, x: float, y: float, at: float) -> tuple[str, str, str, str]:
    """The height of the line's end, that of its words, and the words, full and short."""
    return length((1 - y) * 100), length((1 - at) * 100), _cut(line.words, _FULL_WORDS), _cut(line.words, _SHORT_WORDS)


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
