"""HelloAsso by the file of its back office: one row per item of an order, amounts in units, always euros."""

from __future__ import annotations

from lib.campaign.message import N_, Message
from lib.campaign.tables import CONTRIBUTIONS, COUNTED, PENDING, WITHDRAWN
from lib.sources.layouts.gift_columns import HELLOASSO_LINES
from lib.sources.layouts.gifts import Gift, gift_of, gifts
from lib.sources.layouts.layout import Given, Layout, export_names, folded_words
from lib.sources.layouts.lines import Line
from lib.sources.result import DAY_MONTH_YEAR
from lib.sources.source import Source

SOURCE = Source(
    "helloasso_files",
    N_("HelloAsso’s file"),
    N_("The CSV or XLSX file of orders from its back office, one row per item; an order is one contribution."),
)
_STATUSES = folded_words(
    {
        COUNTED: ("Validé", "Validée", "Payé", "Payée", "Processed", "Authorized", "Registered", "Enregistré", "Autorisé"),
        PENDING: ("En attente", "Pending", "Waiting", "À venir", "Init"),
        WITHDRAWN: ("Remboursé", "Remboursée", "Remboursement en cours", "Annulé", "Annulée", "Refusé", "Refusée", "Contesté",
                    "Contestée", "Abandonné", "Erreur", "Refunded", "Refunding", "Canceled", "Contested", "Refused", "Error",
                    "Abandoned"),
    }
)  # fmt: skip


def _read(line: Line, given: Given) -> Gift | Message:
    return gift_of(line, given, prefix="helloasso:")


ORDERS = Layout(
    "helloasso",
    N_("HelloAsso’s file of orders"),
    CONTRIBUTIONS,
    HELLOASSO_LINES,
    (("id",), ("contributed_at",), ("amount",)),
    export_names(HELLOASSO_LINES.columns),
    is_export=True,
    convert=lambda given: gifts(given, _read, adds_up=True),
    source="helloasso",
    date_order=DAY_MONTH_YEAR,
    words={"status": _STATUSES},
    constants={"currency": "EUR"},
)
LAYOUTS = (ORDERS,)
