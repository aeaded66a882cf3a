"""How much a campaign holds about people, by kind, and since when: counts and dates alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lib.store.engine import Store
from lib.store.people.personal import secret_of
from lib.store.people.personal_totals import EMAIL, Held, personal_totals
from lib.store.schema import DATA, JOURNAL


@dataclass(frozen=True, slots=True)
class Holding:
    """How many there are of a kind, and the oldest's day or instant; None where no date tells."""

    count: int
    oldest: date | datetime | None = None


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a campaign holds. `emails`: people told apart by one; `values`: other values of supporters by their kind, such as
    `name`; `is_encrypted`: whether all these are at rest.
    """

    emails: Holding
    values: Mapping[str, int]
    consents: Holding
    incidents: Holding
    members: Holding
    changes: Holding
    is_encrypted: bool


def holdings(store: Store, campaign_id: int) -> Holdings:
    """The counts, from one snapshot; no value is read, so that the key need not be here."""
    with store.reading() as connection:
        totals = personal_totals(connection, campaign_id)
        emails = totals.get(EMAIL, Held()).people_held
        return Holdings(
            Holding(emails, _oldest(connection, campaign_id, "contributions", "contributed_at") if emails else None),
            {kind: held.values for kind, held in totals.items() if held.values and kind != EMAIL},
            _rows(connection, campaign_id, "consents", "consented_on"),
            _rows(connection, campaign_id, "incidents", "known_on"),
            _rows(connection, campaign_id, "members"),
            _changes(connection, campaign_id),
            secret_of(connection, campaign_id).key_id is not None,
        )


def is_encrypted(store: Store, campaign_id: int) -> bool:
    """Whether these values are encrypted at rest: that alone may change without a new revision."""
    with store.reading() as connection:
        return secret_of(connection, campaign_id).key_id is not None


def _rows(connection: Connection, campaign_id: int, table: str, dated: str | None = None) -> Holding:
    wanted = sa.select(sa.func.count()).where(DATA[table].c.campaign_id == campaign_id)
    count = int(connection.scalar(wanted) or 0)
    return Holding(count, _oldest(connection, campaign_id, table, dated) if dated else None)


def _oldest(connection: Connection, campaign_id: int, table: str, dated: str) -> Any:
    rows = DATA[table].c
    return connection.scalar(sa.select(sa.func.min(rows[dated])).where(rows.campaign_id == campaign_id))


def _changes(connection: Connection, campaign_id: int) -> Holding:
    wanted = sa.select(sa.func.count(), sa.func.min(JOURNAL.c.at)).where(JOURNAL.c.campaign_id == campaign_id)
    count, oldest = connection.execute(wanted).one()
    return Holding(int(count), oldest)
