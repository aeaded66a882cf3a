"""The parts of the page on the budget: what is left, from what is collected on; the budget's lines; the rewards."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st
from markupsafe import Markup

from lib.campaign.budget import BudgetLine, Reward, Waterfall
from lib.campaign.message import N_, Money
from lib.campaign.tables import BUDGET
from lib.drawing.frame import forecast_block
from lib.drawing.notice import notice
from lib.drawing.stage import is_closed, is_lost
from lib.drawing.table import Header, table
from lib.drawing.templating import joined
from lib.drawing.waterfall import Fall, waterfall
from lib.services.analyses.budgeting import Budget, budget
from lib.ui import parts
from lib.ui.context import Context, context
from lib.ui.drawn import drawn
from lib.ui.edit_here import edit_here
from lib.ui.editing.cell_words import choice_names

Headers = tuple[Header | str, ...]
_KIND = BUDGET.column("kind")


def seen_budget(page: Context) -> Budget:
    """The plan, worked out once for all viewers."""
    return page.shared("budget", lambda: budget(page.store, page.opened, page.view))


def answer() -> None:
    """What is left to hire with, in one sentence, and what it leaves out."""
    page = context()
    drawn(page.in_words("budget-answer", lambda: _answer(page)), "budget-answer")


def _answer(page: Context) -> Markup:
    lost = is_lost(page.view.figures, page.view.campaign)
    warnings = [notice("warning", said) for said in _unknown(page)]
    return joined(forecast_block(_headline(page, lost=lost), list(_details(page, lost=lost)), ""), *warnings)


def _headline(page: Context, *, lost: bool) -> str:
    _, plan, formats, currency = page.translator._, seen_budget(page).plan, page.translator.formats, page.view.campaign.currency
    at_goal, figures = plan.at_goal, page.view.figures
    words = {
        "gross": formats.money_whole(plan.gross_cents, currency),
        "available": formats.money_whole(plan.now.available_cents, currency),
        "needed": formats.money_whole_up(at_goal.gross_cents, currency) if at_goal else "",
        "then": formats.money_whole(at_goal.available_cents, currency) if at_goal else "",
    }
    if lost:
        return _("The platform’s threshold was not passed: nothing is paid out.")
    if figures.known and (at_goal is None or is_closed(figures, page.view.campaign)):
        return _("Of %(gross)s collected, %(available)s is left to hire with once everything is paid.", **words)
    if not figures.known or not plan.gross_cents:
        return _("The %(needed)s that leave the goal in hand leave %(then)s to hire with once everything is paid.", **words)
    return _("Of %(gross)s collected, %(available)s is left to hire with once everything is paid; of the %(needed)s that "
             "leave the goal in hand, %(then)s.", **words)  # fmt: skip


def _details(page: Context, *, lost: bool) -> Iterator[str]:
    _, plan, campaign = page.translator._, seen_budget(page).plan, page.view.campaign
    if lost or is_closed(page.view.figures, campaign):
        return
    if campaign.all_or_nothing and plan.gross_cents < plan.goal_cents:
        yield _(
            "All or nothing: below %(goal)s collected, nothing is paid out.",
            goal=Money(plan.goal_cents, campaign.currency, whole=True),
        )
    wanted = plan.gross_for_available_cents()
    if wanted is None:
        yield _("The fees and the rewards take nearly all that comes in: the goal can never be left to hire with.")
    elif wanted > plan.gross_cents:
        gross = page.translator.formats.money_whole_up(wanted, campaign.currency)
        yield _("To have the whole goal left to hire with, every cost paid, %(gross)s must be collected.", gross=gross)


def _unknown(page: Context) -> Iterator[str]:
    """What nobody has put an amount on, and that is not in any figure of the page."""
    translator, seen = page.translator, seen_budget(page)
    if seen.lines_without_amount:
        yield translator.ngettext("%(count)s line of the budget has no amount yet: less will be left than is said.",
                                  "%(count)s lines of the budget have no amount yet: less will be left than is said.",
                                  seen.lines_without_amount)  # fmt: skip
    if seen.rewards_without_cost:
        yield translator.ngettext("%(count)s reward that was chosen has no unit cost yet: less will be left than is said.",
                                  "%(count)s rewards that were chosen have no unit cost yet: less will be left than is said.",
                                  seen.rewards_without_cost)  # fmt: skip
    if seen.unlisted:
        yield translator.ngettext("%(count)s contribution names a reward that is not in the list: its cost is not known.",
                                  "%(count)s contributions name a reward that is not in the list: their cost is not known.",
                                  seen.unlisted)  # fmt: skip


def waterfalls() -> None:
    """From what is collected to what is left, now and at the gross that leaves the goal in hand, on one scale."""
    page = context()
    now, at_goal = seen_budget(page).plan.now, seen_budget(page).plan.at_goal
    parts.section("waterfall", N_("From what is collected to what is left"))
    if is_closed(page.view.figures, page.view.campaign):
        at_goal = None
    scale = at_goal.gross_cents if at_goal else 0
    shown = {
        **({"now": _now(page, now, scale)} if page.view.figures.known or at_goal is None else {}),
        **({"goal": _at_goal(page, at_goal, scale)} if at_goal else {}),
    }
    for column, (name, html) in zip(st.columns(len(shown), gap="large"), shown.items(), strict=True):
        with column:
            drawn(html, f"waterfall-{name}")


def _now(page: Context, found: Waterfall, scale_cents: int) -> Markup:
    _ = page.translator._
    sentence = _("In hand, commission and its tax paid: %(net)s.", net=Money(found.net_cents, page.view.campaign.currency))
    name = _("At the closing") if is_closed(page.view.figures, page.view.campaign) else _("So far")
    return page.in_words("waterfall-now", lambda: _waterfall(page, found, name, sentence, scale_cents))


def _at_goal(page: Context, found: Waterfall, scale_cents: int) -> Markup:
    _ = page.translator._
    supposed = seen_budget(page).plan.committed_cents > 0
    if supposed:
        sentence = _("Supposing that rewards go on being chosen as until now.")
    else:
        sentence = _("Supposing that costs stay as they are.")
    return page.in_words("waterfall-goal", lambda: _waterfall(page, found, _("Once the goal is in hand"), sentence, scale_cents))


def _waterfall(page: Context, found: Waterfall, name: str, sentence: str, scale_cents: int) -> Markup:
    _, formats, campaign = page.translator._, page.translator.formats, page.view.campaign

    def taken(label: str, cents: int, note: str = "") -> Fall:
        return Fall(label, cents, formats.money(-cents, campaign.currency), "taken", note)

    rate = formats.percent(campaign.fees.commission_rate, 2)
    falls = (
        Fall(_("Collected"), found.gross_cents, formats.money(found.gross_cents, campaign.currency), "whole"),
        taken(_("Commission"), found.commission_cents, rate),
        taken(_("Taxes"), found.taxes_cents),
        taken(_("Rewards"), found.rewards_cents),
        taken(_("Other costs"), found.other_cents),
        Fall(_("Available to hire"), found.available_cents, formats.money(found.available_cents, campaign.currency), "left"),
    )
    return waterfall(
        falls, name=name, sentence=sentence, label_header=_("Part"), value_header=_("Amount"), scale_cents=scale_cents
    )


def lines() -> None:
    """The budget's lines, what was planned and what it came to."""
    page = context()
    found = seen_budget(page).plan.lines
    parts.section("lines", N_("The budget’s lines"), page.in_words("budget-lines-sentence", lambda: _lines_sentence(page)))
    if found:
        drawn(page.in_words("budget-lines", lambda: _lines(page)), "budget-lines")
    else:
        parts.nothing_yet(
            "no-budget-line",
            N_("No line yet"),
            N_("Write down what the campaign spends: video, images, taxes, posting the rewards…"),
        )
    edit_here("budget")


def _lines_sentence(page: Context) -> str:
    found = seen_budget(page).plan.lines
    if not found:
        return ""
    spent = [line.actual_cents for line in found if line.actual_cents is not None]
    currency = page.view.campaign.currency
    return page.translator._("Planned: %(planned)s. Spent so far: %(spent)s, on %(known)s of %(lines)s lines.",
                             planned=Money(sum(line.planned_cents or 0 for line in found), currency),
                             spent=Money(sum(spent), currency), known=len(spent), lines=len(found))  # fmt: skip


def _lines(page: Context) -> Markup:
    _, kinds = page.translator._, choice_names(BUDGET, _KIND, page.translator)

    def row(line: BudgetLine) -> tuple[str, ...]:
        kind = kinds.get(line.kind, line.kind) if line.kind else "—"
        return (line.label, kind, *(_money(page, cents) for cents in (line.planned_cents, line.actual_cents, line.cost_cents)))

    found = seen_budget(page).plan.lines
    numbers = (_("Planned"), _("Actual"), _("Counted in the costs"))
    headers: Headers = (Header(_("Line"), wide=True), _("Kind"), *(Header(text, numeric=True) for text in numbers))
    return table(headers, [row(line) for line in found], caption=_("Actual where it is known, else planned"))


def _money(page: Context, cents: int | None) -> str:
    return "—" if cents is None else page.translator.formats.money(cents, page.view.campaign.currency)


def rewards() -> None:
    """Each reward: what it leaves of its price, how many were chosen, are left, and were delivered."""
    page = context()
    found = seen_budget(page).plan.rewards
    parts.section(
        "rewards", N_("What the rewards leave"), page.in_words("budget-rewards-sentence", lambda: _rewards_sentence(page))
    )
    if found:
        drawn(page.in_words("budget-rewards", lambda: _rewards(page)), "budget-rewards")
        st.caption(
            page.translator._(
                "Margin: the price less the commission on it and the unit cost; the commission is rounded once, on all that "
                "were chosen. What people gave above the price is not in it."
            )
        )
    else:
        parts.nothing_yet("no-reward", N_("No reward yet"), N_("Write down the rewards, with their price and what one costs."))
    edit_here("rewards")


def _rewards_sentence(page: Context) -> str:
    plan, translator, currency = seen_budget(page).plan, page.translator, page.view.campaign.currency
    chosen = sum(reward.chosen for reward in plan.rewards)
    if not chosen:
        return ""
    to_deliver = sum(reward.to_deliver for reward in plan.rewards)
    said = translator.ngettext("%(count)s reward was chosen; it costs %(cost)s.",
                               "%(count)s rewards were chosen; they cost %(cost)s.",
                               chosen, cost=Money(plan.committed_cents, currency))  # fmt: skip
    return said + " " + translator.ngettext("%(count)s is still to deliver.", "%(count)s are still to deliver.", to_deliver)


def _rewards(page: Context) -> Markup:
    _, count, fees = page.translator._, page.translator.formats.count, page.view.campaign.fees

    def row(reward: Reward) -> tuple[str, ...]:
        left = _("no limit") if reward.left is None else count(reward.left)
        one = (reward.price_cents, reward.unit_cost_cents, reward.margin_each_cents(fees))
        delivered = "—" if reward.delivered is None else count(reward.delivered)
        return (reward.name, *(_money(page, cents) for cents in one), count(reward.chosen),
                _money(page, reward.margin_cents(fees)), left, delivered)  # fmt: skip

    numbers = (_("Price"), _("Unit cost"), _("Margin of one"), _("Chosen"), _("Margin of all"), _("Left"), _("Delivered"))
    headers = (Header(_("Reward"), wide=True), *(Header(text, numeric=True) for text in numbers))
    return table(headers, [row(reward) for reward in seen_budget(page).plan.rewards], caption=_("What the rewards leave"),
                 caption_hidden=True)  # fmt: skip
