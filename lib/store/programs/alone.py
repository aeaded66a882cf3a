"""Work that one program at a time may do, among those that share a folder; a program that dies holds nobody up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lib.campaign.errors import StoreUnreachable
from lib.store import failures


@contextmanager
def alone(path: Path) -> Iterator[bool]:
    """Holds the lock file at `path`; False when another program, or thread, has it.

    Raises StoreUnreachable where its folder cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a")
    except OSError as error:
        raise StoreUnreachable(failures.NOT_OPENED, address=str(path.parent)) from error
    with file:
        yield _is_mine(file.fileno())


def _is_mine(number: int) -> bool:
    try:
        import fcntl
    except ImportError:  # not there on Windows, where one program is the rule
        return True
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
