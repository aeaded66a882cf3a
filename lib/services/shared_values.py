"""What was worked out for a revision, shared by all viewers, on the pages and on the screen; it never holds a donor.

Every key starts with (store's address, campaign id, revision): a write changes the revision, so nothing needs emptying to be
right. What nobody can ask for any more is dropped all the same, so that an evening of writes takes no more memory than one:
a revision when the second after it is worked from, and what nobody has asked for in ten minutes (a clock that runs is part
of a key too). Values are immutable, hence shared without copies; Streamlit's own cache costs ten times more per look-up.
The first to ask works a value out once, the others wait for it.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from typing import TypeVar, cast

T = TypeVar("T")
Key = tuple[Hashable, ...]
ENTRIES = 2_000
"""Values kept at most, the longest unused going first: some tens of kilobytes each at most."""
REVISIONS = 2
"""Of a campaign, kept at most: the newest, and the one that pages drawn a moment ago still ask for."""
UNUSED_SECONDS = 600.0
"""How long a value is kept for whoever may ask for it again."""


@dataclass(slots=True)
class _Held:
    value: object
    used_at: float


_VALUES: OrderedDict[Key, _Held] = OrderedDict()
_REVISIONS: dict[Key, list[int]] = {}
"""The revisions of which values are kept, by store and campaign."""
_BUSY: dict[Key, Lock] = {}
_GUARD = Lock()


def shared(key: Key, work_out: Callable[[], T]) -> T:
    """What `work_out` gives for `key`, worked out once for everybody; an error is not kept."""
    with _GUARD:
        held = _used(key)
        if held is not None:
            return cast(T, held.value)
        busy = _BUSY.setdefault(key, Lock())
    with busy:
        return _worked_out(key, work_out)


def forget_all() -> None:
    """Drop every value, so that nothing of an earlier revision stays in memory either."""
    with _GUARD:
        _VALUES.clear()
        _REVISIONS.clear()


def _worked_out(key: Key, work_out: Callable[[], T]) -> T:
    with _GUARD:
        held = _used(key)
    if held is not None:
        return cast(T, held.value)
    try:
        value = work_out()
        with _GUARD:
            _VALUES[key] = _Held(value, time.monotonic())
            _drop_former_revisions(key)
            _drop_unused()
        return value
    finally:
        with _GUARD:
            _BUSY.pop(key, None)


def _used(key: Key) -> _Held | None:
    held = _VALUES.get(key)
    if held is not None:
        held.used_at = time.monotonic()
        _VALUES.move_to_end(key)
    return held


def _drop_former_revisions(key: Key) -> None:
    """Once for each write: the first value of a new revision sends the oldest away."""
    campaign, revision = key[:2], cast(int, key[2])
    known = _REVISIONS.get(campaign, [])
    kept = _REVISIONS[campaign] = sorted({*known, revision})[-REVISIONS:]
    if kept != known:
        for former in [each for each in _VALUES if each[:2] == campaign and cast(int, each[2]) < kept[0]]:
            del _VALUES[former]


def _drop_unused() -> None:
    """The longest unused stand first."""
    since = time.monotonic() - UNUSED_SECONDS
    while len(_VALUES) > ENTRIES or next(iter(_VALUES.values())).used_at < since:
        _VALUES.popitem(last=False)
