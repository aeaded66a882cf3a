"""The money of a campaign as of T, in exact fractions of integer cents."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import floor

from . import reading
from .facts import Facts, Figures, OneOf, days_left
from .reading import Campaign, Contribution


def half_up(value: Fraction) -> int:
    """Nearest integer, a half going away from zero."""
    nearest = floor(abs(value) + Fraction(1, 2))
    return nearest if value >= 0 else -nearest


def money_text(amount_cents: int) -> str:
    """Cents as people write them: 2679528 is "26795.28"."""
    sign = "-" if amount_cents < 0 else ""
    return f"{sign}{abs(amount_cents) // 100}.{abs(amount_cents) % 100:02d}"


def commissions(gross_cents: int, campaign: Campaign) -> tuple[int, int]:
    """Commission and the tax on it, each rounded once, in cents."""
    commission = half_up(gross_cents * campaign.commission_rate)
    return commission, half_up(commission * campaign.commission_tax_rate)


def net_of(gross_cents: int, campaign: Campaign) -> int:
    """What is left of a gross after commission and tax, in cents."""
    return gross_cents - sum(commissions(gross_cents, campaign))


def gross_needed(campaign: Campaign) -> int:
    """The smallest gross with a net of the goal: up one cent at a time, from one surely too small.

    Roundings change the net by less than 2 cents, hence the start; `net_of` is tried at every cent above it.
    """
    kept = 1 - campaign.commission_rate * (1 + campaign.commission_tax_rate)
    gross = max(0, floor((campaign.goal_cents - 2) / kept) - 1)
    while net_of(gross, campaign) < campaign.goal_cents:
        gross += 1
    return gross


def costs(facts: Facts) -> int:
    """Cents committed to rewards by T, and the budget's lines, actual before planned."""
    total = 0
    for reward in facts.rows("rewards.csv"):
        asked = [one for one in facts.counted if one.reward and one.reward in (reward["id"], reward["name"])]
        total += len(asked) * reading.cents(reward.get("unit_cost") or "0")
    for line in facts.rows("budget.csv"):
        total += reading.cents(line.get("actual") or line.get("planned") or "0")
    return total


def typical(amounts: list[int]) -> tuple[str | None, str | None]:
    """Mean and median of amounts in cents, as text; nothing for no amount."""
    if not amounts:
        return None, None
    ordered = sorted(amounts)
    middle = Fraction(ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2], 2)
    return money_text(half_up(Fraction(sum(ordered), len(ordered)))), money_text(half_up(middle))


def needed_per_day(facts: Facts, remaining_cents: int) -> str | None:
    """What each day left must bring, today counted while the campaign runs; nothing once it is closed."""
    if facts.t >= facts.campaign.closes_at:
        return None
    days = days_left(facts) + (1 if facts.is_open else 0)
    return money_text(half_up(Fraction(remaining_cents, days)))


def gross_cents(facts: Facts) -> int:
    """Counted contributions by T, or the platform's total where there is no contribution."""
    if facts.platform_total:
        return reading.cents(facts.platform_total["amount_raised"])
    return sum(one.amount_cents for one in facts.counted)


def contributor_count(facts: Facts) -> int | OneOf:
    """Distinct people, or the platform's number of them where there is no contribution."""
    if facts.platform_total:
        said = facts.platform_total.get("contributors", "")
        return int(said) if said else OneOf((0, None))
    return len({one.person for one in facts.counted})


def total_of(found: Iterable[Contribution], status: str) -> str:
    """The sum of the amounts of one status, as text."""
    return money_text(sum(one.amount_cents for one in found if one.status == status))


def money(facts: Facts) -> Figures:
    """The block `money`: amounts as text, progress as floats, people and contributions as whole numbers."""
    campaign = facts.campaign
    gross = gross_cents(facts)
    commission, tax = commissions(gross, campaign)
    net = gross - commission - tax
    needed = gross_needed(campaign)
    remaining_net = max(0, needed - gross)
    mean, median = typical([one.amount_cents for one in facts.counted])
    return {
        "gross": money_text(gross),
        "pending": total_of(facts.contributions_by_t, "pending"),
        "withdrawn": total_of(facts.contributions_by_t, "withdrawn"),
        "commission": money_text(commission),
        "commission_tax": money_text(tax),
        "net": money_text(net),
        "costs": money_text(costs(facts)),
        "available": money_text(net - costs(facts)),
        "goal": money_text(campaign.goal_cents),
        "gross_progress": float(Fraction(gross, campaign.goal_cents)),
        "net_progress": float(Fraction(net, campaign.goal_cents)),
        "gross_needed": money_text(needed),
        "remaining_gross": money_text(max(0, campaign.goal_cents - gross)),
        "remaining_net": money_text(remaining_net),
        "needed_per_day": needed_per_day(facts, remaining_net),
        "contributors": contributor_count(facts),
        "contributions": OneOf((0, None)) if facts.platform_total else len(facts.counted),
        "mean_contribution": mean,
        "median_contribution": median,
    }
