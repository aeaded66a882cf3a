"""The forecast's arithmetic: the chance of the goal, the total as a mixture of two heaps, the wait, the fan.

Everything is in goals and shares; nothing here knows money, instants or zones.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from math import exp, log

from lib.campaign.forecast_tables import FAN_TIMES, LEVELS, Tables, blend, neighbours

BAND_LOG_ODDS = 0.45
"""Half-width of the band around the chance, in log-odds: the tables come from another platform."""
ODDS_BOUNDS = (log(0.01), log(1000))
PACE_EXPONENT_LIMIT = 0.5
MOST_CLOSED = 0.99
"""The most of its gap that a campaign which misses its goal can close: by definition it stays below."""
_LEVELS = (0.0, *LEVELS, 1.0)


def log_odds(chance: float) -> float:
    """ln(p / (1 − p)) of a chance strictly between 0 and 1."""
    return log(chance / (1 - chance))


def chance_from(log_odds_of_it: float) -> float:
    """The chance (0–1) of a log-odds."""
    return 1 / (1 + exp(-log_odds_of_it))


def goal_log_odds(tables: Tables, elapsed_share: float, progress: float, pace: float) -> float:
    """Log-odds of reaching the goal for a `progress` below 1.

    Never lower for more money at the same time and pace.
    """
    base, per_gap, per_pace = _coefficients(tables, elapsed_share)
    gap = log((1 - progress) / progress) if progress > 0 else ODDS_BOUNDS[1]
    return base + per_gap * min(max(gap, ODDS_BOUNDS[0]), ODDS_BOUNDS[1]) + per_pace * log(pace)


def progress_for(tables: Tables, elapsed_share: float, chance: float) -> float:
    """The progress (raised ÷ goal) at which a campaign at its usual pace has this `chance` of its goal.

    Bounded to 0.001–0.99, as the model's own term is.
    """
    base, per_gap, _ = _coefficients(tables, elapsed_share)
    gap = (log_odds(chance) - base) / per_gap if per_gap else ODDS_BOUNDS[1]
    return chance_from(-min(max(gap, ODDS_BOUNDS[0]), ODDS_BOUNDS[1]))


@dataclass(frozen=True, slots=True)
class Heap:
    """A distribution of the final total, in goals.

    `values` at the probabilities 0, LEVELS and 1, ascending, straight between.
    """

    values: tuple[float, ...]

    def share_at_most(self, total: float) -> float:
        """The probability (0–1) of a total not above `total`."""
        return self._share(total, bisect_right(self.values, total))

    def share_below(self, total: float) -> float:
        """The probability (0–1) of a total strictly below `total`.

        Smaller than `share_at_most` where totals are tied.
        """
        return self._share(total, bisect_left(self.values, total))

    def quantile(self, level: float) -> float:
        """The total at probability `level` (0–1)."""
        left, right, weight = neighbours(_LEVELS, level)
        return self.values[left] + weight * (self.values[right] - self.values[left])

    def _share(self, total: float, position: int) -> float:
        if position in (0, len(self.values)):
            return 0.0 if position == 0 else 1.0
        low, high = self.values[position - 1], self.values[position]
        return _LEVELS[position - 1] + (total - low) / (high - low) * (
            _LEVELS[position] - _LEVELS[position - 1]
        )


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where a campaign may end.

    In the heap of those that `made` it with probability `chance`, else among those that `missed`.
    """

    chance: float
    made: Heap
    missed: Heap

    def quantile(self, level: float) -> float:
        """The total, in goals, at probability `level` (strictly between 0 and 1) of the mixture."""
        points = sorted({*self.made.values, *self.missed.values})
        previous, reached = points[0], 0.0
        for point in points:
            below = self._mixed(self.made.share_below(point), self.missed.share_below(point))
            if level <= below:
                return previous + (point - previous) * max(level - reached, 0.0) / (below - reached)
            reached = self._mixed(self.made.share_at_most(point), self.missed.share_at_most(point))
            if level <= reached:
                return point
            previous = point
        return points[-1]

    def chance_of(self, total: float) -> float:
        """The probability (0–1) of ending at `total` goals or more."""
        return 1 - self._mixed(self.made.share_below(total), self.missed.share_below(total))

    def _mixed(self, made: float, missed: float) -> float:
        return self.chance * made + (1 - self.chance) * missed


def outlook(tables: Tables, elapsed_share: float, progress: float, pace: float) -> Outlook:
    """The outlook of a campaign.

    Below the goal two heaps, past it the single heap of what such campaigns still added.
    """
    if progress >= 1:
        past = _past_heap(tables, elapsed_share, progress, pace)
        return Outlook(1.0, past, past)
    chance = chance_from(goal_log_odds(tables, elapsed_share, progress, pace))
    return Outlook(
        chance,
        _made_heap(tables, elapsed_share, progress),
        _missed_heap(tables, elapsed_share, progress, pace),
    )


def pace_factor(elapsed_share: float, pace: float) -> float:
    """What still comes in, by pace: pace^min(elapsed, ½). The later it is, the more the last week tells."""
    return float(pace ** min(elapsed_share, PACE_EXPONENT_LIMIT))


def wait_shares(tables: Tables, elapsed_share: float, progress: float) -> tuple[float, ...]:
    """The share of the remaining time until the goal, if it is reached, at WAIT_LEVELS."""
    left, right, weight = tables.around(elapsed_share)
    return blend(left.wait.at(progress), right.wait.at(progress), weight)


def fan_shares(tables: Tables, elapsed_share: float, remaining_share: float) -> tuple[float, ...]:
    """How far (0–1) each of FAN_LEVELS is on its way from what is raised to its final total.

    `remaining_share` (0–1) is the share of the time left that will have gone by.
    """
    left, right, weight = tables.around(elapsed_share)
    first, second, way = neighbours((0.0, *FAN_TIMES, 1.0), remaining_share)
    lines = (
        blend((0.0, *low, 1.0), (0.0, *high, 1.0), weight)
        for low, high in zip(left.fan, right.fan, strict=True)
    )
    return tuple(line[first] + way * (line[second] - line[first]) for line in lines)


def _coefficients(tables: Tables, elapsed_share: float) -> tuple[float, ...]:
    left, right, weight = tables.around(elapsed_share)
    return blend(left.chance, right.chance, weight)


def _made_heap(tables: Tables, elapsed_share: float, progress: float) -> Heap:
    left, right, weight = tables.around(elapsed_share)
    return _heap(1.0, blend(left.success.at(progress), right.success.at(progress), weight))


def _missed_heap(tables: Tables, elapsed_share: float, progress: float, pace: float) -> Heap:
    left, right, weight = tables.around(elapsed_share)
    closed = blend(left.failure.at(progress), right.failure.at(progress), weight)
    factor, gap = pace_factor(elapsed_share, pace), 1 - progress
    totals = tuple(progress + gap * min(share * factor, MOST_CLOSED) for share in closed)
    return _heap(progress, totals, ceiling=progress + gap * MOST_CLOSED)


def _past_heap(tables: Tables, elapsed_share: float, progress: float, pace: float) -> Heap:
    left, right, weight = tables.around(elapsed_share)
    factor = pace_factor(elapsed_share, pace)
    return _heap(
        progress, tuple(progress * (1 + added * factor) for added in blend(left.past, right.past, weight))
    )


def _heap(floor: float, values: tuple[float, ...], ceiling: float = float("inf")) -> Heap:
    """A heap between `floor` and as far again above its 95 % as the 90 % is below it.

    The ends are not known, only bounded.
    """
    top = min(2 * values[-1] - values[-2], ceiling)
    return Heap((min(floor, values[0]), *values, max(top, values[-1])))
