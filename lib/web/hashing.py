"""Passphrases hashed aside: 64 MB and a core for a moment, one at a time, in no thread that the pages wait for."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from enum import Enum
from functools import partial
from types import MappingProxyType
from typing import TypeVar

T = TypeVar("T")
_MOST_WAITING = 8
_CROWD, _CROWD_SECONDS = 4, 10.0
"""As many strangers within that time: more than ever sign in at once, so that somebody guesses."""


class Urgency(Enum):
    """Before whom a passphrase is hashed; the value is what the thread takes off its own priority (Linux)."""

    FIRST = 0
    """A browser that signed in before: it does not wait behind a crowd."""
    SOON = 5
    LAST = 19
    """One of a crowd: guessing takes what everything else leaves."""


def _give_way(rank: Urgency) -> None:
    """On Linux this is of the one thread that calls, and of those that it starts; elsewhere it would be of the whole program."""
    if sys.platform == "linux":
        os.nice(rank.value)


_THREADS: Mapping[Urgency, ThreadPoolExecutor] = MappingProxyType({
    each: ThreadPoolExecutor(1, f"passphrases-{each.name.lower()}", partial(_give_way, each)) for each in Urgency
})
_WAITING: set[object] = set()
_LATEST: deque[float] = deque(maxlen=_CROWD)
_TOOK: deque[float] = deque(maxlen=_CROWD)
_SLACK = 1.25


def urgency(*, is_stranger: bool, at: float) -> Urgency:
    """How a passphrase that is tried at that moment of a monotonic clock is to be hashed."""
    if not is_stranger:
        return Urgency.FIRST
    is_crowd = len(_LATEST) == _CROWD and at - _LATEST[0] < _CROWD_SECONDS
    _LATEST.append(at)
    return Urgency.LAST if is_crowd else Urgency.SOON


def is_full() -> bool:
    """Whether so many strangers wait that, on a slow machine, one more would wait for minutes, and the honest with them."""
    return len(_WAITING) >= _MOST_WAITING


def seconds_each() -> float:
    """How far apart passphrases of strangers may come, so that hashing keeps up with them; 0 before the first."""
    return _SLACK * sum(_TOOK) / len(_TOOK) if _TOOK else 0.0


def _timed(work: Callable[[], T]) -> T:
    start = time.monotonic()
    try:
        return work()
    finally:
        _TOOK.append(time.monotonic() - start)


async def aside(work: Callable[[], T], rank: Urgency) -> T:
    """What `work` gives, done after everything that is more urgent; strangers count among those who wait meanwhile."""
    mine = object()
    if rank is not Urgency.FIRST:
        _WAITING.add(mine)
    try:
        return await asyncio.get_running_loop().run_in_executor(_THREADS[rank], partial(_timed, work))
    finally:
        _WAITING.discard(mine)
