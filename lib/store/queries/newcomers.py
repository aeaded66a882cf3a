"""How many people had contributed by each day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate, groupby

import sqlalchemy as sa

from lib.campaign.calendar import local_day
from lib.campaign.model import Campaign
from lib.store.engine import Store
from lib.store.queries.view import viewed
from lib.store.queries.visibility import first_gifts


@dataclass(frozen=True, slots=True)
class PeopleByDay:
    """The distinct contributors by the end of a local day."""

    day: date
    contributors: int


def contributors_by_day(store: Store, campaign_id: int, campaign: Campaign, as_of: datetime) -> tuple[PeopleByDay, ...]:
    """The local days on which somebody contributed for the first time, ascending; one instant a person is read, no name."""
    with viewed(store, campaign_id, campaign, as_of) as seen:
        first_at = first_gifts(seen).c.first_at
        instants = seen.connection.scalars(sa.select(first_at).order_by(first_at)).all()
    days = [(day, len(list(people))) for day, people in groupby(instants, lambda at: local_day(at, campaign.period.zone))]
    sums = accumulate(people for _day, people in days)
    return tuple(PeopleByDay(day, total) for (day, _people), total in zip(days, sums, strict=True))
