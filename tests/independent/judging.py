"""Targets, deadlines and the status rules that the KPIs share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from statistics import NormalDist
from typing import Any

from . import reading
from .facts import ANY, Facts, Figures, OneOf

Status = str | OneOf

DEFAULT_TARGETS: dict[str, Any] = {
    "fans_first_week": 100,
    "ambassador_rate": Fraction(25, 100),
    "shares_per_post": 60,
    "relay_launch": 50_000,
    "relay_closing": 50_000,
    "members_with_responsibility": Fraction(50, 100),
    "members_resharing": 1,
    "members_briefed": 1,
    "launch_attendance": 50,
    "first_day_contributors": 5,
    "thanked_within_24h": 1,
    "daily_communication": 1,
    "news": 10,
}
CURVE = (
    *(
        ("0", "0"),
        (".05", ".09"),
        (".10", ".13"),
        (".20", ".20"),
        (".30", ".26"),
        (".40", ".32"),
        (".50", ".39"),
    ),
    *((".60", ".46"), (".70", ".53"), (".80", ".64"), (".90", ".81"), (".95", ".92"), ("1", "1")),
)
ON_TRACK = Fraction(90, 100)
AT_RISK = Fraction(70, 100)
SMALL_SAMPLE = 10
STALE_AFTER_HOURS = 36


def target_of(facts: Facts, kpi: str) -> Fraction:
    """The KPI's target, from the campaign's file if it says one."""
    return reading.exact(facts.campaign.kpi.get(kpi, {}).get("target", float(DEFAULT_TARGETS[kpi])))


def deadline_of(facts: Facts, kpi: str, usual: datetime) -> datetime:
    """The exclusive bound after which the KPI is missed, from the campaign's file if it says one."""
    said = facts.campaign.kpi.get(kpi, {}).get("deadline")
    return usual if said is None else reading.end_of_day_given(said, facts.campaign.zone)


def staleness(facts: Facts, kpi: str, sure: Iterable[datetime], perhaps: Iterable[datetime]) -> bool | None:
    """Whether the newest datum is too old; None when that depends on which rows count as the KPI's data."""
    limit = timedelta(hours=float(facts.campaign.kpi.get(kpi, {}).get("stale_after_hours", STALE_AFTER_HOURS)))
    if not facts.is_open:
        return False
    recent = [moment for moment in sure if facts.t - limit <= moment <= facts.t]
    if recent:
        return False
    maybe_recent = [moment for moment in perhaps if facts.t - limit <= moment]
    return None if maybe_recent else True


def started(facts: Facts) -> bool:
    """Whether the campaign has opened by T."""
    return facts.t >= facts.campaign.opens_at


def verdict(
    *,
    not_started: bool = False,
    has_data: bool,
    is_reached: bool,
    is_missed: bool,
    is_stale: bool | None = False,
    is_too_early: bool = False,
    pace: Status,
) -> Status:
    """The first status that applies, in the order of precedence."""
    if not_started:
        return "not_started"
    if not has_data:
        return "no_data"
    if is_reached:
        return "reached"
    if is_missed:
        return "missed"
    later = "too_early" if is_too_early else pace
    if is_stale is None:
        return OneOf(("stale", later))
    return "stale" if is_stale else later


def pace(value: Fraction, expected: Fraction) -> str:
    """On track from 90 % of what is expected, at risk from 70 %."""
    if value >= ON_TRACK * expected:
        return "on_track"
    return "at_risk" if value >= AT_RISK * expected else "off_track"


def group_pace(value: Fraction, target: Fraction, can_be_met: bool) -> str:
    """As `pace`, for a known group: never on track once the target is out of reach."""
    told = pace(value, target)
    return "at_risk" if told == "on_track" and not can_be_met else told


def expected_share(time_share: Fraction) -> Fraction:
    """Share of the goal that successful campaigns had at a share of their time, straight between points."""
    points = [(Fraction(at), Fraction(had)) for at, had in CURVE]
    for (start, had), (end, has) in pairwise(points):
        if time_share <= end:
            return had + (has - had) * (time_share - start) / (end - start)
    return Fraction(1)


def wilson(successes: int, size: int) -> tuple[float, float]:
    """Bounds of the 95 % interval of a rate observed on a sample that is not empty."""
    z = NormalDist().inv_cdf(0.975)
    rate = successes / size
    centre = (rate + z * z / (2 * size)) / (1 + z * z / size)
    half = z * (rate * (1 - rate) / size + z * z / (4 * size * size)) ** 0.5 / (1 + z * z / size)
    return max(0.0, centre - half), min(1.0, centre + half)


def as_float(value: Fraction | None) -> float | None:
    """A rate or a mean as JSON prints it."""
    return None if value is None else float(value)


def reading_of(kpi: str, value: Any, target: Any, status: Status, **more: Any) -> Figures:
    """One entry of `kpis`; before its start no value is compared, without a value none of its parts."""
    if status == "not_started":
        return {"id": kpi, "value": ANY, "target": target, "status": status}
    parts = {} if value is None else more
    return {"id": kpi, "value": value, "target": target, "status": status, **parts}


def group(facts: Facts, kpi: str, counts: tuple[int, int], status: Status) -> Figures:
    """A rate of a known group; no interval, for nothing was sampled."""
    numerator, denominator = counts
    value = Fraction(numerator, denominator) if denominator else None
    target = float(target_of(facts, kpi))
    parts = {"numerator": numerator, "denominator": denominator, "low": None, "high": None}
    return reading_of(kpi, as_float(value), target, status, **parts)
