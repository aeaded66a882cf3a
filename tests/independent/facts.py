"""What is known of a campaign at an instant T, and where T lies in the campaign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from . import reading
from .reading import Campaign, Contribution, Row

Figures = dict[str, Any]


@dataclass(frozen=True)
class OneOf:
    """A value on which the definitions allow several answers; an empty list means that any is right."""

    answers: tuple[Any, ...]


ANY = OneOf(())


@dataclass(frozen=True)
class Facts:
    """A campaign and the instant T; the lists hold every row, `…_by_t` what had happened by T."""

    folder: Path
    campaign: Campaign
    t: datetime
    contributions: list[Contribution]

    def rows(self, file: str) -> list[Row]:
        """The rows of one file of the folder, cells trimmed."""
        return reading.rows(self.folder, file)

    def happened(self, moment: datetime | None) -> bool:
        """Whether an instant is known and not after T."""
        return moment is not None and moment <= self.t

    def when(self, row: Row, column: str) -> datetime | None:
        """The instant in a cell, None when it is empty or its column is absent."""
        return reading.maybe_instant(row.get(column, ""), self.campaign.zone)

    @property
    def contributions_by_t(self) -> list[Contribution]:
        """Rows of any status dated by T."""
        return [one for one in self.contributions if one.contributed_at <= self.t]

    @property
    def counted(self) -> list[Contribution]:
        """Counted contributions dated by T."""
        return [one for one in self.contributions_by_t if one.status == "counted"]

    @property
    def latest_total(self) -> Row | None:
        """The newest row of platform_totals.csv by T."""
        known = [row for row in self.rows("platform_totals.csv") if self.happened(self.when(row, "observed_at"))]
        return max(known, key=lambda row: self.when(row, "observed_at") or self.t, default=None)

    @property
    def platform_total(self) -> Row | None:
        """The platform total that stands in for contributions while there is none, else None."""
        return None if self.contributions_by_t else self.latest_total

    @property
    def is_open(self) -> bool:
        """Whether T lies within the campaign, its closing excluded."""
        return self.campaign.opens_at <= self.t < self.campaign.closes_at


def day_number(facts: Facts) -> int:
    """Local days begun since the first, which is 1; 0 before the opening, the length from the last day on."""
    if facts.t < facts.campaign.opens_at:
        return 0
    day = reading.local_day(facts.t, facts.campaign.zone)
    return min((day - facts.campaign.first_day).days + 1, facts.campaign.length_days)


def days_left(facts: Facts) -> int:
    """Local days after T's, up to and including the last; all of them before the opening."""
    return facts.campaign.length_days - day_number(facts)


def elapsed(facts: Facts) -> Fraction:
    """Share of the campaign's time that has passed, 0 to 1."""
    campaign = facts.campaign
    share = Fraction((facts.t - campaign.opens_at) // reading.MICROSECOND)
    whole = (campaign.closes_at - campaign.opens_at) // reading.MICROSECOND
    return min(Fraction(1), max(Fraction(0), share / whole))


def facts_of(folder: Path, as_of: str) -> Facts:
    """The folder, read, with T worked out from a day or an instant."""
    campaign = reading.campaign(folder)
    return Facts(
        folder=folder,
        campaign=campaign,
        t=reading.as_of_instant(as_of, campaign.zone),
        contributions=reading.contributions(folder, campaign.zone),
    )
