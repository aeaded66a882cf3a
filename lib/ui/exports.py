"""Links to files, fetched by our own route with a token that works once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from lib.campaign.tables import Refusal
from lib.services.clock import now
from lib.services.leaving.downloads import COUNTER, Download
from lib.services.leaving.exporting import refused_file, table_file_bytes, zipped_folder
from lib.services.persons.erasing import Receipt
from lib.services.persons.mailing import mailing_list
from lib.services.persons.person_json import access_json
from lib.services.reports.report_files import Kind, Report, figures_csv, report
from lib.ui.context import Context

_CSV, _ZIP = "text/csv; charset=utf-8", "application/zip"
_JSON = "application/json"
_PDF, _HTML = "application/pdf", "text/html; charset=utf-8"


def folder_link(context: Context) -> str:
    """The whole campaign as a zip of plain files, as it is in the store when the link is followed."""
    name = f"{context.opened.campaign.name}.zip"
    return _link(context, Download(name, _ZIP, lambda: zipped_folder(context.store, context.opened)))


def table_link(context: Context, table: str) -> str:
    """One table as a CSV file."""
    name = f"{context.opened.campaign.name}-{table}.csv"
    return _link(context, Download(name, _CSV, lambda: table_file_bytes(context.store, context.opened, table)))


def mailing_link(context: Context) -> str:
    """The people who agreed to be written to, as the store knows them when the link is followed."""
    name = f"{context.opened.campaign.name}-mailing-list.csv"
    return _link(context, Download(name, _CSV, lambda: mailing_list(context.store, context.opened, context.now).csv()))


def person_link(context: Context, email: str) -> str:
    """Everything that the campaign holds about an address."""

    def made() -> bytes:
        found = access_json(context.store, [context.opened], email, now(), context.translator)
        return (found or "{}").encode()

    return _link(context, Download(f"{context.opened.campaign.name}-access.json", _JSON, made))


def receipt_link(context: Context, receipt: Receipt) -> str:
    """That somebody was erased: when and how much, and nobody's name."""
    return _link(context, Download("erasure.json", _JSON, lambda: receipt.json().encode()))


def refused_link(context: Context, refusals: Sequence[Refusal]) -> str:
    """The refused rows with their reasons, to correct and drop again."""
    sentence = context.translator.sentence
    return _link(context, Download("refused.csv", _CSV, lambda: refused_file(refusals, sentence)))


def report_links(context: Context, kind: Kind) -> tuple[tuple[str, str], ...]:
    """(words, address) of each file of a report, as the page shows it when the link is followed."""
    _, name = context.translator._, f"{_dated(context)}-{kind.value}"

    def made() -> Report:
        return report(context.store, context.opened, kind, context.as_of, context.translator, context.campaigns)

    return (
        (_("PDF"), _link(context, Download(f"{name}.pdf", _PDF, lambda: made().pdf()))),
        (_("One web page (HTML)"), _link(context, Download(f"{name}.html", _HTML, lambda: made().html()))),
        (_("Its charts (PNG, in a zip)"), _link(context, Download(f"{name}-png.zip", _ZIP, lambda: made().zipped_pictures()))),
    )


def figures_link(context: Context) -> str:
    """The money and the KPIs as a CSV file."""
    made = partial(figures_csv, context.store, context.opened, context.as_of, context.translator)
    return _link(context, Download(f"{_dated(context)}.csv", _CSV, made))


def _dated(context: Context) -> str:
    return f"{context.opened.campaign.name}-{context.translator.formats.date_numeric(context.as_of)}"


def _link(context: Context, download: Download) -> str:
    held = replace(download, holder=context.visitor, campaign=context.opened.campaign.name)
    return f"/download/{COUNTER.token(held)}"
