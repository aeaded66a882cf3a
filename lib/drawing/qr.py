"""A QR code as one path of SVG: always dark on light, whatever the theme, for cameras read nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

import segno
from markupsafe import Markup

from lib.drawing.templating import drawn

_QUIET = 2
"""Modules of light around it; the page's own paper adds to them."""


@lru_cache(maxsize=64)
def qr_code(text: str, *, name: str) -> Markup:
    """The code of a text, with the name that says what it leads to."""
    rows = [bytes(row) for row in segno.make_qr(text, error="m").matrix]
    size = len(rows) + 2 * _QUIET
    return drawn("qr.html", size=size, path="".join(_runs(rows)), name=name)


def _runs(rows: list[bytes]) -> Iterator[str]:
    """Each run of dark modules of a row as one rectangle."""
    for y, row in enumerate(rows, _QUIET):
        x = _QUIET
        for dark, run in groupby(row):
            width = len(list(run))
            if dark:
                yield f"M{x} {y}h{width}v1h-{width}z"
            x += width
