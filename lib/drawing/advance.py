"""How far long work is: what is done now in words, and a bar that fills."""

from __future__ import annotations

from fractions import Fraction

from markupsafe import Markup

from lib.drawing.templating import drawn, length
from lib.i18n.translator import Translator

_ROUNDING = 1e-9
"""0.29 is 28.999… hundredths in binary."""


def advance(title: str, stage: str, share: float, rows: int, about: int, t: Translator) -> Markup:
    """`title` and `stage` are in words already; `share` of all is done, 0 to 1; `rows` of `about` in this stage, 0: not known."""
    percent = int(share * 100 + _ROUNDING)
    counted = t._("%(rows)s of about %(about)s rows", rows=rows, about=about) if about else ""
    return drawn(
        "advance.html", title=title, stage=stage, counted=counted, percent=percent, width=length(percent),
        said=t._("%(stage)s, %(share)s", stage=stage, share=t.formats.percent(Fraction(percent, 100))),
    )  # fmt: skip
