"""Observations that are worth keeping: a figure that has not moved is noted again after some hours only.

Asking every quarter of an hour would otherwise write the same total a hundred times a day, each time a new revision of the
campaign. Six hours are well below the age at which a verdict is suspended (36 h), so that what does not move stays fresh.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from lib.campaign.tables import AUDIENCE, PLATFORM_TOTALS, POST_COUNTS, TABLES_BY_NAME, Row
from lib.store.engine import Store
from lib.store.queries.latest import OBSERVED_AT, latest_observations

NOTED_AGAIN_AFTER = timedelta(hours=6)
_OBSERVATIONS = frozenset({PLATFORM_TOTALS.name, AUDIENCE.name, POST_COUNTS.name})


class Observed:
    """What is known of each observed thing, looked up once a table."""

    def __init__(self, store: Store, campaign_id: int, at: datetime) -> None:
        self._store, self._campaign_id, self._at = store, campaign_id, at
        self._latest: dict[str, Mapping[tuple[object, ...], Row]] = {}

    def new_in(self, table: str, rows: Sequence[Row]) -> Sequence[Row]:
        """The rows without those that repeat, within six hours, what was seen last; rows of other tables stay all."""
        if table not in _OBSERVATIONS:
            return rows
        if table not in self._latest:
            self._latest[table] = latest_observations(self._store, self._campaign_id, table, self._at)
        return [row for row in rows if not self._repeats(table, row)]

    def _repeats(self, table: str, row: Row) -> bool:
        subject = tuple(row.get(name) for name in TABLES_BY_NAME[table].key if name != OBSERVED_AT)
        last, seen_at = self._latest[table].get(subject), row.get(OBSERVED_AT)
        if last is None or not isinstance(seen_at, datetime):
            return False
        last_at = last[OBSERVED_AT]
        if not isinstance(last_at, datetime) or not timedelta(0) < seen_at - last_at < NOTED_AGAIN_AFTER:
            return False
        return all(last.get(name) == value for name, value in row.items() if name != OBSERVED_AT)
