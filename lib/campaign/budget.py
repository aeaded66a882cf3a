"""What will really be left: from what is collected to what one can hire with, what-ifs, and the margin of each reward.

Integer cents throughout; the commission and its tax are rounded once, on a total, as in `Fees`. Budget lines of kind
`tax` are taxes, those of kind `rewards` go with the rewards, all others are other costs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from lib.campaign.money import Fees, rounded_cents

LARGEST_RATE = Decimal("0.5")
"""The highest rate that a what-if takes, for the commission and for its tax: a quarter of the gross is left at least."""
_SMALLEST_KEPT = Fraction(1, 100)
"""Where less than a cent in the dollar is left, no amount is worth naming."""
_TAX, _REWARDS = "tax", "rewards"


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """A line of `budget.csv`; both amounts may be unknown (None). `kind` is one of the table's choices, or None."""

    label: str
    kind: str | None = None
    planned_cents: int | None = None
    actual_cents: int | None = None

    @property
    def cost_cents(self) -> int | None:
        """The actual amount if known, else the planned one; None where nobody has written either."""
        return self.planned_cents if self.actual_cents is None else self.actual_cents

    @property
    def over_cents(self) -> int | None:
        """By how much the actual amount passes the planned one; negative under it, None unless both are known."""
        if self.actual_cents is None or self.planned_cents is None:
            return None
        return self.actual_cents - self.planned_cents


@dataclass(frozen=True, slots=True)
class Reward:
    """A line of `rewards.csv` with how many counted contributions chose it; None is not known, or without limit."""

    name: str
    price_cents: int | None = None
    unit_cost_cents: int | None = None
    quantity: int | None = None
    delivered: int | None = None
    chosen: int = 0

    @property
    def cost_cents(self) -> int:
        """What those chosen cost; 0 where the unit cost is not known."""
        return self.chosen * (self.unit_cost_cents or 0)

    @property
    def left(self) -> int | None:
        """How many can still be promised, negative where too many were; None without a limit."""
        return None if self.quantity is None else self.quantity - self.chosen

    @property
    def to_deliver(self) -> int:
        """How many were chosen and not delivered yet."""
        return max(0, self.chosen - (self.delivered or 0))

    def margin_each_cents(self, fees: Fees) -> int | None:
        """Price less the fees on it less the unit cost; None where one of them is not known."""
        return self._margin(fees, 1)

    def margin_cents(self, fees: Fees) -> int | None:
        """The same for all that were chosen, the fees rounded once on the lot: not always the margin of one times as many."""
        return self._margin(fees, self.chosen)

    def _margin(self, fees: Fees, count: int) -> int | None:
        if self.price_cents is None or self.unit_cost_cents is None:
            return None
        return fees.net_cents(self.price_cents * count) - self.unit_cost_cents * count


@dataclass(frozen=True, slots=True)
class Waterfall:
    """Everything between a gross and what is left of it, in cents; whatever is taken is positive."""

    gross_cents: int
    commission_cents: int
    commission_tax_cents: int
    budget_tax_cents: int
    rewards_cents: int
    other_cents: int

    @property
    def taxes_cents(self) -> int:
        """The tax on the commission and the taxes of the budget."""
        return self.commission_tax_cents + self.budget_tax_cents

    @property
    def net_cents(self) -> int:
        """In hand: before any cost of the campaign's own."""
        return self.gross_cents - self.commission_cents - self.commission_tax_cents

    @property
    def costs_cents(self) -> int:
        """What the campaign itself spends: taxes of the budget, rewards, other costs."""
        return self.budget_tax_cents + self.rewards_cents + self.other_cents

    @property
    def available_cents(self) -> int:
        """What is left to hire with; negative where the costs pass what is in hand."""
        return self.net_cents - self.costs_cents


@dataclass(frozen=True, slots=True)
class Plan:
    """What a waterfall is worked out from: the fees, the goal, what is collected, the rewards and the budget's lines.

    `added_costs_cents` is a what-if's: costs over and above those known, or less than them where it is negative.
    """

    fees: Fees
    goal_cents: int
    gross_cents: int
    rewards: tuple[Reward, ...] = ()
    lines: tuple[BudgetLine, ...] = ()
    added_costs_cents: int = 0

    @property
    def committed_cents(self) -> int:
        """What the rewards chosen so far cost."""
        return sum(reward.cost_cents for reward in self.rewards)

    @property
    def now(self) -> Waterfall:
        """The waterfall of what is collected."""
        return self.waterfall(self.gross_cents)

    @property
    def at_goal(self) -> Waterfall | None:
        """That of the gross that leaves the goal in hand; None once it is collected, or where the fees leave nothing."""
        needed = self.fees.gross_needed_cents(self.goal_cents)
        return None if needed is None or needed <= self.gross_cents else self.waterfall(needed)

    def waterfall(self, gross_cents: int) -> Waterfall:
        """From a gross to what is left of it.

        Above what is collected, rewards go on being chosen as they were: their cost grows in proportion.
        """
        return Waterfall(
            gross_cents=gross_cents,
            commission_cents=self.fees.commission_cents(gross_cents),
            commission_tax_cents=self.fees.commission_tax_cents(gross_cents),
            budget_tax_cents=self._lines_cents(_TAX),
            rewards_cents=self._chosen_cents(gross_cents) + self._lines_cents(_REWARDS),
            other_cents=self._other_lines_cents() + self.added_costs_cents,
        )

    def gross_for_available_cents(self) -> int | None:
        """The smallest gross, not below what is collected, that leaves the goal once every cost is paid.

        None where fees and rewards leave less than a cent in the dollar. Three roundings of at most half a cent lie in
        between: the search starts three cents below the exact quotient and goes upwards, for the way is not monotone.
        """
        if self.now.available_cents >= self.goal_cents:
            return self.gross_cents
        fees_share = Fraction(self.fees.commission_rate) * (1 + Fraction(self.fees.commission_tax_rate))
        kept = 1 - fees_share - self._reward_share
        if kept < _SMALLEST_KEPT:
            return None
        fixed = self.now.costs_cents - self.gross_cents * self._reward_share
        gross = max(self.gross_cents, int((self.goal_cents + fixed - 3) / kept))
        while self.waterfall(gross).available_cents < self.goal_cents:
            gross += 1
        return gross

    @property
    def _reward_share(self) -> Fraction:
        """What the rewards cost of each cent collected so far; 0 before the first one."""
        return Fraction(self.committed_cents, self.gross_cents) if self.gross_cents > 0 else Fraction(0)

    def _chosen_cents(self, gross_cents: int) -> int:
        if gross_cents <= self.gross_cents:
            return self.committed_cents
        return self.committed_cents + rounded_cents((gross_cents - self.gross_cents) * self._reward_share)

    def _lines_cents(self, kind: str) -> int:
        return sum(line.cost_cents or 0 for line in self.lines if line.kind == kind)

    def _other_lines_cents(self) -> int:
        return sum(line.cost_cents or 0 for line in self.lines if line.kind not in (_TAX, _REWARDS))


@dataclass(frozen=True, slots=True)
class Levers:
    """What a what-if changes: rates 0–`LARGEST_RATE` (None: as stored), costs added (or saved), an amount more collected."""

    commission_rate: Decimal | None = None
    commission_tax_rate: Decimal | None = None
    added_costs_cents: int = 0
    added_gross_cents: int = 0


@dataclass(frozen=True, slots=True)
class Supposed:
    """A plan under levers: `now` is its waterfall with the amount added, the rest is asked of `plan`."""

    plan: Plan
    now: Waterfall


def what_if(plan: Plan, levers: Levers) -> Supposed:
    """The plan with other rates, costs and money; `plan` itself is left as it is.

    The money added counts as collected for `now` alone: how rewards are chosen is still told by what came in.
    """
    fees = Fees(
        plan.fees.commission_rate if levers.commission_rate is None else levers.commission_rate,
        plan.fees.commission_tax_rate if levers.commission_tax_rate is None else levers.commission_tax_rate,
    )
    supposed = replace(plan, fees=fees, added_costs_cents=plan.added_costs_cents + levers.added_costs_cents)
    return Supposed(supposed, supposed.waterfall(plan.gross_cents + levers.added_gross_cents))
