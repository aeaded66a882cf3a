"""The counted contributions taken apart: by hour, size, reward, source, and people new or come back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from lib.campaign.model import Campaign
from lib.store.changes.giving import LABELS, NEW, RETURNING
from lib.store.engine import Store
from lib.store.queries.amounts import Amounts
from lib.store.queries.view import GIVING, C, View, is_whole_day, rolled_up, viewed
from lib.store.queries.visibility import first_gifts
from lib.store.schema import DATA
from lib.store.sql import total

MANY_PEOPLE = 100
"""As many as are counted of a class of size: it is to be known whether they are few."""


@dataclass(frozen=True, slots=True)
class Slice:
    """One part: its contributions, the distinct people who made them, and their sum. `label` None: not said."""

    label: str | None
    contributions: int
    contributors: int
    counted_cents: int


def by_local_hour(store: Store, campaign_id: int, campaign: Campaign, as_of: datetime) -> tuple[Slice, ...]:
    """By hour of the local day, ascending: labels `0` to `23`, only those that have some."""
    with viewed(store, campaign_id, campaign, as_of) as seen:
        return tuple(sorted(_labelled(seen, "hour"), key=lambda part: int(part.label or 0)))


def by_reward(store: Store, campaign_id: int, campaign: Campaign, as_of: datetime) -> tuple[Slice, ...]:
    """By reward as contributions name it, most money first."""
    with viewed(store, campaign_id, campaign, as_of) as seen:
        return _most_money_first(_labelled(seen, "reward"))


def by_source(store: Store, campaign_id: int, campaign: Campaign, as_of: datetime) -> tuple[Slice, ...]:
    """By where people came from (a link, an ally, a network), most money first."""
    with viewed(store, campaign_id, campaign, as_of) as seen:
        return _most_money_first(_labelled(seen, "source"))


def by_medium(store: Store, campaign_id: int, campaign: Campaign, as_of: datetime) -> tuple[Slice, ...]:
    """By the medium that led there, most money first."""
    with viewed(store, campaign_id, campaign, as_of) as seen:
        return _most_money_first(_labelled(seen, "medium"))


def by_size(
    store: Store, campaign_id: int, campaign: Campaign, as_of: datetime, bounds_cents: Sequence[int]
) -> tuple[Slice, ...]:
    """By amount: one slice a class, ascending, its label the lower bound in cents; the last class has no upper bound.

    `bounds_cents` are the lower bounds; what lies below the first one is in a class of its own, labelled `0`. People are
    counted up to `MANY_PEOPLE`.
    """
    bounds = sorted({0, *bounds_cents})
    with viewed(store, campaign_id, campaign, as_of) as seen:
        amounts = Amounts(seen)
        return tuple(_size(seen, amounts, lower, upper) for lower, upper in zip(bounds, [*bounds[1:], None], strict=True))


def _size(seen: View, amounts: Amounts, lower: int, upper: int | None) -> Slice:
    """One class; its people are looked for in the index by amount, as far as is needed."""
    contributions, cents = amounts.within(lower or None, upper)
    within = (C.amount_cents >= lower if lower else sa.true(), C.amount_cents < upper if upper is not None else sa.true())
    some = sa.select(C.person_key).distinct().where(*seen.counted, *within).limit(MANY_PEOPLE).subquery()
    people = seen.connection.scalar(sa.select(sa.func.count()).select_from(some)) if contributions else 0
    return Slice(str(lower), contributions, people or 0, cents)


def by_newcomer(store: Store, campaign_id: int, campaign: Campaign, as_of: datetime) -> tuple[Slice, Slice]:
    """Each person's first counted contribution (`new`), then the later ones (`returning`)."""
    with viewed(store, campaign_id, campaign, as_of) as seen:
        if is_whole_day(seen):
            new, returning = (_rolled_up(seen, name, sa.literal(name, sa.Text)) for name in (NEW, RETURNING))
            return next(iter(new), Slice(NEW, 0, 0, 0)), next(iter(returning), Slice(RETURNING, 0, 0, 0))
        first = first_gifts(seen)
        label = sa.case((C.contributed_at == first.c.first_at, NEW), else_=RETURNING)
        found = {
            part.label: part
            for part in _slices(seen, label, lambda wanted: wanted.join(first, first.c.person_key == C.person_key))
        }
    given, again = (found.get(name, Slice(name, 0, 0, 0)) for name in (NEW, RETURNING))
    return given, again


def _labelled(seen: View, kind: str) -> list[Slice]:
    """By a cell of the contributions."""
    if not is_whole_day(seen):
        return _slices(seen, C[LABELS[kind]])
    return _rolled_up(seen, kind, sa.func.nullif(GIVING.label, ""))


def _rolled_up(seen: View, kind: str, label: sa.ColumnElement[Any]) -> list[Slice]:
    figures = (GIVING.contributions, GIVING.people, GIVING.amount_cents)
    part = sa.select(label.label("label"), *figures).where(*rolled_up(seen, kind)).subquery().c
    wanted = sa.select(part.label, total(part.contributions), total(part.people), total(part.amount_cents)).group_by(part.label)
    return [Slice(*each) for each in seen.connection.execute(wanted)]


def _slices(
    seen: View,
    label: sa.ColumnElement[Any],
    joined: Callable[[sa.Select[Any]], sa.Select[Any]] = lambda wanted: wanted,
) -> list[Slice]:
    part = label.label("label")
    wanted = sa.select(part, sa.func.count(), sa.func.count(C.person_key.distinct()), total(C.amount_cents))
    found = seen.connection.execute(joined(wanted.select_from(DATA["contributions"])).where(*seen.counted).group_by(part))
    return [Slice(None if name is None else str(name), *figures) for name, *figures in found]


def _most_money_first(slices: list[Slice]) -> tuple[Slice, ...]:
    return tuple(sorted(slices, key=lambda part: (-part.counted_cents, part.label is None, part.label or "")))
