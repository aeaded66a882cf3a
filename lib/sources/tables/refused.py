"""Refused rows as a file to download, correct and drop again: the file's own headers, then `_row` and `_reason`."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from io import StringIO

from lib.campaign.message import Message
from lib.campaign.tables import Refusal
from lib.sources.tables.formulas import harmless

ROW, REASON = "_row", "_reason"


def refusals_csv(refusals: Sequence[Refusal], reason_text: Callable[[Message], str]) -> bytes:
    """UTF-8 CSV (with a mark, so that every spreadsheet sees the accents), one line per refused row.

    `reason_text` puts a reason into the reader's words. Cells that a spreadsheet would run get an apostrophe, which
    is taken away when the file comes back; `_row` and `_reason` are then ignored.
    """
    headers = list(
        dict.fromkeys(
            header for refused in refusals for header in refused.cells if header not in (ROW, REASON)
        )
    )
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([*map(harmless, headers), ROW, REASON])
    for refused in refusals:
        cells = [harmless(refused.cells.get(header, "")) for header in headers]
        writer.writerow([*cells, refused.row, harmless(reason_text(refused.reason))])
    return out.getvalue().encode("utf-8-sig")
