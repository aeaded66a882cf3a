"""The verdict on a measure: the precedence of states first, then the pace rules by kind of KPI.

Thresholds: on track from 0.90 of what is expected, at risk from 0.70, off track below. Rates need 10 cases.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from statistics import NormalDist

from lib.campaign.message import N_, Message, say
from lib.kpis.reading import Facts, Kpi, Measure, Number, Reading, Status, Unit

ON_TRACK_SHARE = Fraction(9, 10)
AT_RISK_SHARE = Fraction(7, 10)
EARLY_SHARE = Fraction(1, 10)
"""Share of the campaign's time before which a running total is not judged."""
SMALLEST_SAMPLE = 10
STALE_AFTER_HOURS = Decimal(36)
_Z = NormalDist().inv_cdf(0.975)


def reading(kpi: Kpi, facts: Facts) -> Reading:
    """The KPI read on the facts, with its campaign's own target, deadline and limits where it has any."""
    settings = facts.campaign.settings_of(kpi.id)
    target = _target(kpi, facts)
    deadline = settings.deadline or kpi.deadline(facts)
    measure = kpi.measure(facts, target)
    limit = kpi.stale_after_hours if settings.stale_after_hours is None else settings.stale_after_hours
    status = _status(kpi, facts, measure, target, deadline, limit)
    why = _stale_reason(measure) if status is Status.STALE else measure.why
    return Reading(kpi, measure, target, status, deadline, facts.as_of, why)


def _target(kpi: Kpi, facts: Facts) -> Fraction:
    own = facts.campaign.settings_of(kpi.id).target
    if own is not None:
        return Fraction(own) * (100 if kpi.unit is Unit.MONEY else 1)
    return Fraction(facts.campaign.goal_cents) if kpi.default_target is None else kpi.default_target


def _status(kpi: Kpi, facts: Facts, measure: Measure, target: Fraction,
            deadline: datetime | None, limit: Decimal | None) -> Status:  # fmt: skip
    starts_at = kpi.starts_at(facts)
    if starts_at is not None and facts.as_of < starts_at:
        return Status.NOT_STARTED
    if measure.value is None:
        return Status.NO_DATA
    if _is_reached(measure.value, target, kpi.is_strict):
        return Status.REACHED
    if deadline is not None and facts.as_of >= deadline:
        return Status.MISSED
    if _is_stale(facts, measure, limit):
        return Status.STALE
    return kpi.pace(facts, measure, target) if kpi.has_enough(facts, measure) else Status.TOO_EARLY


def _is_reached(value: Number, target: Fraction, is_strict: bool) -> bool:
    return value > target if is_strict else value >= target


def _is_stale(facts: Facts, measure: Measure, limit: Decimal | None) -> bool:
    """Whether the newest datum is older than the limit while the campaign runs; before and after, nothing ages."""
    if limit is None or measure.observed_at is None or not facts.campaign.period.is_open(facts.as_of):
        return False
    return facts.as_of - measure.observed_at > timedelta(hours=float(limit))


def _stale_reason(measure: Measure) -> Message:
    return say(N_("The newest datum is from %(when)s: the verdict waits for fresher ones."),
               when=measure.observed_at or "—")  # fmt: skip


def paced(value: Number, expected: Fraction) -> Status:
    """Running totals and means: the share of what is expected decides."""
    if value >= ON_TRACK_SHARE * expected:
        return Status.ON_TRACK
    return Status.AT_RISK if value >= AT_RISK_SHARE * expected else Status.OFF_TRACK


def paced_sample(measure: Measure, target: Fraction) -> Status:
    """Sampled rates: off track only when the whole interval lies below the target."""
    if measure.high is None or measure.value is None or measure.high < target:
        return Status.OFF_TRACK
    return Status.ON_TRACK if measure.value >= ON_TRACK_SHARE * target else Status.AT_RISK


def paced_group(value: Number, target: Fraction, *, can_still_be_met: bool) -> Status:
    """Rates of a known group: on track only while the target can still be met."""
    if can_still_be_met and value >= ON_TRACK_SHARE * target:
        return Status.ON_TRACK
    return Status.AT_RISK if value >= AT_RISK_SHARE * target else Status.OFF_TRACK


def wilson_interval(successes: int, trials: int) -> tuple[float, float]:
    """The 95 % Wilson interval of a rate; (0, 1) without any trial. 2 of 7 gives 8.2–64.1 %."""
    if trials == 0:
        return 0.0, 1.0
    rate, squared = successes / trials, _Z * _Z
    centre = (rate + squared / (2 * trials)) / (1 + squared / trials)
    margin = _Z / (1 + squared / trials) * (rate * (1 - rate) / trials + squared / (4 * trials * trials)) ** 0.5
    low = 0.0 if successes == 0 else max(0.0, centre - margin)
    return low, 1.0 if successes == trials else min(1.0, centre + margin)


def is_past_the_start(facts: Facts) -> bool:
    """Whether a tenth of the campaign's time has gone by."""
    return facts.figures.elapsed >= EARLY_SHARE
