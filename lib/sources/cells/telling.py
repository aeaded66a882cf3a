"""The cells of a column that decide how it is read: a few texts that tell as much as a million of them.

`reader(column, texts, asked)` gives the same format, remarks, question and values for the texts kept here as for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from heapq import nsmallest
from zoneinfo import ZoneInfo

from lib.campaign.calendar import is_ambiguous
from lib.campaign.tables import Column, Kind
from lib.sources.cells.cells import known
from lib.sources.cells.choices import TICKS
from lib.sources.cells.instants import date_parts, ordinary
from lib.sources.result import EXAMPLE_COUNT

_FLOATED = re.compile(r"[0-9]+\.0")
_SHAPE = str.maketrans("12345678", "99999999")
"""Digits other than 0 are all alike for the format of a number."""
_NOON = timedelta(hours=12)


class Telling:
    """The telling cells of one column, gathered some at a time; what is kept grows with the ways of writing, not with the rows.

    `zone`: that of times without one.
    """

    def __init__(self, column: Column, zone: ZoneInfo, *, is_id: bool) -> None:
        self._groups: dict[object, list[str]] = {}
        self._kept: set[str] = set()
        self._change_days: dict[date, bool] = {}
        self._zone = zone
        match column.kind:
            case Kind.INSTANT | Kind.DAY:
                self._look = self._dates
            case Kind.AMOUNT | Kind.COUNT:
                self._look = self._numbers
            case Kind.YES_NO:
                self._look = self._ticks
            case _:
                self._look = self._ids if is_id else _nothing

    def add(self, texts: Iterable[str]) -> None:
        """More cells of the column."""
        self._look(texts)

    @property
    def texts(self) -> frozenset[str]:
        """Those that tell, of all that were added."""
        return frozenset(text for group in self._groups.values() for text in group) | self._kept

    def _dates(self, texts: Iterable[str]) -> None:
        found: dict[object, list[str]] = {}
        for text in known(texts):
            said = ordinary(text)
            if said is None:
                self._sort_date(text, found)
            elif isinstance(said, datetime) and said.tzinfo is None:
                found.setdefault("plain", []).append(text)
                if self._is_near_change(said.date()) and is_ambiguous(said, self._zone):
                    found.setdefault("plain, twice", []).append(text)
        self._keep_smallest(found)

    def _sort_date(self, text: str, found: dict[object, list[str]]) -> None:
        parts = date_parts(text)
        key, days, is_naive = parts if parts is not None else (None, (), False)
        found.setdefault(key, []).append(text)
        if is_naive and any(map(self._is_near_change, days)):
            self._kept.add(text)

    def _is_near_change(self, day: date) -> bool:
        """Whether the clock changes from the day before to the day after."""
        if day not in self._change_days:
            noon = datetime.combine(day, datetime.min.time()) + _NOON
            before, after = (noon + timedelta(days=days) for days in (-1, 1))
            self._change_days[day] = before.replace(tzinfo=self._zone).utcoffset() != after.replace(tzinfo=self._zone).utcoffset()
        return self._change_days[day]

    def _numbers(self, texts: Iterable[str]) -> None:
        found: dict[object, list[str]] = {}
        for text in known(texts):
            found.setdefault(text.translate(_SHAPE), []).append(text)
        self._keep_smallest(found)

    def _keep_smallest(self, found: dict[object, list[str]]) -> None:
        """As many of each group as a question gives examples."""
        for key, some in found.items():
            self._groups[key] = nsmallest(EXAMPLE_COUNT, {*some, *self._groups.get(key, ())})

    def _ticks(self, texts: Iterable[str]) -> None:
        for text in set(texts) - self._kept:
            if not text or text.casefold() in TICKS:
                self._kept.add(text)
            else:
                self._groups["other"] = [text]

    def _ids(self, texts: Iterable[str]) -> None:
        if "plain" in self._groups:
            return
        for text in filter(None, texts):
            self._groups["floated" if _FLOATED.fullmatch(text) else "plain"] = [text]
            if "plain" in self._groups:
                return


def _nothing(texts: Iterable[str]) -> None:
    """What a column of plain text has to tell."""
