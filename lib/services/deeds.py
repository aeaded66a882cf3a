"""What the campaign did, day by day: tasks that went out through a channel, evenings, news, allies' relays, posts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from lib.campaign.calendar import local_day, start_of_day
from lib.campaign.tables import Row
from lib.services.campaigns import OpenCampaign
from lib.store.engine import Store
from lib.store.queries.asks import ally_rows
from lib.store.queries.lists import table_page
from lib.store.queries.posts import post_rows

SHORT_TASK_DAYS = 3
"""A task that took more days than this says nothing of each of them."""
_ROWS = 2_000
"""Tasks, news and evenings read at most: far above what a campaign plans."""


class DeedKind(Enum):
    """What was done; a day's deeds are told in this order."""

    TASK = "task"
    EVENING = "evening"
    NEWS = "news"
    LAUNCH_RELAY = "launch_relay"
    CLOSING_RELAY = "closing_relay"
    POSTS = "posts"


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing done on a day: `name` is the task's, the evening's, the news' title, the ally, or a platform with
    `count` posts.
    """

    kind: DeedKind
    name: str
    count: int = 1


def deeds_by_day(store: Store, opened: OpenCampaign, as_of: datetime) -> Mapping[date, tuple[Deed, ...]]:
    """What was done on each local day that has begun by `as_of`; days without anything are left out."""
    found: dict[date, list[Deed]] = {}
    for day, deed in _all_deeds(store, opened, as_of):
        if start_of_day(day, opened.campaign.period.zone) <= as_of:
            found.setdefault(day, []).append(deed)
    order = list(DeedKind)
    return {day: tuple(sorted(done, key=lambda deed: order.index(deed.kind))) for day, done in found.items()}


def _all_deeds(store: Store, opened: OpenCampaign, as_of: datetime) -> Iterator[tuple[date, Deed]]:
    today = local_day(as_of, opened.campaign.period.zone)
    yield from _tasks(_table(store, opened, "tasks"), today)
    yield from _dated(_table(store, opened, "events"), "held_on", DeedKind.EVENING)
    for row in _table(store, opened, "news"):
        published_at = row["published_at"]
        if isinstance(published_at, datetime) and published_at <= as_of:
            yield local_day(published_at, opened.campaign.period.zone), Deed(DeedKind.NEWS, str(row["title"]))
    allies = [row.cells for row in ally_rows(store, opened.id)]
    yield from _dated(allies, "launch_relayed_on", DeedKind.LAUNCH_RELAY)
    yield from _dated(allies, "closing_relayed_on", DeedKind.CLOSING_RELAY)
    posts = Counter((post.local_day, post.platform) for post in post_rows(store, opened.id, opened.campaign, as_of))
    for (day, platform), count in posts.items():
        yield day, Deed(DeedKind.POSTS, platform, count)


def _tasks(rows: Iterable[Row], today: date) -> Iterator[tuple[date, Deed]]:
    """Tasks done by then that went out through a channel: each day of a short one, the day that a long one was done."""
    for row in rows:
        starts_on, done_on = row["starts_on"], row["done_on"]
        if not (row["channel"] and isinstance(starts_on, date) and isinstance(done_on, date) and done_on <= today):
            continue
        length = (done_on - starts_on).days + 1
        for back in range(length if 1 <= length <= SHORT_TASK_DAYS else 1):
            yield done_on - timedelta(days=back), Deed(DeedKind.TASK, str(row["name"]))


def _table(store: Store, opened: OpenCampaign, table: str) -> list[Row]:
    return [row.cells for row in table_page(store, opened.id, table, limit=_ROWS).rows]


def _dated(rows: Iterable[Row], column: str, kind: DeedKind) -> Iterator[tuple[date, Deed]]:
    for row in rows:
        day = row[column]
        if isinstance(day, date):
            yield day, Deed(kind, str(row["name"]))
