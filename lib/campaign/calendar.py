"""The campaign's time: instants in UTC, days in the campaign's zone, ranges half-open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

_TICK = timedelta(microseconds=1)


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The UTC instant at which `day` begins in `zone`; where midnight does not exist, the first instant after."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The last microsecond of `day` in `zone`, as an inclusive bound."""
    return start_of_day(day + timedelta(days=1), zone) - _TICK


def local_day(instant: datetime, zone: ZoneInfo) -> date:
    """The calendar day that an instant falls on in `zone`."""
    return instant.astimezone(zone).date()


def is_ambiguous(local: datetime, zone: ZoneInfo) -> bool:
    """Whether a naive local time happens twice, or never, in `zone` (the change of hour)."""
    first, second = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    return first.utcoffset() != second.utcoffset()


def share_gone_by(start: datetime, end: datetime, instant: datetime) -> Fraction:
    """The exact share of the range from `start` to `end` (all UTC) that lies before `instant`, 0 to 1."""
    return min(max(Fraction((instant - start) // _TICK, (end - start) // _TICK), Fraction(0)), Fraction(1))


@dataclass(frozen=True, slots=True)
class Period:
    """A campaign's time: `opens_at` inclusive, `closes_at` exclusive, both UTC, and the zone of its days."""

    opens_at: datetime
    closes_at: datetime
    zone: ZoneInfo

    @property
    def first_day(self) -> date:
        """Day 1."""
        return local_day(self.opens_at, self.zone)

    @property
    def last_day(self) -> date:
        """The last calendar day that has an instant of the campaign."""
        return local_day(self.closes_at - _TICK, self.zone)

    @property
    def day_count(self) -> int:
        """Calendar days from the first to the last, both included."""
        return (self.last_day - self.first_day).days + 1

    def is_open(self, as_of: datetime) -> bool:
        """Whether contributions can be made at `as_of`."""
        return self.opens_at <= as_of < self.closes_at

    def day(self, number: int) -> date:
        """The calendar day of a day number; day 0 is the eve."""
        return self.first_day + timedelta(days=number - 1)

    def start_of(self, number: int) -> datetime:
        """The UTC instant at which day `number` begins."""
        return start_of_day(self.day(number), self.zone)

    def day_number(self, as_of: datetime) -> int:
        """1 on the first day, 0 before the opening, never past the last day's number."""
        if as_of < self.opens_at:
            return 0
        return min((local_day(as_of, self.zone) - self.first_day).days + 1, self.day_count)

    def days_left(self, as_of: datetime) -> int:
        """Calendar days after that of `as_of`, the last included; all of them before the opening, then down to 0."""
        return self.day_count - self.day_number(as_of)

    def elapsed(self, as_of: datetime) -> Fraction:
        """The share of the campaign's time gone by, exact, 0 to 1."""
        return share_gone_by(self.opens_at, self.closes_at, as_of)

    def instant_at(self, elapsed: Fraction) -> datetime:
        """The instant at which a share (0–1) of the campaign's time has gone by, to the microsecond below."""
        return self.opens_at + ((self.closes_at - self.opens_at) // _TICK * elapsed // 1) * _TICK

    def last_day_before(self, instant: datetime) -> date:
        """The latest day that begins strictly before `instant`: day values are read as the start of their day."""
        return local_day(instant - _TICK, self.zone)
