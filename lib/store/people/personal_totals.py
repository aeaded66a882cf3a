"""How many values `personal` holds and of how many people, counted as they come and go: nobody counts a million of them.

Kept by kind in `personal_totals`, in the same transaction as the values. Those that come are told by their numbers, which rise;
before some are altered or go, their people are looked at, and again after it; very many, and all are counted again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lib.store.people.pseudonyms import LENGTH
from lib.store.queries.view import row_by_row
from lib.store.schema import PERSONAL, PERSONAL_TOTALS
from lib.store.sql import chunks

EMAIL = "email"
_FEW = 1_000
"""People up to whom what they had and have is looked at; above, everybody is counted again."""
_RANGES = 100
"""People asked for in one query."""
_FIGURES = ("held", "people_held", "people")
_AFTER_HEX = "g"
"""What no character of a pseudonym comes after, in the order of any language."""
_P, _T = PERSONAL.c, PERSONAL_TOTALS.c
_ONE = PERSONAL.alias()
_PERSON = sa.func.substr(_P.pseudonym, 1, LENGTH)


class Held(NamedTuple):
    """Of one kind: values that are there, and where it is that of e-mails the people who have one, in any spelling, there or
    erased.
    """

    values: int = 0
    people_held: int = 0
    people: int = 0


Totals = Mapping[str, Held]
"""By kind of value; none that is all zeros."""


def personal_totals(connection: Connection, campaign_id: int) -> Totals:
    """What is kept of a campaign."""
    wanted = sa.select(_T.kind, _T.held, _T.people_held, _T.people).where(_T.campaign_id == campaign_id)
    return {kind: Held(*figures) for kind, *figures in connection.execute(wanted)}


def counted_totals(connection: Connection, campaign_id: int) -> Totals:
    """What the totals must be, from the values themselves. Of a million people no list is made: each has one e-mail in small
    letters at most, and only those spelt otherwise are told apart.
    """
    ours = _P.campaign_id == campaign_id
    kinds = connection.scalars(sa.select(_P.kind).where(ours).distinct()).all()
    is_there = _P.erased_at.is_(None)
    held = [sa.func.count(sa.case((sa.and_(is_there, _P.kind == kind), 1))) for kind in kinds]
    counts = dict(zip(kinds, map(Held, connection.execute(sa.select(sa.func.count(), *held).where(ours)).one()[1:]), strict=True))
    if EMAIL in counts:
        emails = (ours, _P.kind == EMAIL)
        there = _spelt_alike(connection, *emails, is_there, among=_ONE.c.erased_at.is_(None))
        counts[EMAIL] = Held(counts[EMAIL].values, there, _spelt_alike(connection, *emails, among=sa.true()))
    return {kind: counted for kind, counted in counts.items() if any(counted)}


def _spelt_alike(connection: Connection, *some: sa.ColumnElement[bool], among: sa.ColumnElement[bool]) -> int:
    """How many people these e-mails are of: those in small letters, and those that are there in other letters alone."""
    small = sa.func.length(_P.pseudonym) == LENGTH
    same = (_ONE.c.campaign_id == _P.campaign_id, _ONE.c.pseudonym == _PERSON, _ONE.c.kind == EMAIL, among)
    is_in_small = sa.select(_ONE.c.pk).where(*same).correlate(PERSONAL).exists()
    others = sa.select(sa.func.count(_PERSON.distinct())).where(*some, ~small, ~is_in_small)
    in_small = connection.scalar(sa.select(sa.func.count()).select_from(PERSONAL).where(*some, small)) or 0
    return in_small + (connection.scalar(others) or 0)


class PersonalTotals:
    """What one transaction changes of them, from its first look on; the campaign is locked."""

    def __init__(self, connection: Connection, campaign_id: int) -> None:
        self._connection, self._campaign_id = connection, campaign_id
        self._since = self._last()

    def settle(self) -> None:
        """Counts the values that came."""
        last = self._last()
        if last > self._since:
            self._add(self._come(), {})
        self._since = last

    @contextmanager
    def going(self, pseudonyms: Collection[str]) -> Iterator[None]:
        """While values of these, however they are spelt, are altered, go, or come in their places."""
        self.settle()
        people = sorted({each[:LENGTH] for each in pseudonyms})
        before = self._of(people) if len(people) <= _FEW else {}
        yield
        if len(people) <= _FEW:
            self._add(self._of(people), before)
        else:
            self._write(counted_totals(self._connection, self._campaign_id))
        self._since = self._last()

    def _last(self) -> int:
        """The number of the last value of all campaigns: the next one is higher."""
        return self._connection.scalar(sa.select(sa.func.max(_P.pk))) or 0

    def _come(self) -> Totals:
        """The values that came since; a person is new whom no earlier value names."""
        new = (_P.pk > self._since, row_by_row(_P.campaign_id) == self._campaign_id)
        found = _by_kind(self._connection, *new)
        emails = found.get(EMAIL)
        if emails is None or EMAIL not in personal_totals(self._connection, self._campaign_id):
            return found
        known_held, known = (
            self._connection.scalar(sa.select(sa.func.count(_PERSON.distinct())).where(*new, *some, _P.kind == EMAIL)) or 0
            for some in ((_P.erased_at.is_(None), self._was_there(_ONE.c.erased_at.is_(None))), (self._was_there(),))
        )
        return {**found, EMAIL: Held(emails.values, emails.people_held - known_held, emails.people - known)}

    def _was_there(self, *some: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
        same = (_ONE.c.pseudonym >= _PERSON, _ONE.c.pseudonym < _PERSON + _AFTER_HEX, _ONE.c.kind == EMAIL)
        earlier = sa.select(_ONE.c.pk).where(_ONE.c.campaign_id == self._campaign_id, *same, _ONE.c.pk <= self._since, *some)
        return earlier.correlate(PERSONAL).exists()

    def _of(self, people: list[str]) -> Totals:
        found: dict[str, Held] = {}
        for some in chunks(people, _RANGES):
            theirs = sa.or_(*(sa.and_(_P.pseudonym >= each, _P.pseudonym < each + _AFTER_HEX) for each in some))
            more = _by_kind(self._connection, _P.campaign_id == self._campaign_id, theirs)
            found = {kind: _sum(found.get(kind, Held()), more.get(kind, Held())) for kind in {*found, *more}}
        return found

    def _add(self, more: Totals, less: Totals) -> None:
        if more == less:
            return
        kept = personal_totals(self._connection, self._campaign_id)
        kinds = {*kept, *more, *less}
        nothing = Held()
        self._write({
            kind: _sum(_sum(kept.get(kind, nothing), more.get(kind, nothing)), less.get(kind, nothing), -1) for kind in kinds
        })  # fmt: skip

    def _write(self, totals: Totals) -> None:
        self._connection.execute(sa.delete(PERSONAL_TOTALS).where(_T.campaign_id == self._campaign_id))
        lines = [
            {"campaign_id": self._campaign_id, "kind": kind, **dict(zip(_FIGURES, held, strict=True))}
            for kind, held in sorted(totals.items())
            if any(held)
        ]
        if lines:
            self._connection.execute(sa.insert(PERSONAL_TOTALS), lines)


def _by_kind(connection: Connection, *some: sa.ColumnElement[bool]) -> Totals:
    """Of the values for which all of that holds, which are few."""
    is_there = _P.erased_at.is_(None)
    person = sa.case((_P.kind == EMAIL, _PERSON))
    figures = (sa.func.count(sa.case((is_there, 1))), sa.func.count(sa.case((is_there, person)).distinct()),
               sa.func.count(person.distinct()))  # fmt: skip
    found = connection.execute(sa.select(_P.kind, *figures).where(*some).group_by(_P.kind))
    return {kind: held for kind, *counts in found if any(held := Held(*counts))}


def _sum(one: Held, other: Held, sign: int = 1) -> Held:
    return Held(*(mine + sign * more for mine, more in zip(one, other, strict=True)))
