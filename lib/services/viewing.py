"""A campaign as it stood at an instant: one snapshot of the store, figures and KPIs worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lib.campaign.figures import Figures, figures
from lib.campaign.model import Campaign
from lib.campaign.tallies import Tallies
from lib.kpis.reading import Reading
from lib.kpis.registry import board
from lib.services.campaigns import OpenCampaign
from lib.store.engine import Store
from lib.store.queries.tallies import tallies


@dataclass(frozen=True, slots=True)
class View:
    """What the front page, the screen and `figures --json` all say; no personal datum in it."""

    campaign: Campaign
    as_of: datetime
    tallies: Tallies
    figures: Figures
    readings: tuple[Reading, ...]

    def reading(self, kpi_id: str) -> Reading | None:
        """One KPI read at this instant; None when the campaign has dropped it."""
        return next((each for each in self.readings if each.kpi.id == kpi_id), None)


def view(store: Store, opened: OpenCampaign, as_of: datetime) -> View:
    """Every figure and KPI of the campaign as of an instant (UTC, inclusive)."""
    counted = tallies(store, opened.id, opened.campaign, as_of)
    money = figures(opened.campaign, counted.money, as_of)
    return View(opened.campaign, as_of, counted, money, board(opened.campaign, counted, money, as_of))
