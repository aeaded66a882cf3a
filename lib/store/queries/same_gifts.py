"""Contributions that may be one gift told twice: those known by an id, and pairs of one amount that two imports brought."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lib.campaign.tables import BY_EMAIL, CONTRIBUTIONS, WITHDRAWN
from lib.store.changes.change import rows_by
from lib.store.engine import Store
from lib.store.people.personal import Reader
from lib.store.people.pseudonyms import LENGTH
from lib.store.rows import StoredRow
from lib.store.schema import BATCHES, DATA
from lib.store.sql import chunks

_C = DATA["contributions"].c
_WHO = ((_C.person_key, _C.person_key.startswith(BY_EMAIL)), (sa.func.substr(_C.name, 1, LENGTH), _C.name.is_not(None)))
"""What tells a person: the e-mail, else the name, whatever its case."""


@dataclass(frozen=True, slots=True)
class Told:
    """A contribution and the source of the import that brought it; `source` is empty for one typed by hand."""

    row: StoredRow
    source: str


def contributions_by_id(store: Store, campaign_id: int, ids: Iterable[str]) -> Mapping[str, StoredRow]:
    """The contributions that have one of these ids, by id."""
    with store.reading() as connection:
        found = rows_by(connection, campaign_id, CONTRIBUTIONS, "id", ids)
        return {str(row.cells["id"]): row for row in Reader(connection, campaign_id).rows(CONTRIBUTIONS, found)}


def ids_there(store: Store, campaign_id: int, ids: Iterable[str]) -> frozenset[str]:
    """Those of the ids that a contribution has."""
    found: set[str] = set()
    with store.reading() as connection:
        for some in chunks(ids):
            found.update(connection.scalars(sa.select(_C.id).where(_C.campaign_id == campaign_id, _C.id.in_(some))))
    return frozenset(found)


def alike_groups(store: Store, campaign_id: int, limit: int = 2_000) -> tuple[tuple[int, ...], ...]:
    """Groups (`pk`s, in order) of contributions of one amount by one person, told by e-mail, else by the very same name, that
    several sources of imports brought; withdrawn ones are left out. At most `limit` groups of each kind. Holds no one's data."""
    batch = BATCHES.alias()
    source = sa.func.coalesce(batch.c.source, "")
    here = (_C.campaign_id == campaign_id, _C.status != WITHDRAWN)
    joined = DATA["contributions"].outerjoin(batch, batch.c.id == _C.batch_id)
    found: list[tuple[int, ...]] = []
    with store.reading() as connection:
        if _sources_at_most(connection, campaign_id) < 2:
            return ()
        for who, is_known in _WHO:
            several = (
                sa.select(_C.amount_cents, who.label("who"))
                .select_from(joined)
                .where(*here, is_known)
                .group_by(_C.amount_cents, who)
                .having(sa.func.count(source.distinct()) > 1)
                .limit(limit)
                .subquery()
            )
            alike = (_C.amount_cents == several.c.amount_cents) & (who == several.c.who)
            theirs = several.join(DATA["contributions"], alike)
            groups: dict[tuple[int, str], list[int]] = {}
            wanted = sa.select(_C.pk, several.c.amount_cents, several.c.who).select_from(theirs).where(*here)
            for pk, cents, name in connection.execute(wanted):
                groups.setdefault((cents, name), []).append(pk)
            found += [tuple(sorted(pks)) for pks in groups.values()]
    return tuple(dict.fromkeys(found))


def _sources_at_most(connection: Connection, campaign_id: int) -> int:
    """How many sources contributions may have come from, hands being one: from the list of imports, not from the rows."""
    brought = sa.cast(BATCHES.c.by_table, sa.Text).contains(f'"{CONTRIBUTIONS.name}"')
    sources = sa.select(sa.func.count(BATCHES.c.source.distinct())).where(
        BATCHES.c.campaign_id == campaign_id, BATCHES.c.undone_at.is_(None), brought
    )
    by_hand = sa.select(sa.exists().where(_C.campaign_id == campaign_id, _C.batch_id.is_(None)))
    return int(connection.scalar(sources) or 0) + bool(connection.scalar(by_hand))


def told(store: Store, campaign_id: int, pks: Iterable[int]) -> Mapping[int, Told]:
    """Contributions by their `pk`, each with the source that brought it; those that are gone are left out."""
    with store.reading() as connection:
        found = rows_by(connection, campaign_id, CONTRIBUTIONS, "pk", sorted(set(pks)))
        rows = {row.pk: row for row in Reader(connection, campaign_id).rows(CONTRIBUTIONS, found)}
        sources: dict[int, str] = {}
        for some in chunks(sorted({row.batch_id for row in rows.values() if row.batch_id is not None})):
            wanted = sa.select(BATCHES.c.id, BATCHES.c.source).where(BATCHES.c.id.in_(some))
            sources |= dict(connection.execute(wanted).all())
    return {pk: Told(row, sources.get(row.batch_id or 0, "")) for pk, row in rows.items()}
