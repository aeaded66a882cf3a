"""What came in the 24 hours after an instant, less the average of the three days before: after it, never because of it.

The counted contributions of the 24 hours that begin then, less a third of those of the 72 hours before. Unknown until the
24 hours are over, and where the 72 hours are not all within the campaign: nobody could give before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from fractions import Fraction

from lib.campaign.money import rounded_cents
from lib.services.campaigns import OpenCampaign
from lib.store.engine import Store
from lib.store.queries.series import SpanTotal, span_totals

AFTER = timedelta(hours=24)
DAYS_BEFORE = 3
_INSTANT = timedelta(microseconds=1)


class Unknown(Enum):
    """Why it cannot be said: not over yet, no three days of campaign before, or no contribution recorded one by one."""

    NOT_OVER = "not_over"
    FIRST_DAYS = "first_days"
    NOT_RECORDED = "not_recorded"


@dataclass(frozen=True, slots=True)
class Brought:
    """What came over the average of the three days before; may be below zero. `contributions` may be a fraction."""

    cents: int
    contributions: Fraction


def came_after(store: Store, opened: OpenCampaign, as_of: datetime, starts: Sequence[datetime]) -> list[Brought | Unknown]:
    """For each instant, in the order given."""
    opens_at = opened.campaign.period.opens_at
    spans = [span for start in starts for span in ((start, start + AFTER), (start - DAYS_BEFORE * AFTER, start))]
    sums = span_totals(store, opened.id, spans, as_of)
    return [_one(start, opens_at, as_of, *sums[2 * place : 2 * place + 2]) for place, start in enumerate(starts)]


def _one(start: datetime, opens_at: datetime, as_of: datetime, after: SpanTotal, before: SpanTotal) -> Brought | Unknown:
    if start - DAYS_BEFORE * AFTER < opens_at:
        return Unknown.FIRST_DAYS
    if start + AFTER > as_of + _INSTANT:
        return Unknown.NOT_OVER
    cents = after.counted_cents - Fraction(before.counted_cents, DAYS_BEFORE)
    return Brought(rounded_cents(cents), after.contributions - Fraction(before.contributions, DAYS_BEFORE))
