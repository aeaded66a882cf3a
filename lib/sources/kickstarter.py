"""Kickstarter by its backer report: one row per pledge, in one file or in one per reward."""

from __future__ import annotations

from lib.campaign.message import N_, Message
from lib.campaign.tables import CONTRIBUTIONS, COUNTED, PENDING, WITHDRAWN
from lib.sources.layouts.gift_columns import KICKSTARTER_LINES
from lib.sources.layouts.gifts import Gift, gift_of, gifts
from lib.sources.layouts.layout import Given, Layout, export_names, folded_words
from lib.sources.layouts.lines import Line
from lib.sources.result import DECIMAL_POINT
from lib.sources.source import Source

SOURCE = Source(
    "kickstarter_files",
    N_("Kickstarter’s backer report"),
    N_("The CSV files of the report: the one of all backers, or those of each reward, which repeat it; a zip of one file too."),
)
_STATUSES = folded_words(
    {
        COUNTED: ("collected", "pledged", "live", "active", "successful", "charged"),
        PENDING: ("pending", "authentication required", "processing"),
        WITHDRAWN: ("dropped", "errored", "canceled", "cancelled", "refunded", "failed", "disputed"),
    }
)


def _read(line: Line, given: Given) -> Gift | Message:
    """A pledge, by its backer's id; a rank, where a file has nothing else, is not the same number."""
    rank = line.values.get("rank")
    number = line.values.get("id") or (f"no-{rank}" if rank else None)
    return gift_of(line, given, prefix="kickstarter:", number=None if number is None else str(number))


BACKERS = Layout(
    "kickstarter",
    N_("Kickstarter’s backer report"),
    CONTRIBUTIONS,
    KICKSTARTER_LINES,
    (("id", "rank"), ("contributed_at",), ("amount",), ("status",)),
    export_names(KICKSTARTER_LINES.columns),
    is_export=True,
    convert=lambda given: gifts(given, _read),
    source="kickstarter",
    decimal=DECIMAL_POINT,
    words={"status": _STATUSES},
)
LAYOUTS = (BACKERS,)
