"""Links to files, fetched by our own route with a token that works once."""

from __future__ import annotations

from collections.abc import Sequence

from lib.campaign.tables import Refusal
from lib.services.downloads import COUNTER, Download
from lib.services.exporting import refused_file, table_file_bytes, zipped_folder
from lib.ui.context import Context

_CSV, _ZIP = "text/csv; charset=utf-8", "application/zip"


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


def _link(download: Download) -> str:
    return f"/download/{COUNTER.token(download)}"
