"""PayPal by its activity file, in English, French or German: what came in is a gift, the other movements are not."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lib.campaign.message import N_, Message, say
from lib.campaign.tables import CONTRIBUTIONS, COUNTED, PENDING, WITHDRAWN
from lib.sources.cells.amounts import shortened
from lib.sources.cells.instants import DateFormat, Moment, moment
from lib.sources.cells.names import folded
from lib.sources.layouts.gift_columns import PAYPAL_LINES
from lib.sources.layouts.gifts import Gift, Refund, gift_of, gifts, not_a_gift
from lib.sources.layouts.layout import Given, Layout, export_names, folded_words
from lib.sources.layouts.lines import Line
from lib.sources.source import Source

SOURCE = Source(
    "paypal_files",
    N_("PayPal’s file"),
    N_("The CSV file of activity; conversions, withdrawals, holds and what you paid are no gifts."),
)
_STATUSES = folded_words(
    {
        COUNTED: ("Completed", "Cleared", "Partially Refunded", "Terminé", "Effectué", "Compensé", "Remboursé en partie",
                  "Partiellement remboursé", "Abgeschlossen", "Teilweise zurückgezahlt"),
        PENDING: ("Pending", "Uncleared", "Unclaimed", "On hold", "Held", "In progress", "En attente", "Non compensé",
                  "Non réclamé", "Suspendu", "Offen", "Ausstehend"),
        WITHDRAWN: ("Refunded", "Reversed", "Denied", "Canceled", "Cancelled", "Failed", "Expired", "Returned", "Removed",
                    "Voided", "Remboursé", "Refusé", "Annulé", "Échoué", "Expiré", "Contrepassé", "Supprimé", "Zurückgezahlt",
                    "Abgelehnt", "Storniert", "Fehlgeschlagen"),
    }
)  # fmt: skip
_REFUND = re.compile(r"refund|rembours|revers|annulation|chargeback|retrofact|contrepass|dispute|litige|ruckzahlung|ruckbuch")
_MOVEMENT = re.compile(
    r"conver|withdraw|retrait|virement|transfer|bank deposit|card deposit|charge from|depot|approvision|\bhold|reserve|suspen|"
    r"retenue|blocage|\bsent\b|envoye|money request|demande|authori[sz]ation|autorisation|\border\b|\bfee\b|frais|umrechnung|"
    r"\brelease\b|liberation|deblocage|"
    r"abbuchung|auszahlung|einbehalt|bankeinzug|bankgutschrift"
)
_RECEIVED = re.compile(
    r"payment|paiement|donation|\bdons?\b|spende|zahlung|checkout|subscription|abonnement|received|recu\b|mass ?pay|erhalten"
)
_MEMO = frozenset({"memo", "memorandum", "note"})
_HOURS = {
    "PDT": -7, "PST": -8, "MDT": -6, "MST": -7, "CDT": -5, "CST": -6, "EDT": -4, "EST": -5, "ADT": -3, "AST": -4,
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "HNE": -5, "HAE": -4,
    "EET": 2, "EEST": 3,
}  # fmt: skip
"""Hours from UTC of the abbreviations that PayPal writes; an EST is that of North America, as PayPal’s are."""
_OFFSET = re.compile(r"(?:GMT|UTC)?\s*([+-])([0-9]{1,2}):?([0-9]{2})?")


def _read(line: Line, given: Given) -> Gift | Refund | Message:
    values = line.values
    kind, cents = folded(str(values.get("type") or "")), values.get("amount")
    if isinstance(cents, int) and cents < 0:
        return _out(line, given, kind, cents)
    if _MOVEMENT.search(kind) or folded(str(values.get("impact") or "")) in _MEMO:
        return _movement(line, given)
    if _REFUND.search(kind) or not _RECEIVED.search(kind):
        return not_a_gift(line, given, "type", say(N_("“%(type)s” is not known as a payment received."),
                                                   type=shortened(str(values.get("type") or "—"))))  # fmt: skip
    at = _instant(line, given)
    return at if isinstance(at, Message) else gift_of(line, given, at=at)


def _movement(line: Line, given: Given) -> Message:
    kind = shortened(str(line.values.get("type") or "—"))
    return not_a_gift(line, given, "type", say(N_("“%(type)s” is a movement of the account, and no gift."), type=kind))


def _out(line: Line, given: Given, kind: str, cents: int) -> Refund | Message:
    reference = str(line.values.get("reference") or "")
    if not (_REFUND.search(kind) and reference):
        return _movement(line, given)
    if line.values.get("status") != COUNTED and given.plan.header_of("status"):
        return not_a_gift(line, given, "status", say(N_("This refund is not done yet, or was cancelled.")))
    return Refund(reference, -cents)


def _instant(line: Line, given: Given) -> datetime | Message:
    """The instant of a row: its day, its time, and its own time zone."""
    day, clock = line.values.get("day"), str(line.values.get("time") or "")
    if not isinstance(day, date):
        return not_a_gift(line, given, "day", say(N_("“%(column)s” is empty."), column=given.plan.header_of("day") or ""))
    said = moment(f"{day.isoformat()} {clock}".strip(), DateFormat())
    if not isinstance(said, Moment):
        return not_a_gift(line, given, "time", say(N_("“%(value)s” is not a time of day."), value=shortened(clock)))
    named = str(line.values.get("zone") or "")
    zone = _zone(named) if named else given.zone
    if zone is None:
        unknown = say(N_("“%(value)s” is not a time zone that is known here."), value=shortened(named))
        return not_a_gift(line, given, "zone", unknown)
    return said.stamp.replace(tzinfo=zone).astimezone(UTC)


def _zone(text: str) -> tzinfo | None:
    if text.upper() in _HOURS:
        return timezone(timedelta(hours=_HOURS[text.upper()]))
    offset = _OFFSET.fullmatch(text)
    if offset and int(offset[2]) < 15 and int(offset[3] or 0) < 60:
        size = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return timezone(-size if offset[1] == "-" else size)
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


ACTIVITY = Layout(
    "paypal",
    N_("PayPal’s activity"),
    CONTRIBUTIONS,
    PAYPAL_LINES,
    (("id",), ("day",), ("time",), ("type",), ("amount",), ("currency",)),
    export_names(PAYPAL_LINES.columns),
    is_export=True,
    convert=lambda given: gifts(given, _read),
    source="paypal",
    words={"status": _STATUSES},
)
LAYOUTS = (ACTIVITY,)
