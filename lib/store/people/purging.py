"""What is due to go, many values at once: supporters' values, what the journal tells of persons, what ties pseudonyms to people.

Rows, digests and totals stay as they are: they hold pseudonyms alone (`lib.store.people.personal`).
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lib.campaign.tables import BY_EMAIL, CONSENTS, CONTRIBUTIONS, FIRST_DAY, RESHARES, TABLES_BY_NAME, Table
from lib.store.changes.change import zone_under_lock
from lib.store.changes.ledger import bump
from lib.store.engine import Store
from lib.store.people.keys import KEY_BYTES
from lib.store.people.personal import line_digest, raise_epoch, secret_of, write_secret
from lib.store.people.personal_totals import Held, PersonalTotals, personal_totals
from lib.store.people.pseudonyms import LENGTH, Veil, any_spelling
from lib.store.queries.view import row_by_row
from lib.store.safekeeping.seals import sealed
from lib.store.schema import DATA, JOURNAL, PERSONAL, micros
from lib.store.sql import CHUNK, chunks, update_many

_P, _J = PERSONAL.c, JOURNAL.c
_EMAIL = "email"
_OF_PERSONS = (CONTRIBUTIONS, FIRST_DAY, RESHARES, CONSENTS)
"""The tables whose rows have an e-mail."""
_STAY = ("email", "name", "platform_user")
"""What stays of somebody who agreed to be written to: not what they wrote."""


def values_due(store: Store, campaign_id: int, kept: Collection[str]) -> int:
    """How many values would go that are not those of the people whose e-mails are `kept`."""
    with store.reading() as connection:
        there = sa.select(sa.func.count()).select_from(PERSONAL).where(_P.campaign_id == campaign_id, _P.erased_at.is_(None))
        stay = chunks(_pseudonyms_of(connection, campaign_id, kept))
        kept_count = sum(int(connection.scalar(there.where(_P.pseudonym.in_(some))) or 0) for some in stay)
        return _values_held(connection, campaign_id) - kept_count


def _values_held(connection: Connection, campaign_id: int) -> int:
    return sum(held.values for held in personal_totals(connection, campaign_id).values())


def forget_values(store: Store, campaign_id: int, kept: Collection[str], *, at: datetime) -> int:
    """Takes out every supporter's value but those of the people whose e-mails are `kept`; how many went.

    It is as if each had been erased on request: a later import does not bring them back. Raises KeyMissing.
    """
    with store.writing() as connection:
        zone_under_lock(connection, campaign_id)
        stay = _pseudonyms_of(connection, campaign_id, kept)
        going = [pseudonym for pseudonym in _there(connection, campaign_id) if pseudonym not in stay]
        with PersonalTotals(connection, campaign_id).going(going):
            for some in chunks(going):
                update_many(connection, PERSONAL, ("campaign_id", "pseudonym"), [
                    {"_campaign_id": campaign_id, "_pseudonym": pseudonym, "value": None, "folded": None, "ciphertext": None,
                     "erased_at": at, "digest": line_digest(pseudonym, kind, None, None, None, micros(at))}
                    for pseudonym, kind in _kinds(connection, campaign_id, some)
                ])  # fmt: skip
        if going:
            raise_epoch(connection, campaign_id)
            bump(connection, campaign_id)
        return len(going)


def _there(connection: Connection, campaign_id: int) -> Iterator[str]:
    wanted = sa.select(_P.pseudonym).where(_P.campaign_id == campaign_id, _P.erased_at.is_(None))
    yield from connection.scalars(wanted)


def _kinds(connection: Connection, campaign_id: int, pseudonyms: Iterable[str]) -> list[tuple[str, str]]:
    wanted = sa.select(_P.pseudonym, _P.kind).where(_P.campaign_id == campaign_id, _P.pseudonym.in_(list(pseudonyms)))
    return [(pseudonym, kind) for pseudonym, kind in connection.execute(wanted)]


def _pseudonyms_of(connection: Connection, campaign_id: int, emails: Collection[str]) -> frozenset[str]:
    """The pseudonyms of these people: of their e-mails however they are spelt, of their names and accounts."""
    if not emails:
        return frozenset()
    secret = secret_of(connection, campaign_id)
    if secret.key is None:
        raise secret.keys.why_not()
    veil = Veil(secret.key)
    people = {any_spelling(veil.pseudonym(_EMAIL, email)) for email in emails}
    found: set[str] = set()
    for table in _OF_PERSONS:
        for row in _rows_of(connection, campaign_id, table, people):
            if any_spelling(row["email"]) in people:
                found.update(value for value in row.values() if value is not None)
    return frozenset(found)


def _rows_of(connection: Connection, campaign_id: int, table: Table, people: Collection[str | None]) -> Iterator[sa.RowMapping]:
    """What stays of these people in a table, and perhaps of others: of a million contributions only theirs are read."""
    rows = DATA[table.name].c
    fields = [rows[name] for name in _STAY if name in rows]
    wanted = sa.select(*fields).where(rows.campaign_id == campaign_id, rows.email.is_not(None)).distinct()
    if table is not CONTRIBUTIONS:
        yield from connection.execute(wanted).mappings()
        return
    for some in chunks(sorted(f"{BY_EMAIL}{person}" for person in people)):
        yield from connection.execute(wanted.where(rows.person_key.in_(some))).mappings()


def journal_due(store: Store, campaign_id: int, until: datetime) -> int:
    """How many changes noted until then still tell cells that say who somebody is."""
    with store.reading() as connection:
        return sum(1 for _entry in _telling(connection, campaign_id, until))


def strip_journal(store: Store, campaign_id: int, until: datetime, table: str | None = None) -> int:
    """Takes out of the changes noted until then the cells that say who somebody is; the changes themselves stay; how many.

    `table`: of that one alone.
    """
    with store.writing() as connection:
        zone_under_lock(connection, campaign_id)
        entries = [each for each in _telling(connection, campaign_id, until) if table in (None, each["table_name"])]
        for some in chunks(entries, CHUNK // 4):
            sealed(connection, campaign_id, "journal", some, gone=True)
            bare = [{**entry, **_bare(entry)} for entry in some]
            values = [{"_pk": entry["pk"], "before": entry["before"], "after": entry["after"]} for entry in bare]
            update_many(connection, JOURNAL, ("pk",), values)
            sealed(connection, campaign_id, "journal", bare)
        if entries:
            bump(connection, campaign_id)
        return len(entries)


def _telling(connection: Connection, campaign_id: int, until: datetime) -> Iterator[dict[str, Any]]:
    wanted = sa.select(JOURNAL).where(_J.campaign_id == campaign_id, _J.at <= until).order_by(_J.pk)
    for row in connection.execute(wanted).mappings():
        entry: dict[str, Any] = {str(name): cell for name, cell in row.items()}
        if _bare(entry) != {"before": entry["before"], "after": entry["after"]}:
            yield entry


def _bare(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The two sides of a change without the cells that say who somebody is."""
    table = TABLES_BY_NAME.get(entry["table_name"])
    personal = {column.field for column in table.columns if column.personal} if table else set()
    return {
        side: None if entry[side] is None else {name: cell for name, cell in entry[side].items() if name not in personal}
        for side in ("before", "after")
    }


def pseudonyms_tied(store: Store, campaign_id: int, untied_pk: int) -> tuple[int, int]:
    """How many e-mails have a pseudonym that the campaign's key still ties to them, and how many values it still has to read.

    `untied_pk`: what `untie_pseudonyms` gave, 0 before it.
    """
    with store.reading() as connection:
        values = _values_held(connection, campaign_id)
        if not untied_pk:
            return personal_totals(connection, campaign_id).get(_EMAIL, Held()).people, values
        all_of = sa.select(sa.func.count(sa.func.distinct(sa.func.substr(_P.pseudonym, 1, LENGTH))))
        since = all_of.where(row_by_row(_P.campaign_id) == campaign_id, _P.kind == _EMAIL, _P.pk > untied_pk)
        return int(connection.scalar(since) or 0), values


def untie_pseudonyms(store: Store, campaign_id: int) -> int:
    """Throws the campaign's key away for a new one: from a pseudonym nobody, with any key, comes back to an e-mail.

    Only where no value is left: those that are would not be known as anybody's any more. The same person, imported again, is
    then somebody new. Gives the number of the last pseudonym that it concerns.
    """
    with store.writing() as connection:
        zone_under_lock(connection, campaign_id)
        secret = secret_of(connection, campaign_id)
        write_secret(connection, campaign_id, os.urandom(KEY_BYTES), secret.operator_key, epoch=secret.epoch + 1)
        return int(connection.scalar(sa.select(sa.func.max(_P.pk)).where(_P.campaign_id == campaign_id)) or 0)
