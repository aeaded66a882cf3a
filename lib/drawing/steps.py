"""A bar of what is done, promised and possible, end to end, against a target; the same in words under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import Literal

from markupsafe import Markup

from lib.drawing.templating import drawn, length

_ROOM = Fraction(21, 20)
"""A twentieth is left beyond the furthest mark."""


@dataclass(frozen=True, slots=True)
class Step:
    """One part of the bar: how far it goes, its words, and how sure it is (`done`, `promised`, `possible`)."""

    words: str
    value: int
    text: str
    look: Literal["done", "promised", "possible"]


def steps(parts: Sequence[Step], *, name: str, sentence: str, target: Fraction, target_words: str, target_text: str) -> Markup:
    """The parts in the order given, each from where the one before it ends, and a mark at the target."""
    ends = list(accumulate((part.value for part in parts), initial=0))
    scale = Fraction(100) / (max(Fraction(ends[-1]), target, Fraction(1)) * _ROOM)
    drawn_parts = [
        {"step": part, "x": length(start * scale), "width": length(part.value * scale)}
        for part, start in zip(parts, ends, strict=False)
    ]
    return drawn("steps.html", name=name, sentence=sentence, parts=drawn_parts, target=length(target * scale),
                 target_words=target_words, target_text=target_text)  # fmt: skip
