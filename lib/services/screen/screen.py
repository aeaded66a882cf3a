"""What the room's screen is told from: figures, KPIs, the forecast, what came in since an instant, titles. Nobody is in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lib.campaign.figures import Figures
from lib.campaign.forecast import Forecast
from lib.services.campaigns import OpenCampaign
from lib.services.forecast.forecasting import forecast_at
from lib.services.screen.screen_setup import ACTIONS
from lib.services.viewing import View, view
from lib.store.engine import Store
from lib.store.queries.public import CameIn, came_in, nameless, next_titles
from lib.store.queries.tallies import money


@dataclass(frozen=True, slots=True)
class ScreenFacts:
    """A campaign as the room sees it at an instant; `came_in` since `since`, both None where no evening is on.

    `titles`: of the next tasks, none of which names anybody.
    """

    view: View
    forecast: Forecast | None
    since: datetime | None
    came_in: CameIn | None
    titles: tuple[str, ...]


def screen_facts(store: Store, opened: OpenCampaign, as_of: datetime, since: datetime | None) -> ScreenFacts:
    """All of it in one snapshot."""
    with store.reading():
        seen = view(store, opened, as_of)
        return ScreenFacts(
            seen,
            forecast_at(store, opened, as_of) if seen.figures.known else None,
            since,
            None if since is None else _came_in(store, opened, seen.figures, since),
            planned_titles(store, opened, as_of),
        )


def planned_titles(store: Store, opened: OpenCampaign, as_of: datetime) -> tuple[str, ...]:
    """What the screen says is done next when the lead has typed nothing."""
    return next_titles(store, opened.id, opened.campaign, as_of, limit=ACTIONS)


def actions_shown(store: Store, opened: OpenCampaign, typed: tuple[str, ...]) -> tuple[str, ...]:
    """The lead's own actions, without those that have come to name somebody since they were typed."""
    return nameless(store, opened.id, typed) if typed else ()


def _came_in(store: Store, opened: OpenCampaign, figures: Figures, since: datetime) -> CameIn:
    """Where only the platform's totals are known, the difference between two of them."""
    if not figures.from_platform:
        return came_in(store, opened.id, opened.campaign, since, figures.as_of)
    before = money(store, opened.id, opened.campaign, since)
    people = max((figures.contributors or 0) - (before.contributors or 0), 0)
    return CameIn(max(figures.gross_cents - before.counted_cents, 0), people)
