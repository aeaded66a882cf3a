"""Stripe by its files: the dashboard’s payments, its balance, and the itemised report; amounts in units."""

from __future__ import annotations

import re

from lib.campaign.message import N_, Message, say
from lib.campaign.tables import CONTRIBUTIONS, COUNTED, PENDING, WITHDRAWN
from lib.sources.cells.amounts import shortened
from lib.sources.layouts.gift_columns import STRIPE_BALANCE_LINES, STRIPE_PAYMENT_LINES, STRIPE_REPORT_LINES
from lib.sources.layouts.gifts import Gift, Refund, gift_of, gifts, not_a_gift
from lib.sources.layouts.layout import Given, Layout, export_names, folded_words
from lib.sources.layouts.lines import Line
from lib.sources.result import DECIMAL_POINT
from lib.sources.source import Source

SOURCE = Source(
    "stripe_files",
    N_("Stripe’s files"),
    N_("The CSV file of payments, of the balance, or of the itemised report; tests, payouts and fees are no gifts."),
)
_STATUSES = folded_words(
    {
        COUNTED: ("Paid", "Succeeded", "Partial refund", "Partially refunded", "Partially_refunded"),
        PENDING: ("Pending", "Uncaptured", "Processing", "Requires capture", "Requires_capture"),
        WITHDRAWN: ("Failed", "Refunded", "Canceled", "Cancelled", "Blocked", "Disputed", "Dispute lost", "Incomplete",
                    "Expired", "Requires payment method", "Requires_payment_method"),
    }
)  # fmt: skip
_CHARGE = re.compile(r"\b(?:ch|py)_\w+")
_PAID = ("charge", "payment")
_BACK = ("refund", "payment_refund", "payment_failure_refund", "dispute", "charge_failure", "partial_capture_reversal")
_KNOWN_TYPE = N_("“%(type)s” is no gift: a fee, a payout or a move between accounts.")


def _payment(line: Line, given: Given) -> Gift | Message:
    values = line.values
    if str(values.get("mode") or "").casefold() == "test":
        return not_a_gift(line, given, "mode", say(N_("This is a test payment.")))
    back = values.get("refunded_amount")
    is_authorised_only = values.get("captured") is False and values.get("status") == COUNTED
    return gift_of(
        line,
        given,
        refunded_cents=abs(back) if isinstance(back, int) else 0,
        transactions=_known(values.get("intent")),
        status=PENDING if is_authorised_only else None,
    )


def _known(*ids: object) -> tuple[str, ...]:
    return tuple(str(one) for one in ids if one)


def _balance(line: Line, given: Given) -> Gift | Refund | Message:
    values = line.values
    kind, source = str(values.get("type") or ""), str(values.get("source") or "")
    if kind in _PAID:
        return gift_of(line, given, number=source or None, transactions=_known(values.get("transaction")), status=COUNTED)
    if kind in _BACK:
        named = _CHARGE.search(f"{source} {values.get('note') or ''}")
        return _refund(line, given, named[0] if named else source)
    return not_a_gift(line, given, "type", say(_KNOWN_TYPE, type=shortened(kind)))


def _report(line: Line, given: Given) -> Gift | Refund | Message:
    values = line.values
    kind = str(values.get("type") or "")
    charge = str(values.get("charge") or values.get("source") or "")
    if kind in _PAID:
        others = _known(values.get("transaction"), values.get("intent"))
        return gift_of(line, given, number=charge or None, transactions=others, status=COUNTED)
    if kind in _BACK:
        return _refund(line, given, charge)
    return not_a_gift(line, given, "type", say(_KNOWN_TYPE, type=shortened(kind)))


def _refund(line: Line, given: Given, of: str) -> Refund | Message:
    cents = line.values.get("amount")
    if not isinstance(cents, int):
        return not_a_gift(line, given, "amount", say(N_("“%(column)s” is empty."), column=given.plan.header_of("amount") or ""))
    return Refund(of, abs(cents))


PAYMENTS = Layout(
    "stripe_payments",
    N_("Stripe, payments"),
    CONTRIBUTIONS,
    STRIPE_PAYMENT_LINES,
    (("id",), ("contributed_at",), ("amount",), ("currency",), ("status",)),
    export_names(STRIPE_PAYMENT_LINES.columns),
    is_export=True,
    convert=lambda given: gifts(given, _payment),
    source="stripe",
    decimal=DECIMAL_POINT,
    zone="UTC",
    words={"status": _STATUSES},
)
BALANCE = Layout(
    "stripe_balance",
    N_("Stripe, balance"),
    CONTRIBUTIONS,
    STRIPE_BALANCE_LINES,
    (("transaction",), ("type",), ("source",), ("amount",), ("net",), ("currency",), ("contributed_at",)),
    export_names(STRIPE_BALANCE_LINES.columns),
    is_export=True,
    convert=lambda given: gifts(given, _balance),
    source="stripe",
    decimal=DECIMAL_POINT,
    zone="UTC",
)
REPORT = Layout(
    "stripe_report",
    N_("Stripe, itemised report"),
    CONTRIBUTIONS,
    STRIPE_REPORT_LINES,
    (("charge", "source"), ("type",), ("amount",), ("currency",), ("contributed_at",)),
    export_names(STRIPE_REPORT_LINES.columns),
    is_export=True,
    convert=lambda given: gifts(given, _report),
    source="stripe",
    decimal=DECIMAL_POINT,
    zone="UTC",
)
LAYOUTS = (PAYMENTS, BALANCE, REPORT)
