"""The plan as an iCalendar file: all-day events that any calendar can show, and no person in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import TRANSP, Calendar, Event

from lib.campaign.plan import PlanTask, is_done
from lib.i18n.translator import Translator
from lib.kpis.reading import Reading
from lib.services.campaigns import OpenCampaign
from lib.services.plan.planning import plan
from lib.services.viewing import View, view
from lib.services.wording import target_text
from lib.store.engine import Store
from lib.store.queries.lists import table_page

MEDIA_TYPE = "text/calendar; charset=utf-8"
REFRESH = timedelta(hours=6)
"""How often a calendar that subscribes is told to look again."""
_PRODUCT = "-//Campaign progress dashboard//Calendar//EN"
_MANY = 10_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One all-day event, both days included; `key` makes its UID, the same at every export."""

    key: str
    summary: str
    first: date
    last: date
    details: tuple[str, ...] = ()


def calendar_name(opened: OpenCampaign) -> str:
    """The file's name."""
    return f"{opened.campaign.name}.ics"


def calendar_file(store: Store, opened: OpenCampaign, at: datetime, translator: Translator) -> bytes:
    """Opening, closing, evenings, deadlines of the KPIs and tasks as they stand at `at`, which is also each DTSTAMP."""
    with store.reading():
        seen = view(store, opened, at)
        found = (*_frame(seen, translator), *_evenings(store, opened), *_deadlines(seen, translator),
                 *_tasks(store, opened, at, translator))  # fmt: skip
    file = Calendar.new(
        prodid=_PRODUCT, name=opened.campaign.title, uid=_uid(opened, "calendar"), refresh_interval=REFRESH,
        url=opened.campaign.url or None, subcomponents=[_event(entry, opened, at) for entry in found],
    )  # fmt: skip
    return bytes(file.to_ical())


def _uid(opened: OpenCampaign, key: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"campaign:{opened.campaign.name}/{key}"))


def _event(entry: Entry, opened: OpenCampaign, at: datetime) -> Event:
    """The end of an all-day event is the day after its last."""
    return Event.new(
        uid=_uid(opened, entry.key), stamp=at, summary=entry.summary,
        start=entry.first, end=entry.last + timedelta(days=1), description="\n".join(entry.details) or None,
        transparency=TRANSP.TRANSPARENT,
    )  # fmt: skip


def _frame(seen: View, translator: Translator) -> Iterator[Entry]:
    _, campaign = translator._, seen.campaign
    first, last = campaign.period.first_day, campaign.period.last_day
    yield Entry("opening", _("%(title)s: the campaign opens", title=campaign.title), first, first)
    yield Entry("closing", _("%(title)s: last day of the campaign", title=campaign.title), last, last)


def _evenings(store: Store, opened: OpenCampaign) -> Iterator[Entry]:
    """Evenings and workshops; two of one name on one day are told apart by their number."""
    seen: dict[str, int] = {}
    for row in table_page(store, opened.id, "events", limit=_MANY).rows:
        name, held_on = str(row.cells["name"]), row.cells["held_on"]
        if isinstance(held_on, date):
            key = f"event/{name}/{held_on}"
            seen[key] = seen.get(key, 0) + 1
            yield Entry(key if seen[key] == 1 else f"{key}#{seen[key]}", name, held_on, held_on)


def _deadlines(seen: View, translator: Translator) -> Iterator[Entry]:
    """The last day of each KPI that is due before the campaign closes, but not at its opening."""
    period = seen.campaign.period
    for reading in seen.readings:
        if reading.deadline is not None and reading.deadline not in (period.opens_at, period.closes_at):
            day = period.last_day_before(reading.deadline)
            yield Entry(f"deadline/{reading.kpi.id}", _deadline(reading, seen, translator), day, day)


def _deadline(reading: Reading, seen: View, translator: Translator) -> str:
    name, target = translator._(reading.kpi.name), target_text(reading, seen.campaign.currency, translator)
    return translator._("Deadline: %(name)s (target: %(target)s)", name=name, target=target)


def _tasks(store: Store, opened: OpenCampaign, at: datetime, translator: Translator) -> Iterator[Entry]:
    """Tasks with their channel and public; one without an end is on its first day."""
    today = at.astimezone(opened.campaign.period.zone).date()
    for task in plan(store, opened):
        summary = translator._("%(task)s (done)", task=task.name) if is_done(task, today) else task.name
        yield Entry(f"task/{task.id}", summary, task.starts_on, task.due_on, tuple(_details(task, translator)))


def _details(task: PlanTask, translator: Translator) -> Iterator[str]:
    if task.channel:
        yield translator._("Channel: %(channel)s", channel=task.channel)
    if task.target_public:
        yield translator._("Public: %(public)s", public=task.target_public)
