"""What every query needs: a snapshot, a campaign and its time, and the instant that it is seen as of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lib.campaign.calendar import Period, local_day, start_of_day
from lib.campaign.model import Campaign
from lib.campaign.tables import COUNTED
from lib.store.engine import Store
from lib.store.schema import DATA, PERSONAL, micros

C = DATA["contributions"].c


@dataclass(frozen=True, slots=True)
class View:
    """One campaign as of one instant, in one snapshot."""

    connection: Connection
    campaign_id: int
    period: Period
    as_of: datetime

    @property
    def today(self) -> date:
        """The local day of the instant: a day cell is known by then if it is not after it."""
        return local_day(self.as_of, self.period.zone)

    @property
    def counted(self) -> tuple[sa.ColumnElement[bool], ...]:
        """The counted contributions by then."""
        return C.campaign_id == self.campaign_id, C.status == COUNTED, C.contributed_at <= self.as_of

    def of(self, table_name: str) -> sa.ColumnElement[bool]:
        """The rows of a table that are this campaign's."""
        ours: sa.ColumnElement[bool] = DATA[table_name].c.campaign_id == self.campaign_id
        return ours

    def instant_of(self, day: date | None) -> datetime | None:
        """A day cell as an instant: the start of that local day."""
        return None if day is None else start_of_day(day, self.period.zone)

    def hours_before(self, hours: int) -> int:
        """The stored form of the instant that many hours before this one."""
        return micros(self.as_of - timedelta(hours=hours))


@contextmanager
def viewed(store: Store, campaign_id: int, campaign: Campaign, as_of: datetime) -> Iterator[View]:
    """A campaign as of an instant; within `store.reading()` it shares that snapshot."""
    with store.reading() as connection:
        yield View(connection, campaign_id, campaign.period, as_of)


def contributors(view: View) -> int:
    """The distinct people among the counted contributions."""
    return view.connection.scalar(sa.select(sa.func.count(C.person_key.distinct())).where(*view.counted)) or 0


def on_day(day: date) -> sa.ColumnElement[bool]:
    """The contributions of a local day, told row by row: to be asked of one person's few; the index by day holds everybody's."""
    return sa.func.coalesce(C.local_day, C.local_day) == day


def can_be_written_to(campaign_id: int) -> sa.ColumnElement[bool]:
    """The contributions with an e-mail, but those of people who were erased."""
    gone = sa.select(PERSONAL.c.pseudonym).where(PERSONAL.c.campaign_id == campaign_id, PERSONAL.c.erased_at.is_not(None))
    return sa.and_(C.email.is_not(None), C.email.not_in(gone))


def newest(*instants: datetime | None) -> datetime | None:
    """The latest of the instants that are known."""
    return max((instant for instant in instants if instant is not None), default=None)


def stored(column: sa.ColumnElement[datetime]) -> sa.ColumnElement[int]:
    """A stored instant as its number of microseconds, to reckon with."""
    return sa.type_coerce(column, sa.BigInteger)
