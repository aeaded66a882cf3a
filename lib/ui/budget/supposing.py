"""What if rates, taxes, costs or what comes in were otherwise: levers in the address, nothing stored is touched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from operator import attrgetter

import streamlit as st
from markupsafe import Markup

from lib.campaign.budget import LARGEST_RATE, Levers, Plan, Supposed, Waterfall, what_if
from lib.campaign.levers import Lever
from lib.campaign.message import N_, Money
from lib.campaign.money import Fees, cents
from lib.drawing.frame import sentences, way
from lib.drawing.stage import is_closed
from lib.drawing.table import Header, table
from lib.services.forecast.supposing import Supposition, as_things_are, more_money, more_people, supposition
from lib.ui import parts
from lib.ui.budget.budget import seen_budget
from lib.ui.budget.levers import lever
from lib.ui.context import Context, context
from lib.ui.drawn import drawn

_MOST = Decimal(10_000_000)
_PERCENT = Decimal(100)


_PARTS: tuple[tuple[str, Callable[[Waterfall], int]], ...] = (
    (N_("Collected"), attrgetter("gross_cents")), (N_("Commission"), attrgetter("commission_cents")),
    (N_("Taxes"), attrgetter("taxes_cents")), (N_("Rewards"), attrgetter("rewards_cents")),
    (N_("Other costs"), attrgetter("other_cents")), (N_("Available to hire"), attrgetter("available_cents")),
)  # fmt: skip


def _levers(fees: Fees) -> tuple[Lever, ...]:
    """Rates in percent as people say them; amounts in units of the currency."""
    highest = LARGEST_RATE * _PERCENT
    rate, tax = fees.commission_rate * _PERCENT, fees.commission_tax_rate * _PERCENT
    return (
        Lever("rate", rate, Decimal(0), max(highest, rate), Decimal("0.1"), digits=3),
        Lever("tax", tax, Decimal(0), max(highest, tax), Decimal("0.5"), digits=3),
        Lever("costs", Decimal(0), -_MOST, _MOST, Decimal(100), digits=2),
        Lever("gross", Decimal(0), Decimal(0), _MOST, Decimal(500), digits=2),
        Lever("people", Decimal(0), Decimal(0), Decimal(1_000), Decimal(1)),
    )


@st.fragment
def suppositions() -> None:
    """The levers, what is stored beside what they give, and what they would change of the chance."""
    page = context()
    _, plan = page.translator._, seen_budget(page).plan
    parts.section("what-if", N_("What if?"), _("Nothing that is stored changes; the address keeps what you suppose."))
    asked = _levers(plan.fees)
    currency = page.view.campaign.currency
    labels = (_("Commission (%)"), _("Tax on the commission (%)"), _("Costs added (%(currency)s)", currency=currency),
              _("More collected (%(currency)s)", currency=currency), _("More contributors a day"))  # fmt: skip
    values = []
    for column, each, label in zip(st.columns(len(asked), vertical_alignment="bottom"), asked, labels, strict=True):
        with column:
            values.append(lever(each, label))
    rate, tax, costs, gross, people = values
    supposed = what_if(plan, Levers(rate / _PERCENT, tax / _PERCENT, cents(costs), cents(gross)))
    said, numbers = st.columns([2, 3], gap="large")
    with said:
        is_moved = any(value != each.rest for each, value in zip(asked, values, strict=True))
        words = [_outcome(page, plan, supposed), *_chances(page, cents(gross), int(people))]
        back = way(_("Back to what is stored"), page.link("budget", "what-if")) if is_moved else Markup()
        drawn(sentences([each for each in words if each]) + back, "what-if-words")
    with numbers:
        drawn(_side_by_side(page, plan, supposed), "what-if-table")


def _outcome(page: Context, plan: Plan, supposed: Supposed) -> str:
    """What the levers would leave to hire with, beside what is left; nothing where they change nothing."""
    before, after = plan.now.available_cents, supposed.now.available_cents
    if before == after:
        return ""
    currency = page.view.campaign.currency
    return page.translator._(
        "Left to hire with: %(after)s instead of %(before)s.", after=Money(after, currency), before=Money(before, currency)
    )


def _side_by_side(page: Context, plan: Plan, supposed: Supposed) -> Markup:
    _ = page.translator._
    stored = plan.now if page.view.figures.known else None
    other = supposed.now if stored or supposed.now.gross_cents else None
    rows = [(_(name), part(stored) if stored else None, part(other) if other else None) for name, part in _PARTS]
    if not is_closed(page.view.figures, page.view.campaign):
        rows += _at_goal(page, plan, supposed)
    headers: tuple[Header | str, ...] = (
        _("Part"), *(Header(text, numeric=True) for text in (_("Stored"), _("What if"), _("Difference")))
    )  # fmt: skip
    strong = (_("Available to hire"), _("Available to hire then"))
    said = [_weighed((name, *_amounts(page, before, after)), is_strong=name in strong) for name, before, after in rows]
    return table(headers, said, caption=_("What is stored beside what is supposed"), caption_hidden=True)


def _at_goal(page: Context, plan: Plan, supposed: Supposed) -> Iterator[tuple[str, int | None, int | None]]:
    """The same two at the gross that leaves the goal in hand, where it is not collected yet."""
    _, before, after = page.translator._, plan.at_goal, supposed.plan.at_goal
    if before is not None or after is not None:
        yield (_("To collect to have the goal in hand"), before.gross_cents if before else None,
               after.gross_cents if after else None)  # fmt: skip
        yield (_("Available to hire then"), before.available_cents if before else None,
               after.available_cents if after else None)  # fmt: skip
    yield (_("To collect to have the whole goal left to hire with"), plan.gross_for_available_cents(),
           supposed.plan.gross_for_available_cents())  # fmt: skip


def _weighed(row: tuple[str, ...], *, is_strong: bool) -> tuple[str, ...]:
    return tuple(Markup("<strong>{}</strong>").format(cell) for cell in row) if is_strong else row


def _amounts(page: Context, before: int | None, after: int | None) -> tuple[str, str, str]:
    money, currency = page.translator.formats.money, page.view.campaign.currency
    told = ["—" if each is None else money(each, currency) for each in (before, after)]
    difference = 0 if before is None or after is None else after - before
    return told[0], told[1], ("+" if difference > 0 else "") + money(difference, currency) if difference else "—"


def _chances(page: Context, added_cents: int, people: int) -> Iterator[str]:
    """What the levers would change of the forecast, which is for the platform's threshold."""
    seen = page.shared("supposition", lambda: supposition(page.store, page.opened, page.view))
    if seen is None:
        return
    sentence = page.translator.sentence
    for said in (more_people(seen, people), more_money(seen, added_cents)):
        if said:
            yield " ".join(sentence(each) for each in said)
    if not people and not added_cents:
        yield _as_things_are(page, seen)


def _as_things_are(page: Context, seen: Supposition) -> str:
    _, said = page.translator._, page.translator.sentence(as_things_are(seen))
    return said + " " + _("Add contributors a day, or money, to see it move.") if seen.is_possible else said
