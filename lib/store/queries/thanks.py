"""The counted contributions that nobody has thanked by an instant: an index holds those that nobody has thanked at all."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from lib.campaign.model import Campaign
from lib.campaign.tallies import THANKS_HOURS
from lib.campaign.work import Unthanked
from lib.store.engine import Store
from lib.store.queries.view import C, View, viewed


def thanks_counted(store: Store, campaign_id: int, campaign: Campaign, as_of: datetime) -> Unthanked:
    """How many there are, late and in time, and since when the oldest of either waits."""
    with viewed(store, campaign_id, campaign, as_of) as seen:
        wanted = sa.select(sa.func.count(), sa.func.min(C.contributed_at)).where(*seen.counted, unthanked(seen))
        late, due = (seen.connection.execute(wanted.where(came(seen, late=late))).one() for late in (True, False))
        return Unthanked(late[0], late[1], due[0], due[1])


def came(seen: View, *, late: bool) -> sa.ColumnElement[bool]:
    """Strictly more than 24 hours ago (`late`), or since."""
    until = seen.as_of - timedelta(hours=THANKS_HOURS)
    return C.contributed_at < until if late else C.contributed_at >= until


def unthanked(seen: View) -> sa.ColumnElement[bool]:
    """Not thanked by then; where none was thanked after it, only those that are not thanked at all are looked at."""
    later = sa.select(C.pk).where(C.campaign_id == seen.campaign_id, C.thanked_at > seen.as_of).limit(1)
    not_at_all = C.thanked_at.is_(None)
    return not_at_all if seen.connection.scalar(later) is None else sa.or_(not_at_all, C.thanked_at > seen.as_of)
