"""The figures for other programs: the JSON of `python -m lib figures --json`, the same as what people see."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from lib.campaign.figures import Figures
from lib.campaign.forecast import Forecast
from lib.campaign.money import amount
from lib.i18n.translator import Translator
from lib.kpis.reading import Detail, Number, Reading, Unit
from lib.services.viewing import View

Json = dict[str, Any]
_IN_CENTS = ("gross", "expected")
"""Details of a KPI in money that are amounts."""


def figures_json(view: View, forecast: Forecast | None, translator: Translator) -> Json:
    """Money as decimal strings, rates as numbers between 0 and 1, instants with their offset, nothing as null."""
    zone, figures = view.campaign.period.zone, view.figures
    return {
        "campaign": view.campaign.name,
        "currency": view.campaign.currency,
        "as_of": _local(view.as_of, zone),
        "day_number": figures.day_number,
        "days_left": figures.days_left,
        "elapsed": float(figures.elapsed),
        "money": _money(figures),
        "kpis": [_kpi(reading, zone, translator) for reading in view.readings],
        "forecast": None if forecast is None else _forecast(forecast, zone),
    }


def _forecast(forecast: Forecast, zone: ZoneInfo) -> Json:
    return {
        "status": forecast.status.value,
        "probability": forecast.probability,
        "probability_low": forecast.probability_low,
        "probability_high": forecast.probability_high,
        "total_low": _decimal(forecast.total_low_cents),
        "total_median": _decimal(forecast.total_median_cents),
        "total_high": _decimal(forecast.total_high_cents),
        "reach_early": _local(forecast.reach_early, zone),
        "reach_median": _local(forecast.reach_median, zone),
        "reach_late": _local(forecast.reach_late, zone),
        "pace": forecast.pace,
    }


def _local(instant: datetime | None, zone: ZoneInfo) -> str | None:
    return None if instant is None else instant.astimezone(zone).isoformat(timespec="seconds")


def _decimal(cents: int | None) -> str | None:
    return None if cents is None else str(amount(cents))


def _money(figures: Figures) -> Json:
    return {
        "gross": _decimal(figures.gross_cents),
        "pending": _decimal(figures.pending_cents),
        "withdrawn": _decimal(figures.withdrawn_cents),
        "commission": _decimal(figures.commission_cents),
        "commission_tax": _decimal(figures.commission_tax_cents),
        "net": _decimal(figures.net_cents),
        "costs": _decimal(figures.costs_cents),
        "available": _decimal(figures.available_cents),
        "goal": _decimal(figures.goal_cents),
        "gross_progress": float(figures.gross_progress),
        "net_progress": float(figures.net_progress),
        "gross_needed": _decimal(figures.gross_needed_cents),
        "remaining_gross": _decimal(figures.remaining_gross_cents),
        "remaining_net": _decimal(figures.remaining_net_cents),
        "needed_per_day": _decimal(figures.needed_per_day_cents),
        "expected": _decimal(figures.expected_cents),
        "contributors": figures.contributors,
        "contributions": figures.contributions,
        "mean_contribution": _decimal(figures.mean_contribution_cents),
        "median_contribution": _decimal(figures.median_contribution_cents),
        "from_platform_total": figures.from_platform,
    }


def _kpi(reading: Reading, zone: ZoneInfo, translator: Translator) -> Json:
    measure, unit = reading.measure, reading.kpi.unit
    return {
        "id": reading.kpi.id,
        "value": _value(measure.value, unit),
        "target": _value(reading.target, unit),
        "unit": unit.value,
        "status": reading.status.value,
        "numerator": measure.numerator,
        "denominator": measure.denominator,
        "n": measure.n,
        "low": measure.low,
        "high": measure.high,
        "as_of": _local(reading.as_of, zone),
        "observed_at": _local(measure.observed_at, zone),
        "deadline": _local(reading.deadline, zone),
        "why": translator.sentence(reading.why),
        **{name: _detail(name, value, zone) for name, value in measure.details.items()},
    }


def _value(value: Number | None, unit: Unit) -> str | int | float | bool | None:
    if value is None:
        return None
    if unit is Unit.MONEY:
        return _decimal(round(value))
    if unit is Unit.YES_NO:
        return bool(value)
    return int(value) if Fraction(value).denominator == 1 and unit is not Unit.SHARE else float(value)


def _detail(name: str, value: Detail, zone: ZoneInfo) -> str | int | float | None:
    if isinstance(value, datetime) or value is None:
        return _local(value, zone)
    if name in _IN_CENTS and not isinstance(value, Fraction):
        return _decimal(value)
    return int(value) if Fraction(value).denominator == 1 else float(value)
