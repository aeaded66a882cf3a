"""What was observed last of each thing: the newest row of every account, post or campaign page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from lib.campaign.tables import TABLES_BY_NAME, Row
from lib.store.engine import Store
from lib.store.schema import DATA

OBSERVED_AT = "observed_at"


def latest_observations(store: Store, campaign_id: int, table: str, at: datetime) -> Mapping[tuple[object, ...], Row]:
    """The newest row until `at` of a table of observations, by what is observed (its key without the instant)."""
    columns = DATA[table].c
    subject = [columns[name] for name in TABLES_BY_NAME[table].key if name != OBSERVED_AT]
    fields = TABLES_BY_NAME[table].fields
    place = sa.func.row_number().over(partition_by=subject or [columns.campaign_id], order_by=columns[OBSERVED_AT].desc())
    ranked = (
        sa.select(*(columns[field] for field in fields), place.label("place"))
        .where(columns.campaign_id == campaign_id, columns[OBSERVED_AT] <= at)
        .subquery()
    )
    with store.reading() as connection:
        found = connection.execute(sa.select(*(ranked.c[field] for field in fields)).where(ranked.c.place == 1))
        rows = [dict(zip(fields, row, strict=True)) for row in found]
    names = [column.name for column in subject]
    return {tuple(row[name] for name in names): row for row in rows}
