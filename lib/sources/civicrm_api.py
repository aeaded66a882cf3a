"""CiviCRM by its API v4 (and by what its API v3 answers): contributions since the opening, and when each donor was thanked."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lib.campaign.errors import AccessRefused, SettingsError, SourceError
from lib.campaign.message import N_, Message, say, say_many
from lib.campaign.tables import Cell, Refusal, Row
from lib.sources.cells.amounts import is_currency, shortened
from lib.sources.cells.names import folded
from lib.sources.civicrm_words import PREFIX, RECEIPTS, STATUSES, thanked_at
from lib.sources.live import Ask, Collection, LiveSource, Secret, Setting
from lib.sources.network.answers import Json
from lib.sources.network.fields import Thing, is_true, text, thing, things
from lib.sources.network.web_address import split

KEY = "CIVICRM_API_KEY"
_NAME = "civicrm"
_A_PAGE = 200
_SELECT = (
    "id", "receive_date", "total_amount", "fee_amount", "net_amount", "currency", "contribution_status_id:name", "thankyou_date",
    "receipt_date", "cancel_date", "is_test", "source", "trxn_id", "financial_type_id:name", "contact_id.display_name",
    "contact_id.email_primary.email", "contact_id.address_primary.country_id:abbr",
)  # fmt: skip
_ALSO: Mapping[str, tuple[str, ...]] = {
    "status": ("contribution_status_id:name", "contribution_status_id:label", "contribution_status", "contribution_status_id"),
    "name": ("contact_id.display_name", "display_name"),
    "email": ("contact_id.email_primary.email", "email"),
    "country": ("contact_id.address_primary.country_id:abbr", "country"),
    "note": ("source", "contribution_source"),
}
"""Where each of our fields is, in version 4 and then in version 3."""
_MANY_CENTS = 10**14


def collected(ask: Ask) -> Collection:
    """The contributions of the site since the campaign's opening; raises AccessRefused for a key that does not open them."""
    zone, transactions, midnight = _zone(ask), dict[str, tuple[str, ...]](), 0
    for place, said in enumerate(_contributions(ask, zone), start=1):
        row = _contribution(said, place, ask, zone)
        if isinstance(row, Refusal):
            ask.refused(row)
        elif row is not None:
            ask.spool.put("contributions", row)
            transactions |= _transactions(str(row["id"]), said)
            midnight += _is_midnight(row.get("thanked_at"), zone)
        ask.said(place, None)
    return Collection(remarks=_remarks(midnight), transactions=transactions)


def _contributions(ask: Ask, zone: ZoneInfo) -> Iterator[Thing]:
    """Every contribution asked for, a page after another; one that comes twice is given once."""
    url, seen = f"{_address(ask)}/ajax/api4/Contribution/get", set[str]()
    headers = {"X-Civi-Auth": f"Bearer {ask.secrets[KEY]}", "X-Requested-With": "XMLHttpRequest"}
    while True:
        asked = {"select": _SELECT, "where": _where(ask, zone), "orderBy": {"id": "ASC"}, "limit": _A_PAGE, "offset": len(seen)}
        try:
            said = ask.door.posted_form(url, {"params": json.dumps(asked)}, headers=headers)
        except AccessRefused:
            raise AccessRefused(N_("CiviCRM refuses the key: it is wrong, or its contact may not see contributions. Set "
                                   "%(variable)s."), variable=KEY) from None  # fmt: skip
        page = contributions_in(said)
        new = [each for each in page if (text(each.get("id")) or "") not in seen]
        yield from new
        seen.update(text(each.get("id")) or f"#{len(seen)}" for each in new)
        if not new or len(page) < _A_PAGE:
            return


def contributions_in(said: Json) -> tuple[Thing, ...]:
    """The contributions of an answer of version 4, or of version 3, which holds them by their id; raises SourceError for an
    answer that is an error, or holds none."""
    answer = thing(said)
    if answer.get("error_message") and "values" not in answer:
        raise SourceError(N_("CiviCRM refuses the question: “%(reason)s”."),
                          reason=shortened(text(answer.get("error_message")) or "?"))  # fmt: skip
    values = answer.get("values")
    listed = list(values.values()) if isinstance(values, Mapping) else values
    if not isinstance(listed, list):
        raise SourceError(N_("CiviCRM answers with something else than contributions. Check “address” in [sources.civicrm]."))
    return tuple(things(listed))


def _where(ask: Ask, zone: ZoneInfo) -> list[Json]:
    since = ask.settings.get("since") or ask.campaign.period.opens_at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
    dated = ["OR", [["receive_date", ">=", since], ["receive_date", "IS NULL"]]]
    chosen = {"campaign": "campaign_id", "financial_type": "financial_type_id:name"}
    return [
        ["is_test", "=", False],
        dated,
        *([field, "=", ask.settings[name]] for name, field in chosen.items() if name in ask.settings),
    ]


def _address(ask: Ask) -> str:
    """The address up to `/civicrm`, whatever was written after it; a host alone has it there."""
    address = ask.settings["address"].partition("?")[0].partition("/ajax/")[0].rstrip("/")
    return address if split(address).path.strip("/") else f"{address}/civicrm"


def _zone(ask: Ask) -> ZoneInfo:
    said = ask.settings.get("timezone")
    if said is None:
        return ask.campaign.period.zone
    try:
        return ZoneInfo(said)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise SettingsError(N_("[sources.%(source)s]: “%(value)s” is not a time zone. Write one such as America/Toronto."),
                            source=_NAME, value=said) from None  # fmt: skip


def _contribution(said: Thing, place: int, ask: Ask, zone: ZoneInfo) -> Row | Refusal | None:
    """A contribution as ours; None for a test or a template, which no one gave."""
    if is_true(said.get("is_test")) or is_true(said.get("is_template")) or folded(_first(said, "status") or "") == "template":
        return None
    number, at = text(said.get("id")) or text(said.get("contribution_id")), _local(said.get("receive_date"), zone)
    cents, status = _cents(said.get("total_amount")), STATUSES.get(folded(_first(said, "status") or ""))
    currency = text(said.get("currency")) or ask.campaign.currency
    fault = _fault(said, number, at, cents, status) or _other(currency, ask.campaign.currency)
    if fault is not None:
        return Refusal(_NAME, place, *fault, {name: text(said.get(name)) or "" for name in ("id", "receive_date")})
    thanks = thanked_at(
        _local(said.get("thankyou_date"), zone), _local(said.get("receipt_date"), zone), ask.settings.get(RECEIPTS, "")
    )
    known: dict[str, Cell] = {name: _first(said, name) for name in ("name", "email", "country", "note")}
    known["thanked_at"] = thanks
    return {
        "id": f"{PREFIX}{number}", "contributed_at": at, "amount_cents": cents, "currency": ask.campaign.currency,
        "status": status, **{name: value for name, value in known.items() if value is not None},
    }  # fmt: skip


def _fault(
    said: Thing, number: str | None, at: datetime | None, cents: int | None, status: str | None
) -> tuple[str, Message] | None:
    """The first field that is missing or cannot be read, and why."""
    for column, value, shown in (
        ("id", number, said.get("id")), ("receive_date", at, said.get("receive_date")),
        ("total_amount", cents, said.get("total_amount")), ("contribution_status_id", status, _first(said, "status")),
    ):  # fmt: skip
        if value is None and text(shown) is None and not isinstance(shown, Decimal):
            return column, say(N_("“%(column)s” is empty."), column=column)
        if value is None:
            return column, say(N_("“%(value)s” cannot be read as %(column)s."), value=shortened(str(shown)), column=column)
    return None


def _other(currency: str, ours: str) -> tuple[str, Message] | None:
    if is_currency(currency, ours):
        return None
    told = say(N_("“%(value)s” is not in %(currency)s, the campaign’s currency."), value=shortened(currency), currency=ours)
    return "currency", told


def _first(said: Thing, name: str) -> str | None:
    return next((value for key in _ALSO[name] if (value := text(said.get(key)))), None)


def _cents(value: Json) -> int | None:
    """An amount in units, a JSON number or a text, in cents; None for anything else, for less than 0, for parts of a cent."""
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        return None
    try:
        cents = Decimal(value) * 100
    except InvalidOperation:
        return None
    return int(cents) if cents.is_finite() and 0 <= cents < _MANY_CENTS and cents == int(cents) else None


def _local(value: Json, zone: ZoneInfo) -> datetime | None:
    """A time without a zone is the site's own; in UTC."""
    said = text(value)
    try:
        read = datetime.fromisoformat(said) if said else None
        return None if read is None else (read if read.tzinfo else read.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):  # the latter at the two ends of the calendar
        return None


def _transactions(number: str, said: Thing) -> Mapping[str, tuple[str, ...]]:
    """The processor's ids of a payment, several with commas between them."""
    others = tuple(part.strip() for part in (text(said.get("trxn_id")) or "").split(",") if part.strip())
    return {number: others} if others else {}


def _is_midnight(at: Cell, zone: ZoneInfo) -> bool:
    return isinstance(at, datetime) and (local := at.astimezone(zone)).hour == local.minute == local.second == 0


def _remarks(midnight: int) -> tuple[Message, ...]:
    if not midnight:
        return ()
    return (
        say_many(
            N_("One thank-you has a date without a time: its delay is known to within a day."),
            N_("%(count)s thank-yous have a date without a time: their delays are known to within a day."),
            midnight,
        ),
    )


SOURCE = LiveSource(
    _NAME,
    N_("CiviCRM"),
    N_("Contributions since the opening, their states, and when donors were thanked; tests are left out."),
    collected,
    (
        Setting("address", N_("The site’s address up to /civicrm."), ("url", "site", "base_url", "endpoint"), is_needed=True),
        Setting("timezone", N_("The site’s time zone, such as America/Toronto; the campaign’s without it."),
                ("site_timezone", "time_zone", "zone")),
        Setting("campaign", N_("The number of the campaign in CiviCRM, to read its contributions alone."), ("campaign_id",)),
        Setting("financial_type", N_("The financial type to read alone, by its name.")),
        Setting("since", N_("The day to read from; the opening without it.")),
        Setting(RECEIPTS, N_("“yes” where a receipt thanks: the earlier of the two dates then counts.")),
    ),
    (Secret(KEY, N_("The contributions, with names and addresses."), is_needed=True),),
)  # fmt: skip
