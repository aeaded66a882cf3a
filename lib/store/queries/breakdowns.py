"""The counted contributions taken apart: by hour, size, reward, source, and people new or come back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

import sqlalchemy as sa

from lib.campaign.model import Campaign
from lib.store.engine import Store
from lib.store.queries.view import C, View, viewed
from lib.store.queries.visibility import first_gifts
from lib.store.schema import DATA
from lib.store.sql import total

NEW, RETURNING = "new", "returning"


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
        return tuple(sorted(_slices(seen, C.local_hour), key=lambda part: int(part.label or 0)))


def by_reward(store: Store, campaign_id: int, campaign: Campaign, as_of: datetime) -> tuple[Slice, ...]:
    """By reward as contributions name it, most money first."""
    with viewed(store, campaign_id, campaign, as_of) as seen:
        return _most_money_first(_slices(seen, C.reward))


def by_source(store: Store, campaign_id: int, campaign: Campaign, as_of: datetime) -> tuple[Slice, ...]:
    """By where people came from (a link, an ally, a network), most money first."""
    with viewed(store, campaign_id, campaign, as_of) as seen:
        return _most_money_first(_slices(seen, C.source))


def by_medium(store: Store, campaign_id: int, campaign: Campaign, as_of: datetime) -> tuple[Slice, ...]:
    """By the medium that led there, most money first."""
    with viewed(store, campaign_id, campaign, as_of) as seen:
        return _most_money_first(_slices(seen, C.medium))


def by_size(
    store: Store, campaign_id: int, campaign: Campaign, as_of: datetime, bounds_cents: Sequence[int]
) -> tuple[Slice, ...]:
    """By amount: one slice a class, ascending, its label the lower bound in cents; the last class has no upper bound.

    `bounds_cents` are the lower bounds; what lies below the first one is in a class of its own, labelled `0`.
    """
    bounds = sorted({0, *bounds_cents})
    below = ((C.amount_cents < upper, lower) for lower, upper in pairwise([bounds[0], *bounds]))
    class_of = sa.case(*below, else_=bounds[-1])
    with viewed(store, campaign_id, campaign, as_of) as seen:
        found = {part.label: part for part in _slices(seen, class_of)}
    return tuple(found.get(str(bound), Slice(str(bound), 0, 0, 0)) for bound in bounds)


def by_newcomer(store: Store, campaign_id: int, campaign: Campaign, as_of: datetime) -> tuple[Slice, Slice]:
    """Each person's first counted contribution (`new`), then the later ones (`returning`)."""
    with viewed(store, campaign_id, campaign, as_of) as seen:
        first = first_gifts(seen)
        label = sa.case((C.contributed_at == first.c.first_at, NEW), else_=RETURNING)
        found = {
            part.label: part
            for part in _slices(seen, label, lambda wanted: wanted.join(first, first.c.person_key == C.person_key))
        }
    new, returning = (found.get(name, Slice(name, 0, 0, 0)) for name in (NEW, RETURNING))
    return new, returning


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
