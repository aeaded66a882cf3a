"""Where words go beside a drawing whose width is not known: no two over one another, none cut at an edge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Anchor = Literal["start", "middle", "end"]
_ADVANCES = (
    ("ijl|.,:;’!I \u00a0", 0.26), ("ft()-r", 0.33), ("szckvxyJLF", 0.46), ("mM%—…W@w", 0.85), ("DGHNOQU", 0.65),
)  # fmt: skip
_ADVANCE = {sign: advance for signs, advance in _ADVANCES for sign in signs}
_OTHER_ADVANCE = 0.53


def text_width_em(text: str) -> float:
    """About how wide a text is in Source Sans, in em, rather over than under."""
    return sum([_ADVANCE.get(sign, _OTHER_ADVANCE) for sign in text])


@dataclass(frozen=True, slots=True)
class Label:
    """Words about the point at `x`, 0–1 of the width; `tone` is how they are coloured."""

    x: Fraction
    text: str
    tone: str = "plain"


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """A label with the side it starts from and its lane, 0 being next to the drawing."""

    label: Label
    anchor: Anchor
    lane: int


def placed(labels: Iterable[Label], width_em: float, gap_em: float = 1.2) -> tuple[PlacedLabel, ...]:
    """Each label in the nearest lane where it fits, on a surface at least `width_em` wide; earlier ones choose first.

    Labels that end at their points go down like stairs, in the order of the points.
    """
    lanes: list[list[tuple[float, float]]] = []
    result: list[PlacedLabel] = []
    for label in labels:
        size = text_width_em(label.text)
        anchor = _anchor(float(label.x) * width_em, size, width_em)
        left = float(label.x) * width_em - {"start": 0.0, "middle": size / 2, "end": size}[anchor]
        least = result[-1].lane if result and anchor == "end" == result[-1].anchor else 0
        lane = _free_lane(lanes, left - gap_em, left + size + gap_em, least)
        lanes[lane].append((left, left + size))
        result.append(PlacedLabel(label, anchor, lane))
    return tuple(result)


def _anchor(at: float, size: float, width: float) -> Anchor:
    if at - size / 2 < 0:
        return "start"
    return "end" if at + size / 2 > width else "middle"


def _free_lane(lanes: list[list[tuple[float, float]]], left: float, right: float, least: int) -> int:
    for number, taken in enumerate(lanes):
        if number >= least and all(right <= start or left >= end for start, end in taken):
            return number
    lanes.append([])
    return len(lanes) - 1


def lane_count(labels: Sequence[PlacedLabel]) -> int:
    """How many lanes were needed."""
    return max((label.lane + 1 for label in labels), default=0)
