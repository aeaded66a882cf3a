"""What the forecast's tables are fitted on.

Every end of a day of past campaigns, weighted around an elapsed share.

Neighbouring days are pooled so that the tables move smoothly with time; each campaign weighs the same,
however many of its days fall near.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lib.campaign.forecast import CONTRIBUTORS_NEEDED
from lib.campaign.forecast_course import ForecastUseError
from lib.services.forecast.forecast_series import PastCampaign

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

EARLIEST_SHARE = 0.01
BANDWIDTH = 0.05
TABLE_DIGITS = 4
FEWEST_CAMPAIGNS = 30
"""Below this number of campaigns near an elapsed share, days farther off are taken in."""
_WIDENED, _WIDEST = 1.5, 2.0


@dataclass(frozen=True, slots=True)
class Sample:
    """Days of past campaigns as columns of one length.

    `campaign` is the position of the campaign, `elapsed_share`, `progress` and `pace` are as the forecast
    sees them, `succeeded` and `final_progress` what happened, `wait` the share of the remaining time until
    the goal (nan if never).
    """

    campaign: NDArray[np.int64]
    elapsed_share: Numbers
    progress: Numbers
    pace: Numbers
    succeeded: Flags
    final_progress: Numbers
    wait: Numbers

    def near(self, elapsed_share: float, kept: Flags) -> tuple[Flags, Numbers]:
        """Which of the `kept` days lie near `elapsed_share`, and their weights.

        A triangle, 1 in all for each campaign.

        Widens until it holds 30 campaigns; raises ForecastUseError where there are none at all.
        """
        width = BANDWIDTH * max(0.3, 2 * (elapsed_share * (1 - elapsed_share)) ** 0.5)
        while True:
            raw = np.where(kept, np.maximum(0.0, 1 - np.abs(self.elapsed_share - elapsed_share) / width), 0.0)
            inside = raw > 0
            if width > _WIDEST or np.unique(self.campaign[inside]).size >= FEWEST_CAMPAIGNS:
                break
            width *= _WIDENED
        if not inside.any():
            raise ForecastUseError(
                "A series to fit on needs campaigns that reached their goal and campaigns that did not."
            )
        totals = np.bincount(self.campaign, raw)
        return inside, raw[inside] / totals[self.campaign[inside]]


def sample(campaigns: Sequence[PastCampaign]) -> Sample:
    """The days of the campaigns with 5 contributors by then, from 1 % of the time to the closing."""
    days = [day for position, campaign in enumerate(campaigns) for day in _days(position, campaign)]
    if not days:
        raise ForecastUseError("A series to fit on needs campaigns with at least 5 contributors.")
    columns = np.array(days, dtype=np.float64).T
    return Sample(
        columns[0].astype(np.int64),
        columns[1],
        columns[2],
        columns[3],
        columns[4] > 0,
        columns[5],
        columns[6],
    )


def weighted_quantiles(values: Numbers, weights: Numbers, levels: Sequence[float]) -> Numbers:
    """Quantiles of weighted values: each sits at the middle of its weight, straight in between."""
    order = np.argsort(values, kind="stable")
    ascending = weights[order]
    middles = (np.cumsum(ascending) - ascending / 2) / ascending.sum()
    return np.asarray(np.interp(np.asarray(levels), middles, values[order]))


def rounded(values: Numbers) -> tuple[float, ...]:
    """Values as the tables keep them: four decimals, and no negative zero."""
    return tuple(round(float(value), TABLE_DIGITS) + 0.0 for value in values)


def _days(position: int, campaign: PastCampaign) -> list[tuple[float, ...]]:
    reached = campaign.reached_moment
    days: list[tuple[float, ...]] = []
    for end in campaign.day_ends():
        seen = campaign.at(end)
        if seen.contributors < CONTRIBUTORS_NEEDED or seen.elapsed_share < EARLIEST_SHARE:
            continue
        wait = float("nan") if reached is None else max(reached - end, 0.0) / (seen.closes - end)
        outcome = (float(campaign.succeeded), campaign.final_progress, wait)
        days.append((float(position), seen.elapsed_share, seen.progress, seen.pace, *outcome))
    return days
