"""A waterfall: what comes in, what is taken from it step by step, and what is left; its rows are the table of its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import Literal

from markupsafe import Markup

from lib.drawing.templating import drawn, length


@dataclass(frozen=True, slots=True)
class Fall:
    """One row: "whole" starts the waterfall, "taken" takes `cents` away (adds them where negative), "left" ends it.

    `text` is the amount in words; `note` says more in small.
    """

    label: str
    cents: int
    text: str
    look: Literal["whole", "taken", "left"]
    note: str = ""


def waterfall(falls: Sequence[Fall], *, name: str, sentence: str, label_header: str, value_header: str,
              scale_cents: int = 0) -> Markup:  # fmt: skip
    """The rows in the order given; `scale_cents` is the longest bar of several waterfalls that stand side by side.

    Raises ValueError where the rows do not add up to what is left.
    """
    spans = _spans(falls)
    low, high = min(0, *(start for start, _ in spans)), max(1, scale_cents, *(end for _, end in spans))
    scale = Fraction(100, high - low)
    rows = [
        {"fall": fall, "x": length((start - low) * scale), "width": length((end - start) * scale), "look": _look(fall)}
        for fall, (start, end) in zip(falls, spans, strict=True)
    ]
    zero = length(-low * scale) if low < 0 else ""
    return drawn("waterfall.html", rows=rows, zero=zero, name=name, sentence=sentence, label_header=label_header,
                 value_header=value_header)  # fmt: skip


def _spans(falls: Sequence[Fall]) -> list[tuple[int, int]]:
    """Where each bar starts and ends, in cents from nothing."""
    levels = list(accumulate(fall.cents if fall.look == "whole" else -fall.cents for fall in falls if fall.look != "left"))
    if any(fall.cents != levels[-1] for fall in falls if fall.look == "left"):
        raise ValueError("a waterfall adds up")
    spans = []
    for place, fall in enumerate(falls):
        before, after = (0, fall.cents) if fall.look != "taken" else (levels[place - 1], levels[place])
        spans.append((min(before, after), max(before, after)))
    return spans


def _look(fall: Fall) -> str:
    return "short" if fall.look == "left" and fall.cents < 0 else fall.look
