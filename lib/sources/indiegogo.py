"""Indiegogo by its file of contributions; accents that were decoded wrongly are given back."""

from __future__ import annotations

import re

from lib.campaign.message import N_, Message
from lib.campaign.tables import CONTRIBUTIONS, COUNTED, PENDING, WITHDRAWN, Cell
from lib.sources.layouts.gift_columns import INDIEGOGO_LINES
from lib.sources.layouts.gifts import Gift, gift_of, gifts
from lib.sources.layouts.layout import Given, Layout, export_names, folded_words
from lib.sources.layouts.lines import Line
from lib.sources.result import DECIMAL_POINT
from lib.sources.source import Source

SOURCE = Source(
    "indiegogo_files",
    N_("Indiegogo’s file"),
    N_("The CSV file of contributions."),
)
_STATUSES = folded_words(
    {
        COUNTED: ("paid", "completed", "succeeded", "collected", "disbursed"),
        PENDING: ("pending", "processing"),
        WITHDRAWN: ("refunded", "canceled", "cancelled", "failed", "disputed"),
    }
)
_GARBLED = re.compile("[ÃÂ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œž]")


def _read(line: Line, given: Given) -> Gift | Message:
    line.values.update({name: _mended(line.values.get(name)) for name in ("name", "reward") if line.values.get(name)})
    return gift_of(line, given, prefix="indiegogo:")


def _mended(value: Cell) -> Cell:
    """“ChÃ¢lets” as it was: UTF-8 that was read as Windows-1252; anything else stays as it is."""
    text = str(value)
    if not _GARBLED.search(text):
        return value
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return value


CONTRIBUTORS = Layout(
    "indiegogo",
    N_("Indiegogo’s contributions"),
    CONTRIBUTIONS,
    INDIEGOGO_LINES,
    (("id",), ("contributed_at",), ("amount",)),
    export_names(INDIEGOGO_LINES.columns),
    is_export=True,
    convert=lambda given: gifts(given, _read),
    source="indiegogo",
    decimal=DECIMAL_POINT,
    words={"status": _STATUSES},
)
LAYOUTS = (CONTRIBUTORS,)
