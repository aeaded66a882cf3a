"""The marks that erasures on request leave: told to be kept elsewhere, and put back where an older state of the store came back.

A mark is a pseudonym, a keyed hash: no e-mail can be read from it. What a retention period made go has marks too, which are not
told here: it is due again by its own date.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lib.campaign.tables import CONTRIBUTIONS, normalised_email
from lib.store.changes.change import zone_under_lock
from lib.store.engine import Store
from lib.store.people.personal import COLUMNS, erased_people, line, raise_epoch, secret_of, veil_for
from lib.store.people.personal_totals import PersonalTotals
from lib.store.people.persons import ERASED
from lib.store.people.pseudonyms import LENGTH, any_spelling
from lib.store.schema import CAMPAIGNS, JOURNAL, PERSONAL, micros
from lib.store.sql import among, chunks, insert_missing

EMAIL = "email"
_P, _J = PERSONAL.c, JOURNAL.c
_ADDRESS = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+")
_AROUND = "()[]{}\"'’“”«».:!?*_"
"""What may stand around an address within a text and is no part of it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Somebody who was erased from the campaign of that name: `kind` is `email`, or `platform_user` for an account of theirs."""

    campaign: str
    pseudonym: str
    kind: str
    erased_at: datetime


def erasure_marks(store: Store) -> tuple[Mark, ...]:
    """The marks of all who were erased on request from any campaign of the store."""
    erased = sa.exists().where(_J.campaign_id == _P.campaign_id, _J.table_name == ERASED, _J.at == _P.erased_at)
    wanted = (
        sa.select(CAMPAIGNS.c.name, _P.pseudonym, _P.kind, _P.erased_at)
        .where(CAMPAIGNS.c.id == _P.campaign_id, _P.erased_at.is_not(None), _P.kind.in_((EMAIL, "platform_user")), erased)
        .order_by(_P.pk)
    )
    with store.reading() as connection:
        return tuple(Mark(*row) for row in connection.execute(wanted))


def missing_people(store: Store, campaign_id: int, marks: Collection[Mark]) -> tuple[Mark, ...]:
    """The marks of e-mails that the campaign does not have: it is from before these people were erased."""
    with store.reading() as connection:
        there = erased_people(connection, campaign_id)
    return tuple(each for each in marks if each.kind == EMAIL and each.pseudonym not in there)


def people_there(store: Store, campaign_id: int, marks: Iterable[Mark]) -> int:
    """How many of the people with these marks a campaign still holds by their e-mail; no key is needed to know."""
    wanted = sorted({each.pseudonym for each in marks if each.kind == EMAIL})
    begins = sa.func.substr(_P.pseudonym, 1, LENGTH)
    with store.reading() as connection:
        there = sa.select(sa.func.count(sa.distinct(begins))).where(_P.campaign_id == campaign_id, _P.erased_at.is_(None))
        return sum(int(connection.scalar(there.where(among(connection, begins, some))) or 0) for some in chunks(wanted))


def addresses_of(store: Store, campaign_id: int, marks: Iterable[Mark], texts: Iterable[str] = ()) -> tuple[str, ...]:
    """The e-mails that these marks stand for and that a campaign still holds, as such or within a text; `texts` are looked
    through too. Raises KeyMissing where names are encrypted and their key is not here.
    """
    wanted = {each.pseudonym for each in marks if each.kind == EMAIL}
    with store.reading() as connection:
        veil = veil_for(connection, campaign_id, (CONTRIBUTIONS,))
        held = [address for text in _texts(connection, campaign_id, wanted) for address in _within(text)]
    said = {normalised_email(each) for each in (*held, *(address for text in texts for address in _within(text)))}
    return tuple(sorted(each for each in said if each and any_spelling(veil.pseudonym(EMAIL, each)) in wanted))


def _texts(connection: Connection, campaign_id: int, wanted: Collection[str]) -> Iterator[str]:
    """The e-mails that are wanted, and each other value that may hold an address."""
    key = secret_of(connection, campaign_id).operator_key
    columns = (_P.pseudonym, _P.kind, _P.value, _P.ciphertext)
    for pseudonym, kind, value, held in connection.execute(
        sa.select(*columns).where(_P.campaign_id == campaign_id, _P.erased_at.is_(None))
    ):
        if kind != EMAIL or any_spelling(pseudonym) in wanted:
            text = value if held is None or key is None else key.decrypted(bytes(held), pseudonym)
            yield text or ""


def _within(text: str) -> Iterator[str]:
    """What may be an address in a text, as it stands and without the signs around it."""
    for each in _ADDRESS.findall(text):
        yield from {each, each.strip(_AROUND)}


def put_marks(store: Store, campaign_id: int, marks: Collection[Mark]) -> None:
    """Puts in the marks that are not there, each e-mail's in the place of what nothing speaks of any more, so that a later
    import does not bring these people back. An account that somebody else gives with stays theirs.
    """
    new = missing_people(store, campaign_id, marks)
    with store.writing() as connection:
        zone_under_lock(connection, campaign_id)
        with PersonalTotals(connection, campaign_id).going({each.pseudonym for each in (*new, *marks)}):
            for some in chunks(sorted({each.pseudonym for each in new})):
                theirs = among(connection, sa.func.substr(_P.pseudonym, 1, LENGTH), some)
                connection.execute(sa.delete(PERSONAL).where(_P.campaign_id == campaign_id, theirs))
            lines = [line(campaign_id, each.pseudonym, each.kind, None, None, micros(each.erased_at)) for each in marks]
            insert_missing(connection, PERSONAL, COLUMNS, lines)
        raise_epoch(connection, campaign_id)
