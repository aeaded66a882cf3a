"""How each live source of a campaign stands: what its last syncs gave, when the next one is due, whether one is under way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from lib.campaign.message import Message
from lib.services.syncs.kept_messages import as_json, from_json
from lib.store.engine import Store
from lib.store.kept import Json, forget, keep, kept, kept_all

STATES, RUNNING = "source:", "syncing:"
STALE_AFTER = timedelta(hours=36)
"""Age of the last success above which a source's data is said to be old: that of the KPIs."""
_SILENT_AFTER = timedelta(seconds=150)
"""A sync says where it is every few seconds; two minutes of one patient call, and it must have died."""


@dataclass(frozen=True, slots=True)
class SourceState:
    """A source's last syncs; None: never. `failures` counts those in a row since the last success.

    `refusals`: the first refused rows of the last sync, one sentence each; it quotes no cell, save a word to tell the meaning of.
    """

    name: str
    tried_at: datetime | None = None
    succeeded_at: datetime | None = None
    error: Message | None = None
    failing_since: datetime | None = None
    failures: int = 0
    next_try_at: datetime | None = None
    rows: int = 0
    new: int = 0
    changed: int = 0
    refused: int = 0
    remarks: tuple[Message, ...] = ()
    refusals: tuple[Message, ...] = ()
    position: Mapping[str, int | str] | None = None

    def is_stale(self, now: datetime) -> bool:
        """Whether what it gave last is older than what a verdict rests on."""
        return self.succeeded_at is not None and now - self.succeeded_at > STALE_AFTER


@dataclass(frozen=True, slots=True)
class Running:
    """A sync under way: since when, and how many rows it has read (of how many, where that is known)."""

    name: str
    since: datetime
    seen_at: datetime
    done: int
    total: int | None


def state_of(store: Store, campaign_id: int, name: str) -> SourceState:
    """The state of one source; an empty one before its first sync."""
    return _state(name, kept(store, campaign_id, f"{STATES}{name}"))


def states(store: Store, campaign_id: int) -> Mapping[str, SourceState]:
    """Every state that is kept, by the source's name."""
    found = kept_all(store, campaign_id, STATES)
    return {name.removeprefix(STATES): _state(name.removeprefix(STATES), value) for name, value in found.items()}


def failing_since(store: Store, campaign_id: int) -> datetime | None:
    """Since when the source that has failed the longest has given nothing; None while all answer."""
    found = (state.failing_since for state in states(store, campaign_id).values())
    return min((since for since in found if since is not None), default=None)


def keep_state(store: Store, campaign_id: int, state: SourceState, *, at: datetime) -> None:
    """Keep how a source stands; no figure is worked out from it, so the revision stays."""
    value: dict[str, Json] = {
        "tried_at": _text(state.tried_at), "succeeded_at": _text(state.succeeded_at), "next_try_at": _text(state.next_try_at),
        "failing_since": _text(state.failing_since), "failures": state.failures,
        "error": None if state.error is None else as_json(state.error), "rows": state.rows, "new": state.new,
        "changed": state.changed, "refused": state.refused, "remarks": [as_json(each) for each in state.remarks],
        "refusals": [as_json(each) for each in state.refusals],
        "position": None if state.position is None else dict(state.position),
    }  # fmt: skip
    keep(store, campaign_id, f"{STATES}{state.name}", value, at=at)


def running(store: Store, campaign_id: int, now: datetime) -> Mapping[str, Running]:
    """The syncs under way in any process, by the source's name; one that has been silent for minutes is over."""
    found = {name.removeprefix(RUNNING): value for name, value in kept_all(store, campaign_id, RUNNING).items()}
    read = {name: _running(name, value) for name, value in found.items() if isinstance(value, Mapping)}
    return {name: each for name, each in read.items() if each is not None and now - each.seen_at < _SILENT_AFTER}


def keep_running(store: Store, campaign_id: int, each: Running) -> None:
    """Say where a sync has got to."""
    value: dict[str, Json] = {"since": each.since.isoformat(), "seen_at": each.seen_at.isoformat(), "done": each.done,
                              "total": each.total}  # fmt: skip
    keep(store, campaign_id, f"{RUNNING}{each.name}", value, at=each.seen_at)


def forget_running(store: Store, campaign_id: int, name: str) -> None:
    """Say that a sync is over."""
    forget(store, campaign_id, f"{RUNNING}{name}")


def _text(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def _instant(value: Json) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else None


def _state(name: str, value: Json) -> SourceState:
    if not isinstance(value, Mapping):
        return SourceState(name)
    return SourceState(
        name,
        tried_at=_instant(value.get("tried_at")),
        succeeded_at=_instant(value.get("succeeded_at")),
        error=from_json(value.get("error")),
        failing_since=_instant(value.get("failing_since")),
        failures=_count(value.get("failures")),
        next_try_at=_instant(value.get("next_try_at")),
        rows=_count(value.get("rows")),
        new=_count(value.get("new")),
        changed=_count(value.get("changed")),
        refused=_count(value.get("refused")),
        remarks=_messages(value.get("remarks")),
        refusals=_messages(value.get("refusals")),
        position=_position(value.get("position")),
    )


def _messages(value: Json) -> tuple[Message, ...]:
    read = [from_json(each) for each in value] if isinstance(value, list) else []
    return tuple(each for each in read if each is not None)


def _position(value: Json) -> Mapping[str, int | str] | None:
    return {key: said for key, said in value.items() if isinstance(said, int | str)} if isinstance(value, Mapping) else None


def _running(name: str, value: Mapping[str, Json]) -> Running | None:
    since, seen_at, total = _instant(value.get("since")), _instant(value.get("seen_at")), value.get("total")
    if since is None or seen_at is None:
        return None
    return Running(name, since, seen_at, _count(value.get("done")), total if isinstance(total, int) else None)


def _count(value: Json) -> int:
    return value if isinstance(value, int) else 0
