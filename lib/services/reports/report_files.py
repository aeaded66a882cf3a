"""The reports as files: PDF, one HTML file, a picture of each chart, a table of the figures; made when they are asked for."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from lib.drawing.report import Closing, PrintedChart, Sheet
from lib.drawing.report_html import document
from lib.drawing.typeset import chart_pngs, closing_pdf, sheet_pdf
from lib.i18n.translator import Translator
from lib.services.campaigns import OpenCampaign
from lib.services.forecast.forecasting import forecast_at
from lib.services.reports.closing_report import closing_report
from lib.services.reports.meeting_sheet import meeting_sheet
from lib.services.reports.report_facts import closing, meeting
from lib.services.reports.reporting import figures_json
from lib.services.viewing import View, view
from lib.sources.tables.formulas import harmless
from lib.store.engine import Store

_COLUMNS = ("id", "value", "unit", "target", "status", "numerator", "denominator", "n", "low", "high", "observed_at", "deadline",
            "why")  # fmt: skip
_UNITS: Mapping[str, str] = {
    **dict.fromkeys(("gross_progress", "net_progress"), "share"),
    "contributors": "people",
    "contributions": "contributions",
    "from_platform_total": "yes_no",
}


class Kind(Enum):
    """Which report: the meeting's page, or the closing report."""

    MEETING = "meeting"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class Report:
    """A report in words at an instant, in a language; every file of it says the same."""

    words: Sheet | Closing
    translator: Translator
    as_of: datetime

    def pdf(self) -> bytes:
        """A4, tagged; the meeting's page is one page."""
        if isinstance(self.words, Sheet):
            return sheet_pdf(self.words, self.translator.language, self.as_of)
        return closing_pdf(self.words, self.translator.language, self.as_of)

    def html(self) -> bytes:
        """One file that opens without a network."""
        return document(self.words, self.translator._("The numbers of the charts"), self.translator.language)

    @property
    def charts(self) -> tuple[PrintedChart, ...]:
        """The drawings, the bar first."""
        if isinstance(self.words, Closing):
            return self.words.charts
        return (self.words.money.bar, *([self.words.curve] if self.words.curve else []))

    def pictures(self) -> Iterator[tuple[str, bytes]]:
        """(file name, PNG) of each chart, at twice the size of a screen's pixels."""
        pictures = chart_pngs(self.charts, self.words.heading, self.translator.language)
        yield from zip((f"{chart.key}.png" for chart in self.charts), pictures, strict=True)

    def zipped_pictures(self) -> bytes:
        """The pictures as one zip file."""
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
            for name, data in self.pictures():
                archive.writestr(name, data)
        return held.getvalue()


def report(
    store: Store, opened: OpenCampaign, kind: Kind, as_of: datetime, translator: Translator,
    campaigns: Sequence[OpenCampaign] = (), seen: View | None = None,
) -> Report:  # fmt: skip
    """A report as of an instant; the closing report is a draft while the campaign is not over. `campaigns`: those that
    whoever reads it may see, an earlier one among them being told of; `seen`: the campaign at that instant, where it was looked
    at already."""
    if seen is None or seen.as_of != as_of:
        seen = view(store, opened, as_of)
    if kind is Kind.MEETING:
        return Report(meeting_sheet(meeting(store, opened, seen, campaigns), translator), translator, as_of)
    return Report(closing_report(closing(store, opened, seen), translator), translator, as_of)


def figures_csv(store: Store, opened: OpenCampaign, as_of: datetime, translator: Translator) -> bytes:
    """The money and the KPIs, with the ids and the values of `figures --json`; UTF-8 that LibreOffice and Excel recognise."""
    figures = figures_json(view(store, opened, as_of), forecast_at(store, opened, as_of), translator)
    held = io.StringIO()
    table = csv.DictWriter(held, _COLUMNS, restval="", lineterminator="\n")
    table.writeheader()
    table.writerow({"id": "as_of", "value": figures["as_of"], "unit": "instant"})
    for name, value in figures["money"].items():
        table.writerow({"id": name, "value": _text(value), "unit": _UNITS.get(name, "money")})
    for kpi in figures["kpis"]:
        table.writerow({name: _text(kpi[name]) for name in _COLUMNS})
    return held.getvalue().encode("utf-8-sig")


def _text(value: object) -> str:
    """Nothing is empty, a yes or no is `yes` or `no`, and what a spreadsheet would run is disarmed."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return harmless(value) if isinstance(value, str) else str(value)
