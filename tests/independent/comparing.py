"""Compares figures worked out here with those that the product prints, key by key."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from .facts import Figures, OneOf
from .oracle import KPI, MONEY, TOP

TOLERANCE = 1e-12
# As of a day may end at its last second or its last microsecond: up to a second of the campaign's length.
ELAPSED_TOLERANCE = 1e-6


class Difference(NamedTuple):
    """A key on which both do not agree."""

    key: str
    expected: Any
    told: Any


def agrees(expected: Any, told: Any, tolerance: float = TOLERANCE) -> bool:
    """Equal text, equal numbers up to the tolerance, nothing for nothing; any answer of a `OneOf`."""
    if isinstance(expected, OneOf):
        return not expected.answers or any(agrees(one, told, tolerance) for one in expected.answers)
    if isinstance(expected, bool) or isinstance(told, bool):
        return expected is told
    if isinstance(expected, int | float) and isinstance(told, int | float):
        return abs(expected - told) <= tolerance
    return type(expected) is type(told) and bool(expected == told)


def same_instant(expected: str, told: Any) -> bool:
    """Whether both name the same second with the same offset, whatever the digits after it."""
    if not isinstance(told, str):
        return False
    left, right = datetime.fromisoformat(expected), datetime.fromisoformat(told)
    same_offset = left.utcoffset() == right.utcoffset()
    return same_offset and left.replace(microsecond=0) == right.replace(microsecond=0)


def differing(prefix: str, keys: tuple[str, ...], expected: Figures, told: Figures) -> Iterator[Difference]:
    """The keys of one block on which both differ; a key that the expected block lacks is not compared."""
    for key in keys:
        if key not in expected:
            continue
        said = told.get(key)
        if key == "as_of":
            same = same_instant(expected[key], said)
        else:
            same = agrees(expected[key], said, ELAPSED_TOLERANCE if key == "elapsed" else TOLERANCE)
        if not same:
            yield Difference(prefix + key, expected[key], said)


def differences(expected: Figures, told: Figures) -> list[Difference]:
    """Every difference between two sets of figures, and KPIs that only one of them has."""
    found = [*differing("", TOP, expected, told)]
    found += differing("money.", MONEY, expected["money"], told["money"])
    ours = {kpi["id"]: kpi for kpi in expected["kpis"]}
    theirs = {kpi["id"]: kpi for kpi in told["kpis"]}
    if ours.keys() != theirs.keys():
        found.append(Difference("kpis", sorted(ours), sorted(theirs)))
    for kpi in ours.keys() & theirs.keys():
        found += differing(f"{kpi}.", KPI, ours[kpi], theirs[kpi])
    return sorted(found, key=lambda one: one.key) + not_yet(told)


def not_yet(told: Figures) -> list[Difference]:
    """KPIs whose newest datum would come after the instant that is looked at."""
    as_of = datetime.fromisoformat(told["as_of"])
    late = []
    for kpi in told["kpis"]:
        seen = kpi.get("observed_at")
        if seen and datetime.fromisoformat(seen).replace(microsecond=0) > as_of:
            late.append(Difference(f"{kpi['id']}.observed_at", f"at most {told['as_of']}", seen))
    return late
