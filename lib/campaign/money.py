"""Money as integer cents, rates as `Decimal`; half a cent rounds up, away from zero."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

_CENT = Decimal("0.01")
_TOO_LARGE = Decimal(10) ** 15
"""No campaign comes near it; above it, cents would leave the 64 bits of a database."""


def rounded_cents(exact_cents: Fraction) -> int:
    """`exact_cents` to the nearest whole cent, half a cent away from zero (Revenu Québec's rule)."""
    doubled, sign = abs(exact_cents) * 2, -1 if exact_cents < 0 else 1
    return sign * ((doubled.numerator // doubled.denominator + 1) // 2)


def cents(amount: Decimal) -> int:
    """The integer cents of a decimal amount; raises ValueError for a fraction of a cent, or from 10^15 on."""
    if not amount.is_finite() or abs(amount) >= _TOO_LARGE or amount != amount.quantize(_CENT):
        raise ValueError("an amount has whole cents and fifteen digits at most before the point")
    return int(amount.scaleb(2))


def amount(amount_cents: int) -> Decimal:
    """The decimal amount of integer cents, always with two decimals: 2679528 gives 26795.28."""
    return Decimal(amount_cents).scaleb(-2).quantize(_CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Fees:
    """What the platform keeps: `commission_rate` of the gross, and `commission_tax_rate` of that commission (0–1)."""

    commission_rate: Decimal
    commission_tax_rate: Decimal = Decimal(0)

    def commission_cents(self, gross_cents: int) -> int:
        """The commission on a whole total, rounded once; line by line it would drift by dollars."""
        return rounded_cents(gross_cents * Fraction(self.commission_rate))

    def commission_tax_cents(self, gross_cents: int) -> int:
        """The tax on the rounded commission, rounded once."""
        return rounded_cents(self.commission_cents(gross_cents) * Fraction(self.commission_tax_rate))

    def net_cents(self, gross_cents: int) -> int:
        """What is left of `gross_cents` once commission and tax are taken."""
        return gross_cents - self.commission_cents(gross_cents) - self.commission_tax_cents(gross_cents)

    def gross_needed_cents(self, net_goal_cents: int) -> int | None:
        """The smallest gross whose net is at least the goal; None when the fees leave nothing.

        Two roundings of at most half a cent each lie between gross and net, so the search starts two cents
        of net below the exact quotient; net is not monotone cent by cent, hence upwards and not by bisection.
        """
        kept = 1 - Fraction(self.commission_rate) * (1 + Fraction(self.commission_tax_rate))
        if kept <= 0:
            return None
        gross = max(0, int((net_goal_cents - 2) / kept))
        while self.net_cents(gross) < net_goal_cents:
            gross += 1
        return gross
