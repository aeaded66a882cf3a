"""Fitting the forecast's tables on a series of past campaigns; what `python -m lib fit-forecast FILE` runs.

The method, for each elapsed share of the grid: a logistic regression of the outcome on two terms (weighted,
by Newton's method), quantiles of what happened in bins of progress, and the fan that holds 80 % of the paths.
Deterministic.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

import numpy as np

from lib.campaign.forecast_model import ODDS_BOUNDS, PACE_EXPONENT_LIMIT
from lib.campaign.forecast_tables import (
    FAN_LEVELS,
    FAN_TIMES,
    LEVELS,
    WAIT_LEVELS,
    Cells,
    TableRow,
    Tables,
    json_from_tables,
)
from lib.services.forecast.forecast_fan import with_fan
from lib.services.forecast.forecast_sample import Flags, Numbers, Sample, rounded, sample, weighted_quantiles
from lib.services.forecast.forecast_scoring import (
    SCORED_SHARES,
    PrintableTable,
    Score,
    judged,
    score,
    score_table,
)
from lib.services.forecast.forecast_series import PastCampaign, past_campaigns

GRID = (0.02, 0.05, 0.10, 0.15, 0.20, 0.30, 0.40, 0.50, 0.60, 0.70, 0.80, 0.90, 0.95, 0.98)
BINS = 5
FOLDS = 10
METHOD: Mapping[str, str] = MappingProxyType(
    {
        "dates": "Payment dates, about a day after the pledge: the series is read one day ahead, at ends of "
        "local days (raised by the end of day d = paid by the end of day d + 1). Payments after the closing "
        "count in the final total.",
        "campaigns_kept": "At each elapsed share, campaigns with 5 contributors by then.",
        "chance": "Logistic regression on ln((1 - x) / x) and ln(pace), Newton's method, days pooled around "
        "each share of the grid by a triangle, each campaign weighing one.",
        "distributions": "Weighted quantiles in five bins of progress of equal weight, kept at the bins' "
        "medians; what failures and campaigns past their goal still add is divided by pace to the power "
        "min(elapsed, 1/2).",
        "fan": "Shares of the way from what is raised to the total's 10, 50 and 90 % under which 10, 50 and "
        "90 % of the paths lie.",
    }
)
_RIDGE = 0.5
_STEPS, _STILL = 60, 1e-10
_STRAIGHT_FAN = (FAN_TIMES,) * len(FAN_LEVELS)


@dataclass(frozen=True, slots=True)
class FittedForecast:
    """The text of the tables' file, and how the method scores on campaigns it was not fitted on."""

    tables_json: str
    cross_validation: PrintableTable


def fit_table(path: Path, provenance: Mapping[str, str] | None = None) -> FittedForecast:
    """Tables fitted on a series file, with their cross-validation.

    `provenance` says where the series comes from (source, licence); what the fit knows itself is added to it.
    Raises UnreadableFile, or ForecastUseError where the series is too small.
    """
    campaigns = past_campaigns(path)
    caption = (
        f"{len(campaigns)} campaigns of {path.name}, each forecast by tables fitted on the other nine tenths"
    )
    tables = fitted_tables(campaigns, provenance or {"source": path.name})
    return FittedForecast(json_from_tables(tables), score_table(caption, cross_validation(campaigns)))


def fitted_tables(campaigns: Sequence[PastCampaign], provenance: Mapping[str, str] | None = None) -> Tables:
    """The tables of a series, rounded to four decimals so that the same series gives the same file."""
    tables = _without_fan(campaigns)
    described = {**(provenance or {}), "campaigns": str(len(campaigns)), "years": _years(campaigns), **METHOD}
    return Tables(described, with_fan(tables, campaigns).rows)


def cross_validation(campaigns: Sequence[PastCampaign], folds: int = FOLDS) -> tuple[Score, ...]:
    """Scores by elapsed share, out of sample.

    Each campaign is forecast by tables fitted without its fold (every tenth campaign of the series).
    """
    parts = [(campaigns[fold::folds], _fitted_without(campaigns, fold, folds)) for fold in range(folds)]
    return tuple(
        score(share, [pair for kept, tables in parts for pair in judged(kept, share, tables)])
        for share in SCORED_SHARES
    )


def _fitted_without(campaigns: Sequence[PastCampaign], fold: int, folds: int) -> Tables:
    return _without_fan([campaign for position, campaign in enumerate(campaigns) if position % folds != fold])


def _without_fan(campaigns: Sequence[PastCampaign]) -> Tables:
    """Tables with everything but the fan, which takes longest and which no score looks at."""
    days = sample(campaigns)
    return Tables({}, tuple(_row(days, elapsed_share) for elapsed_share in GRID))


def _years(campaigns: Sequence[PastCampaign]) -> str:
    years = [campaign.course.instant(campaign.course.opens).year for campaign in campaigns]
    return f"{min(years)}–{max(years)}"


def _row(days: Sample, elapsed_share: float) -> TableRow:
    below = days.progress < 1
    past = _past(days, elapsed_share, ~below)
    return TableRow(
        elapsed_share=elapsed_share,
        chance=_chance(days, elapsed_share, below),
        success=_success(days, elapsed_share, days.succeeded & below, past),
        failure=_failure(days, elapsed_share, ~days.succeeded & below),
        past=rounded(past),
        wait=_wait(days, elapsed_share, days.succeeded & below),
        fan=_STRAIGHT_FAN,
    )


def _chance(days: Sample, elapsed_share: float, kept: Flags) -> tuple[float, ...]:
    """a, b ≤ 0 and c ≥ 0: a term whose sign would let more money lower the chance is left out."""
    near, weights = days.near(elapsed_share, kept)
    progress = np.clip(days.progress[near], 1e-9, 1 - 1e-9)
    gap = np.clip(np.log((1 - progress) / progress), *ODDS_BOUNDS)
    terms = np.column_stack([np.ones_like(gap), gap, np.log(days.pace[near])])
    outcome = days.succeeded[near].astype(np.float64)
    used = np.array([True, True, True])
    found = _logistic(terms, outcome, weights)
    wrong = np.array([False, found[1] > 0, found[2] < 0])
    if wrong.any():
        used &= ~wrong
        found = np.zeros(3)
        found[used] = _logistic(terms[:, used], outcome, weights)
    return rounded(found)


def _logistic(terms: Numbers, outcome: Numbers, weights: Numbers) -> Numbers:
    """Coefficients of a weighted logistic regression, by Newton's method; a ridge keeps them finite."""
    found = np.zeros(terms.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-terms @ found))
        slope = terms.T @ (weights * (outcome - chance)) - _RIDGE * found
        curve = (terms * (weights * chance * (1 - chance))[:, None]).T @ terms + _RIDGE * np.eye(
            terms.shape[1]
        )
        step = np.linalg.solve(curve, slope)
        found = found + step
        if np.abs(step).max() < _STILL:
            break
    return found


def _past(days: Sample, elapsed_share: float, kept: Flags) -> Numbers:
    near, weights = days.near(elapsed_share, kept)
    added = np.maximum(days.final_progress[near] / days.progress[near] - 1, 0)
    return weighted_quantiles(added / _pace_factors(days, near), weights, LEVELS)


def _success(days: Sample, elapsed_share: float, kept: Flags, past: Numbers) -> Cells:
    """Never lower for more progress, and joined at the goal to what campaigns past it end at."""
    near, weights = days.near(elapsed_share, kept)
    progress, totals = _binned(days.progress[near], days.final_progress[near], weights, LEVELS)
    joined = np.maximum.accumulate(np.vstack([np.maximum(totals, 1), 1 + past]), axis=0)
    return _cells(np.append(progress, 1.0), joined)


def _failure(days: Sample, elapsed_share: float, kept: Flags) -> Cells:
    near, weights = days.near(elapsed_share, kept)
    progress = days.progress[near]
    closed = np.clip((days.final_progress[near] - progress) / (1 - progress), 0, 1)
    return _cells(*_binned(progress, closed / _pace_factors(days, near), weights, LEVELS))


def _wait(days: Sample, elapsed_share: float, kept: Flags) -> Cells:
    """Never longer for more progress, and nothing left to wait for at the goal."""
    near, weights = days.near(elapsed_share, kept)
    progress, waits = _binned(days.progress[near], np.clip(days.wait[near], 0, 1), weights, WAIT_LEVELS)
    joined = np.minimum.accumulate(np.vstack([waits, np.zeros(len(WAIT_LEVELS))]), axis=0)
    return _cells(np.append(progress, 1.0), joined)


def _binned(
    progress: Numbers, values: Numbers, weights: Numbers, levels: Sequence[float]
) -> tuple[Numbers, Numbers]:
    """Bins of equal weight by progress: their median progress, and the quantiles of `values` in each."""
    edges = weighted_quantiles(progress, weights, np.linspace(0, 1, BINS + 1).tolist())
    inside = [(progress >= low) & (progress <= high) for low, high in pairwise(edges)]
    middles = [weighted_quantiles(progress[kept], weights[kept], (0.5,))[0] for kept in inside]
    return np.array(middles), np.array(
        [weighted_quantiles(values[kept], weights[kept], levels) for kept in inside]
    )


def _pace_factors(days: Sample, near: Flags) -> Numbers:
    """The array form of `forecast_model.pace_factor`, at each day's own elapsed share."""
    return np.asarray(days.pace[near] ** np.minimum(days.elapsed_share[near], PACE_EXPONENT_LIMIT))


def _cells(progress: Numbers, quantiles: Numbers) -> Cells:
    return Cells(rounded(progress), tuple(rounded(line) for line in quantiles))
