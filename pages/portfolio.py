"""Campagnes: how do ours compare, at the same share of their time? All those that the visitor may see."""

from __future__ import annotations

from lib.campaign.message import N_
from lib.ui import parts, portfolio

parts.head(N_("Campaigns"), N_("How do they compare, at the same point of their time?"))
portfolio.compared()
