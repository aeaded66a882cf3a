"""What the campaign did, day by day: tasks that went out through a channel, evenings, news, allies' relays, posts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from lib.campaign.calendar import local_day, start_of_day
from lib.campaign.tables import Row
from lib.campaign.worklist import first_words
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


@dataclass(frozen=True, slots=True)
class DatedDeed:
    """A deed and when it was done: `at` is its hour where `has_hour`, else the start of its day.

    `days`: the local days that it belongs to, the last first. `words`: how a post begins; "" for anything else.
    """

    at: datetime
    has_hour: bool
    days: tuple[date, ...]
    deed: Deed
    words: str = ""


def dated_deeds(store: Store, opened: OpenCampaign, as_of: datetime) -> tuple[DatedDeed, ...]:
    """Everything done by then, each post alone, in the order of time."""
    found = (done for done in _all_deeds(store, opened, as_of) if done.at <= as_of)
    return tuple(sorted(found, key=lambda done: done.at))


def deeds_by_day(store: Store, opened: OpenCampaign, as_of: datetime) -> Mapping[date, tuple[Deed, ...]]:
    """What was done on each local day that has begun by `as_of`, a day's posts by platform; empty days are left out."""
    found: dict[date, list[Deed]] = {}
    posts = Counter[tuple[date, str]]()
    for done in _all_deeds(store, opened, as_of):
        for day in done.days:
            if done.deed.kind is DeedKind.POSTS:
                posts[day, done.deed.name] += 1
            elif start_of_day(day, opened.campaign.period.zone) <= as_of:
                found.setdefault(day, []).append(done.deed)
    for (day, platform), count in posts.items():
        found.setdefault(day, []).append(Deed(DeedKind.POSTS, platform, count))
    order = list(DeedKind)
    return {day: tuple(sorted(done, key=lambda deed: order.index(deed.kind))) for day, done in found.items()}


def _all_deeds(store: Store, opened: OpenCampaign, as_of: datetime) -> Iterator[DatedDeed]:
    zone = opened.campaign.period.zone
    for kind, name, days in _of_days(store, opened, local_day(as_of, zone)):
        yield DatedDeed(start_of_day(days[0], zone), False, days, Deed(kind, name))
    for row in _table(store, opened, "news"):
        published_at = row["published_at"]
        if isinstance(published_at, datetime) and published_at <= as_of:
            yield DatedDeed(published_at, True, (local_day(published_at, zone),), Deed(DeedKind.NEWS, str(row["title"])))
    for post in post_rows(store, opened.id, opened.campaign, as_of):
        deed = Deed(DeedKind.POSTS, post.platform)
        yield DatedDeed(post.published_at, True, (post.local_day,), deed, first_words(post.text or ""))


_OfDays = Iterator[tuple[DeedKind, str, tuple[date, ...]]]


def _of_days(store: Store, opened: OpenCampaign, today: date) -> _OfDays:
    """What is dated by a day: its kind, its name, its days."""
    yield from _tasks(_table(store, opened, "tasks"), today)
    yield from _dated(_table(store, opened, "events"), "held_on", DeedKind.EVENING)
    allies = [row.cells for row in ally_rows(store, opened.id)]
    yield from _dated(allies, "launch_relayed_on", DeedKind.LAUNCH_RELAY)
    yield from _dated(allies, "closing_relayed_on", DeedKind.CLOSING_RELAY)


def _tasks(rows: Iterable[Row], today: date) -> _OfDays:
    """Tasks done by then that went out through a channel: each day of a short one, the day that a long one was done."""
    for row in rows:
        starts_on, done_on = row["starts_on"], row["done_on"]
        if not (row["channel"] and isinstance(starts_on, date) and isinstance(done_on, date) and done_on <= today):
            continue
        length = (done_on - starts_on).days + 1
        days = range(length if 1 <= length <= SHORT_TASK_DAYS else 1)
        yield DeedKind.TASK, str(row["name"]), tuple(done_on - timedelta(days=back) for back in days)


def _table(store: Store, opened: OpenCampaign, table: str) -> list[Row]:
    return [row.cells for row in table_page(store, opened.id, table, limit=_ROWS).rows]


def _dated(rows: Iterable[Row], column: str, kind: DeedKind) -> _OfDays:
    for row in rows:
        day = row[column]
        if isinstance(day, date):
            yield kind, str(row["name"]), (day,)

