"""Who carries the campaign? The allies' board, both waves, reminders, evenings; members and first-day people are apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum

from lib.campaign.allies import CLOSING, LAUNCH, Ally, WaveReach, wave_reach
from lib.campaign.calendar import local_day, start_of_day
from lib.campaign.tables import Row
from lib.campaign.work import Work
from lib.campaign.work_of_people import ally_relays, ally_steps
from lib.kpis.reading import Reading
from lib.services.campaigns import OpenCampaign
from lib.services.daily.today import situation
from lib.services.persons.shortening import shortened as shortened_name
from lib.services.viewing import View
from lib.store.cells import folded
from lib.store.engine import Store
from lib.store.queries.asks import ally_rows
from lib.store.queries.first_day import FirstDayPerson as FirstDayPerson
from lib.store.queries.first_day import first_day_people
from lib.store.queries.lists import table_page
from lib.store.rows import StoredRow

_MANY = 10_000


@dataclass(frozen=True, slots=True)
class RelayWave:
    """A wave of relays, `launch` or `closing`: the KPI as read, and what it adds up to. `is_over`: its deadline has passed."""

    name: str
    reading: Reading
    reach: WaveReach
    is_over: bool


@dataclass(frozen=True, slots=True)
class Evening:
    """An evening, a workshop…; `attendance` None: not held yet, or nobody has noted it. `kind`: the table's word, or None."""

    name: str
    held_on: date
    kind: str | None
    attendance: int | None
    is_held: bool


@dataclass(frozen=True, slots=True)
class Mobilisation:
    """What the page says that names no person.

    `allies`: the largest audience first. `reminders`: what is due with them, the most urgent first. `upcoming`: the allies
    whose next step is planned for later, in the order of the days. `evenings`: by day.
    """

    allies: tuple[Ally, ...]
    waves: tuple[RelayWave, ...]
    reminders: tuple[Work, ...]
    upcoming: tuple[Ally, ...]
    evenings: tuple[Evening, ...]


def mobilisation(store: Store, opened: OpenCampaign, seen: View) -> Mobilisation:
    """Allies, waves, reminders and evenings at the instant of `seen`, from one snapshot."""
    today = local_day(seen.as_of, opened.campaign.period.zone)
    with store.reading():
        allies = _allies(opened, ally_rows(store, opened.id), seen.as_of)
        found = situation(store, opened, seen)
        due = (*ally_steps(found), *ally_relays(found))
        evenings = table_page(store, opened.id, "events", limit=_MANY).rows
    return Mobilisation(
        allies=allies,
        waves=_waves(seen, allies),
        reminders=tuple(sorted(due, key=lambda work: work.order)),
        upcoming=_upcoming(allies, today),
        evenings=tuple(sorted((_evening(row.cells, today) for row in evenings), key=lambda each: each.held_on)),
    )


def _allies(opened: OpenCampaign, rows: tuple[StoredRow, ...], as_of: datetime) -> tuple[Ally, ...]:
    found = (_ally(opened, row, as_of) for row in rows)
    return tuple(sorted(found, key=lambda ally: (-(ally.audience or 0), folded(ally.name))))


def _ally(opened: OpenCampaign, row: StoredRow, as_of: datetime) -> Ally:
    cells = row.cells
    agreed_on, launch_on, closing_on = (
        _happened(opened, cells, name, as_of) for name in ("agreed_on", "launch_relayed_on", "closing_relayed_on")
    )
    return Ally(row.pk, str(cells["name"]), _text(cells, "kind"), _count(cells, "audience"), agreed_on, launch_on, closing_on,
                _text(cells, "next_step"), _day(cells, "next_step_on"))  # fmt: skip


def _waves(seen: View, allies: tuple[Ally, ...]) -> tuple[RelayWave, ...]:
    """Both waves; one whose KPI the campaign has dropped is left out."""
    found = ((name, seen.reading(f"relay_{name}")) for name in (LAUNCH, CLOSING))
    return tuple(
        RelayWave(name, reading, wave_reach(allies, name, reading.target, is_strict=reading.kpi.is_strict),
                  reading.deadline is not None and seen.as_of >= reading.deadline)
        for name, reading in found if reading is not None
    )  # fmt: skip


def _upcoming(allies: tuple[Ally, ...], today: date) -> tuple[Ally, ...]:
    later = [(ally.next_step_on, ally) for ally in allies if ally.next_step_on is not None and ally.next_step_on > today]
    return tuple(ally for _day_of_it, ally in sorted(later, key=lambda pair: pair[0]))


def _evening(cells: Row, today: date) -> Evening:
    held_on = _day(cells, "held_on")
    assert held_on is not None  # the table requires it
    is_held = held_on <= today
    return Evening(str(cells["name"]), held_on, _text(cells, "kind"), _count(cells, "attendance") if is_held else None, is_held)


@dataclass(frozen=True, slots=True)
class Member:
    """PERSONAL. What a member has taken on by the instant shown: a day to come is None; `on_social` None: not known.

    `responsibility` is None as well while its day is to come; `planned_on` is None beside one whose day nobody wrote.
    """

    name: str
    responsibility: str | None
    planned_on: date | None
    is_in_time: bool
    """Whether the responsibility was planned before the opening, which is what the KPI asks."""
    briefed_on: date | None
    on_social: bool | None
    first_reshare_on: date | None
    minutes_pledged: int | None


def members(
    store: Store, opened: OpenCampaign, as_of: datetime, *, personal: bool, shortened: bool = False
) -> tuple[Member, ...]:
    """Every member, by name. PERSONAL: nothing is read unless `personal` is given as true by who may see people.

    `shortened`: for the others initials alone, in the order of these. Never cache it.
    """
    if not (personal or shortened):
        return ()
    rows = table_page(store, opened.id, "members", personal=True, limit=_MANY).rows
    found = [_member(opened, row.cells, as_of) for row in rows]
    seen = found if personal else [replace(each, name=shortened_name(each.name) or "—") for each in found]
    return tuple(sorted(seen, key=lambda member: folded(member.name)))


def _member(opened: OpenCampaign, cells: Row, as_of: datetime) -> Member:
    planned_on = _happened(opened, cells, "responsibility_planned_on", as_of)
    is_to_come = planned_on is None and _day(cells, "responsibility_planned_on") is not None
    responsibility = None if is_to_come else _text(cells, "responsibility")
    period, on_social = opened.campaign.period, cells["on_social"]
    in_time = responsibility is not None and planned_on is not None and planned_on <= period.last_day_before(period.opens_at)
    return Member(
        name=str(cells["name"]),
        responsibility=responsibility,
        planned_on=planned_on,
        is_in_time=in_time,
        briefed_on=_happened(opened, cells, "briefed_on", as_of),
        on_social=on_social if isinstance(on_social, bool) else None,
        first_reshare_on=_happened(opened, cells, "first_reshare_on", as_of),
        minutes_pledged=_count(cells, "minutes_pledged"),
    )


class Match(Enum):
    """How the gift of day 1 of somebody on the first-day list was found."""

    EMAIL = "email"
    BY_HAND = "by_hand"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Starter:
    """PERSONAL. Somebody on the first-day list; identified after the opening, they do not count."""

    name: str
    identified_on: date
    is_in_time: bool
    match: Match


def starters(
    store: Store, opened: OpenCampaign, as_of: datetime, *, personal: bool, shortened: bool = False
) -> tuple[Starter, ...]:
    """The first-day list by then. PERSONAL: nothing is read unless `personal` is given as true by who may see people.

    `shortened`: for the others initials alone. Never cache it.
    """
    if not (personal or shortened):
        return ()
    last = opened.campaign.period.last_day_before(opened.campaign.period.opens_at)
    found = first_day_people(store, opened.id, opened.campaign, as_of)
    return tuple(
        Starter(each.name if personal else shortened_name(each.name) or "—", each.identified_on, each.identified_on <= last,
                _match(each))
        for each in found
    )  # fmt: skip


def _match(person: FirstDayPerson) -> Match:
    """By e-mail first: the id is there for those whose e-mail differs."""
    if person.gave_by_email:
        return Match.EMAIL
    return Match.BY_HAND if person.gave_by_id else Match.NONE


def owners(store: Store, opened: OpenCampaign, *, personal: bool, shortened: bool = False) -> Mapping[int, str]:
    """Who is in charge of each ally, by the ally's `pk`.

    PERSONAL: empty unless `personal`; initials where `shortened`, as above.
    """
    rows = ally_rows(store, opened.id, personal=True) if personal or shortened else ()
    whole = {row.pk: owner for row in rows if (owner := _text(row.cells, "owner"))}
    return whole if personal else {pk: short for pk, owner in whole.items() if (short := shortened_name(owner))}


def _happened(opened: OpenCampaign, cells: Row, name: str, as_of: datetime) -> date | None:
    """A day that has begun by then; one to come has not happened."""
    day = _day(cells, name)
    return day if day is not None and start_of_day(day, opened.campaign.period.zone) <= as_of else None


def _day(cells: Row, name: str) -> date | None:
    value = cells[name]
    return value if isinstance(value, date) else None


def _text(cells: Row, name: str) -> str | None:
    value = cells[name]
    return value if isinstance(value, str) else None


def _count(cells: Row, name: str) -> int | None:
    value = cells[name]
    return value if isinstance(value, int) else None
