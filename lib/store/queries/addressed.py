"""How many people left an e-mail address, told apart by its pseudonym: nobody's address is read, so that no key need be here."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lib.campaign.consent import Consent
from lib.campaign.tables import BY_EMAIL, CONSENTS, FIRST_DAY, RESHARES
from lib.store.changes.giving import NEW, UNCOUNTED, WITH_EMAIL
from lib.store.engine import Store
from lib.store.people.pseudonyms import LENGTH
from lib.store.queries.view import GIVING
from lib.store.schema import DATA, PERSONAL
from lib.store.sql import chunks, total

_GIFTS, _NOTED, _P = DATA["contributions"].c, DATA[CONSENTS.name].c, PERSONAL.c


@dataclass(frozen=True, slots=True)
class Addressed:
    """People whose consent is noted, each with it; how many others left an e-mail, and how many gave and left none."""

    noted: tuple[Consent, ...]
    others: int
    without_email: int


def addressed(store: Store, campaign_id: int) -> Addressed:
    """Everybody whom the campaign knows, but who was erased, whatever the day and the state of what they gave."""
    with store.reading() as connection:
        gone = frozenset(connection.scalars(sa.select(_person(_P.pseudonym)).where(
            _P.campaign_id == campaign_id, _P.kind == "email", _P.erased_at.is_not(None))))  # fmt: skip
        noted = {person: consent for person, consent in _consents(connection, campaign_id) if person not in gone}
        elsewhere = frozenset().union(*(_people_in(connection, campaign_id, table.name) for table in (RESHARES, FIRST_DAY)))
        gave = _who_gave(connection, campaign_id, {*noted, *gone, *elsewhere})
        with_email, without = _counts(connection, campaign_id)
    others = with_email - len(gave & (gone | noted.keys())) + len(elsewhere - gave - gone - noted.keys())
    return Addressed(tuple(noted.values()), others, without)


def _person(pseudonym: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
    """One person's, however the address was spelt."""
    return sa.func.substr(pseudonym, 1, LENGTH)


def _consents(connection: Connection, campaign_id: int) -> Iterator[tuple[str, Consent]]:
    wanted = sa.select(_person(_NOTED.email), _NOTED.consented_on, _NOTED.withdrawn_on).where(_NOTED.campaign_id == campaign_id)
    for person, since, until in connection.execute(wanted.where(_NOTED.email.is_not(None)).order_by(_NOTED.pk)):
        yield person, Consent(_day(since), _day(until))


def _day(cell: object) -> date | None:
    return cell if isinstance(cell, date) else None


def _people_in(connection: Connection, campaign_id: int, table: str) -> frozenset[str]:
    rows = DATA[table].c
    wanted = sa.select(_person(rows.email)).where(rows.campaign_id == campaign_id, rows.email.is_not(None))
    return frozenset(connection.scalars(wanted))


def _who_gave(connection: Connection, campaign_id: int, people: Collection[str]) -> frozenset[str]:
    found: set[str] = set()
    for some in chunks(sorted(people)):
        keys = [f"{BY_EMAIL}{person}" for person in some]
        wanted = sa.select(_GIFTS.person_key).where(_GIFTS.campaign_id == campaign_id, _GIFTS.person_key.in_(keys))
        found.update(key.removeprefix(BY_EMAIL) for key in connection.scalars(wanted.distinct()))
    return frozenset(found)


def _counts(connection: Connection, campaign_id: int) -> tuple[int, int]:
    """The people who gave, with an e-mail and without, whether or not it was counted."""
    wanted = sa.select(GIVING.label, total(GIVING.people).label("people")).where(GIVING.campaign_id == campaign_id)
    wanted = wanted.where(GIVING.kind.in_((NEW, UNCOUNTED))).group_by(GIVING.label)
    told: dict[str, int] = {row.label: row.people for row in connection.execute(wanted)}
    with_email = told.pop(WITH_EMAIL, 0)
    return with_email, sum(told.values())
