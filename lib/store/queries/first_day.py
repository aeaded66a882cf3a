"""The people identified for the first day, one by one, and how the gift of each was found. PERSONAL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from lib.campaign.model import Campaign
from lib.campaign.tables import COUNTED
from lib.store.engine import Store
from lib.store.people.personal import Reader
from lib.store.people.pseudonyms import NOBODY
from lib.store.queries.view import C, View, on_day, row_by_row, viewed
from lib.store.schema import DATA


@dataclass(frozen=True, slots=True)
class FirstDayPerson:
    """A person identified by then; whether a counted contribution of day 1 is theirs, by e-mail or by its id."""

    name: str
    identified_on: date
    gave_by_email: bool
    gave_by_id: bool


def first_day_people(store: Store, campaign_id: int, campaign: Campaign, as_of: datetime) -> tuple[FirstDayPerson, ...]:
    """Everybody on the first-day list by then, those identified first before the others."""
    people = DATA["first_day"].c
    with viewed(store, campaign_id, campaign, as_of) as seen:
        wanted = (
            sa.select(
                people.name,
                people.identified_on,
                _gave(seen, C.person_key == people.person_key),
                _gave(seen, C.id == people.contribution_id),
            )
            .where(seen.of("first_day"), people.identified_on <= seen.today)
            .order_by(people.identified_on, people.pk)
        )
        found = seen.connection.execute(wanted).all()
        names = Reader(seen.connection, campaign_id).values({row.name for row in found})
        return tuple(FirstDayPerson(names.get(name) or NOBODY, *others) for name, *others in found)


def _gave(view: View, theirs: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Whether a counted contribution of the first day, by then, is theirs."""
    gifts = sa.select(C.pk).where(
        C.campaign_id == view.campaign_id, row_by_row(C.contributed_at) <= view.as_of,
        row_by_row(C.status) == COUNTED,  # whose it is decides first: an index by status holds everybody's
        on_day(view.period.first_day), theirs,
    )  # fmt: skip
    return gifts.correlate(DATA["first_day"]).exists()
