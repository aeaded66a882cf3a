"""The allies' board: how far each ally has come, and how many people each wave of relays adds up to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from math import ceil, floor
from statistics import median

LAUNCH, CLOSING = "launch", "closing"


class Stage(Enum):
    """The columns of the board: the furthest that an ally has come, whatever it skipped."""

    TO_ASK = "to_ask"
    AGREED = "agreed"
    LAUNCH_RELAYED = "launch_relayed"
    CLOSING_RELAYED = "closing_relayed"


@dataclass(frozen=True, slots=True)
class Ally:
    """An organisation as of an instant: a day to come is None, except `next_step_on`, which is a plan.

    `audience` None: nobody wrote it down. `pk` tells two of one name apart.
    """

    pk: int
    name: str
    kind: str | None = None
    audience: int | None = None
    agreed_on: date | None = None
    launch_relayed_on: date | None = None
    closing_relayed_on: date | None = None
    next_step: str | None = None
    next_step_on: date | None = None

    @property
    def stage(self) -> Stage:
        """The column that it stands in."""
        if self.closing_relayed_on:
            return Stage.CLOSING_RELAYED
        if self.launch_relayed_on:
            return Stage.LAUNCH_RELAYED
        return Stage.AGREED if self.agreed_on else Stage.TO_ASK

    def has_relayed(self, wave: str) -> bool:
        """Whether it has done its relay of a wave (`launch`, `closing`)."""
        return (self.launch_relayed_on if wave == LAUNCH else self.closing_relayed_on) is not None


@dataclass(frozen=True, slots=True)
class WaveReach:
    """The people that one wave adds up to; who follows two allies is counted twice.

    `relayed`, `owed` (agreed, still to relay) and `to_ask` are audiences; `missing` is what is still to sign so that the
    first two meet the target. `unknown` counts the allies, relayed or owing, whose audience nobody wrote down.
    """

    relayed: int
    owed: int
    to_ask: int
    unknown: int
    missing: int
    median_audience: Fraction | None

    @property
    def allies_missing(self) -> int | None:
        """How many allies of the median audience would be enough; None where no audience is known."""
        return ceil(self.missing / self.median_audience) if self.median_audience else None


def wave_reach(allies: Sequence[Ally], wave: str, target: Fraction, *, is_strict: bool) -> WaveReach:
    """What a wave (`launch`, `closing`) adds up to against a target, of which more is needed where `is_strict`."""
    relayed = [ally for ally in allies if ally.has_relayed(wave)]
    owing = [ally for ally in allies if ally.agreed_on and not ally.has_relayed(wave)]
    asked_later = [ally for ally in allies if not ally.agreed_on and not ally.has_relayed(wave)]
    enough = floor(target) + 1 if is_strict else ceil(target)
    known = [ally.audience for ally in allies if ally.audience]
    return WaveReach(
        relayed=audience_of(relayed),
        owed=audience_of(owing),
        to_ask=audience_of(asked_later),
        unknown=sum(ally.audience is None for ally in (*relayed, *owing)),
        missing=max(0, enough - audience_of(relayed) - audience_of(owing)),
        median_audience=Fraction(median(known)) if known else None,
    )


def audience_of(allies: Sequence[Ally]) -> int:
    """Their audiences added up; one that is not known counts for 0."""
    return sum(ally.audience or 0 for ally in allies)
