"""Fitting the fan of the curve: how the amount gets from what is raised to the total's quantiles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from lib.campaign.forecast import outlook_of
from lib.campaign.forecast_tables import FAN_LEVELS, FAN_TIMES, Tables
from lib.services.forecast.forecast_sample import Numbers, rounded
from lib.services.forecast.forecast_scoring import moment_of
from lib.services.forecast.forecast_series import PastCampaign

LAST_FAN_SHARE = 0.90
"""After this share the payment delay of the series drowns the fan, which keeps its form."""
_SMALLEST_WAY = 0.002


def with_fan(tables: Tables, campaigns: Sequence[PastCampaign]) -> Tables:
    """The tables with the fan that fits their totals: at each share, 80 % of the paths lie inside."""
    shares = [row.elapsed_share for row in tables.rows]
    fans = [_fan(tables, campaigns, share) for share in shares if share <= LAST_FAN_SHARE]
    fans += [fans[-1]] * (len(shares) - len(fans))
    return replace(
        tables, rows=tuple(replace(row, fan=fan) for row, fan in zip(tables.rows, fans, strict=True))
    )


def _fan(
    tables: Tables, campaigns: Sequence[PastCampaign], elapsed_share: float
) -> tuple[tuple[float, ...], ...]:
    """For each level, the share of the way to its final total under which that share of the paths lies."""
    ways: list[list[Numbers]] = [[] for _ in FAN_LEVELS]
    for campaign in campaigns:
        seen = campaign.at(moment_of(campaign, elapsed_share))
        view = outlook_of(seen, tables)
        if view is None:
            continue
        added = _path(campaign, seen.now) - seen.progress
        for position, level in enumerate(FAN_LEVELS):
            way = view.quantile(level) - seen.progress
            if way > _SMALLEST_WAY:
                ways[position].append(added / way)
    lines = [
        np.quantile(np.array(seen), level, axis=0) if seen else np.array(FAN_TIMES)
        for seen, level in zip(ways, FAN_LEVELS, strict=True)
    ]
    return tuple(rounded(np.clip(np.maximum.accumulate(line), 0, 1)) for line in lines)


def _path(campaign: PastCampaign, now: float) -> Numbers:
    """Progress at FAN_TIMES of the time that remains after `now`, straight between ends of days."""
    ends = np.array([*campaign.day_ends(), campaign.course.closes])
    reached = np.array([campaign.course.amount_cents_at(end) / campaign.course.goal_cents for end in ends])
    return np.asarray(np.interp(now + np.array(FAN_TIMES) * (campaign.course.closes - now), ends, reached))
