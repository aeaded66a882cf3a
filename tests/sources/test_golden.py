"""Each kind of file, as its source writes it, and what it becomes: `files/NAME.csv` and the canonical rows in `files/NAME.json`.

The files are invented; their shapes are those of real ones: second header rows, repeated names, byte order marks, semicolons,
Windows-1252, spoiled ids, amounts with thousands, rows that are no gift. Every row is in the golden file: taken, repeated, or
refused with its reason.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from lib.campaign.tables import Cell
from lib.sources.layouts.layouts import LAYOUTS, identify
from lib.sources.parsing import parsed
from lib.sources.result import Parsed
from lib.sources.tables.table_file import table_file
from tests.sources.given import CAMPAIGN, reasons, words

FILES = Path(__file__).parent / "files"
KINDS = sorted(FILES.glob("*.csv"))
OBSERVED_AT = datetime(2018, 2, 21, 5, tzinfo=UTC)
EUROS = {"helloasso.csv"}
"""Files that are in euros, whatever the campaign; it is then one in euros."""


def plain(value: Cell) -> object:
    """A cell as JSON holds it."""
    return value.isoformat() if isinstance(value, date) else value


def read(path: Path) -> Parsed:
    """A file as its layout reads it, in a campaign of its currency."""
    file = table_file(path.name, path.read_bytes())
    campaign = replace(CAMPAIGN, currency="EUR" if path.name in EUROS else "CAD")
    return parsed(file, identify(file), campaign, observed_at=OBSERVED_AT)


def told(piece: Parsed) -> dict[str, object]:
    """What a file became, in JSON."""
    said = {piece.table.name: piece.rows_said, **piece.others}
    return {
        "layout": piece.layout,
        **{name: [{field: plain(value) for field, value in row.items() if value is not None} for row in rows]
           for name, rows in said.items()},
        "refused": [[row, column, reason] for row, column, reason in reasons(piece)],
        "repeated": piece.duplicate_count,
        "transactions": {name: list(ids) for name, ids in piece.transactions.items()},
        "remarks": [words(remark) for remark in piece.remarks],
    }  # fmt: skip


@pytest.mark.parametrize("path", KINDS, ids=lambda path: path.stem)
def test_a_file_becomes_what_its_golden_file_says(path: Path) -> None:
    assert told(read(path)) == json.loads(path.with_suffix(".json").read_text("utf-8"))


@pytest.mark.parametrize("path", KINDS, ids=lambda path: path.stem)
def test_no_row_of_a_file_is_lost(path: Path) -> None:
    piece = read(path)
    assert piece.accepted_row_count + len(piece.refusals) + piece.duplicate_count == piece.row_count > 0


def test_every_layout_of_an_export_has_its_golden_file() -> None:
    held = {json.loads(path.read_text("utf-8"))["layout"] for path in FILES.glob("*.json")}
    assert {layout.name for layout in LAYOUTS if layout.convert is not None} == held


@pytest.mark.parametrize("path", KINDS, ids=lambda path: path.stem)
@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_the_encoding_of_a_file_makes_no_difference(path: Path, encoding: str) -> None:
    text = table_file(path.name, path.read_bytes()).encoding or "utf-8"
    data = path.read_bytes().decode(text)
    if encoding == "cp1252" and data.encode("cp1252", "ignore").decode("cp1252") != data:
        encoding = "utf-8"
    file = table_file(path.name, data.encode(encoding))
    campaign = replace(CAMPAIGN, currency="EUR" if path.name in EUROS else "CAD")
    assert told(parsed(file, identify(file), campaign, observed_at=OBSERVED_AT)) == told(read(path))
