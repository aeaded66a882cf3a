"""Who could be asked: allies, and contributors who have not re-shared yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from lib.campaign.model import Campaign
from lib.store.engine import Store
from lib.store.queries.lists import table_page
from lib.store.queries.view import C, viewed
from lib.store.queries.visibility import sharers
from lib.store.rows import StoredRow
from lib.store.sql import total

_MANY = 10_000


@dataclass(frozen=True, slots=True)
class Candidate:
    """A contributor who could be asked to re-share: personal, for those who may see names."""

    name: str | None
    email: str
    contributions: int
    counted_cents: int
    first_at: datetime


def ambassador_candidates(
    store: Store, campaign_id: int, campaign: Campaign, as_of: datetime, *, limit: int = 100
) -> tuple[Candidate, ...]:
    """Contributors by then with an e-mail and no re-share at all by then, those who gave most first."""
    with viewed(store, campaign_id, campaign, as_of) as seen:
        people = sharers(seen).c.person_key
        shared = sa.select(people).where(people.is_not(None))
        given = total(C.amount_cents)
        first_at = sa.func.min(C.contributed_at)
        wanted = (
            sa.select(sa.func.max(C.name), sa.func.max(C.email), sa.func.count(), given, first_at)
            .where(*seen.counted, C.email.is_not(None), C.person_key.not_in(shared))
            .group_by(C.person_key)
            .order_by(given.desc(), first_at, C.person_key)
        )
        return tuple(Candidate(*row) for row in seen.connection.execute(wanted.limit(limit)))


def ally_rows(store: Store, campaign_id: int, *, personal: bool = False) -> tuple[StoredRow, ...]:
    """Every ally, in the order they were added; without `personal`, neither contacts nor owners."""
    return table_page(store, campaign_id, "allies", personal=personal, limit=_MANY).rows
