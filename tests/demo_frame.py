"""What every table of the demonstration shares: its calendar, its dice, its typography, its plain files."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import TypeVar
from zoneinfo import ZoneInfo

from lib.campaign.tables import TABLES_BY_NAME

Row = dict[str, str]
Choice = TypeVar("Choice")

ZONE = ZoneInfo("America/Toronto")
OPENS_ON = date(2018, 1, 20)
DAY_COUNT = 56
# Seeds of the dice whose outcome matters: chosen so that the evening of day 35 and the end fall where they are wanted.
SEEDS = {"gifts": 15805, "givers": 3, "thanks": 43, "reshares": 694, "post counts": 407}
_NO_BREAK = "\N{NO-BREAK SPACE}"


def instant(day: int, clock: str) -> datetime:
    """The local time `clock` (HH:MM or HH:MM:SS) on a day of the campaign; day 1 is the opening, 0 its eve."""
    return datetime.combine(OPENS_ON + timedelta(days=day - 1), time.fromisoformat(clock), ZONE)


def later(moment: datetime, hours: float) -> datetime:
    """`moment` plus real hours, to the second, across the change of hour too."""
    return (moment.astimezone(UTC) + timedelta(seconds=round(hours * 3600))).astimezone(ZONE)


def awake(moment: datetime, hour: int = 8) -> datetime:
    """`moment`, or `hour` and some minutes of the same morning when everybody sleeps."""
    return later(moment, hour - moment.hour) if moment.hour < hour else moment


def day_number(moment: datetime) -> int:
    """The day of the campaign that a local moment falls on."""
    return (moment.date() - OPENS_ON).days + 1


def chance(name: str) -> Random:
    """The dice of one table: seeded by its name, the same on every machine."""
    return Random(f"{name} {SEEDS.get(name, 0)}")


def pick(dice: Random, weights: Mapping[Choice, float]) -> Choice:
    """One key, drawn in proportion to its weight."""
    return dice.choices(list(weights), list(weights.values()))[0]


def between(dice: Random, low: float, high: float) -> float:
    """A number drawn evenly; `random()` alone is promised to stay the same from one Python to the next."""
    return low + (high - low) * dice.random()


def rows_of(text: str) -> list[Row]:
    """The rows of a table written as CSV."""
    return list(csv.DictReader(io.StringIO(text.strip())))


def file_of(table: str, rows: Iterable[Mapping[str, str]]) -> str:
    """A plain file: the header of `table`, then `rows`, where a column that is not given stays empty."""
    columns = [column.name for column in TABLES_BY_NAME[table].columns]
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: typography(cell) for name, cell in row.items()} for row in rows)
    return out.getvalue()


def typography(text: str) -> str:
    """Québec French from plain typing: curly apostrophes, and no-break spaces where they are asked for."""
    text = text.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}").replace("« ", f"«{_NO_BREAK}")
    text = re.sub(r" (?=[:%$»])", _NO_BREAK, text)
    return re.sub(r"(?<=\d) (?=(\d{3}(?!\d)|h\b))", _NO_BREAK, text)
