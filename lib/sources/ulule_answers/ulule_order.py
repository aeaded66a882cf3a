"""One order of Ulule's API as a contribution, or why it cannot be taken."""

from __future__ import annotations

from collections.abc import Iterator

from lib.campaign.message import N_, Message, say
from lib.campaign.model import Campaign
from lib.campaign.tables import CONTRIBUTIONS, WITHDRAWN, Cell, Refusal, Row
from lib.sources.cells.choices import choice
from lib.sources.cells.names import folded
from lib.sources.network.answers import Json
from lib.sources.ulule_answers.ulule_json import Thing, cents, instant, is_true, label, number, text, thing, things, translated

FILE = "ulule/orders"
_NO_REWARD = frozenset({"don libre", "free donation"})
_SHOWN = ("id", "created_at", "order_total", "status", "refunded")
_LONGEST_ID = 300
_STATUS = CONTRIBUTIONS.column("status")


def contribution(order: Thing, place: int, campaign: Campaign) -> Row | Refusal:
    """The row of an order, its amount as if it were in whole units; `place` is its rank in what was read, from 1.

    What the order does not say is absent from the row: it leaves what is stored.
    """
    given_at = instant(order.get("created_at"), campaign.period.zone)
    found = {
        "id": (_id(order.get("id")), N_("This order has no number.")),
        "contributed_at": (given_at, N_("This order has no date that can be read.")),
        "order_total": (cents(number(order.get("order_total"))), N_("This order has no amount that can be read.")),
    }
    for column, (value, reason) in found.items():
        if value is None:
            return _refusal(order, place, column, say(reason))
    status = _status(order)
    if isinstance(status, Message):
        return _refusal(order, place, "status", status)
    currency = text(order.get("currency")) or campaign.currency
    if currency.upper() != campaign.currency:
        return _refusal(order, place, "currency", say(N_("This order is in %(currency)s, the campaign in %(own)s."),
                                                      currency=currency, own=campaign.currency))  # fmt: skip
    values: dict[str, Cell] = {
        "id": found["id"][0],
        "contributed_at": found["contributed_at"][0],
        "amount_cents": found["order_total"][0],
        "currency": campaign.currency,
        "status": status,
    }
    return values | {name: value for name, value in _told(order, campaign.language) if value is not None}


def _status(order: Thing) -> str | Message:
    """As Ulule documents them; an order paid back is withdrawn whatever its status says."""
    given = order.get("status")
    if isinstance(given, int) and not isinstance(given, bool):
        return say(N_("Ulule gives the status of this order as a number (%(value)s), as it did before 2017; what its numbers "
                      "mean is not public. Import the owner’s export instead."), value=str(given))  # fmt: skip
    said = choice(_STATUS, text(given) or "—", {})
    return WITHDRAWN if isinstance(said, str) and is_true(order.get("refunded")) else said


def _told(order: Thing, language: str) -> Iterator[tuple[str, Cell]]:
    """What an order may say besides: who, for what, from where, through which link."""
    user, tracking = thing(order.get("user")), thing(order.get("tracking"))
    yield "name", _name(order, user)
    yield "email", _id(user.get("email"))
    yield "platform_user", _id(user.get("id")) or _id(user.get("username"))
    yield "reward", " + ".join(_rewards(order, language)) or None
    yield "source", text(tracking.get("source"))
    yield "medium", text(tracking.get("medium"))
    yield "country", _country(order, user)
    yield "note", text(order.get("note"))


def _id(value: Json) -> str | None:
    """What tells things apart; None for what is too long to be one."""
    said = text(value)
    return said if said is not None and len(said) <= _LONGEST_ID else None


def _name(order: Thing, user: Thing) -> str | None:
    people = (user, thing(order.get("billing_address")), thing(order.get("shipping_address")))
    for person in people:
        full = " ".join(said for part in ("first_name", "last_name") if (said := text(person.get(part))))
        if full or text(person.get("name")):
            return full or text(person.get("name"))
    return text(user.get("username"))


def _rewards(order: Thing, language: str) -> Iterator[str]:
    for item in things(order.get("items")):
        reward = thing(item.get("reward"))
        said = label(translated(reward, "title", language) or translated(reward, "description", language))
        if said and folded(said) not in _NO_REWARD:
            yield said


def _country(order: Thing, user: Thing) -> str | None:
    for holder in (thing(order.get("shipping_address")), thing(order.get("billing_address")), user):
        said = text(holder.get("country")) or ""
        if len(said) == len("CA") and said.isalpha():
            return said.upper()
    return None


def _refusal(order: Thing, place: int, column: str, reason: Message) -> Refusal:
    """Without anything that tells who gave."""
    return Refusal(FILE, place, column, reason, {name: str(order[name]) for name in _SHOWN if order.get(name) is not None})
