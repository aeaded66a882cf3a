"""What was worked out for a revision, shared by all viewers, on the pages and on the screen; it never holds a donor.

Every key starts with (store's address, campaign id, revision): a write changes the revision, so nothing needs emptying.
Values are immutable, hence shared without copies; Streamlit's own cache costs ten times more per look-up. The first to ask
works a value out once, the others wait for it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar, cast

T = TypeVar("T")
Key = tuple[Hashable, ...]
ENTRIES = 2_000
"""Values kept at most, the longest unused going first: some tens of kilobytes each at most."""

_VALUES: OrderedDict[Key, object] = OrderedDict()
_BUSY: dict[Key, Lock] = {}
_GUARD = Lock()


def shared(key: Key, work_out: Callable[[], T]) -> T:
    """What `work_out` gives for `key`, worked out once for everybody; an error is not kept."""
    with _GUARD:
        if key in _VALUES:
            _VALUES.move_to_end(key)
            return cast(T, _VALUES[key])
        busy = _BUSY.setdefault(key, Lock())
    with busy:
        return _worked_out(key, work_out)


def forget_all() -> None:
    """Drop every value, so that nothing of an earlier revision stays in memory either."""
    with _GUARD:
        _VALUES.clear()


def _worked_out(key: Key, work_out: Callable[[], T]) -> T:
    with _GUARD:
        if key in _VALUES:
            return cast(T, _VALUES[key])
    try:
        value = work_out()
        with _GUARD:
            _VALUES[key] = value
            while len(_VALUES) > ENTRIES:
                _VALUES.popitem(last=False)
        return value
    finally:
        with _GUARD:
            _BUSY.pop(key, None)
