"""Files of payments, whatever the platform: rows become contributions, what was paid back is taken off, the rest is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from lib.campaign.message import N_, Message, say, say_many
from lib.campaign.tables import CONTRIBUTIONS, COUNTED, WITHDRAWN, Cell, Refusal, Row
from lib.sources.layouts.conversion import Converted
from lib.sources.layouts.layout import Given
from lib.sources.layouts.lines import Line, refusal
from lib.sources.layouts.once import Once, Said
from lib.sources.layouts.rows import row_maker
from lib.sources.result import Record

_CONTRIBUTION = row_maker(CONTRIBUTIONS)
_NAMES = ("name", "first_name", "last_name", "company")
_PLAIN = ("email", "platform_user", "reward", "note", "country", "thanked_at")
_NOBODY = frozenset({"anonymous", "anonyme", "guest", "invité", "incognito", "unknown"})
_NOTHING_BACK = frozenset({"no reward", "no perk", "don libre", "free donation", "sans contrepartie"})
_SHORTENED = re.compile(r"[0-9]([.,][0-9]+)?E\+[0-9]+")
"""A number that a spreadsheet shortened: two payments may come to share it."""
Values = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Refund:
    """Money that went back: to which payment, and how much of it (integer cents, above 0)."""

    of: str
    cents: int


@dataclass(frozen=True, slots=True)
class Gift:
    """A payment as a source tells it: `refunded_cents` went back already; `transactions` are other ids of the same payment."""

    id: str
    values: Values
    cents: int
    status: str
    at: datetime
    refunded_cents: int = 0
    transactions: tuple[str, ...] = ()


Read = Callable[[Line, Given], Gift | Refund | Message]
"""What a row is: a gift, money paid back, or why it is neither."""


@dataclass(slots=True)
class _Held:
    """A gift with all the rows of the file that told it."""

    gift: Gift
    line: Line
    row_count: int = 1
    cents: int = 0
    back_cents: int = 0
    rewards: list[str] = field(default_factory=list)


def gifts(given: Given, read: Read, *, adds_up: bool = False) -> Converted:
    """The contributions of a file of payments.

    A payment told twice is taken once; with `adds_up`, rows with one id are the items of one order and are added up. A
    payment that was paid back keeps its amount and is withdrawn; one paid back in part is counted for what is left.
    """
    told = _told(given, read)
    held, refusals, duplicates = _added_up(given, told) if adds_up else _taken_once(given, told)
    refusals += _paid_back(given, held, [(line, what) for line, what in told if isinstance(what, Refund)])
    refusals += [refusal(given.table_file, line, what) for line, what in told if isinstance(what, Message)]
    return Converted(
        tuple(Record(_row(one, given), one.line.number, one.row_count) for one in held.values()),
        _fields(given),
        tuple(sorted(refusals, key=lambda refused: refused.row)),
        duplicates,
        tuple(_remarks(given, held)),
        transactions={one.gift.id: one.gift.transactions for one in held.values() if one.gift.transactions},
    )


def _told(given: Given, read: Read) -> list[tuple[Line, Gift | Refund | Message]]:
    told: list[tuple[Line, Gift | Refund | Message]] = []
    for line in given.lines.lines:
        what = line.fault or read(line, given)
        if isinstance(what, Gift) and what.cents < 0:
            line.column = given.plan.header_of("amount")
            what = say(N_("The amount is below zero and nothing says what it pays back: this row is no gift."))
        told.append((line, what))
    return told


def _taken_once(
    given: Given, told: list[tuple[Line, Gift | Refund | Message]]
) -> tuple[dict[str, _Held], list[Refusal], int]:
    held: dict[str, _Held] = {}
    refusals: list[Refusal] = []
    once = Once()
    for line, gift in told:
        if not isinstance(gift, Gift):
            continue
        said = once.told(gift.id, gift, line.number)
        if isinstance(said, Message):
            line.column = given.plan.header_of("id")
            refusals.append(refusal(given.table_file, line, said))
        elif said is Said.FIRST:
            held[gift.id] = _Held(gift, line, cents=gift.cents, back_cents=gift.refunded_cents)
    return held, refusals, once.duplicate_count


def _added_up(
    given: Given, told: list[tuple[Line, Gift | Refund | Message]]
) -> tuple[dict[str, _Held], list[Refusal], int]:
    """Orders by their id: the items that count are added up; the items of an order of which none counts, too."""
    orders: dict[str, list[tuple[Line, Gift]]] = {}
    for line, gift in told:
        if isinstance(gift, Gift):
            orders.setdefault(gift.id, []).append((line, gift))
    held = {}
    for number, items in orders.items():
        counted = [item for item in items if item[1].status == COUNTED] or items
        line, gift = counted[0]
        rewards = [str(one.values["reward"]) for _line, one in counted if one.values.get("reward")]
        cents = sum(one.cents for _line, one in counted)
        held[number] = _Held(gift, line, len(items), cents, sum(one.refunded_cents for _line, one in counted), rewards)
    return held, [], 0


def _paid_back(given: Given, held: Mapping[str, _Held], refunds: list[tuple[Line, Refund]]) -> list[Refusal]:
    """Takes what went back off its payment; a refund of a payment that is not in the file is refused."""
    by_transaction = {other: one for one in held.values() for other in one.gift.transactions}
    refusals, once = [], Once()
    for line, refund in refunds:
        paid = held.get(refund.of) or by_transaction.get(refund.of)
        if paid is None:
            line.column = given.plan.header_of("reference") or given.plan.header_of("type")
            refusals.append(refusal(given.table_file, line, say(
                N_("This row pays “%(id)s” back, which is not in this file: export a period that holds both."), id=refund.of
            )))  # fmt: skip
            continue
        said = once.told((refund.of, line.cells), refund, line.number)
        paid.row_count += 1
        if said is Said.FIRST and paid.gift.status == COUNTED:
            paid.back_cents += refund.cents
    return refusals


def _row(one: _Held, given: Given) -> Row:
    values = one.gift.values
    is_back = one.gift.status == COUNTED and 0 < one.back_cents >= one.cents
    is_part = one.gift.status == COUNTED and 0 < one.back_cents < one.cents
    cells: dict[str, Cell] = {name: values.get(name) for name in _PLAIN}
    cells |= {
        "id": one.gift.id,
        "contributed_at": one.gift.at,
        "amount": one.cents - one.back_cents if is_part else one.cents,
        "currency": given.campaign.currency,
        "status": WITHDRAWN if is_back else one.gift.status,
        "name": _name(values),
        "reward": " + ".join(dict.fromkeys(one.rewards)) or _reward(values.get("reward")),
        "country": _country(values.get("country")),
    }
    return _CONTRIBUTION(cells)


def _name(values: Values) -> Cell:
    whole = str(values.get("name") or "") or " ".join(str(values[name]) for name in _NAMES[1:3] if values.get(name))
    name = whole or str(values.get("company") or "")
    return None if not name or name.casefold() in _NOBODY else name


def _reward(value: Cell) -> Cell:
    return None if str(value or "").casefold() in _NOTHING_BACK else value


def _country(value: Cell) -> Cell:
    text = str(value or "")
    return text.upper() if len(text) == 2 and text.isalpha() else value


def _fields(given: Given) -> tuple[str, ...]:
    """The fields of a contribution that the file speaks of."""
    read = set(given.plan.columns.values()) | set(given.plan.constants)
    known = {"id", "contributed_at", "amount", "status", "currency", *(name for name in _PLAIN if name in read)}
    known |= {"name"} if read & set(_NAMES) else set()
    return tuple(column.field for column in CONTRIBUTIONS.columns if column.name in known)


def _remarks(given: Given, held: Mapping[str, _Held]) -> list[Message]:
    said = []
    if given.plan.header_of("status") is None and "status" in {column.name for column in given.plan.reads.columns} and held:
        said.append(say(N_("This file has no column of statuses: each of its gifts is counted.")))
    parts = sum(one.gift.status == COUNTED and 0 < one.back_cents < one.cents for one in held.values())
    if parts:
        said.append(
            say_many(
                N_("One gift was paid back in part: what is left of it is counted."),
                N_("%(count)s gifts were paid back in part: what is left of them is counted."),
                parts,
            )
        )
    return said


def gift_of(line: Line, given: Given, *, prefix: str = "", number: str | None = None, **more: object) -> Gift | Message:
    """The gift of a row whose columns are called as those of a contribution; a sentence for one that lacks what is needed.

    `number` is its id where no column is called so; `more` are other fields of `Gift`, which win over the columns.
    """
    values = line.values
    identity = number if number is not None else values.get("id")
    at = more.get("at", values.get("contributed_at"))
    for name, value in (("id", identity), ("contributed_at", at), ("amount", values.get("amount"))):
        if value is None or value == "":
            line.column = given.plan.header_of(name)
            return say(N_("“%(column)s” is empty."), column=line.column or name)
    status = more.get("status") or values.get("status") or (None if given.plan.header_of("status") else COUNTED)
    if status is None:
        line.column = given.plan.header_of("status")
        return say(N_("“%(column)s” is empty."), column=line.column or "status")
    cents, back, others = values["amount"], more.get("refunded_cents", 0), more.get("transactions", ())
    assert isinstance(at, datetime) and isinstance(cents, int) and isinstance(back, int) and isinstance(others, tuple)
    whole = tuple(str(one) for one in others if not _SHORTENED.fullmatch(str(one)))
    return Gift(f"{prefix}{identity}", values, cents, str(status), at, back, whole)


def not_a_gift(line: Line, given: Given, column: str, text: Message) -> Message:
    """A row that is no gift, with the header that tells so."""
    line.column = given.plan.header_of(column)
    return text
