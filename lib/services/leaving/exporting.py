"""Files out: the campaign folder, the same as the way in, with nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from lib.campaign.errors import UseError
from lib.campaign.message import N_, Message
from lib.campaign.tables import TABLES, TABLES_BY_NAME, Cell, Column, Refusal, Row, Table
from lib.services.campaigns import OpenCampaign
from lib.services.edits.team_words import WORDS_FILE, team_words, words_toml
from lib.services.edits.typed_rows import cell_text
from lib.sources.tables.formulas import harmless
from lib.sources.tables.refused import refusals_csv
from lib.store.campaigns import campaign_record
from lib.store.engine import Store
from lib.store.queries.lists import rows

_SETTINGS_FILE = "campaign.toml"


def write_folder(
    store: Store, opened: OpenCampaign, folder: Path, told: Callable[[str, int], None] = lambda name, count: None
) -> None:
    """Write the campaign as plain files; `told` hears (file, rows) after each table.

    Raises UseError when the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, lines in folder_files(store, opened):
            with (folder / name).open("w", encoding="utf-8", newline="") as file:
                count = sum(file.write(line) > 0 for line in lines)
            if name not in (_SETTINGS_FILE, WORDS_FILE):
                told(name, max(0, count - 1))
    except OSError as error:
        raise UseError(N_("The folder “%(folder)s” cannot be written. Choose another one."), folder=str(folder)) from error


def zipped_folder(store: Store, opened: OpenCampaign) -> bytes:
    """The same folder as one zip file."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, lines in folder_files(store, opened):
            archive.writestr(f"{opened.campaign.name}/{name}", "".join(lines))
    return held.getvalue()


def refused_file(refusals: Sequence[Refusal], sentence: Callable[[Message], str]) -> bytes:
    """The refused rows under their own headers, with the reason, to correct and drop again."""
    return refusals_csv(refusals, sentence)


def table_file_bytes(store: Store, opened: OpenCampaign, name: str) -> bytes:
    """One table as a CSV file that LibreOffice and Excel open as UTF-8."""
    table, zone = TABLES_BY_NAME[name], opened.campaign.period.zone
    return "".join(_lines(table, rows(store, opened.id, name), zone)).encode("utf-8-sig")


def folder_files(store: Store, opened: OpenCampaign) -> Iterator[tuple[str, Iterable[str]]]:
    """(file name, its lines) of the whole campaign, from one snapshot; a table without rows is left out."""
    with store.reading():
        name, zone = opened.campaign.name, opened.campaign.period.zone
        yield _SETTINGS_FILE, [campaign_record(store, name).settings_toml]
        words = team_words(store, opened.id)
        if words:
            yield WORDS_FILE, [words_toml(words)]
        for table in TABLES:
            stored = rows(store, opened.id, table.name)
            first = next(stored, None)
            if first is not None:
                yield f"{table.name}.csv", _lines(table, _chained(first, stored), zone)


def _chained(first: Row, others: Iterator[Row]) -> Iterator[Row]:
    yield first
    yield from others


def _lines(table: Table, stored: Iterable[Row], zone: ZoneInfo) -> Iterator[str]:
    yield _line([column.name for column in table.columns])
    for row in stored:
        yield _line([_text(column, row.get(column.field), zone) for column in table.columns])


def _line(cells: Sequence[str]) -> str:
    held = io.StringIO()
    csv.writer(held, lineterminator="\n").writerow(cells)
    return held.getvalue()


def _text(column: Column, cell: Cell, zone: ZoneInfo) -> str:
    """A cell as the campaign’s folder writes it; a text that a spreadsheet would run is disarmed."""
    return harmless(cell) if isinstance(cell, str) else cell_text(column, cell, zone)
