"""The daily check as of an instant: what has changed, and what is to be done. No person's name in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from lib.campaign.calendar import local_day
from lib.campaign.tables import Row
from lib.campaign.work import (
    RowRef,
    Situation,
    WaitingAlly,
    WaitingMember,
    WaitingPost,
    WaitingTask,
    Wave,
    Work,
)
from lib.campaign.worklist import worklist
from lib.kpis.reading import Facts
from lib.services.campaigns import OpenCampaign
from lib.services.daily.changes import Changes, changes
from lib.services.moments import Moment
from lib.services.viewing import View, view
from lib.store.engine import Store
from lib.store.kept import kept_all
from lib.store.queries.lists import table_page
from lib.store.queries.posts import PostRow, post_rows
from lib.store.queries.series import platform_series
from lib.store.queries.thanks import thanks_counted
from lib.store.rows import StoredRow

ASIDE = "aside/"
"""How the names of what is set aside begin, among the values kept for a campaign."""
A_DAY = timedelta(days=1)
_MANY = 100_000
_C = TypeVar("_C")


@dataclass(frozen=True, slots=True)
class Today:
    """The page as of an instant: `work` to be done, most urgent first, and `aside`, what waits for another day."""

    situation: Situation
    changes: Changes
    work: tuple[Work, ...]
    aside: tuple[Work, ...]

    @property
    def as_of(self) -> datetime:
        """The instant that everything is worked out at."""
        return self.situation.as_of


def working_instant(opened: OpenCampaign, asked: Moment, now: datetime) -> datetime:
    """The instant of the daily check: what is shown, except that once a campaign is over there still is work to do."""
    return asked.as_of if asked.is_asked or opened.campaign.invented else now


def today(store: Store, opened: OpenCampaign, as_of: datetime, seen: View | None = None) -> Today:
    """The daily check at an instant; changes are those since the day before at the same hour. `seen`: the campaign at that
    instant, where it was looked at already.
    """
    with store.reading():
        if seen is None or seen.as_of != as_of:
            seen = view(store, opened, as_of)
        found = situation(store, opened, seen)
        told = changes(store, opened, seen, as_of - A_DAY)
        return with_aside(store, opened, Today(found, told, worklist(found), ()), as_of)


def with_aside(store: Store, opened: OpenCampaign, seen: Today, now: datetime) -> Today:
    """The same with what is set aside by `now` put apart: that alone may change without a new revision."""
    held = aside_keys(store, opened, now)
    everything = sorted((*seen.work, *seen.aside), key=lambda work: work.order)
    return Today(seen.situation, seen.changes, tuple(work for work in everything if work.key not in held),
                 tuple(work for work in everything if work.key in held))  # fmt: skip


def aside_keys(store: Store, opened: OpenCampaign, as_of: datetime) -> frozenset[str]:
    """The keys of what somebody has set aside by then, and that is not back yet."""
    found = kept_all(store, opened.id, ASIDE).items()
    return frozenset(name.removeprefix(ASIDE) for name, value in found if _holds(value, as_of))


def _holds(value: object, as_of: datetime) -> bool:
    if not isinstance(value, Mapping):
        return False
    return datetime.fromisoformat(str(value["at"])) <= as_of < datetime.fromisoformat(str(value["until"]))


def situation(store: Store, opened: OpenCampaign, seen: View) -> Situation:
    """All that the rules look at, from one snapshot; names of people are not even read."""
    campaign, as_of = opened.campaign, seen.as_of
    asked = (store, opened.id, campaign, as_of)
    day = local_day(as_of, campaign.period.zone)
    with store.reading():
        log = table_page(store, opened.id, "communication_log", limit=_MANY, where={"day": day}).rows
        totals = platform_series(*asked)
        return Situation(
            campaign=campaign,
            as_of=as_of,
            targets={reading.kpi.id: reading.target for reading in seen.readings},
            waves=_waves(seen),
            thanks=thanks_counted(*asked),
            posts=tuple(_post(post) for post in post_rows(*asked)),
            allies=tuple(_ally(row) for row in _rows(store, opened, "allies")),
            members=tuple(_member(row) for row in _rows(store, opened, "members")),
            tasks=tuple(_task(row) for row in _rows(store, opened, "tasks")),
            minutes_today=sum(_cell(row.cells, "minutes", int) or 0 for row in log),
            news_published=seen.tallies.news.published,
            first_day_identified=seen.tallies.first_day.identified,
            total_read_at=totals[-1].observed_at if totals else None,
            counts_age=_counts_age(seen),
        )


def member_names(store: Store, opened: OpenCampaign, rows: Sequence[RowRef]) -> tuple[tuple[RowRef, str], ...]:
    """PERSONAL: what the members of these rows are called, by name; for who may see people, never cached."""
    wanted = {row.pk: row for row in rows}
    found = table_page(store, opened.id, "members", personal=True, order_by="name", limit=_MANY).rows
    return tuple((wanted[row.pk], str(row.cells["name"])) for row in found if row.pk in wanted)


def _waves(seen: View) -> tuple[Wave, ...]:
    """The launch's and the closing's, with their campaign's own dates; a wave whose KPI was dropped is left out."""
    facts = Facts(seen.campaign, seen.tallies, seen.figures, seen.as_of)
    found = ((name, seen.reading(f"relay_{name}")) for name in ("launch", "closing"))
    bounds = ((name, reading.kpi.starts_at(facts), reading.deadline) for name, reading in found if reading is not None)
    return tuple(Wave(name, starts_at, ends_at) for name, starts_at, ends_at in bounds if starts_at and ends_at)


def _counts_age(seen: View) -> timedelta:
    """The age at which the KPI on shares suspends its verdict."""
    reading = seen.reading("shares_per_post")
    own = seen.campaign.settings_of("shares_per_post").stale_after_hours
    hours = own if own is not None else reading.kpi.stale_after_hours if reading else None
    return A_DAY if hours is None else timedelta(hours=float(hours))


def _rows(store: Store, opened: OpenCampaign, table: str) -> tuple[StoredRow, ...]:
    return table_page(store, opened.id, table, limit=_MANY).rows


def _cell(cells: Row, name: str, kind: type[_C]) -> _C | None:
    value = cells[name]
    return value if isinstance(value, kind) else None


def _ref(table: str, row: StoredRow) -> RowRef:
    return RowRef(table, row.pk, row.version)


def _post(post: PostRow) -> WaitingPost:
    return WaitingPost(RowRef("posts", post.pk, post.version), post.platform, post.id, post.published_at, post.text or "",
                       post.url or "", post.shares, post.observed_at if post.shares is not None else None)  # fmt: skip


def _ally(row: StoredRow) -> WaitingAlly:
    cells = row.cells
    return WaitingAlly(
        _ref("allies", row), str(cells["name"]), _cell(cells, "agreed_on", date), _cell(cells, "launch_relayed_on", date),
        _cell(cells, "closing_relayed_on", date), _cell(cells, "next_step", str), _cell(cells, "next_step_on", date),
    )  # fmt: skip


def _member(row: StoredRow) -> WaitingMember:
    cells = row.cells
    return WaitingMember(
        _ref("members", row), _cell(cells, "on_social", bool), _cell(cells, "responsibility", str),
        _cell(cells, "responsibility_planned_on", date), _cell(cells, "first_reshare_on", date),
    )  # fmt: skip


def _task(row: StoredRow) -> WaitingTask:
    cells = row.cells
    starts_on = _cell(cells, "starts_on", date)
    assert starts_on is not None
    return WaitingTask(_ref("tasks", row), str(cells["name"]), starts_on, _cell(cells, "ends_on", date),
                       _cell(cells, "done_on", date))  # fmt: skip
