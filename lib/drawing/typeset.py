"""Pages and pictures without a browser: words go to the typesetter as data, so nothing that people typed is read as markup.

The typesetter (Typst) comes as one wheel, reads the fonts shipped beside this module and no other, and fetches nothing.
"""

from __future__ import annotations

import json
import subprocess  # the child is our own file, started without a shell
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from lib.campaign.errors import UseError
from lib.campaign.message import N_
from lib.drawing.glyphs import settable
from lib.drawing.report import Closing, Heading, PrintedChart, Sheet
from lib.drawing.templating import TEMPLATES
from lib.drawing.tokens import LIGHT
from lib.i18n.language import Language

FONTS = Path(__file__).parent / "fonts"
_CHILD = Path(__file__).with_name("typeset_child.py")
_PIXELS_PER_INCH = 192
"""Twice the size of a screen's pixels."""
_SECONDS = 60
"""A page takes less than one; a machine that is very busy takes more."""
_LENGTH_BYTES = 8


def sheet_pdf(words: Sheet, language: Language, at: datetime) -> bytes:
    """The meeting's page: one A4 page, tagged, with its language and title (PDF/UA); `at` is when it is made."""
    return _files("meeting.typ", [{"words": asdict(words)}], language, at)[0]


def closing_pdf(words: Closing, language: Language, at: datetime) -> bytes:
    """The closing report, on as many A4 pages as it takes."""
    return _files("closing.typ", [{"words": asdict(words)}], language, at)[0]


def chart_pngs(charts: Sequence[PrintedChart], heading: Heading, language: Language) -> tuple[bytes, ...]:
    """Each chart with its title, date and source, at twice the size of a screen's pixels."""
    return _files("chart.typ", [{"words": {"chart": asdict(chart), "heading": asdict(heading)}} for chart in charts], language)


def _files(
    template: str, documents: Sequence[dict[str, object]], language: Language, at: datetime | None = None
) -> tuple[bytes, ...]:
    """PDF files made at an instant, or pictures without one; raises UseError where that takes far too long."""
    short, _separator, region = language.html.partition("-")
    shared = {"language": short, "region": region, "colours": asdict(LIGHT)}
    how = {
        "root": str(TEMPLATES), "fonts": str(FONTS), "template": template, "format": "pdf" if at else "png",
        "ppi": _PIXELS_PER_INCH, "timestamp": int(at.timestamp()) if at else 0,
    }  # fmt: skip
    command = [sys.executable, "-I", str(_CHILD), json.dumps(how)]
    given = json.dumps([{**_settable(document), **shared} for document in documents]).encode()
    try:
        child = subprocess.run(command, input=given, capture_output=True, timeout=_SECONDS, check=True)  # noqa: S603 - ours
    except subprocess.TimeoutExpired as error:
        raise UseError(N_("The report takes too long to set: the machine is too busy. Try again in a moment.")) from error
    return tuple(_parted(child.stdout))


def _settable(document: Mapping[str, object]) -> Mapping[str, object]:
    """Its words in signs that the fonts have: one that they lack would stop the typesetter."""
    return {name: settable(value, FONTS) for name, value in document.items()}


def _parted(answer: bytes) -> Iterator[bytes]:
    start = 0
    while start < len(answer):
        end = start + _LENGTH_BYTES + int.from_bytes(answer[start : start + _LENGTH_BYTES], "big")
        yield answer[start + _LENGTH_BYTES : end]
        start = end
