"""Whether supporters' values are what was written: each by its digest and its pseudonym, and all that rows speak of there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lib.campaign.errors import StoreDamaged, UseError
from lib.campaign.tables import TABLES
from lib.store.cells import shape
from lib.store.people.personal import Secret, line_digest, secret_of
from lib.store.people.pseudonyms import Veil
from lib.store.schema import DATA, PERSONAL, micros
from lib.store.sql import CHUNK

_P = PERSONAL.c


def personal_faults(connection: Connection, campaign_id: int) -> int:
    """How many values are not what was written, or are not there. What is encrypted is read as far as the key is here."""
    try:
        secret = secret_of(connection, campaign_id)
    except (StoreDamaged, UseError):
        return 1
    return _changed(connection, secret) + _missing(connection, campaign_id)


def _changed(connection: Connection, secret: Secret) -> int:
    columns = (_P.pseudonym, _P.kind, _P.value, _P.folded, _P.ciphertext, _P.erased_at, _P.digest)
    wanted = sa.select(*columns).where(_P.campaign_id == secret.campaign_id)
    with connection.execute(wanted, execution_options={"yield_per": CHUNK}) as result:
        return sum(1 for row in result if not _is_as_written(row, secret))


def _is_as_written(row: Sequence[Any], secret: Secret) -> bool:
    pseudonym, kind, value, low, held, erased_at, digest = row
    held = None if held is None else bytes(held)
    if line_digest(pseudonym, kind, value, low, held, None if erased_at is None else micros(erased_at)) != digest:
        return False
    if secret.key is None or erased_at is not None:
        return True
    key = secret.operator_key
    told = value if held is None or key is None else key.decrypted(held, pseudonym)
    return told is not None and Veil(secret.key).proves(pseudonym, kind, told)


def _missing(connection: Connection, campaign_id: int) -> int:
    return sum(int(connection.scalar(wanted) or 0) for wanted in _lost(campaign_id))


def _lost(campaign_id: int) -> Iterator[sa.Select[int]]:
    for table in TABLES:
        rows = DATA[table.name].c
        for field in shape(table.name).supporter:
            there = sa.exists().where(_P.campaign_id == campaign_id, _P.pseudonym == rows[field])
            yield sa.select(sa.func.count()).where(rows.campaign_id == campaign_id, rows[field].is_not(None), ~there)

