"""Open Collective by its public file of transactions; amounts in units of the host’s currency, instants in UTC."""

from __future__ import annotations

from lib.campaign.message import N_, Message, say
from lib.campaign.tables import CONTRIBUTIONS, COUNTED, WITHDRAWN
from lib.sources.cells.amounts import shortened
from lib.sources.cells.names import folded
from lib.sources.layouts.gift_columns import OPEN_COLLECTIVE_LINES
from lib.sources.layouts.gifts import Gift, gift_of, gifts, not_a_gift
from lib.sources.layouts.layout import Given, Layout, export_names
from lib.sources.layouts.lines import Line
from lib.sources.result import DECIMAL_POINT
from lib.sources.source import Source

SOURCE = Source(
    "open_collective_files",
    N_("Open Collective’s file"),
    N_("The CSV file of a collective’s transactions: contributions in, not the fees, tips and expenses beside them."),
)
_GIFTS = frozenset({"", "contribution", "added funds"})
_NO = frozenset({"", "no", "false", "0", "non"})


def _read(line: Line, given: Given) -> Gift | Message:
    values = line.values
    kind, side = str(values.get("kind") or ""), str(values.get("type") or "")
    if folded(kind) not in _GIFTS:
        told = say(N_("“%(type)s” is no gift: a fee, a tip or an expense."), type=shortened(kind))
        return not_a_gift(line, given, "kind", told)
    if folded(side) not in ("", "credit") or _is(line, "refund"):
        column = "refund" if _is(line, "refund") else "type"
        return not_a_gift(line, given, column, say(N_("This row is money going out; the gift it pays back says so itself.")))
    status = WITHDRAWN if _is(line, "refunded") or _is(line, "rejected") else COUNTED
    return gift_of(line, given, prefix="opencollective:", number=_number(line), status=status)


def _is(line: Line, name: str) -> bool:
    """Whether a mark such as REFUNDED stands in a column; FALSE and an empty cell are none."""
    return folded(str(line.values.get(name) or "")) not in _NO


def _number(line: Line) -> str | None:
    """The first eight characters of the id, which each shape of the file has."""
    whole = str(line.values.get("short") or line.values.get("id") or "")
    return whole[:8] or None


TRANSACTIONS = Layout(
    "open_collective",
    N_("Open Collective’s transactions"),
    CONTRIBUTIONS,
    OPEN_COLLECTIVE_LINES,
    (("id", "short"), ("contributed_at",), ("amount",), ("currency",), ("kind", "type", "refund", "refunded")),
    export_names(OPEN_COLLECTIVE_LINES.columns),
    is_export=True,
    convert=lambda given: gifts(given, _read),
    source="opencollective",
    decimal=DECIMAL_POINT,
    zone="UTC",
)
LAYOUTS = (TRANSACTIONS,)
