"""Passphrases hashed aside: 64 MB and a core for a moment, one at a time, in no thread that the pages wait for."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
_LESS_URGENT = 5
_MOST_WAITING = 8


def _give_way() -> None:
    """On Linux this is of the one thread that calls, and of those that it starts; elsewhere of the whole program."""
    if sys.platform == "linux":
        os.nice(_LESS_URGENT)


_STRANGERS = ThreadPoolExecutor(1, "passphrases", initializer=_give_way)
_KNOWN = ThreadPoolExecutor(1, "passphrases of known browsers")
"""Whoever signed in before does not wait behind a crowd."""
_WAITING: set[object] = set()


def is_full() -> bool:
    """Whether so many strangers wait that, on a slow machine, one more would wait for minutes, and the honest with them."""
    return len(_WAITING) >= _MOST_WAITING


async def aside(work: Callable[[], T], *, is_stranger: bool) -> T:
    """What `work` gives, done after everything else for strangers, who count among those who wait meanwhile."""
    mine = object()
    if is_stranger:
        _WAITING.add(mine)
    try:
        return await asyncio.get_running_loop().run_in_executor(_STRANGERS if is_stranger else _KNOWN, work)
    finally:
        _WAITING.discard(mine)
