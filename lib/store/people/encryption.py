"""Encrypting what rests in clear once a key is set, passing from one key to another, and leaving no trace of what went before."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lib.campaign.errors import StoreDamaged, UseError
from lib.campaign.message import N_
from lib.store.campaigns import CampaignRecord, campaigns
from lib.store.changes.change import zone_under_lock
from lib.store.engine import Store
from lib.store.people.keys import OperatorKey
from lib.store.people.personal import COLUMNS, DAMAGED, Secret, line, secret_of, write_secret
from lib.store.people.pseudonyms import Veil
from lib.store.schema import PERSONAL
from lib.store.sql import chunks, update_many

NO_KEY = N_("There is no key to encrypt with. Make one with “python -m lib key”, set PERSONAL_KEY or PERSONAL_KEY_FILE to it, "
            "then type the same again.")  # fmt: skip
_P = PERSONAL.c
_WIPING_SECONDS = 10
ENCRYPTED, RENEWED, ALREADY = "encrypted", "renewed", "already"


@dataclass(frozen=True, slots=True)
class Done:
    """What was done to the values of one campaign: `encrypted`, `renewed` (from a former key to the present), or `already`."""

    campaign: str
    what: str
    values: int


def encrypt(store: Store) -> tuple[Done, ...]:
    """Encrypts every campaign's values with the present key, each campaign in one transaction, read back before it is kept.

    Interrupted, it goes on with the campaigns that are left. Raises UseError without a present key, KeyMissing without the former
    one where values are encrypted with it.
    """
    if store.keys.present is None:
        raise UseError(NO_KEY)
    return tuple(_encrypted(store, record, store.keys.present) for record in campaigns(store))


def state(store: Store) -> dict[str, str | None]:
    """By campaign, the id of the key that its values are encrypted with; None: they are in clear."""
    with store.reading() as connection:
        return {record.name: secret_of(connection, record.id).key_id for record in campaigns(store)}


def can_read_persons(store: Store) -> bool:
    """Whether the key of every campaign's values is here, or they are in clear."""
    with store.reading() as connection:
        return all(secret_of(connection, record.id).is_readable for record in campaigns(store))


def _encrypted(store: Store, record: CampaignRecord, key: OperatorKey) -> Done:
    with store.writing() as connection:
        zone_under_lock(connection, record.id)
        secret = secret_of(connection, record.id)
        if secret.key_id == key.id:
            return Done(record.name, ALREADY, 0)
        if secret.key is None:
            raise secret.keys.why_not()
        count = sum(_pass(connection, some, secret, key) for some in _slices(connection, record.id))
        write_secret(connection, record.id, secret.key, key, epoch=secret.epoch + 1)
        _read_back(connection, record.id)
        return Done(record.name, ENCRYPTED if secret.key_id is None else RENEWED, count)


def _slices(connection: Connection, campaign_id: int) -> Iterator[list[tuple[Any, ...]]]:
    """The values that are there, some at a time, each with its kind; those that were erased have none."""
    columns = (_P.pk, _P.pseudonym, _P.kind, _P.value, _P.ciphertext)
    wanted = sa.select(*columns).where(_P.campaign_id == campaign_id, _P.erased_at.is_(None))
    yield from chunks([tuple(row) for row in connection.execute(wanted.order_by(_P.pk))])


def _pass(connection: Connection, rows: Sequence[Sequence[Any]], secret: Secret, key: OperatorKey) -> int:
    """Puts the values of some rows under the key; how many."""
    values = []
    for pk, pseudonym, kind, value, held in rows:
        told = _told(secret, pseudonym, value, held)
        written = dict(zip(COLUMNS, line(secret.campaign_id, pseudonym, kind, told, key), strict=True))
        values.append({"_pk": pk, **{name: written[name] for name in ("value", "folded", "ciphertext", "digest")}})
    return update_many(connection, PERSONAL, ["pk"], values)


def _told(secret: Secret, pseudonym: str, value: str | None, held: bytes | None) -> str:
    former = secret.operator_key
    told = value if held is None or former is None else former.decrypted(bytes(held), pseudonym)
    if told is None:
        raise StoreDamaged(DAMAGED)
    return told


def _read_back(connection: Connection, campaign_id: int) -> None:
    """Every value is what its pseudonym says, under the key that is now written: else nothing of it is kept."""
    secret = secret_of(connection, campaign_id)
    assert secret.key is not None
    veil = Veil(secret.key)
    for some in _slices(connection, campaign_id):
        for _pk, pseudonym, kind, value, held in some:
            if not veil.proves(pseudonym, kind, _told(secret, pseudonym, value, held)):
                raise StoreDamaged(DAMAGED)


def wiped(store: Store) -> bool:
    """Writes the database anew, so that no page of its file holds what was there before; False when others were using it.

    PostgreSQL keeps the table of values alone, its write-ahead log is the server's affair.
    """
    with store.outside() as connection:
        if store.dialect == "postgresql":
            connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("VACUUM FULL personal")
            return True
        connection.exec_driver_sql("VACUUM")
        until = time.monotonic() + _WIPING_SECONDS
        while connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]:
            if time.monotonic() > until:
                return False
            time.sleep(0.1)
    return True
