"""How far long work is: what is done now in words, and a bar that fills."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from markupsafe import Markup

from lib.drawing.templating import drawn, length
from lib.i18n.translator import Translator

_MINUTE, _IN_STEPS_FROM, _STEP = 60, 20, 5
"""Seconds."""
_ROUNDING = 1e-9
"""0.29 is 28.999… hundredths in binary."""


def advance(
    title: str, stage: str, share: float, rows: int, about: int, seconds_left: float | None, t: Translator, *, comes: bool = False
) -> Markup:
    """`title` and `stage` are in words already; `share` of all is done, 0 to 1; `rows` of `about` in this stage, 0: not known;
    `seconds_left` until the end, None: not known; `comes`: it is scrolled to, wherever on the page somebody is."""
    percent = int(share * 100 + _ROUNDING)
    counted = t._("%(rows)s of about %(about)s rows", rows=rows, about=about) if about else ""
    return drawn(
        "advance.html", title=title, counted=counted, comes=comes, percent=percent, width=length(percent),
        left="" if seconds_left is None else _left(seconds_left, t),
        said=t._("%(stage)s, %(share)s", stage=stage, share=t.formats.percent(Fraction(percent, 100))),
    )  # fmt: skip


def _left(seconds: float, t: Translator) -> str:
    """To the second at the end, then in steps: what is foreseen is no more exact than that."""
    whole = max(ceil(seconds), 1)
    if whole > _MINUTE:
        return t.ngettext("about %(count)s minute left", "about %(count)s minutes left", ceil(whole / _MINUTE))
    counted = whole if whole < _IN_STEPS_FROM else ceil(whole / _STEP) * _STEP
    return t.ngettext("about %(count)s second left", "about %(count)s seconds left", counted)
