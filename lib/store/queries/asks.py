"""Who could be asked: allies, and contributors who have not re-shared yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from lib.campaign.model import Campaign
from lib.store.engine import Store
from lib.store.people.personal import Reader
from lib.store.queries.lists import table_page
from lib.store.queries.view import C, View, can_be_written_to, viewed
from lib.store.queries.visibility import sharers
from lib.store.rows import StoredRow
from lib.store.sql import among, total

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
            sa.select(C.person_key, sa.func.count(), given, first_at)
            .where(*seen.counted, can_be_written_to(campaign_id), C.person_key.not_in(shared))
            .group_by(C.person_key)
            .order_by(given.desc(), first_at, sa.func.min(C.pk))
        )
        found = seen.connection.execute(wanted.limit(limit)).all()
        called = _called(seen, [row.person_key for row in found])
        return tuple(Candidate(*called[person], *figures) for person, *figures in found)


def has_candidates(store: Store, campaign_id: int, campaign: Campaign, as_of: datetime) -> bool:
    """Whether there is any of them: the first that is met tells."""
    with viewed(store, campaign_id, campaign, as_of) as seen:
        people = sharers(seen).c.person_key
        shared = sa.select(people).where(people.is_not(None))
        some = sa.select(C.pk).where(*seen.counted, can_be_written_to(campaign_id), C.person_key.not_in(shared)).limit(1)
        return seen.connection.scalar(some) is not None


def _called(seen: View, people: Sequence[str]) -> dict[str, tuple[str | None, str]]:
    """Name and e-mail by person: the last of each in the order of letters, among their counted contributions."""
    wanted = sa.select(C.person_key, C.name, C.email).where(*seen.counted, among(seen.connection, C.person_key, people))
    found = seen.connection.execute(wanted).all()
    values = Reader(seen.connection, seen.campaign_id).values({each for row in found for each in row[1:] if each is not None})
    names, emails = ({person: set[str]() for person in people} for _ in range(2))
    for person, name, email in found:
        names[person].update(filter(None, [values.get(name)]))
        emails[person].update(filter(None, [values.get(email)]))
    return {person: (max(names[person], default=None), max(emails[person], default="")) for person in people}


def ally_rows(store: Store, campaign_id: int, *, personal: bool = False) -> tuple[StoredRow, ...]:
    """Every ally, in the order they were added; without `personal`, neither contacts nor owners."""
    return table_page(store, campaign_id, "allies", personal=personal, limit=_MANY).rows
