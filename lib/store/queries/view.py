"""What every query needs: a snapshot, a campaign and its time, and the instant that it is seen as of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lib.campaign.calendar import Period, local_day, start_of_day
from lib.campaign.model import Campaign
from lib.campaign.tables import COUNTED
from lib.store.changes.giving import CLOCK
from lib.store.engine import Store
from lib.store.schema import DATA, GIVING_TOTALS, HOUR, PERSONAL, micros
from lib.store.sql import total

C = DATA["contributions"].c
GIVING = GIVING_TOTALS.c


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


def is_whole_day(view: View) -> bool:
    """Whether nothing came between the instant and the end of its local day, so that totals by day tell all: as always
    for the present of a campaign that runs, and for the end of a past day.
    """
    return _is_nothing_more(view, micros(start_of_day(view.today + timedelta(days=1), view.period.zone)))


def _is_nothing_more(view: View, until: int) -> bool:
    """Whether no contribution came after the instant and before another (`micros`)."""
    later = (C.contributed_at > view.as_of, stored(C.contributed_at) < until)
    rest = sa.select(C.pk).where(C.campaign_id == view.campaign_id, *later)
    return view.connection.scalar(rest.limit(1)) is None


def rolled_up(view: View, kind: str) -> tuple[sa.ColumnElement[bool], ...]:
    """The totals of a kind by days up to that of the instant: right where it `is_whole_day`."""
    return GIVING.campaign_id == view.campaign_id, GIVING.kind == kind, GIVING.local_day <= view.today


def contributors(view: View) -> int:
    """The distinct people among the counted contributions."""
    hour = micros(view.as_of) // HOUR
    is_whole_hour = _is_nothing_more(view, (hour + 1) * HOUR)
    before = sum(people for each, people in people_by_hour(view).items() if each < hour + is_whole_hour)
    if is_whole_hour:
        return before
    newcomers: int | None = view.connection.scalar(_newcomers_since(view, hour * HOUR))
    return before + (newcomers or 0)


def people_by_hour(view: View) -> dict[int, int]:
    """How many people gave for the first time in each hour of UTC, up to the end of the view’s own day."""
    by_hour = sa.select(GIVING.label, total(GIVING.people)).where(*rolled_up(view, CLOCK)).group_by(GIVING.label)
    return {int(label): people for label, people in view.connection.execute(by_hour)}


def _newcomers_since(view: View, since: int) -> sa.Select[int]:
    """How many people came from that instant on (`micros`) who had not contributed before."""
    before = DATA["contributions"].alias()
    had_given = (
        sa.select(before.c.pk)
        .where(before.c.campaign_id == C.campaign_id, before.c.person_key == C.person_key, before.c.status == COUNTED)
        .where(stored(before.c.contributed_at) < since)
        .correlate(DATA["contributions"])
        .exists()
    )
    came = (row_by_row(C.status) == COUNTED, stored(C.contributed_at) >= since, C.contributed_at <= view.as_of)
    return sa.select(sa.func.count(C.person_key.distinct())).where(C.campaign_id == view.campaign_id, *came, ~had_given)


def begun_day(view: View) -> tuple[sa.ColumnElement[bool], ...]:
    """What was counted on the local day of the instant, by then: to be added to the totals of the days `before_today`."""
    since = (C.contributed_at >= view.instant_of(view.today), C.contributed_at <= view.as_of)
    return C.campaign_id == view.campaign_id, row_by_row(C.status) == COUNTED, *since


def before_today(view: View, kind: str) -> tuple[sa.ColumnElement[bool], ...]:
    """The totals of a kind by days before that of the instant."""
    return GIVING.campaign_id == view.campaign_id, GIVING.kind == kind, GIVING.local_day < view.today


def on_day(day: date) -> sa.ColumnElement[bool]:
    """The contributions of a local day, told row by row: to be asked of one person's few; the index by day holds everybody's."""
    return row_by_row(C.local_day) == day


def row_by_row(column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """A column that no index is to be looked into for: what else is asked decides which rows are read."""
    return sa.func.coalesce(column, column)


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
