"""Values that no row and no change speaks of any more: a name that was corrected, an import that was undone. They go."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lib.campaign.tables import TABLES, TABLES_BY_NAME
from lib.store.cells import shape
from lib.store.changes.change import zone_under_lock
from lib.store.engine import Store
from lib.store.people.personal import pseudonyms_in, raise_epoch
from lib.store.people.personal_totals import PersonalTotals
from lib.store.schema import DATA, JOURNAL, PERSONAL
from lib.store.sql import CHUNK, among, chunks

_P = PERSONAL.c
FEW = 50
"""Up to which the database itself looks for pseudonyms in the journal."""


def forget_unreferenced(store: Store, campaign_id: int) -> int:
    """Drops the values of a campaign that nothing speaks of; how many. Those who were erased on request stay known as such."""
    with store.writing() as connection:
        zone_under_lock(connection, campaign_id)
        wanted = sa.select(_P.pseudonym).where(_P.campaign_id == campaign_id, _P.erased_at.is_(None))
        held = connection.scalars(wanted).all()
        with PersonalTotals(connection, campaign_id).going(held):
            return drop_unreferenced(connection, campaign_id, held)


def drop_unreferenced(connection: Connection, campaign_id: int, pseudonyms: Iterable[str]) -> int:
    """Drops those of the values that nothing speaks of; how many. To be asked with the campaign locked, and while totals watch
    the values `going`.
    """
    left = set(pseudonyms)
    for spoken_of in _spoken_of(connection, campaign_id, frozenset(left)):
        left -= spoken_of
    for some in chunks(sorted(left), 4 * CHUNK):
        theirs = among(connection, _P.pseudonym, some)
        connection.execute(sa.delete(PERSONAL).where(_P.campaign_id == campaign_id, _P.erased_at.is_(None), theirs))
    if left:
        raise_epoch(connection, campaign_id)
    return len(left)


def _spoken_of(connection: Connection, campaign_id: int, left: Collection[str]) -> Iterator[set[str]]:
    are_few = len(left) <= FEW
    for table in TABLES:
        rows = DATA[table.name].c
        for field in shape(table.name).supporter:
            wanted = sa.select(rows[field]).where(rows.campaign_id == campaign_id, rows[field].is_not(None))
            if are_few:
                wanted = wanted.where(rows[field].in_(left)).distinct()
            with connection.execute(wanted, execution_options={"yield_per": 10_000}) as result:
                for some in result.scalars().partitions():
                    yield set(some)
    for entry in entries(connection, campaign_id, holding_one_of(left) if are_few else None):
        yield set(pseudonyms_of(entry))


def holding_one_of(pseudonyms: Iterable[str]) -> sa.ColumnElement[bool]:
    """Whether a change speaks of one of a few pseudonyms, as the database can tell without reading it: a hash stands in its
    words only where it is meant."""
    sides = [sa.cast(each, sa.Text) for each in (JOURNAL.c.before, JOURNAL.c.after)]
    return sa.or_(sa.false(), *(side.contains(each) for each in sorted(pseudonyms) for side in sides))


def entries(
    connection: Connection, campaign_id: int, some: sa.ColumnElement[bool] | None = None
) -> Iterator[Mapping[str, Any]]:
    """The changes to rows that hold supporters, or `some` of them, the oldest first."""
    names = [table.name for table in TABLES if shape(table.name).supporter]
    wanted = sa.select(JOURNAL).where(JOURNAL.c.campaign_id == campaign_id, JOURNAL.c.table_name.in_(names))
    if some is not None:
        wanted = wanted.where(some)
    with connection.execute(wanted.order_by(JOURNAL.c.pk), execution_options={"yield_per": CHUNK}) as result:
        for row in result.mappings():
            yield dict(row)


def pseudonyms_of(entry: Mapping[str, Any]) -> Iterator[str]:
    """The pseudonyms that a change speaks of."""
    for cells in (entry["before"] or {}, entry["after"] or {}):
        yield from pseudonyms_in(TABLES_BY_NAME[entry["table_name"]], cells)
