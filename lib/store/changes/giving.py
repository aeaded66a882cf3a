"""Who gave, rolled up by local day in the same transaction as the rows: newcomers, hours, rewards, sources, thanks in time.

A total is the sum of what each person adds to it, told by that person's own contributions alone. A change therefore
takes out what the people it touches added before, and puts in what they add after it; a change to very many reads everybody's
again, person after person, in a memory that does not grow with them. Tests hold the two, and the rows themselves, together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lib.campaign.tables import BY_EMAIL, COUNTED
from lib.campaign.tallies import THANKS_HOURS
from lib.store.changes.amount_parts import part_of
from lib.store.schema import CONTROLS, DATA, GIVING_TOTALS, HOUR, instant_at
from lib.store.sql import among, chunks

NEW, RETURNING, CLOCK, IN_TIME = "new", "returning", "clock", "in_time"
AMOUNT, THANKED, UNCOUNTED = "amount", "thanked", "uncounted"
"""Kinds of totals: by size (`amount_parts`); people with an e-mail, by the hour of UTC and its day in which they were
thanked last; people none of whose contributions is counted, by the day of their first."""
LABELS: Mapping[str, str] = {"hour": "local_hour", "reward": "reward", "source": "source", "medium": "medium"}
"""Kinds of totals by what a cell says: `people` of a day are those who had not given so before."""
WITH_EMAIL = "email"
"""The label, of new and returning, of people who are known by their e-mail; of the others it is empty."""
_FEW = 2_000
_PART = 10
"""People touched, beside a part of all rows, above which everything is worked out again at once."""
_ROWS_A_TIME = 2_000
_THANKED_WITHIN = THANKS_HOURS * HOUR

_C = DATA["contributions"].c
_T = GIVING_TOTALS.c
_AT, _THANKED = sa.type_coerce(_C.contributed_at, sa.BigInteger), sa.type_coerce(_C.thanked_at, sa.BigInteger)
_ASKED = (_C.person_key, _AT.label("at"), _C.local_day, _THANKED.label("thanked"), _C.amount_cents,
          *(_C[name] for name in LABELS.values()), _C.status)  # fmt: skip
_COLUMNS = ("campaign_id", "kind", "local_day", "label", "contributions", "people", "amount_cents")
Key = tuple[str, date, str]
"""Kind, local day, label."""
Sums = dict[Key, tuple[int, int, int]]
"""Contributions, people, cents."""
_Adding = defaultdict[Key, list[int]]
"""The same while it is being added up."""


class Giving:
    """What one transaction changes of those totals: `watch` people before their rows change, `settle` at its end."""

    def __init__(self, connection: Connection, campaign_id: int) -> None:
        self._connection, self._campaign_id = connection, campaign_id
        self._watched: set[str] = set()
        self._before: _Adding = _no_sums()
        self._most: int | None = None
        self._is_everybody = False

    def watch(self, people: Iterable[str | None]) -> None:
        """People whose contributions are about to come, change or go."""
        if self._is_everybody:
            return
        new = {each for each in people if each is not None} - self._watched
        if not new:
            return
        if len(self._watched) + len(new) > self._limit():
            self.watch_everybody()
            return
        self._watched |= new
        _add(self._before, added_by(self._connection, self._campaign_id, new), 1)

    def watch_everybody(self) -> None:
        """Very many are about to come, or no index tells whose rows are whose meanwhile: all is read again at the end."""
        self._is_everybody = True
        self._watched.clear()
        self._before.clear()

    def settle(self) -> None:
        """Writes the totals as they are now."""
        if self._is_everybody:
            roll_up_giving(self._connection, self._campaign_id)
        elif self._watched:
            change: _Adding = _no_sums()
            _add(change, added_by(self._connection, self._campaign_id, self._watched), 1)
            _add(change, _settled(self._before), -1)
            _write(self._connection, self._campaign_id, {key: sums for key, sums in change.items() if any(sums)})
        self._watched.clear()
        self._before.clear()
        self._is_everybody = False

    def _limit(self) -> int:
        if self._most is None:
            rows = sa.select(CONTROLS.c.row_count).where(
                CONTROLS.c.campaign_id == self._campaign_id, CONTROLS.c.table_name == "contributions"
            )
            self._most = max(_FEW, (self._connection.scalar(rows) or 0) // _PART)
        return self._most


def roll_up_giving(connection: Connection, campaign_id: int) -> None:
    """Works all of it out again from the contributions themselves."""
    sums = giving_totals(connection, campaign_id)
    connection.execute(sa.delete(GIVING_TOTALS).where(_T.campaign_id == campaign_id))
    for some in chunks(sorted(sums)):
        lines = [dict(zip(_COLUMNS, (campaign_id, *key, *sums[key]), strict=True)) for key in some]
        connection.execute(sa.insert(GIVING_TOTALS), lines)


def giving_totals(connection: Connection, campaign_id: int) -> Sums:
    """What the totals must be, from the rows: read in the order of people, some at a time."""
    sums = _no_sums()
    wanted = _gifts(campaign_id).order_by(_C.person_key).execution_options(yield_per=_ROWS_A_TIME)
    for person, gifts in groupby(connection.execute(wanted), key=itemgetter(0)):
        _add_person(sums, person, list(gifts))
    return _settled(sums)


def added_by(connection: Connection, campaign_id: int, people: Iterable[str]) -> Sums:
    """What these people add to the totals, as their rows are now."""
    sums = _no_sums()
    for some in chunks(people):
        theirs: defaultdict[str, list[Sequence[Any]]] = defaultdict(list)
        for row in connection.execute(_gifts(campaign_id).where(among(connection, _C.person_key, some))):
            theirs[row[0]].append(row)
        for person, gifts in theirs.items():
            _add_person(sums, person, gifts)
    return _settled(sums)


def _gifts(campaign_id: int) -> sa.Select[Any]:
    return sa.select(*_ASKED).where(_C.campaign_id == campaign_id)


def _no_sums() -> _Adding:
    return defaultdict(lambda: [0, 0, 0])


def _settled(sums: _Adding) -> Sums:
    return {key: (contributions, people, cents) for key, (contributions, people, cents) in sums.items()}


def _add_person(sums: _Adding, person: str, gifts: Sequence[Sequence[Any]]) -> None:
    """All that one person adds: `gifts` are the person's contributions, in any order."""
    known_by = WITH_EMAIL if person.startswith(BY_EMAIL) else ""
    counted = [gift for gift in gifts if gift[-1] == COUNTED]
    if counted:
        _add_giver(sums, known_by, counted)
    else:
        sums[UNCOUNTED, min(gift[2] for gift in gifts), known_by][1] += 1


def _add_giver(sums: _Adding, known_by: str, gifts: Sequence[Sequence[Any]]) -> None:
    """What somebody adds of whom these contributions are counted."""
    first_at, first_day = min(gift[1] for gift in gifts), min(gift[2] for gift in gifts)
    sums[NEW, first_day, known_by][1] += 1
    sums[CLOCK, first_day, str(first_at // HOUR)][1] += 1
    later = [gift[2] for gift in gifts if gift[1] > first_at]
    if later:
        sums[RETURNING, min(later), known_by][1] += 1
    thanked = [gift[3] for gift in gifts if gift[3] is not None]
    if thanked and known_by:
        sums[thanked_key(max(thanked))][1] += 1
    labels: dict[tuple[str, str], date] = {}
    for gift in gifts:
        _add_gift(sums, labels, known_by, first_at, gift)
    for (kind, label), day in labels.items():
        sums[kind, day, label][1] += 1


def _add_gift(sums: _Adding, labels: dict[tuple[str, str], date], known_by: str, first_at: int, gift: Sequence[Any]) -> None:
    """One contribution, and the first day on which each of its labels was this person's."""
    _person, at, day, thanked_at, cents, *cells, _status = gift
    keys = [(NEW if at == first_at else RETURNING, known_by), (CLOCK, str(at // HOUR)), (AMOUNT, part_of(cents))]
    if thanked_at is not None and thanked_at <= at + _THANKED_WITHIN:
        keys.append((IN_TIME, ""))
    for kind, cell in zip(LABELS, cells, strict=True):
        label = (kind, "" if cell is None else str(cell))
        labels[label] = min(day, labels.get(label, day))
        keys.append(label)
    for kind, label_of_it in keys:
        there = sums[kind, day, label_of_it]
        there[0] += 1
        there[2] += cents


def thanked_key(at: int) -> Key:
    """Under which somebody who was thanked last at that instant (microseconds) is counted."""
    hour = at // HOUR
    return THANKED, instant_at(hour * HOUR).date(), str(hour)


def _add(sums: _Adding, more: Sums, sign: int) -> None:
    for key, figures in more.items():
        there = sums[key]
        for place, figure in enumerate(figures):
            there[place] += sign * figure


def _write(connection: Connection, campaign_id: int, change: Mapping[Key, Sequence[int]]) -> None:
    missing = []
    for (kind, day, label), (contributions, people, cents) in sorted(change.items()):
        this_one = (_T.campaign_id == campaign_id, _T.kind == kind, _T.local_day == day, _T.label == label)
        more = {"contributions": _T.contributions + contributions, "people": _T.people + people,
                "amount_cents": _T.amount_cents + cents}  # fmt: skip
        if not connection.execute(sa.update(GIVING_TOTALS).where(*this_one).values(**more)).rowcount:
            missing.append(dict(zip(_COLUMNS, (campaign_id, kind, day, label, contributions, people, cents), strict=True)))
    if missing:
        connection.execute(sa.insert(GIVING_TOTALS), missing)
    nothing = (_T.contributions == 0, _T.people == 0, _T.amount_cents == 0)
    connection.execute(sa.delete(GIVING_TOTALS).where(_T.campaign_id == campaign_id, *nothing))
