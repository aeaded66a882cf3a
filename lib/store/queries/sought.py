"""Supporters found by what their cells say, and put in the order of it: by SQL in clear, in memory where values are encrypted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lib.campaign.tables import CONTRIBUTIONS, Table
from lib.store.cells import folded, shape
from lib.store.people.personal import secret_of
from lib.store.people.remembered import remembered
from lib.store.queries.view import C
from lib.store.schema import DATA, PERSONAL
from lib.store.sql import among

_P = PERSONAL.c
LOW = sa.func.coalesce(_P.folded, _P.value)
"""A value in clear, as it is searched."""


def contributions_holding(
    connection: Connection, campaign_id: int, search: str, *, personal: bool
) -> list[sa.ColumnElement[bool]]:
    """The contributions whose texts hold every word of `search`, whatever the case and the accents; names with `personal`.

    The name of a reward is a text of the contributions that name it by its id.
    Raises KeyMissing where names are encrypted and their key is not here.
    """
    words = folded(search).split()
    rewards = _rewards(connection, campaign_id) if words else {}
    return [_holding(connection, campaign_id, word, personal, rewards) for word in words]


def _rewards(connection: Connection, campaign_id: int) -> Mapping[str, str]:
    """The name of each reward, folded, by its id."""
    held = DATA["rewards"].c
    found = connection.execute(sa.select(held.id, held.name).where(held.campaign_id == campaign_id))
    return {reward: folded(name) for reward, name in found}


def _holding(
    connection: Connection, campaign_id: int, word: str, personal: bool, rewards: Mapping[str, str]
) -> sa.ColumnElement[bool]:
    found = [C.search_text.contains(word, autoescape=True)]
    chosen = [reward for reward, name in rewards.items() if word in name]
    if chosen:
        found.append(among(connection, C.reward, chosen))
    if not personal:
        return sa.or_(*found)
    found.append(C.search_names.contains(word, autoescape=True))
    theirs = pseudonyms_holding(connection, campaign_id, word)
    for field, kind in shape(CONTRIBUTIONS.name).supporter.items():
        if theirs.get(kind):
            found.append(among(connection, C[field], theirs[kind]))
    return sa.or_(*found)


def pseudonyms_holding(connection: Connection, campaign_id: int, word: str) -> Mapping[str, Sequence[str]]:
    """The pseudonyms of the values that hold a folded word, by kind."""
    secret = secret_of(connection, campaign_id)
    if secret.key_id is not None:
        return {kind: list(values.holding(word)) for kind, values in remembered(connection, secret).kinds.items()}
    wanted = sa.select(_P.kind, _P.pseudonym).where(_P.campaign_id == campaign_id, LOW.contains(word, autoescape=True))
    found: dict[str, list[str]] = {}
    for kind, pseudonym in connection.execute(wanted):
        found.setdefault(kind, []).append(pseudonym)
    return found


def is_in_clear(connection: Connection, campaign_id: int) -> bool:
    """Whether SQL can read the values of a campaign's supporters."""
    return secret_of(connection, campaign_id).key_id is None


def low(table: Table, field: str) -> sa.ColumnElement[Any]:
    """What the cell of a supporter says, in clear, folded: to order by."""
    rows = DATA[table.name].c
    return sa.select(LOW).where(_P.campaign_id == rows.campaign_id, _P.pseudonym == rows[field]).scalar_subquery()


def pks_in_order(
    connection: Connection, campaign_id: int, table: Table, field: str, wanted: Sequence[sa.ColumnElement[bool]],
    *, descending: bool,
) -> list[int]:  # fmt: skip
    """The rows that are `wanted` by what an encrypted cell says, folded; empty ones last, then as added."""
    secret = secret_of(connection, campaign_id)
    held = remembered(connection, secret).kinds.get(shape(table.name).supporter[field])
    texts = {} if held is None else held.by_pseudonym()
    rows = DATA[table.name].c
    found = connection.execute(sa.select(rows.pk, rows[field]).where(*wanted)).all()
    known = [(texts[pseudonym], pk) for pk, pseudonym in found if pseudonym in texts]
    empty = [pk for pk, pseudonym in found if pseudonym not in texts]
    return [*(pk for _text, pk in sorted(known, reverse=descending)), *sorted(empty, reverse=descending)]
