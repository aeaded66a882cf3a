"""The instants behind a count, so that it can be set beside what a platform said at any moment."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from itertools import accumulate

import sqlalchemy as sa

from lib.campaign.tables import COUNTED
from lib.store.engine import Store
from lib.store.queries.view import View, contributors, people_by_hour
from lib.store.schema import DATA, HOUR, micros

_ROWS_A_TIME = 1_000
_FEW = 8
_GIFTS, _NEWS, _AUDIENCE = DATA["contributions"].c, DATA["news"].c, DATA["audience"].c


class PeopleBy:
    """How many people had given by one instant and another, none of them after that of the view; within its snapshot."""

    def __init__(self, seen: View) -> None:
        self._seen = seen
        self._asked = 0
        found = sorted(people_by_hour(seen).items())
        self._hours, self._sums = [hour for hour, _people in found], [0, *accumulate(people for _hour, people in found)]

    def by(self, at: datetime) -> int:
        """The number. A few are asked for one by one; from then on, when each person came is read once for all."""
        self._asked += 1
        if self._asked <= _FEW:
            return contributors(replace(self._seen, as_of=at))
        return bisect_right(self._firsts, micros(at))

    def is_apart(self, at: datetime, count: int) -> bool:
        """Whether it certainly is another number than `count`, by what the whole hours around the instant say."""
        hour = micros(at) // HOUR
        before, until = bisect_left(self._hours, hour), bisect_right(self._hours, hour)
        return not self._sums[before] <= count <= self._sums[until]

    @cached_property
    def _firsts(self) -> Sequence[int]:
        """When each person's first counted contribution came, ascending, in `micros`: eight bytes a contributor."""
        first = sa.func.min(_GIFTS.contributed_at, type_=sa.BigInteger)
        wanted = sa.select(first.label("at")).where(*self._seen.counted).group_by(_GIFTS.person_key).order_by("at")
        return array("q", self._seen.connection.scalars(wanted.execution_options(yield_per=_ROWS_A_TIME)))


def last_gift_at(store: Store, campaign_id: int, as_of: datetime) -> datetime | None:
    """When the newest counted contribution came; None without any."""
    newest = sa.func.max(_GIFTS.contributed_at, type_=_GIFTS.contributed_at.type)
    wanted = sa.select(newest).where(_GIFTS.campaign_id == campaign_id, _GIFTS.status == COUNTED, _GIFTS.contributed_at <= as_of)
    with store.reading() as connection:
        found: datetime | None = connection.scalar(wanted)
    return found


def news_published(store: Store, campaign_id: int, as_of: datetime) -> Sequence[int]:
    """When each news was published, ascending, in `micros`."""
    wanted = sa.select(_NEWS.published_at).where(_NEWS.campaign_id == campaign_id, _NEWS.published_at <= as_of)
    return _instants(store, wanted.order_by(_NEWS.published_at))


def followers_seen(store: Store, campaign_id: int, account: str, as_of: datetime) -> tuple[tuple[datetime, int], ...]:
    """(when, how many followers) of an account, ascending."""
    wanted = (
        sa.select(_AUDIENCE.observed_at, _AUDIENCE.followers)
        .where(_AUDIENCE.campaign_id == campaign_id, _AUDIENCE.account == account, _AUDIENCE.observed_at <= as_of)
        .order_by(_AUDIENCE.observed_at)
    )
    with store.reading() as connection:
        return tuple((at, followers) for at, followers in connection.execute(wanted))


def _instants(store: Store, wanted: sa.Select[datetime]) -> Sequence[int]:
    with store.reading() as connection:
        return array("q", (micros(at) for at in connection.scalars(wanted.execution_options(yield_per=_ROWS_A_TIME))))
