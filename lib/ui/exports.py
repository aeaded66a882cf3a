"""Links to files, fetched by our own route with a token that works once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from lib.campaign.tables import Refusal
from lib.services.downloads import COUNTER, Download
from lib.services.exporting import refused_file, table_file_bytes, zipped_folder
from lib.services.report_files import Kind, Report, figures_csv, report
from lib.ui.context import Context

_CSV, _ZIP = "text/csv; charset=utf-8", "application/zip"
_PDF, _HTML = "application/pdf", "text/html; charset=utf-8"


def folder_link(context: Context) -> str:
    """The whole campaign as a zip of plain files, as it is in the store when the link is followed."""
    name = f"{context.opened.campaign.name}.zip"
    return _link(Download(name, _ZIP, lambda: zipped_folder(context.store, context.opened)))


def table_link(context: Context, table: str) -> str:
    """One table as a CSV file."""
    name = f"{context.opened.campaign.name}-{table}.csv"
    return _link(Download(name, _CSV, lambda: table_file_bytes(context.store, context.opened, table)))


def refused_link(context: Context, refusals: Sequence[Refusal]) -> str:
    """The refused rows with their reasons, to correct and drop again."""
    sentence = context.translator.sentence
    return _link(Download("refused.csv", _CSV, lambda: refused_file(refusals, sentence)))


def report_links(context: Context, kind: Kind) -> tuple[tuple[str, str], ...]:
    """(words, address) of each file of a report, as the page shows it when the link is followed."""
    _, name = context.translator._, f"{_dated(context)}-{kind.value}"

    def made() -> Report:
        return report(context.store, context.opened, kind, context.as_of, context.translator)

    return (
        (_("PDF"), _link(Download(f"{name}.pdf", _PDF, lambda: made().pdf()))),
        (_("One web page (HTML)"), _link(Download(f"{name}.html", _HTML, lambda: made().html()))),
        (_("Its charts (PNG, in a zip)"), _link(Download(f"{name}-png.zip", _ZIP, lambda: made().zipped_pictures()))),
    )


def figures_link(context: Context) -> str:
    """The money and the KPIs as a CSV file."""
    made = partial(figures_csv, context.store, context.opened, context.as_of, context.translator)
    return _link(Download(f"{_dated(context)}.csv", _CSV, made))


def _dated(context: Context) -> str:
    return f"{context.opened.campaign.name}-{context.translator.formats.date_numeric(context.as_of)}"


def _link(download: Download) -> str:
    return f"/download/{COUNTER.token(download)}"
