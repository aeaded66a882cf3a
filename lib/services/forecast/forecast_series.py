"""Reading a file of past campaigns by day, to fit the forecast on or to score it with.

Columns: campaign_id, goal, launched_at, deadline (ISO 8601 with offset), paid_on (a day), pledged_cumulative,
contributors_cumulative; others are ignored. CSV, or CSV in gzip; a point as decimal separator.
"""

from __future__ import annotations

import csv
import gzip
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TextIO

from lib.campaign.errors import UnreadableFile
from lib.campaign.forecast_course import DAY_SECONDS, Course, course

_COLUMNS = (
    "campaign_id",
    "goal",
    "launched_at",
    "deadline",
    "paid_on",
    "pledged_cumulative",
    "contributors_cumulative",
)
_NOON_HOUR = 12


@dataclass(frozen=True, slots=True)
class PastCampaign:
    """A campaign that is over: its course by day, its contributors by day, and where it ended.

    The course's moments are ends of days of the campaign's zone. A payment counts from the end of the day
    *before* it was paid: the pledge came about a day earlier. `final_cents` includes what was paid after the
    closing.
    """

    campaign_id: str
    course: Course
    contributors: tuple[int, ...]
    final_cents: int

    @property
    def succeeded(self) -> bool:
        """Whether it ended at its goal or above."""
        return self.final_cents >= self.course.goal_cents

    @property
    def final_progress(self) -> float:
        """Final total ÷ goal."""
        return self.final_cents / self.course.goal_cents

    @property
    def reached_moment(self) -> float | None:
        """When the goal was passed, in seconds, the closing for what was paid later; None if it was not."""
        moments = zip(self.course.moments, self.course.amounts_cents, strict=True)
        first = next((moment for moment, cents in moments if cents >= self.course.goal_cents), None)
        return None if first is None else min(max(first, self.course.opens), self.course.closes)

    def at(self, moment: float) -> Course:
        """The campaign as it stood at `moment` (seconds)."""
        known = bisect_right(self.course.moments, moment)
        return self.course.at(moment, self.contributors[known - 1] if known else 0)

    def day_ends(self) -> tuple[float, ...]:
        """The ends of its days, in seconds, after the opening and before the closing."""
        first = _day_boundary(self.course.closes) + self.course.opens // DAY_SECONDS * DAY_SECONDS
        days = int((self.course.closes - first) // DAY_SECONDS) + 1
        ends = (first + day * DAY_SECONDS for day in range(-1, days + 1))
        return tuple(end for end in ends if self.course.opens < end < self.course.closes - 60)


def past_campaigns(path: Path) -> tuple[PastCampaign, ...]:
    """The campaigns of a series file, in the order of their first rows.

    Raises UnreadableFile, naming the row.
    """
    with _opened(path) as lines:
        reader = csv.DictReader(lines)
        missing = [name for name in _COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            raise UnreadableFile(
                "The series %(file)s has no column %(column)s.", file=path.name, column=missing[0]
            )
        try:
            return campaigns_from_rows(reader)
        except (ValueError, TypeError, InvalidOperation) as refused:
            raise UnreadableFile(
                "Row %(row)s of the series %(file)s cannot be read.", file=path.name, row=reader.line_num
            ) from refused


def campaigns_from_rows(rows: Iterable[Mapping[str, str]]) -> tuple[PastCampaign, ...]:
    """The campaigns of rows that have the file's columns; raises ValueError where a cell cannot be read."""
    days: dict[str, list[tuple[str, int, int]]] = {}
    frames: dict[str, tuple[int, datetime, datetime]] = {}
    for row in rows:
        name = row["campaign_id"]
        if name not in frames:
            frames[name] = (_cents(row["goal"]), _instant(row["launched_at"]), _instant(row["deadline"]))
        amount_cents, contributors = _cents(row["pledged_cumulative"]), int(row["contributors_cumulative"])
        days.setdefault(name, []).append((row["paid_on"], amount_cents, contributors))
    return tuple(_campaign(name, *frame, sorted(days[name])) for name, frame in frames.items())


def _campaign(
    name: str, goal_cents: int, opens_at: datetime, closes_at: datetime, days: list[tuple[str, int, int]]
) -> PastCampaign:
    boundary = timedelta(seconds=_day_boundary(closes_at.timestamp()))
    history = [
        (datetime.fromisoformat(day).replace(tzinfo=UTC) + boundary, amount_cents)
        for day, amount_cents, _ in days
    ]
    frame = course(
        goal_cents=goal_cents,
        opens_at=opens_at,
        closes_at=closes_at,
        as_of=max(closes_at, history[-1][0]),
        history=history,
        contributors=days[-1][2],
    )
    return PastCampaign(name, frame, tuple(contributors for _, _, contributors in days), days[-1][1])


def _day_boundary(closes: float) -> float:
    """Seconds from midnight UTC to the local midnight that begins the day of the same date.

    A campaign closes with the last second of a local day, which gives its zone away without naming it.
    """
    offset = (closes + 1) % DAY_SECONDS
    return offset - DAY_SECONDS if offset >= _NOON_HOUR * 3600 else offset


def _opened(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", newline="")
    return path.open(encoding="utf-8", newline="")


def _cents(text: str) -> int:
    return int((Decimal(text) * 100).to_integral_value())


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))
