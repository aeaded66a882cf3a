"""The evening that is being led: since when, which step, what is supposed; kept once for the campaign, read by every follower."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from lib.store.engine import Store
from lib.store.kept import Json, keep, kept

EVENING = "evening"
"""The name that it is kept under."""
STEPS = 5
LONGEST = timedelta(hours=12)
"""An evening that nobody ended is over by then, so that its phones do not stay open for weeks."""
_NO_LEVERS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Evening:
    """An evening: its `number` since the campaign's first (1), its `step` (1 to 5), the levers as the address writes them.

    `is_open_to_phones`: others than the machine itself may follow it.
    """

    began_at: datetime
    number: int = 1
    step: int = 1
    levers: Mapping[str, str] = field(default_factory=lambda: _NO_LEVERS)
    ended_at: datetime | None = None
    is_open_to_phones: bool = False

    def is_on(self, at: datetime) -> bool:
        """Whether it is still going on at an instant: not ended, nor forgotten."""
        return self.ended_at is None and at - self.began_at < LONGEST


def evening(store: Store, campaign_id: int) -> Evening | None:
    """The evening that began last, ended or not; None when there never was one, or when what is kept is not readable."""
    held = kept(store, campaign_id, EVENING)
    return _evening(held) if isinstance(held, Mapping) else None


def begin(store: Store, campaign_id: int, *, at: datetime) -> Evening:
    """Begin an evening at its first step, closed to phones; one that is on already goes on as it is."""
    with store.writing():
        before = evening(store, campaign_id)
        if before is not None and before.is_on(at):
            return before
        return _kept(store, campaign_id, Evening(at, before.number + 1 if before else 1), at)


def move_to(store: Store, campaign_id: int, step: int, levers: Mapping[str, str], *, at: datetime) -> None:
    """Show a step (held between 1 and 5) and what is supposed to everybody who follows; nothing where no evening is on."""
    with store.writing():
        seen = evening(store, campaign_id)
        if seen is not None and seen.is_on(at):
            moved = replace(seen, step=min(max(step, 1), STEPS), levers=dict(levers))
            if moved != seen:
                _kept(store, campaign_id, moved, at)


def open_to_phones(store: Store, campaign_id: int, is_open: bool, *, at: datetime) -> None:
    """Let others follow it, or not any more; nothing where no evening is on."""
    with store.writing():
        seen = evening(store, campaign_id)
        if seen is not None and seen.is_on(at):
            _kept(store, campaign_id, replace(seen, is_open_to_phones=is_open), at)


def end(store: Store, campaign_id: int, *, at: datetime) -> None:
    """End the evening that is on, for everybody; what was taken stays in the plan."""
    with store.writing():
        seen = evening(store, campaign_id)
        if seen is not None and seen.is_on(at):
            _kept(store, campaign_id, replace(seen, ended_at=at, is_open_to_phones=False), at)


def _kept(store: Store, campaign_id: int, seen: Evening, at: datetime) -> Evening:
    value: Mapping[str, Json] = {
        "began_at": seen.began_at.isoformat(),
        "number": seen.number,
        "step": seen.step,
        "levers": dict(seen.levers),
        "ended_at": None if seen.ended_at is None else seen.ended_at.isoformat(),
        "is_open_to_phones": seen.is_open_to_phones,
    }
    keep(store, campaign_id, EVENING, value, at=at)
    return seen


def _evening(held: Mapping[str, Json]) -> Evening | None:
    """What is kept, as far as it says what it must."""
    began_at, levers = _instant(held.get("began_at")), held.get("levers")
    if began_at is None:
        return None
    return Evening(
        began_at,
        _whole(held.get("number")),
        min(_whole(held.get("step")), STEPS),
        {name: str(value) for name, value in levers.items()} if isinstance(levers, Mapping) else {},
        _instant(held.get("ended_at")),
        held.get("is_open_to_phones") is True,
    )


def _instant(text: Json) -> datetime | None:
    """An aware instant; None for anything else."""
    try:
        found = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None


def _whole(value: Json) -> int:
    """A number from 1; 1 for anything else."""
    return max(value, 1) if isinstance(value, int) and not isinstance(value, bool) else 1
