"""What a page says of how far something is, followed as long as it goes on."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field

_SHARE = re.compile(r"(\d+)\s?%")


@dataclass
class Said:
    """What the page said of how far it is, whenever that changed: percent, and the longest that the words stood still."""

    words: str = ""
    shares: list[int] = field(default_factory=list)
    changed_at: float | None = None
    still: float = 0.0

    def take(self, words: str) -> None:
        """What it says at the moment; nothing while it says nothing."""
        now = time.monotonic()
        if self.changed_at is not None:
            self.still = max(self.still, now - self.changed_at)
        if not words or words == self.words:
            return
        self.words, self.changed_at = words, now
        if found := _SHARE.search(words):
            self.shares.append(int(found[1]))

    @property
    def rises(self) -> bool:
        """Whether it was told and only ever went up."""
        return bool(self.shares) and self.shares == sorted(self.shares)
