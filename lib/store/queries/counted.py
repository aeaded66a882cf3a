"""The instants behind a count, so that it can be set beside what a platform said at any moment."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from lib.campaign.tables import COUNTED
from lib.store.engine import Store
from lib.store.schema import DATA, micros

_ROWS_A_TIME = 1_000
_GIFTS, _NEWS, _AUDIENCE = DATA["contributions"].c, DATA["news"].c, DATA["audience"].c


def first_gifts(store: Store, campaign_id: int, as_of: datetime) -> Sequence[int]:
    """When each person's first counted contribution came, ascending, in `micros`: eight bytes a contributor."""
    first = sa.func.min(_GIFTS.contributed_at, type_=sa.BigInteger)
    wanted = (
        sa.select(first.label("at"))
        .where(_GIFTS.campaign_id == campaign_id, _GIFTS.status == COUNTED, _GIFTS.contributed_at <= as_of)
        .group_by(_GIFTS.person_key)
        .order_by("at")
    )
    with store.reading() as connection:
        return array("q", connection.scalars(wanted.execution_options(yield_per=_ROWS_A_TIME)))


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
