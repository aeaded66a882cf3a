"""The course of a campaign up to an instant.

What the forecast looks at, in units that have no zone and no currency.

Instants are seconds since the epoch, so that two datetimes of one zone are never subtracted as wall-clock
times across a change of hour. Amounts stay integer cents; a share is 0–1.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import pairwise

from lib.campaign.errors import UseError

DAY_SECONDS = 86_400.0
PACE_WINDOW_DAYS = 7.0
PACE_BOUNDS = (0.1, 5.0)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class ForecastUseError(UseError, ValueError):
    """The forecast was asked of something that cannot be.

    No goal, no duration, or a history that goes back in time.
    """


@dataclass(frozen=True, slots=True)
class Course:
    """A campaign as the forecast sees it at `now`: made by `course`, moved to another instant by `at`.

    `opens`, `closes`, `now` and `moments` are seconds since the epoch; `amounts_cents[i]` is the cumulative
    amount from `moments[i]` on, and may come down after a refund. `zone` is only used to give instants back.
    """

    goal_cents: int
    opens: float
    closes: float
    now: float
    moments: tuple[float, ...]
    amounts_cents: tuple[int, ...]
    contributors: int
    zone: tzinfo

    @property
    def raised_cents(self) -> int:
        """The cumulative amount at `now`, never below 0; 0 before the first point of the history."""
        return self.amount_cents_at(self.now)

    @property
    def progress(self) -> float:
        """Raised ÷ goal, 0 or more, not capped at 1."""
        return self.raised_cents / self.goal_cents

    @property
    def elapsed_share(self) -> float:
        """The share of the campaign's time gone by, 0–1."""
        return min(max((self.now - self.opens) / (self.closes - self.opens), 0.0), 1.0)

    @property
    def pace(self) -> float:
        """Money a day in the last 7 days (or half of the elapsed time if shorter) ÷ money a day so far.

        Between 0.1 and 5; 0.1 without money, so that a first gift can only raise it.
        """
        elapsed = min(self.now, self.closes) - self.opens
        raised_cents, window = self.raised_cents, min(PACE_WINDOW_DAYS * DAY_SECONDS, elapsed / 2)
        if raised_cents <= 0 or window <= 0:
            return PACE_BOUNDS[0]
        recent_cents = raised_cents - self.amount_cents_at(self.now - window)
        return min(max(recent_cents / raised_cents * elapsed / window, PACE_BOUNDS[0]), PACE_BOUNDS[1])

    def amount_cents_at(self, moment: float) -> int:
        """The cumulative amount known at `moment` (seconds), inclusive; points after `now` do not exist."""
        position = bisect_right(self.moments, min(moment, self.now))
        return max(self.amounts_cents[position - 1], 0) if position else 0

    def reached_moment(self) -> float | None:
        """When the goal was passed for good: the first moment of the last stretch at or above it.

        None if it is not passed now.
        """
        reached: float | None = None
        for moment, amount_cents in zip(self.moments, self.amounts_cents, strict=True):
            if moment > self.now:
                break
            if amount_cents < self.goal_cents:
                reached = None
            elif reached is None:
                reached = moment
        return reached

    def at(self, moment: float, contributors: int) -> Course:
        """The same campaign as it stood at another `moment` (seconds), with the contributors of then."""
        return replace(self, now=moment, contributors=contributors)

    def instant(self, moment: float) -> datetime:
        """`moment` as an aware datetime of the campaign's zone, to the second."""
        return (_EPOCH + timedelta(seconds=round(moment))).astimezone(self.zone)


def course(
    *,
    goal_cents: int,
    opens_at: datetime,
    closes_at: datetime,
    as_of: datetime,
    history: Sequence[tuple[datetime, int]],
    contributors: int,
) -> Course:
    """The course of a campaign, checked once; raises ForecastUseError (a ValueError) on bad use.

    `history` holds (aware datetime, cumulative cents) in ascending order of time; instants may be equal (the
    last one counts) and amounts may come down. Instants are given back in the zone of `closes_at`.
    """
    moments = tuple(seconds(instant) for instant, _ in history)
    opens, closes = seconds(opens_at), seconds(closes_at)
    if goal_cents <= 0 or contributors < 0:
        raise ForecastUseError(
            "A forecast needs a goal above zero and a number of contributors that is not negative."
        )
    if closes <= opens:
        raise ForecastUseError("A forecast needs a campaign that closes after it opens.")
    if any(later < earlier for earlier, later in pairwise(moments)):
        raise ForecastUseError("A forecast needs a history in ascending order of time.")
    amounts_cents = tuple(amount_cents for _, amount_cents in history)
    return Course(
        goal_cents,
        opens,
        closes,
        seconds(as_of),
        moments,
        amounts_cents,
        contributors,
        closes_at.tzinfo or UTC,
    )


def seconds(instant: datetime) -> float:
    """Seconds since the epoch; raises ForecastUseError for a naive datetime, which is no instant."""
    if instant.utcoffset() is None:
        raise ForecastUseError("A forecast needs instants that know their time zone.")
    return instant.timestamp()
