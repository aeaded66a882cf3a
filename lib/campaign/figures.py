"""The money of a campaign at an instant: every figure of the front page, from one tally."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from lib.campaign.model import Campaign
from lib.campaign.money import rounded_cents
from lib.campaign.pace import expected_cents, straight_line_cents
from lib.campaign.tallies import MoneyTally


@dataclass(frozen=True, slots=True)
class Figures:
    """Amounts in cents, shares exact and not capped at 1; None is "cannot be said".

    `gross_needed_cents`: the smallest gross that leaves the goal in hand (None: the fees leave nothing);
    `remaining_gross_cents`: to the platform's threshold; `remaining_net_cents`: to the goal in hand;
    `needed_per_day_cents`: None once the campaign is closed. `known` is false when nothing was ever recorded.
    """

    as_of: datetime
    day_number: int
    days_left: int
    elapsed: Fraction
    known: bool
    from_platform: bool
    gross_cents: int
    pending_cents: int
    withdrawn_cents: int
    commission_cents: int
    commission_tax_cents: int
    net_cents: int
    costs_cents: int
    available_cents: int
    goal_cents: int
    gross_needed_cents: int | None
    remaining_gross_cents: int
    remaining_net_cents: int | None
    needed_per_day_cents: int | None
    expected_cents: int
    straight_line_cents: int
    contributors: int | None
    contributions: int | None
    mean_contribution_cents: int | None
    median_contribution_cents: int | None

    @property
    def gross_progress(self) -> Fraction:
        """Gross ÷ goal."""
        return Fraction(self.gross_cents, self.goal_cents)

    @property
    def net_progress(self) -> Fraction:
        """Net ÷ goal."""
        return Fraction(self.net_cents, self.goal_cents)


def figures(campaign: Campaign, tally: MoneyTally, as_of: datetime) -> Figures:
    """Every figure of the money at `as_of`, which the tally must have been counted at too."""
    period, fees, gross = campaign.period, campaign.fees, tally.counted_cents
    net, needed = fees.net_cents(gross), fees.gross_needed_cents(campaign.goal_cents)
    remaining_net = None if needed is None else max(0, needed - gross)
    return Figures(
        as_of=as_of,
        day_number=period.day_number(as_of),
        days_left=period.days_left(as_of),
        elapsed=period.elapsed(as_of),
        known=tally.known,
        from_platform=tally.from_platform,
        gross_cents=gross,
        pending_cents=tally.pending_cents,
        withdrawn_cents=tally.withdrawn_cents,
        commission_cents=fees.commission_cents(gross),
        commission_tax_cents=fees.commission_tax_cents(gross),
        net_cents=net,
        costs_cents=tally.costs_cents,
        available_cents=net - tally.costs_cents,
        goal_cents=campaign.goal_cents,
        gross_needed_cents=needed,
        remaining_gross_cents=max(0, campaign.goal_cents - gross),
        remaining_net_cents=remaining_net,
        needed_per_day_cents=_per_day(campaign, remaining_net, as_of),
        expected_cents=expected_cents(campaign.goal_cents, period.elapsed(as_of)),
        straight_line_cents=straight_line_cents(campaign.goal_cents, period.elapsed(as_of)),
        contributors=tally.contributors,
        contributions=tally.contributions,
        mean_contribution_cents=_mean(gross, None if tally.from_platform else tally.contributions),
        median_contribution_cents=_halved(tally.median_cents_doubled),
    )


def _per_day(campaign: Campaign, remaining_cents: int | None, as_of: datetime) -> int | None:
    """What is still needed spread over the days left, today counted while the campaign is open."""
    if remaining_cents is None or as_of >= campaign.period.closes_at:
        return None
    days = campaign.period.days_left(as_of) + campaign.period.is_open(as_of)
    return rounded_cents(Fraction(remaining_cents, days))


def _mean(total_cents: int, count: int | None) -> int | None:
    return rounded_cents(Fraction(total_cents, count)) if count else None


def _halved(doubled_cents: int | None) -> int | None:
    return None if doubled_cents is None else rounded_cents(Fraction(doubled_cents, 2))
