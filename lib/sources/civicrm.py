"""CiviCRM by its CSV export of contributions, in English or French, and by the file that it imports."""

from __future__ import annotations

from lib.campaign.message import N_, Message, say
from lib.campaign.tables import CONTRIBUTIONS
from lib.sources.civicrm_words import PREFIX, RECEIPTS, STATUSES, thanked_at
from lib.sources.layouts.gift_columns import CIVICRM_LINES
from lib.sources.layouts.gifts import Gift, gift_of, gifts, not_a_gift
from lib.sources.layouts.layout import Given, Layout, export_names
from lib.sources.layouts.lines import Line
from lib.sources.source import Source

SOURCE = Source(
    "civicrm_files",
    N_("CiviCRM’s export"),
    N_("The CSV file of contributions, in English or French; tests are left out, thank-you dates are taken."),
)

def _read(line: Line, given: Given) -> Gift | Message:
    values = line.values
    for name in ("test", "template"):
        if values.get(name) is True:
            return not_a_gift(line, given, name, say(N_("This is a test or a template, and no gift.")))
    values["thanked_at"] = thanked_at(values.get("thanked_at"), values.get("receipt_at"), given.settings.get(RECEIPTS, ""))
    transaction = str(values.get("transaction") or "")
    number = values.get("id") or transaction or None
    others = tuple(part for part in transaction.split(",") if part and part != number)
    return gift_of(line, given, prefix=PREFIX, number=None if number is None else str(number), transactions=others)


EXPORT = Layout(
    "civicrm",
    N_("CiviCRM’s export of contributions"),
    CONTRIBUTIONS,
    CIVICRM_LINES,
    (("id", "transaction"), ("contributed_at",), ("amount",)),
    export_names(CIVICRM_LINES.columns),
    is_export=True,
    convert=lambda given: gifts(given, _read),
    source="civicrm",
    words={"status": STATUSES},
)
LAYOUTS = (EXPORT,)
