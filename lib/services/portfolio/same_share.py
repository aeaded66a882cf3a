"""What a campaign had when a share of its time had gone by: the only way to hold campaigns of other lengths side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from lib.services.campaigns import OpenCampaign
from lib.store.engine import Store
from lib.store.queries.money import raised_cents
from lib.store.queries.view import viewed


@dataclass(frozen=True, slots=True)
class InHand:
    """Net cents at an instant, and their share of the goal (not capped at 1)."""

    at: datetime
    net_cents: int
    progress: Fraction


def in_hand_at_share(store: Store, opened: OpenCampaign, elapsed: Fraction, until: datetime) -> InHand | None:
    """What was in hand once `elapsed` (0–1) of its time had gone by, to the cent; None where that lies after `until`, or
    where nothing was recorded by then."""
    at = opened.campaign.period.instant_at(elapsed)
    return None if at > until else in_hand(store, opened, at)


def in_hand(store: Store, opened: OpenCampaign, at: datetime) -> InHand | None:
    """What was in hand at an instant; None where nothing was recorded by then."""
    campaign = opened.campaign
    with viewed(store, opened.id, campaign, at) as seen:
        gross_cents = raised_cents(seen)
    if gross_cents is None:
        return None
    net_cents = campaign.fees.net_cents(gross_cents)
    return InHand(at, net_cents, Fraction(net_cents, campaign.goal_cents))
