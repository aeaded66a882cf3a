"""A time is promised of a machine that does nothing else: a drill that is timed goes before the machine's other programs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_BEFORE_OTHERS = -15
"""On Unix's scale, where 0 is everybody's place and −20 the first."""
_SESSION = Path("/proc/self/autogroup")
"""Where Linux weighs sessions against each other first, programs only within theirs."""


@contextmanager
def ahead_of_others() -> Iterator[bool]:
    """This program and those that it starts in its session; False where the machine lets no program do so."""
    place = os.getpriority(os.PRIO_PROCESS, 0)
    is_ahead = _placed(_BEFORE_OTHERS)
    try:
        yield is_ahead
    finally:
        if is_ahead:
            _placed(place)


def _placed(place: int) -> bool:
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, 0, place)
        if _SESSION.exists():
            _SESSION.write_text(str(place))
        return True
    return False
