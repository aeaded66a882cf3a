"""The report as HTML: a sheet on a page of the dashboard, and a document of one file that asks nobody for anything."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path

from markupsafe import Markup

from lib.drawing.report import Closing, PrintedChart, Sheet
from lib.drawing.report_size import SIZES, printed_size
from lib.drawing.templating import drawn
from lib.drawing.tokens import LIGHT
from lib.i18n.language import Language

_HERE = Path(__file__).parent
_FONT = _HERE / "fonts" / "source-sans-3-latin-wght-normal.woff2"


@cache
def report_style() -> Markup:
    """The report's own stylesheet, with the rules that print it."""
    colours = " ".join(f"--report-{name.replace('_', '-')}: {colour};" for name, colour in asdict(LIGHT).items())
    sizes = "\n".join(f".cd-report-size-{size} {{ --cd-report-size: {size / 10}pt; }}" for size in SIZES)
    rules = (_HERE / "report.css").read_text(encoding="utf-8")
    return Markup(f":root {{ {colours} }}\n{rules}{sizes}")  # noqa: S704 - our own file and our own numbers


def sheet_html(words: Sheet, *, whole: bool = False) -> Markup:
    """The meeting's page; `whole`: it is the document's only title, not a part of a page that has one."""
    return drawn("report_sheet.html", it=words, size=printed_size(words), whole=whole)


def closing_html(words: Closing, *, whole: bool = False) -> Markup:
    """The closing report."""
    return drawn("report_closing.html", it=words, whole=whole)


def numbers_html(charts: Sequence[PrintedChart], title: str, *, is_open: bool = False) -> Markup:
    """The numbers of the charts, folded unless `is_open`; those of the meeting's page are not printed."""
    return drawn("report_numbers.html", charts=charts, title=title, is_open=is_open, whole=False)


def document(words: Sheet | Closing, numbers_title: str, language: Language) -> bytes:
    """One file with its style, its font and its drawings in it; it forbids itself to fetch anything."""
    if isinstance(words, Sheet):
        body, charts = sheet_html(words, whole=True), [words.money.bar, *([words.curve] if words.curve else [])]
    else:
        body, charts = closing_html(words, whole=True), list(words.charts)
    made = drawn(
        "report_document.html",
        language=language.html,
        title=f"{words.heading.title} – {words.heading.kind}",
        font=b64encode(_FONT.read_bytes()).decode(),
        style=report_style(),
        body=body + numbers_html(charts, numbers_title, is_open=isinstance(words, Closing)),
    )
    return made.encode()
