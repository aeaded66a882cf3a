"""The clean twins that some suites give with their polluted files: what was read is equal to them, or something was refused and said.

`csv-spectrum` and `csv-test-data` give each table once more as JSON; Pollock gives the table as it should be read.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from lib.services.imports.importing import Preview
from lib.sources.mapping import Mapping
from lib.sources.tables.table_file import TableFile, clean

EQUAL, FLAGGED, CHANGED = "equal to its clean twin", "differs, and says so", "BROKEN: differs and does not say so"
_SHOP = Mapping(
    "contributions", {"id": "TIME", "contributed_at": "DATE", "amount": "Price", "reward": "ProductType"}, {"status": "counted"}
)
"""Pollock's table of sales, read as gifts: each has a time of its own, and a price."""
_TIME, _PRICE = 1, 4
_IS_PRICE = re.compile(r"\$[0-9]+(\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Twin:
    """Where the clean twin of a file is; `mapping` is how both are read where what counts is amounts."""

    path: Path
    mapping: Mapping | None = None


def twin_of(path: Path) -> Twin | None:
    """The twin that stands beside a file of a suite; None where there is none."""
    if path.parent.name in ("csvs", "csv"):
        said = path.parent.parent / "json" / f"{path.stem}.json"
        if said.is_file():
            return Twin(said)
        good = path.parent.parent / "clean" / path.name
        if good.is_file() and path.parent.parent.name == "polluted_files":
            return Twin(good, _SHOP)
    return None


def compared(twin: Twin, preview: Preview) -> str:
    """Whether the amounts that were read are the twin's; a difference counts as said where rows are refused or a remark is made."""
    (piece,) = (part.parsed for part in preview.parts)
    wanted = Counter(_amounts(twin.path))
    read = Counter((str(row["id"]), row["amount_cents"]) for row in piece.rows)
    if read == wanted:
        return EQUAL
    if read - wanted:
        return f"{CHANGED}: {sorted(map(str, read - wanted))[:2]}"
    return FLAGGED if piece.refusals or piece.remarks or piece.duplicate_count else CHANGED


def _amounts(path: Path) -> list[tuple[str, object]]:
    """(time, cents) of each sale of the clean table; a price that is none there is none here."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file) if len(row) > _PRICE]
    return [(row[_TIME], int(100 * Decimal(row[_PRICE].lstrip("$")))) for row in rows if _IS_PRICE.fullmatch(row[_PRICE])]


def table_compared(twin: Twin, read: TableFile) -> str:
    """The cells of a table against those of its twin in JSON; a row that holds nothing is none."""
    said = json.loads(twin.path.read_text("utf-8"))
    wanted = [[clean(str(cell)) for cell in (row.values() if isinstance(row, dict) else row)] for row in said]
    wanted = [row for row in wanted if any(row)]
    found = [list(cells) for _number, cells in read.numbered]
    if said and isinstance(said[0], list):
        found = [list(read.headers), *found]
    if found == wanted:
        return EQUAL
    flagged = bool(read.remarks) or any(read.is_ragged(number, cells) for number, cells in read.numbered)
    return FLAGGED if flagged else f"{CHANGED}: {found[:2]} for {wanted[:2]}"[:200]
