"""What the forecast said, one a day: kept so that the closing report can show it against what happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lib.campaign.calendar import local_day
from lib.campaign.forecast import ForecastStatus
from lib.services.campaigns import OpenCampaign
from lib.services.forecast.forecasting import forecast_at
from lib.store.engine import Store
from lib.store.kept import keep, kept, kept_all

_PREFIX = "forecast:"


@dataclass(frozen=True, slots=True)
class SaidForecast:
    """What was said on a local day: the chance (0–1) of passing the threshold, and the median total in cents."""

    day: date
    probability: float
    total_median_cents: int


def note_forecast(store: Store, opened: OpenCampaign, now: datetime) -> bool:
    """Keep today's forecast, once; True when it was noted now. An invented or closed campaign has none to keep."""
    campaign, name = opened.campaign, f"{_PREFIX}{local_day(now, opened.campaign.period.zone).isoformat()}"
    if campaign.invented or not campaign.period.is_open(now) or kept(store, opened.id, name) is not None:
        return False
    said = forecast_at(store, opened, now)
    if said is None or said.status is not ForecastStatus.OK:
        return False
    keep(store, opened.id, name, {"probability": said.probability, "total_median_cents": said.total_median_cents}, at=now)
    return True


def said_forecasts(store: Store, opened: OpenCampaign) -> tuple[SaidForecast, ...]:
    """Every forecast that was kept, the oldest first."""
    held = kept_all(store, opened.id, _PREFIX)
    return tuple(_said(name, value) for name, value in sorted(held.items()) if isinstance(value, dict))


def _said(name: str, value: dict[str, object]) -> SaidForecast:
    day = date.fromisoformat(name.removeprefix(_PREFIX))
    return SaidForecast(day, float(str(value["probability"])), int(str(value["total_median_cents"])))


def brier_score(said: tuple[SaidForecast, ...], *, is_reached: bool) -> float | None:
    """The mean squared distance between what was said and what happened: 0 is perfect, 0.25 is a coin; None without any."""
    outcome = 1.0 if is_reached else 0.0
    return sum((each.probability - outcome) ** 2 for each in said) / len(said) if said else None
