"""What the forecasts said, evening by evening, against what happened, with a score that needs no statistics to be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt

from lib.campaign.calendar import local_day
from lib.campaign.forecast import ForecastStatus, course, forecast_of
from lib.campaign.forecast_views import EVEN_ODDS
from lib.services.campaigns import OpenCampaign
from lib.services.forecast.forecast_log import SaidForecast, brier_score, said_forecasts
from lib.services.viewing import View
from lib.store.engine import Store
from lib.store.queries.newcomers import contributors_by_day
from lib.store.queries.series import hour_totals

COIN_POINTS = 50
"""How far from what happens a coin is on each evening, in points of 100."""
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class ForecastRecord:
    """One forecast for each evening that has one, and how it ended (None: not known yet).

    `is_recomputed`: worked out today from the past evenings' data, for an invented campaign has no log.
    """

    said: tuple[SaidForecast, ...]
    is_reached: bool | None
    total_cents: int
    is_recomputed: bool = False

    def was_right(self, said: SaidForecast) -> bool | None:
        """Whether an evening's forecast leaned to the side that came true; even odds lean to success. None: not known."""
        return None if self.is_reached is None else (said.probability >= EVEN_ODDS) == self.is_reached

    @property
    def right_count(self) -> int:
        """The evenings whose forecast leaned to the right side."""
        return sum(self.was_right(each) is True for each in self.said)

    @property
    def points_away(self) -> int | None:
        """How far from what happened a forecast typically was, 0 to 100 (root of the mean square); None: not known."""
        found = None if self.is_reached is None else brier_score(self.said, is_reached=self.is_reached)
        return None if found is None else round(100 * sqrt(found))

    @property
    def at_half_time(self) -> SaidForecast | None:
        """The forecast in the middle of those that were made; None without any."""
        return self.said[len(self.said) // 2] if self.said else None


def forecast_record(store: Store, opened: OpenCampaign, seen: View) -> ForecastRecord | None:
    """The record at the instant of `seen`; None for a campaign that keeps what it raises: nothing is forecast there."""
    campaign, gross = opened.campaign, seen.figures.gross_cents
    if not campaign.all_or_nothing:
        return None
    is_over = seen.as_of >= campaign.period.closes_at
    outcome = gross >= campaign.goal_cents if (is_over or gross >= campaign.goal_cents) and seen.figures.known else None
    today = local_day(seen.as_of, campaign.period.zone)
    if campaign.invented:
        return ForecastRecord(tuple(_recomputed(store, opened, seen.as_of)), outcome, gross, is_recomputed=True)
    return ForecastRecord(tuple(each for each in said_forecasts(store, opened) if each.day <= today), outcome, gross)


def _recomputed(store: Store, opened: OpenCampaign, as_of: datetime) -> Iterator[SaidForecast]:
    """The forecast of each evening that is over, from what was known at its end."""
    campaign, period = opened.campaign, opened.campaign.period
    history, people = _history(store, opened, as_of), contributors_by_day(store, opened.id, campaign, as_of)
    for number in range(1, period.day_count):
        day, evening = period.day(number), period.start_of(number + 1)
        if evening > as_of:
            return
        said = forecast_of(
            course(
                goal_cents=campaign.goal_cents,
                opens_at=period.opens_at,
                closes_at=period.closes_at.astimezone(period.zone),
                as_of=evening,
                history=[(at, cents) for at, cents in history if at <= evening],
                contributors=max((each.contributors for each in people if each.day <= day), default=0),
            )
        )
        if said.status is ForecastStatus.OK and said.probability is not None and said.total_median_cents is not None:
            yield SaidForecast(day, said.probability, said.total_median_cents)


def _history(store: Store, opened: OpenCampaign, as_of: datetime) -> list[tuple[datetime, int]]:
    """Cumulative counted cents at the end of each hour that brought something."""
    total, points = 0, []
    for hour in hour_totals(store, opened.id, opened.campaign, as_of):
        total += hour.counted_cents
        points.append((hour.at + _HOUR, total))
    return points
