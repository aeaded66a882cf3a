"""The memory of a server that runs for weeks: what is freed is to be used again, or given back to the machine.

Each run of a page is a thread of its own. glibc would give every few of them a heap of their own, up to eight for each core,
and what is free in one serves no other; it also learns to keep large blocks, such as files that were dropped, once freed.
"""

from __future__ import annotations

import ctypes
from contextlib import suppress

_M_MMAP_THRESHOLD, _M_ARENA_MAX = -3, -8
"""The numbers of mallopt(3)."""
_HEAPS, _LARGE_BYTES = 2, 256 * 1024


def keep_few_heaps() -> None:
    """Before the server begins to serve. Nothing happens where the C library is not glibc, nor has such settings."""
    with suppress(OSError, AttributeError):
        settings = ctypes.CDLL(None).mallopt
        settings(_M_ARENA_MAX, _HEAPS)
        settings(_M_MMAP_THRESHOLD, _LARGE_BYTES)
