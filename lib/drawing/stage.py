"""Where the money of a campaign stands, for words that depend on it."""

from __future__ import annotations

from lib.campaign.figures import Figures
from lib.campaign.model import Campaign


def is_closed(figures: Figures, campaign: Campaign) -> bool:
    """Whether the campaign is over at the figures' instant."""
    return figures.as_of >= campaign.period.closes_at


def is_before(figures: Figures, campaign: Campaign) -> bool:
    """Whether the campaign has not opened at the figures' instant."""
    return figures.as_of < campaign.period.opens_at


def is_lost(figures: Figures, campaign: Campaign) -> bool:
    """Closed under the threshold of an all-or-nothing platform: what was promised will not be paid."""
    below = figures.gross_cents < figures.goal_cents
    return is_closed(figures, campaign) and campaign.all_or_nothing and below and figures.known


def has_goal_in_hand(figures: Figures) -> bool:
    """Whether what is left once the fees are taken is the goal at least."""
    return figures.known and figures.net_cents >= figures.goal_cents
