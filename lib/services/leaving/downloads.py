"""Files that leave by our own route: each link works once, for ten minutes, and is made when it is fetched, never before.

Streamlit's own download button leaves a copy that anybody can fetch without signing in, and may serve an old one.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from lib.services.entry.roles import Visitor

LIFETIME_SECONDS = 600
_KEPT_AT_MOST = 2000


@dataclass(frozen=True, slots=True)
class Download:
    """A file to make: its name, its media type, and how to make its bytes.

    `holder`: who was given the link, with the role of that moment, and for which campaign; it is of no use to anybody else, nor
    to the same person with another role since. None: for whoever may see pages.
    """

    file_name: str
    media_type: str
    made: Callable[[], bytes]
    holder: Visitor | None = None
    campaign: str = ""

    def is_for(self, asker: Visitor | None) -> bool:
        """Whether who asks is the one who was given the link, and still may what they might then."""
        return self.holder is None or (asker is not None and asker.on(self.campaign) == self.holder)


class Counter:
    """The links that were given out and not used yet; in this process's memory only."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._waiting: dict[str, tuple[float, Download]] = {}
        self._lock = Lock()

    def token(self, download: Download) -> str:
        """A new one-time token for a file; the oldest ones are dropped first."""
        with self._lock:
            self._forget_expired()
            while len(self._waiting) >= _KEPT_AT_MOST:
                del self._waiting[next(iter(self._waiting))]
            token = secrets.token_urlsafe(24)
            self._waiting[token] = (self._clock() + LIFETIME_SECONDS, download)
            return token

    def redeemed(self, token: str) -> Download | None:
        """The file of a token, once; None when it was used, has expired, or never was."""
        with self._lock:
            self._forget_expired()
            held = self._waiting.pop(token, None)
        return held[1] if held else None

    def forget_all(self) -> None:
        """Drop every link: what their files are made from may hold somebody who is not to be there any more."""
        with self._lock:
            self._waiting.clear()

    def forget_expired(self) -> None:
        """Drop the links that nobody followed in time, and what their files would have been made from."""
        with self._lock:
            self._forget_expired()

    def _forget_expired(self) -> None:
        """Each lives as long: those that end first stand first."""
        instant = self._clock()
        while self._waiting and next(iter(self._waiting.values()))[0] < instant:
            del self._waiting[next(iter(self._waiting))]


COUNTER = Counter()
"""The one of this process: pages give tokens out, the route takes them back."""
