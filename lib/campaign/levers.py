"""Numbers that suppose something else than what is stored, as an address writes them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation


@dataclass(frozen=True, slots=True)
class Lever:
    """A number of the address: its bounds (inclusive), the step of its buttons, and `digits` after the point.

    `rest` is the value that changes nothing; the address does not say it.
    """

    name: str
    rest: Decimal
    lowest: Decimal
    highest: Decimal
    step: Decimal
    digits: int = 0

    def value_of(self, text: str) -> Decimal:
        """The number that a text means, within bounds and digits; the one that changes nothing where it means none."""
        try:
            asked = Decimal(text.strip().replace(",", "."))
        except InvalidOperation:
            return self.rest
        if not asked.is_finite():
            return self.rest
        within = min(max(asked, self.lowest), self.highest)
        return self.rest if within == self.rest else within.quantize(Decimal(1).scaleb(-self.digits))
