"""Who gives, when, how much and through what: the analyses of the contributions, without any person's row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from lib.campaign.calendar import local_day
from lib.services.analyses.big_days import BigDay, big_days
from lib.services.analyses.groups import Group, SizeClass, groups, size_bounds_cents, size_classes
from lib.services.campaigns import OpenCampaign
from lib.services.daily.deeds import Deed, DeedKind, deeds_by_day
from lib.services.viewing import View
from lib.store.engine import Store
from lib.store.queries.breakdowns import (
    Slice,
    by_local_hour,
    by_medium,
    by_newcomer,
    by_reward,
    by_size,
    by_source,
)
from lib.store.queries.lists import table_page
from lib.store.queries.series import DayTotal, day_totals

HOURS = range(24)


@dataclass(frozen=True, slots=True)
class GivingDay:
    """A local day of the campaign, and what was done on it; both counts are 0 where nothing came, None before it begins."""

    day: date
    counted_cents: int | None
    contributions: int | None
    deeds: tuple[Deed, ...] = ()

    @property
    def actions(self) -> tuple[Deed, ...]:
        """What was done besides posts, which go out nearly every day and would mark them all."""
        return tuple(deed for deed in self.deeds if deed.kind is not DeedKind.POSTS)


@dataclass(frozen=True, slots=True)
class GivingHour:
    """An hour of the day, 0–23, all days of the campaign together."""

    hour: int
    counted_cents: int
    contributions: int


@dataclass(frozen=True, slots=True)
class Newcomers:
    """First contributions of each person, and those of people who came back.

    `contributors` of `returning` are people with more than one contribution.
    """

    new: Group
    returning: Group


@dataclass(frozen=True, slots=True)
class Giving:
    """The contributions as of an instant; everything is empty, or None, where no contribution is counted.

    `outside_cents`: counted money dated before the first or after the last day, in the totals but on no day of the chart.
    Rewards, sources and media never show fewer than five people.
    """

    days: tuple[GivingDay, ...]
    outside_cents: int
    hours: tuple[GivingHour, ...]
    sizes: tuple[SizeClass, ...]
    rewards: tuple[Group, ...]
    sources: tuple[Group, ...]
    media: tuple[Group, ...]
    newcomers: Newcomers | None
    biggest: tuple[BigDay, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no contribution is counted yet."""
        return not self.hours

    @property
    def counted_cents(self) -> int:
        """All that is counted, on the campaign's days and outside."""
        return self.outside_cents + sum(day.counted_cents or 0 for day in self.days)

    @property
    def biggest_share(self) -> Fraction:
        """The part of all that is counted that came on the biggest days, 0–1."""
        return Fraction(sum(day.counted_cents for day in self.biggest), self.counted_cents or 1)

    @property
    def contributions(self) -> int:
        """How many are counted."""
        return sum(hour.contributions for hour in self.hours)

    @property
    def richest_size(self) -> SizeClass | None:
        """The class of size that brings most money, the smaller of two."""
        return max(self.sizes, key=lambda each: (each.counted_cents, -each.from_cents), default=None)

    def part_of_contributions(self, part: SizeClass) -> Fraction:
        """How many of the contributions are of that size, 0–1."""
        return Fraction(part.contributions, self.contributions or 1)

    @property
    def busiest_hour(self) -> GivingHour | None:
        """The hour of the day with most contributions, the earlier of two."""
        return max(self.hours, key=lambda each: (each.contributions, -each.hour), default=None)


def giving(store: Store, opened: OpenCampaign, seen: View) -> Giving:
    """The analyses of the contributions at the instant of `seen`, from one snapshot."""
    median_cents = seen.figures.median_contribution_cents
    asked = (store, opened.id, opened.campaign, seen.as_of)
    with store.reading():
        totals, done = day_totals(*asked), deeds_by_day(store, opened, seen.as_of)
        return Giving(
            days=_days(opened, seen, totals, done),
            outside_cents=_outside_cents(opened, totals),
            hours=_hours(by_local_hour(*asked)),
            sizes=size_classes(by_size(*asked, size_bounds_cents(median_cents))) if totals else (),
            rewards=groups(_named(by_reward(*asked), reward_names(store, opened))),
            sources=groups(by_source(*asked)),
            media=groups(by_medium(*asked)),
            newcomers=_newcomers(by_newcomer(*asked)),
            biggest=big_days(store, opened, seen.as_of, totals, done),
        )


def biggest_days(store: Store, opened: OpenCampaign, as_of: datetime) -> tuple[BigDay, ...]:
    """Those of `giving` alone, by an instant."""
    totals = day_totals(store, opened.id, opened.campaign, as_of)
    return big_days(store, opened, as_of, totals, deeds_by_day(store, opened, as_of))


def _days(opened: OpenCampaign, seen: View, totals: tuple[DayTotal, ...],
          done: Mapping[date, tuple[Deed, ...]]) -> tuple[GivingDay, ...]:  # fmt: skip
    """Every day of the campaign, in order."""
    period = opened.campaign.period
    today, came = local_day(seen.as_of, period.zone), {total.day: total for total in totals}
    days = (period.day(number) for number in range(1, period.day_count + 1))
    return tuple(_day(day, came.get(day), done.get(day, ())) if day <= today else GivingDay(day, None, None) for day in days)


def _day(day: date, total: DayTotal | None, done: tuple[Deed, ...]) -> GivingDay:
    return GivingDay(day, total.counted_cents if total else 0, total.contributions if total else 0, done)


def _outside_cents(opened: OpenCampaign, totals: tuple[DayTotal, ...]) -> int:
    period = opened.campaign.period
    return sum(total.counted_cents for total in totals if not period.first_day <= total.day <= period.last_day)


def _hours(slices: tuple[Slice, ...]) -> tuple[GivingHour, ...]:
    """All 24 hours, 0 where nothing came; none at all where nothing ever came."""
    came = {int(each.label or 0): each for each in slices}
    if not came:
        return ()
    nothing = Slice(None, 0, 0, 0)
    found = ((hour, came.get(hour, nothing)) for hour in HOURS)
    return tuple(GivingHour(hour, each.counted_cents, each.contributions) for hour, each in found)


def reward_names(store: Store, opened: OpenCampaign) -> dict[str, str]:
    """What people call each reward, by the id that contributions may name it by."""
    rows = table_page(store, opened.id, "rewards", limit=1_000).rows
    return {str(row.cells["id"]): str(row.cells["name"]) for row in rows}


def _named(slices: tuple[Slice, ...], names: dict[str, str]) -> tuple[Slice, ...]:
    """Contributions name a reward by its id or by its name: both are one reward, under the name that people read."""
    named: dict[str | None, Slice] = {}
    for each in slices:
        label = None if each.label is None else names.get(each.label, each.label)
        known = named.get(label, Slice(label, 0, 0, 0))
        named[label] = Slice(label, known.contributions + each.contributions, known.contributors + each.contributors,
                             known.counted_cents + each.counted_cents)  # fmt: skip
    return tuple(named.values())


def _newcomers(slices: tuple[Slice, ...]) -> Newcomers | None:
    parts = {each.label: each for each in slices}
    total = sum(each.counted_cents for each in slices)
    if not any(each.contributions for each in slices):
        return None
    new, returning = (
        Group(part.label, part.contributions, part.contributors, part.counted_cents, Fraction(part.counted_cents, total or 1))
        for part in (parts.get(name, Slice(name, 0, 0, 0)) for name in ("new", "returning"))
    )
    return Newcomers(new, returning)
