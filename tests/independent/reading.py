"""Reads a campaign folder the plain way: csv, tomllib, zoneinfo and loops; nothing here knows the product.

Every instant becomes an aware datetime in UTC, because subtracting two datetimes that share a zone with
daylight saving counts hours on the clock and not hours that passed. Amounts become integer cents, rates
become fractions.
"""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

Row = dict[str, str]
Person = tuple[str, str]

DAY = timedelta(days=1)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Campaign:
    """What campaign.toml says; `opens_at` is inclusive, `closes_at` exclusive, both in UTC."""

    name: str
    zone: ZoneInfo
    goal_cents: int
    commission_rate: Fraction
    commission_tax_rate: Fraction
    opens_at: datetime
    closes_at: datetime
    kpi: dict[str, dict[str, Any]]

    @property
    def first_day(self) -> date:
        """The local day that holds the opening instant."""
        return local_day(self.opens_at, self.zone)

    @property
    def last_day(self) -> date:
        """The local day that holds the last instant before the closing."""
        return local_day(self.closes_at - MICROSECOND, self.zone)

    @property
    def length_days(self) -> int:
        """Local days touched by the campaign, first and last included."""
        return (self.last_day - self.first_day).days + 1


@dataclass(frozen=True)
class Contribution:
    """One row of contributions.csv; `thanked_at` is None where nobody wrote a thank-you down."""

    id: str
    contributed_at: datetime
    amount_cents: int
    status: str
    person: Person
    email: str
    reward: str
    thanked_at: datetime | None


def local_day(moment: datetime, zone: ZoneInfo) -> date:
    """The calendar day of an instant in the campaign's zone."""
    return moment.astimezone(zone).date()


def day_start(day: date, zone: ZoneInfo) -> datetime:
    """00:00:00 local of a day, in UTC."""
    return datetime.combine(day, time(0), tzinfo=zone).astimezone(UTC)


def instant(value: Any, zone: ZoneInfo) -> datetime:
    """An instant in UTC from text or a TOML value; a day is its local start, no offset is the local clock."""
    if isinstance(value, str):
        text = value.strip()
        value = date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    if not isinstance(value, datetime):
        return day_start(value, zone)
    return (value if value.tzinfo else value.replace(tzinfo=zone)).astimezone(UTC)


def maybe_instant(text: str, zone: ZoneInfo) -> datetime | None:
    """As `instant`; an empty cell is unknown."""
    return instant(text, zone) if text else None


def end_of_day_given(value: Any, zone: ZoneInfo) -> datetime:
    """The exclusive bound that a value sets: the end of a day given as a day, else the instant itself."""
    if isinstance(value, str) and len(value.strip()) == 10:
        value = date.fromisoformat(value.strip())
    if isinstance(value, date) and not isinstance(value, datetime):
        return day_start(value + DAY, zone)
    return instant(value, zone)


def as_of_instant(as_of: str, zone: ZoneInfo) -> datetime:
    """T: a day means its last microsecond, so that everything of that local day has happened."""
    if len(as_of) == 10:
        return day_start(date.fromisoformat(as_of) + DAY, zone) - MICROSECOND
    return instant(as_of, zone)


def cents(text: Any) -> int:
    """Integer cents of a decimal amount; a fraction of a cent is a mistake in the test's own data."""
    amount = Fraction(Decimal(str(text))) * 100
    if amount.denominator != 1:
        raise ValueError(f"{text} has a fraction of a cent")
    return amount.numerator


def exact(value: Any) -> Fraction:
    """The decimal that was written, without a float in between."""
    return Fraction(Decimal(str(value)))


def rows(folder: Path, file: str) -> list[Row]:
    """The rows of a file, cells trimmed; none when the file is absent. Read a missing column with `get`."""
    path = folder / file
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return [{name: (cell or "").strip() for name, cell in row.items()} for row in csv.DictReader(lines)]


def campaign(folder: Path) -> Campaign:
    """The campaign that a folder sets up."""
    with (folder / "campaign.toml").open("rb") as file:
        said = tomllib.load(file, parse_float=Decimal)
    zone = ZoneInfo(said["timezone"])
    opens = said["opens_on"] if "opens_on" in said else said["opens_at"]
    closes = end_of_day_given(said["closes_on"], zone) if "closes_on" in said else instant(said["closes_at"], zone)
    return Campaign(
        name=said["name"],
        zone=zone,
        goal_cents=cents(said["goal"]),
        commission_rate=exact(said["commission_rate"]),
        commission_tax_rate=exact(said.get("commission_tax_rate", 0)),
        opens_at=instant(opens, zone),
        closes_at=closes,
        kpi=said.get("kpi", {}),
    )


def person(row: Row) -> Person:
    """Who gave: one e-mail address, else the platform's user, else nobody but this contribution."""
    if row.get("email"):
        return ("email", row["email"].lower())
    if row.get("platform_user"):
        return ("user", row["platform_user"])
    return ("contribution", row["id"])


def contributions(folder: Path, zone: ZoneInfo) -> list[Contribution]:
    """Every row of contributions.csv, whatever its date and status."""
    return [
        Contribution(
            id=row["id"],
            contributed_at=instant(row["contributed_at"], zone),
            amount_cents=cents(row["amount"]),
            status=row["status"],
            person=person(row),
            email=row.get("email", "").lower(),
            reward=row.get("reward", ""),
            thanked_at=maybe_instant(row.get("thanked_at", ""), zone),
        )
        for row in rows(folder, "contributions.csv")
    ]
