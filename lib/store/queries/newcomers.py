"""How many people had contributed by each day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate, groupby
from typing import Any

import sqlalchemy as sa

from lib.campaign.calendar import local_day
from lib.campaign.model import Campaign
from lib.store.changes.giving import NEW
from lib.store.engine import Store
from lib.store.queries.view import GIVING, View, is_whole_day, rolled_up, viewed
from lib.store.queries.visibility import first_gifts
from lib.store.sql import total


@dataclass(frozen=True, slots=True)
class PeopleByDay:
    """The distinct contributors by the end of a local day."""

    day: date
    contributors: int


def contributors_by_day(store: Store, campaign_id: int, campaign: Campaign, as_of: datetime) -> tuple[PeopleByDay, ...]:
    """The local days on which somebody contributed for the first time, ascending; no name is read."""
    with viewed(store, campaign_id, campaign, as_of) as seen:
        if is_whole_day(seen):
            return _summed(seen.connection.execute(_by_day(seen)).all())
        first_at = first_gifts(seen).c.first_at
        instants = seen.connection.scalars(sa.select(first_at).order_by(first_at)).all()
    by_day = groupby(instants, lambda at: local_day(at, campaign.period.zone))
    return _summed([(day, len(list(people))) for day, people in by_day])


def _by_day(seen: View) -> sa.Select[Any]:
    people = total(GIVING.people)
    return (
        sa.select(GIVING.local_day, people).where(*rolled_up(seen, NEW)).group_by(GIVING.local_day).having(people > 0)
        .order_by(GIVING.local_day)
    )  # fmt: skip


def _summed(days: Sequence[Any]) -> tuple[PeopleByDay, ...]:
    sums = accumulate(people for _day, people in days)
    return tuple(PeopleByDay(day, by_then) for (day, _people), by_then in zip(days, sums, strict=True))
