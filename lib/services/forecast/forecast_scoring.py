"""Scoring the forecast on campaigns that are over: whether it was right, and as sure as it should be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median

from lib.campaign.forecast import Forecast, forecast_of
from lib.campaign.forecast_course import DAY_SECONDS
from lib.campaign.forecast_tables import Tables
from lib.services.forecast.forecast_series import PastCampaign, past_campaigns

SCORED_SHARES = (0.05, 0.10, 0.25, 0.50, 0.75, 0.90)
CALIBRATION_BINS = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """One forecast beside what happened: `forecast` made of `campaign` at an elapsed share."""

    forecast: Forecast
    campaign: PastCampaign


@dataclass(frozen=True, slots=True)
class Score:
    """How the forecasts of `n` campaigns at one elapsed share did; None without a campaign to tell.

    `accuracy`: share on the right side of ½. `brier`: mean squared error of the chance. `calibration_error`:
    expected calibration error over ten bins. `coverage`: share of totals inside 10–90 %. `total_error`:
    median of |median − final| ÷ final. `date_error_days`: median error of the date, among those that reached
    their goal later.
    """

    elapsed_share: float
    n: int
    accuracy: float | None
    brier: float | None
    calibration_error: float | None
    coverage: float | None
    total_error: float | None
    date_error_days: float | None


@dataclass(frozen=True, slots=True)
class PrintableTable:
    """Words for a terminal: a caption, headers and cells, already formatted."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def lines(self) -> tuple[str, ...]:
        """The caption and the rows in aligned columns."""
        widths = [
            max(len(line[column]) for line in (self.headers, *self.rows))
            for column in range(len(self.headers))
        ]
        table = (self.headers, *self.rows)
        return (
            self.caption,
            *(
                "  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True))
                for line in table
            ),
        )


def backtest_table(path: Path) -> PrintableTable:
    """What the shipped forecast would have said of the campaigns of a series file, scored.

    Raises UnreadableFile.
    """
    campaigns = past_campaigns(path)
    caption = f"{path.name}: {len(campaigns)} in the file, scored once they have 5 contributors"
    return score_table(caption, backtest(campaigns))


def backtest(campaigns: Sequence[PastCampaign], tables: Tables | None = None) -> tuple[Score, ...]:
    """The scores at each of SCORED_SHARES, with the shipped tables unless others are given."""
    return tuple(score(share, judged(campaigns, share, tables)) for share in SCORED_SHARES)


def judged(
    campaigns: Sequence[PastCampaign], elapsed_share: float, tables: Tables | None = None
) -> tuple[Judged, ...]:
    """The forecasts made at `elapsed_share` of each campaign, left out where nothing was forecast yet."""
    made = (
        Judged(forecast_of(campaign.at(moment_of(campaign, elapsed_share)), tables), campaign)
        for campaign in campaigns
    )
    return tuple(each for each in made if each.forecast.probability is not None)


def moment_of(campaign: PastCampaign, elapsed_share: float) -> float:
    """The end of a day nearest to `elapsed_share` of the time, in seconds: a series knows whole days only."""
    asked = campaign.course.opens + elapsed_share * (campaign.course.closes - campaign.course.opens)
    return min(campaign.day_ends(), key=lambda end: abs(end - asked), default=asked)


def score(elapsed_share: float, pairs: Sequence[Judged]) -> Score:
    """The score of forecasts made at one elapsed share."""
    chances = [(pair.forecast.probability or 0.0, pair.campaign.succeeded) for pair in pairs]
    dates = [error for error in map(_date_error_days, pairs) if error is not None]
    return Score(
        elapsed_share=elapsed_share,
        n=len(pairs),
        accuracy=_mean([(chance >= 0.5) == outcome for chance, outcome in chances]),
        brier=_mean([(chance - outcome) ** 2 for chance, outcome in chances]),
        calibration_error=_calibration_error(chances),
        coverage=_mean([_is_covered(pair) for pair in pairs]),
        total_error=median(map(_total_error, pairs)) if pairs else None,
        date_error_days=median(dates) if dates else None,
    )


def score_table(caption: str, scores: Sequence[Score]) -> PrintableTable:
    """Scores as a table with one row an elapsed share; an em dash where nothing can be told."""
    headers = (
        "elapsed",
        "n",
        "accuracy",
        "Brier",
        "calibration error",
        "80 % holds",
        "error of total",
        "error of date, days",
    )
    rows = tuple(
        (
            f"{each.elapsed_share:.0%}",
            str(each.n),
            _said(each.accuracy, ".3f"),
            _said(each.brier, ".3f"),
            _said(each.calibration_error, ".3f"),
            _said(each.coverage, ".2f"),
            _said(each.total_error, ".1%"),
            _said(each.date_error_days, ".1f"),
        )
        for each in scores
    )
    return PrintableTable(caption, headers, rows)


def _calibration_error(chances: Sequence[tuple[float, bool]]) -> float | None:
    """|Σ (chance − outcome)| of each bin of chance, summed over the bins, ÷ the number of forecasts."""
    gaps = [0.0] * CALIBRATION_BINS
    for chance, outcome in chances:
        gaps[min(int(chance * CALIBRATION_BINS), CALIBRATION_BINS - 1)] += chance - outcome
    return sum(map(abs, gaps)) / len(chances) if chances else None


def _is_covered(pair: Judged) -> bool:
    low_cents, high_cents = pair.forecast.total_low_cents, pair.forecast.total_high_cents
    return (
        low_cents is not None
        and high_cents is not None
        and low_cents <= pair.campaign.final_cents <= high_cents
    )


def _total_error(pair: Judged) -> float:
    return abs((pair.forecast.total_median_cents or 0) - pair.campaign.final_cents) / max(
        pair.campaign.final_cents, 1
    )


def _date_error_days(pair: Judged) -> float | None:
    said, happened = pair.forecast.reach_median, pair.campaign.reached_moment
    if said is None or happened is None or pair.forecast.probability == 1:
        return None
    return abs(said.timestamp() - happened) / DAY_SECONDS


def _mean(values: Sequence[float]) -> float | None:
    return fmean(values) if values else None


def _said(value: float | None, how: str) -> str:
    return "—" if value is None else format(value, how)
