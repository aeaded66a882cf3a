"""Owners' exports with one row per order and reward: rows gathered by order, amounts added up once, whole orders refused."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lib.campaign.message import N_, Message, Money, say, say_many
from lib.campaign.tables import CONTRIBUTIONS, COUNTED, WITHDRAWN, Cell, Refusal, Row
from lib.sources.cells.names import folded
from lib.sources.layouts.layouts import is_added
from lib.sources.layouts.lines import Line, Lines, Plan, refusal
from lib.sources.layouts.rows import row_maker
from lib.sources.result import Alternative, Record
from lib.sources.tables.table_file import TableFile

ORDER_TOTAL, UNIT_PRICE, LINE_TOTAL = "order_total", "unit_price", "line_total"
_SAME_IN_AN_ORDER = (
    "contributed_at",
    "status",
    "email",
    "platform_user",
    "currency",
    "refunded",
    "order_total",
)
_SOURCES_OF: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "billing_first_name", "billing_last_name", "shipping_first_name", "shipping_last_name"),
    "country": ("shipping_country", "billing_country"),
    **{
        name: (name,) for name in ("currency", "email", "platform_user", "reward", "source", "medium", "note")
    },
}
_CONTRIBUTION = row_maker(CONTRIBUTIONS)
_NO_REWARD = frozenset({"don libre", "free donation"})
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_ONE_UNIT_CENTS = 100
"""A platform shows its total in whole units: closer than this is the same total."""


@dataclass(slots=True)
class _Order:
    """The lines of one order, repeated ones set apart."""

    id: str
    lines: list[Line] = field(default_factory=list)
    repeated: list[Line] = field(default_factory=list)

    def values(self, name: str) -> list[Cell]:
        """The values of a column that are known, in the order of the rows."""
        return [value for line in self.lines if (value := line.values.get(name)) is not None]

    def first(self, *names: str) -> Cell:
        """The first known value among columns, in that order of preference."""
        return next((value for name in names for value in self.values(name)), None)

    @property
    def status(self) -> Cell:
        """The order's status; one paid back is withdrawn whatever its status says."""
        return WITHDRAWN if self.first("refunded") is True else self.first("status")


@dataclass(frozen=True, slots=True)
class Orders:
    """What the orders of a file became: one contribution an order, and the ways their amounts can be added up."""

    records: list[Record]
    refusals: list[Refusal]
    duplicate_count: int
    remarks: list[Message]
    alternatives: list[Alternative]


def orders(
    table_file: TableFile, plan: Plan, lines: Lines, currency: str, raised_cents: int | None
) -> Orders:
    """One contribution per order. Its amount is the order's total where the file has one; else the sum of its lines
    and its shipping once, a line's amount being a unit price or a line's total: the platform's total `raised_cents`
    settles which, and unit price × quantity stands where it does not."""
    gathered, refusals = _gathered(table_file, plan, lines)
    good: list[_Order] = []
    for order in gathered:
        fault = _fault(order, plan)
        if fault is None:
            good.append(order)
        else:
            refusals += _refused_whole(table_file, order, *fault)
    rules = _rules(plan)
    totals = {
        name: sum(rule(order) for order in good if order.status == COUNTED) for name, rule in rules.items()
    }
    chosen = _chosen(totals, raised_cents)
    return Orders(
        [_record(order, rules[chosen]) for order in good],
        sorted(refusals, key=lambda refused: refused.row),
        sum(len(order.repeated) for order in good),
        [*_remarks(good, totals, chosen, currency, raised_cents)],
        [Alternative(name, total, name == chosen) for name, total in totals.items()],
    )


def _gathered(table_file: TableFile, plan: Plan, lines: Lines) -> tuple[list[_Order], list[Refusal]]:
    """Orders by their number, wherever their rows stand; rows without a number are refused alone.

    With a quantity column, two units are a quantity of 2: a row that repeats another of its order word for word is
    then a repetition. Without one, it is a second unit.
    """
    compared = [position for position, header in enumerate(table_file.headers) if not is_added(header)]
    has_quantity = plan.header_of("quantity") is not None
    found: dict[str, _Order] = {}
    seen: set[tuple[str, ...]] = set()
    refusals = []
    for line in lines.lines:
        number = str(line.values.get("id") or "")
        if not number:
            refusals.append(refusal(table_file, line))
            continue
        order = found.setdefault(number, _Order(number))
        text = tuple(line.cells[position] for position in compared) if line.fault is None else ()
        if has_quantity and text and text in seen:
            order.repeated.append(line)
        else:
            order.lines.append(line)
            seen.add(text)
    return list(found.values()), refusals


def _fault(order: _Order, plan: Plan) -> tuple[Line, Message, str | None] | None:
    """What refuses an order: the line at fault, why, and the header; None when it can be taken."""
    for line in order.lines:
        if line.fault is not None:
            return line, line.fault, line.column
    for name in _SAME_IN_AN_ORDER:
        if len({_comparable(value) for value in order.values(name)}) > 1:
            header = plan.header_of(name) or name
            fault = say(
                N_("The rows of order %(order)s do not agree on “%(column)s”."), order=order.id, column=header
            )
            return order.lines[-1], fault, header
    return _amount_fault(order, plan)


def _comparable(value: Cell) -> Cell:
    return value.casefold() if isinstance(value, str) else value


def _amount_fault(order: _Order, plan: Plan) -> tuple[Line, Message, str | None] | None:
    if plan.header_of("order_total"):
        names: tuple[str, ...] = ("order_total",)
        lines = [] if order.values("order_total") else order.lines[:1]
    else:
        names = tuple(name for name in ("line_amount", "unit_price", "line_total") if plan.header_of(name))
        lines = [line for line in order.lines if any(line.values.get(name) is None for name in names)]
    for line in lines:
        header = next(plan.header_of(name) for name in names if line.values.get(name) is None)
        return line, say(N_("“%(column)s” is empty."), column=header or ""), header
    for line in order.lines:
        if names != ("order_total",) and line.values.get("quantity") == 0:
            return line, say(N_("The quantity is 0. Write 1, or remove the row.")), plan.header_of("quantity")
    return None


def _refused_whole(
    table_file: TableFile, order: _Order, guilty: Line, fault: Message, column: str | None
) -> Iterable[Refusal]:
    guilty.column = column
    for line in sorted((*order.lines, *order.repeated), key=lambda one: one.number):
        if line is guilty or line.fault is not None:
            yield refusal(table_file, line, line.fault or fault)
        else:
            reason = say(
                N_("Order %(order)s is refused whole: see row %(row)s."), order=order.id, row=guilty.number
            )
            yield refusal(table_file, line, reason)


def _rules(plan: Plan) -> dict[str, Callable[[_Order], int]]:
    """The ways of adding up an order that the columns allow, the preferred one first."""
    if plan.header_of("order_total"):
        return {ORDER_TOTAL: lambda order: _cents(order.first("order_total"))}
    has = {name for name in ("line_amount", "unit_price", "line_total") if plan.header_of(name)}
    rules: dict[str, Callable[[_Order], int]] = {}
    if has & {"line_amount", "unit_price"}:
        unit = "unit_price" if "unit_price" in has else "line_amount"
        rules[UNIT_PRICE] = lambda order: (
            _shipping(order) + sum(_cents(line.values.get(unit)) * _quantity(line) for line in order.lines)
        )
    if has & {"line_amount", "line_total"}:
        whole = "line_total" if "line_total" in has else "line_amount"
        rules[LINE_TOTAL] = lambda order: (
            _shipping(order) + sum(_cents(line.values.get(whole)) for line in order.lines)
        )
    return rules


def _cents(value: Cell) -> int:
    return value if isinstance(value, int) else 0


def _quantity(line: Line) -> int:
    quantity = line.values.get("quantity")
    return quantity if isinstance(quantity, int) else 1


def _shipping(order: _Order) -> int:
    """Shipping is repeated on each row of an order, and paid once."""
    return max((_cents(value) for value in order.values("shipping")), default=0)


def _chosen(totals: Mapping[str, int], raised_cents: int | None) -> str:
    preferred = next(iter(totals))
    if raised_cents is None:
        return preferred
    agreeing = [name for name, total in totals.items() if abs(total - raised_cents) < _ONE_UNIT_CENTS]
    return agreeing[0] if agreeing else preferred


def _remarks(
    good: Sequence[_Order], totals: Mapping[str, int], chosen: str, currency: str, raised_cents: int | None
) -> Iterable[Message]:
    repeated = sum(len(order.repeated) for order in good)
    if repeated:
        yield say_many(
            N_("One row repeats another row of its order word for word; it is counted once."),
            N_("%(count)s rows repeat another row of their order word for word; they are counted once."),
            repeated,
        )
    if len(set(totals.values())) > 1 and raised_cents is None:
        yield say(
            N_("The amounts may be those of one unit or of the whole line: the sum is %(unit)s or %(line)s. Compare with "
               "the total that the platform shows."),
            unit=Money(totals[UNIT_PRICE], currency), line=Money(totals[LINE_TOTAL], currency),
        )  # fmt: skip
    if raised_cents is not None and abs(totals[chosen] - raised_cents) >= _ONE_UNIT_CENTS:
        yield say(
            N_("The counted orders add up to %(sum)s, where the platform shows %(raised)s."),
            sum=Money(totals[chosen], currency), raised=Money(raised_cents, currency),
        )  # fmt: skip


def _record(order: _Order, amount: Callable[[_Order], int]) -> Record:
    return Record(_contribution(order, amount(order)), order.lines[0].number, len(order.lines))


def _contribution(order: _Order, cents: int) -> Row:
    values: dict[str, Cell] = {name: order.first(name) for name in _SOURCES_OF}
    values |= {
        "id": order.id,
        "contributed_at": order.first("contributed_at"),
        "amount": cents,
        "status": order.status,
        "name": _name(order),
        "reward": " + ".join(_rewards(order)) or None,
        "country": _country(order.first(*_SOURCES_OF["country"])),
    }
    return _CONTRIBUTION(values)


def _name(order: _Order) -> Cell:
    for names in (
        ("name",),
        ("billing_first_name", "billing_last_name"),
        ("shipping_first_name", "shipping_last_name"),
    ):
        full = " ".join(str(value) for name in names if (value := order.first(name)))
        if full:
            return full
    return None


def _rewards(order: _Order) -> Iterable[str]:
    for value in order.values("reward"):
        label = " ".join(html.unescape(_TAG.sub(" ", str(value))).split())
        if label and folded(label) not in _NO_REWARD:
            yield label


def _country(value: Cell) -> Cell:
    text = str(value or "")
    return text.upper() if re.fullmatch("[A-Za-z]{2}", text) else value


def fields_given(plan: Plan) -> tuple[str, ...]:
    """The fields of a contribution that a file of orders speaks of."""
    read = set(plan.columns.values()) | set(plan.constants)
    given = {name for name, sources in _SOURCES_OF.items() if read & set(sources)}
    given |= {"id", "contributed_at", "amount", "status"}
    return tuple(column.field for column in CONTRIBUTIONS.columns if column.name in given)
