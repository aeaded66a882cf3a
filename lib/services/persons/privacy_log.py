"""What was erased and purged, when and how much of it: never who it was about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from lib.store.engine import Store
from lib.store.kept import Json, changed_kept, kept

KEPT = "privacy_log"
_ENTRIES = 500


@dataclass(frozen=True, slots=True)
class Noted:
    """One thing that was done: `what` is `erased` or `purged`, `counts` how much of what."""

    at: datetime
    what: str
    counts: Mapping[str, int]


def note(store: Store, campaign_id: int, what: str, counts: Mapping[str, int], *, at: datetime) -> None:
    """Add a line; the oldest ones leave after 500."""
    entry: dict[str, Json] = {"at": at.isoformat(timespec="seconds"), "what": what, "counts": dict(counts)}

    def longer(held: Json) -> Json:
        before = list(held) if isinstance(held, list) else []
        return [*before, entry][-_ENTRIES:]

    changed_kept(store, campaign_id, KEPT, longer, at=at)


def noted(store: Store, campaign_id: int) -> tuple[Noted, ...]:
    """What was done, the newest first."""
    held = kept(store, campaign_id, KEPT)
    entries = held if isinstance(held, list) else []
    read = (_read(each) for each in reversed(entries) if isinstance(each, Mapping))
    return tuple(read)


def _read(entry: Mapping[str, Json]) -> Noted:
    counts = entry.get("counts")
    told = {name: number for name, number in counts.items() if isinstance(number, int)} if isinstance(counts, Mapping) else {}
    return Noted(datetime.fromisoformat(str(entry["at"])), str(entry["what"]), told)
