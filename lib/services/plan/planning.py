"""The plan of a campaign: its tasks in time, its publishing calendar, the rhythm of its platforms, its retroplannings."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TypeVar

from lib.campaign.calendar import local_day
from lib.campaign.errors import SettingsError, UseError
from lib.campaign.message import N_, say, say_many
from lib.campaign.plan import PlanTask
from lib.campaign.publishing import RHYTHM_DAYS, Guides, PublishingDay, Rhythm, guides, publishing_days, rhythms
from lib.campaign.tables import Row
from lib.campaign.templates import DatedAction, Fit, Template, dated, template
from lib.campaign.work import RowRef
from lib.i18n.language import language
from lib.services.campaigns import OpenCampaign
from lib.services.daily.acting import Done, Hand, latest_entry
from lib.services.environment import SHIPPED
from lib.services.persons.shortening import shortened as shortened_name
from lib.store.changes.edits import insert_row
from lib.store.engine import Store
from lib.store.queries.lists import table_page
from lib.store.queries.posts import post_rows
from lib.store.rows import StoredRow

TEMPLATES = SHIPPED / "templates"
_GUIDE_FILE = "platform-rhythm.toml"
_RETROPLANNINGS = "retroplanning-*.toml"
_MANY = 100_000
_C = TypeVar("_C")


def plan(store: Store, opened: OpenCampaign, *, personal: bool = False, shortened: bool = False) -> tuple[PlanTask, ...]:
    """Every task in the order of its first day; `has_owner` is always told.

    PERSONAL with `personal`; without it `owner` is initials where they are asked for (`shortened`), else None.
    """
    rows = table_page(store, opened.id, "tasks", personal=True, limit=_MANY).rows
    tasks = tuple(_task(row) for row in rows)
    if personal:
        return tasks
    return tuple(replace(task, owner=shortened_name(task.owner) if shortened else None) for task in tasks)


def _task(row: StoredRow) -> PlanTask:
    cells = row.cells
    starts_on, owner = _cell(cells, "starts_on", date), _cell(cells, "owner", str)
    assert starts_on is not None
    return PlanTask(
        str(cells["id"]), str(cells["name"]), starts_on, _cell(cells, "ends_on", date), _cell(cells, "done_on", date),
        _cell(cells, "kind", str), _cell(cells, "channel", str), _cell(cells, "target_public", str), owner is not None, owner,
        RowRef("tasks", row.pk, row.version),
    )  # fmt: skip


def _cell(cells: Row, name: str, kind: type[_C]) -> _C | None:
    value = cells[name]
    return value if isinstance(value, kind) else None


PostDays = Mapping[date, Counter[str]]
"""By local day, how many posts of each platform."""


def posts_by_day(store: Store, opened: OpenCampaign, as_of: datetime) -> PostDays:
    """The posts published by then; nobody's name is in it, so that all viewers may share it."""
    posts = dict[date, Counter[str]]()
    for post in post_rows(store, opened.id, opened.campaign, as_of):
        posts.setdefault(post.local_day, Counter())[post.platform] += 1
    return posts


def publishing(store: Store, opened: OpenCampaign, as_of: datetime, posts: PostDays | None = None, *, personal: bool = False,
               shortened: bool = False) -> tuple[PublishingDay, ...]:  # fmt: skip
    """The past week and the coming fortnight around the local day of `as_of`; who is in charge as in `plan`.

    `posts`: those of `posts_by_day` where they are known already.
    """
    period = opened.campaign.period
    with store.reading():
        tasks = plan(store, opened, personal=personal, shortened=shortened)
        posts = posts_by_day(store, opened, as_of) if posts is None else posts
    return publishing_days(tasks, posts, period, local_day(as_of, period.zone))


def rhythm(store: Store, opened: OpenCampaign, as_of: datetime) -> tuple[Rhythm, ...]:
    """Each platform that the campaign uses over the seven local days that end with that of `as_of`."""
    period = opened.campaign.period
    today = local_day(as_of, period.zone)
    since = today - timedelta(days=RHYTHM_DAYS - 1)
    with store.reading():
        posts = post_rows(store, opened.id, opened.campaign, as_of)
        log = [row.cells for row in table_page(store, opened.id, "communication_log", limit=_MANY).rows]
    lately = Counter(post.platform for post in posts if post.local_day >= since)
    minutes = [(_cell(row, "channel", str), _cell(row, "minutes", int) or 0) for row in log
               if (day := _cell(row, "day", date)) is not None and since <= day <= today]  # fmt: skip
    used = {post.platform for post in posts if period.is_open(post.published_at)}
    return rhythms(lately, minutes, platform_guides().platforms, used)


@cache
def platform_guides() -> Guides:
    """What is advised for each platform, and where it comes from; raises SettingsError for a broken file."""
    return guides(_parsed(TEMPLATES / _GUIDE_FILE), _GUIDE_FILE)


@cache
def templates() -> tuple[Template, ...]:
    """The retroplannings that ship, by the length that they are written for; raises SettingsError for a broken file."""
    found = (template(_parsed(path), path.name) for path in sorted(TEMPLATES.glob(_RETROPLANNINGS)))
    return tuple(sorted(found, key=lambda each: (each.day_count, each.id)))


def _parsed(path: Path) -> Mapping[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(N_("“%(file)s” cannot be read: %(fault)s"), file=path.name, fault=str(error)) from error


def dated_template(opened: OpenCampaign, template_id: str, fit: Fit) -> tuple[DatedAction, ...]:
    """A retroplanning's actions dated for this campaign; raises UseError for one that is not there."""
    found = next((each for each in templates() if each.id == template_id), None)
    if found is None:
        raise UseError(N_("There is no retroplanning called “%(name)s”."), name=template_id)
    return dated(found, opened.campaign.period, fit)


def campaign_language(opened: OpenCampaign) -> str:
    """The short code of the language that the campaign's own data is written in."""
    return language(opened.campaign.language).short


def apply_template(hand: Hand, template_id: str, fit: Fit) -> Done:
    """Add the tasks of a retroplanning that the plan does not have yet, in one transaction; those it has stay as they are."""
    actions, code = dated_template(hand.opened, template_id, fit), campaign_language(hand.opened)
    with hand.store.writing():
        known = {task.id for task in plan(hand.store, hand.opened)}
        entries = tuple(entry for action in actions if action.id not in known for entry in add_task(hand, action.cells(code)))
    if not entries:
        return Done(say(N_("The plan had all of it already: nothing is added.")))
    said = say_many(N_("%(count)s task is added to the plan."), N_("%(count)s tasks are added to the plan."), len(entries))
    return Done(said, entries)


def add_task(hand: Hand, cells: Row) -> tuple[int, ...]:
    """Add one task; the journal's entry. Raises UseError when its id is taken."""
    row = insert_row(hand.store, hand.opened.id, "tasks", cells, at=hand.at, who=hand.who)
    return latest_entry(hand, "tasks", row.pk)
