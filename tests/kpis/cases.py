"""Facts for the KPIs' tables of cases, in words that a person can work out by hand.

The campaign is the plan's: 2018-01-20 to 2018-03-16 in Toronto, 56 days and 1 343 hours, 25 000 $, 6.7 % commission.
Points of its time that fall on whole minutes, all local: a tenth is 2018-01-25 14:18 (134.3 h after the opening),
a quarter 2018-02-02 23:45 (335.75 h), half 2018-02-16 23:30 (671.5 h); the closing is 2018-03-17 00:00, exclusive.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from _pytest.mark import ParameterSet

from lib.campaign.calendar import end_of_day
from lib.campaign.figures import figures
from lib.campaign.model import Campaign
from lib.campaign.settings import campaign
from lib.campaign.tallies import Tallies
from lib.kpis.reading import Facts, Reading, Status
from lib.kpis.registry import KPI_IDS, board

TORONTO = ZoneInfo("America/Toronto")
PLAN: Mapping[str, Any] = {
    "name": "services-faciles",
    "currency": "CAD",
    "goal": "25000.00",
    "commission_rate": "0.067",
    "timezone": "America/Toronto",
    "opens_on": "2018-01-20",
    "closes_on": "2018-03-16",
}
NOTHING = "—"
ALL = {status.value for status in Status}
GROUP = ALL - {"stale", "too_early"}

POSSIBLE = {
    "funds": ALL,
    "fans_first_week": ALL - {"too_early"},
    "ambassador_rate": ALL,
    "shares_per_post": ALL,
    "relay_launch": GROUP,
    "relay_closing": GROUP,
    "members_with_responsibility": GROUP - {"not_started"},
    "members_resharing": GROUP,
    "members_briefed": GROUP - {"not_started"},
    "launch_attendance": GROUP - {"on_track"},
    "first_day_contributors": GROUP - {"not_started", "off_track"},
    "thanked_within_24h": ALL - {"too_early"},
    "daily_communication": ALL - {"too_early"},
    "news": ALL,
    "showcase_image": {"no_data", "reached", "missed", "at_risk"},
}
"""The states that each KPI can be in with its default settings."""


def at(text: str) -> datetime:
    """The UTC instant of a local time such as 2018-01-25 14:18; of a day, its end, as `--as-of` reads it."""
    if len(text) == 10:
        return end_of_day(date.fromisoformat(text), TORONTO)
    return datetime.fromisoformat(text).replace(tzinfo=TORONTO).astimezone(UTC)


def planned(**changes: Any) -> Campaign:
    """The plan's campaign with some of its settings changed."""
    return campaign({**PLAN, **changes}, KPI_IDS)


def facts(as_of: datetime, *, settings: Mapping[str, Any] | None = None, **tallies: Any) -> Facts:
    """What is known at `as_of`, in the fields of `Tallies`; `settings` are changes of `campaign.toml`."""
    ours, counted = planned(**(settings or {})), Tallies(**tallies)
    return Facts(ours, counted, figures(ours, counted.money, as_of), as_of)


def reading_of(kpi_id: str, known: Facts) -> Reading:
    """The KPI as the board shows it."""
    shown = board(known.campaign, known.tallies, known.figures, known.as_of)
    return next(reading for reading in shown if reading.kpi.id == kpi_id)


class Case(dict[str, str]):
    """One line of a table of cases: its cells by column, — for nothing."""

    @property
    def as_of(self) -> datetime:
        """The instant of the line."""
        return at(self["as of"])

    @property
    def newest_at(self) -> datetime | None:
        """The instant of its newest datum; an empty cell: fresh, seen at that very instant."""
        return self.as_of if not self.get("newest") else self.instant("newest")

    @property
    def settings(self) -> Mapping[str, Any]:
        """The settings of a line that gives the KPI a target of its own."""
        return {"kpi": {self["kpi"]: {"target": self["target"]}}} if self.get("target") else {}

    def instant(self, column: str) -> datetime | None:
        """A cell that holds an instant or a day."""
        return None if self[column] == NOTHING else at(self[column])

    def day(self, column: str) -> date | None:
        """A cell that holds a calendar day."""
        return None if self[column] == NOTHING else date.fromisoformat(self[column])

    def count(self, column: str) -> int | None:
        """A cell that holds a whole number."""
        return None if self[column] == NOTHING else int(self[column])

    def cents(self, column: str) -> int | None:
        """A cell that holds an amount with two decimals."""
        return None if self[column] == NOTHING else int(Decimal(self[column]) * 100)

    def share(self, column: str) -> Fraction | None:
        """A cell that holds a fraction, such as 27/117, or a number."""
        return None if self[column] == NOTHING else Fraction(self[column])


def lines(kpi_id: str, table: str) -> list[Case]:
    """The lines of a table whose first line names the columns; `kpi` is added to each."""
    head, *rest = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    return [Case(zip(head, cells, strict=True), kpi=kpi_id) for cells in rest]


def cases(kpi_id: str, tables: Mapping[str, str]) -> list[ParameterSet]:
    """The cases of a KPI for `pytest.mark.parametrize`, each called by what its first column says."""
    return [pytest.param(case, id=case["case"]) for case in lines(kpi_id, tables[kpi_id])]
