"""What plain pages answered lately: worked out once for all who ask the same, looked at again after a second at most.

Two steps, so that a thousand screens that poll cost little. Within a second of the last look nothing is touched, not even
a thread. After it one of them looks at what the page depends on (its key: a read of a few rows), while the others are given
the former answer; only a key that has changed is drawn. Where the last look took long, that one does not wait either: the
look goes on behind, unless the former answer is of long ago.
"""

from __future__ import annotations

import gzip
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Lock, Thread

from lib.campaign.errors import DashboardError

FRESH_SECONDS = 1.0
SLOW_SECONDS, FORMER_SECONDS = 0.5, 15.0
"""A look that takes longer goes on behind; how old an answer may be to be given meanwhile."""
_SLOTS = 256
"""Different addresses remembered at most, the longest unused going first: strangers may invent addresses."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: its known parameters, and whether it is asked by this very machine."""

    params: tuple[tuple[str, str], ...]
    is_local: bool = False

    def get(self, name: str) -> str | None:
        """The value of a parameter; None when it is not in the address."""
        return next((value for known, value in self.params if known == name), None)


@dataclass(frozen=True, slots=True)
class Body:
    """One text ready to send, as it is and in gzip, with the tag that tells it from another."""

    plain: bytes
    packed: bytes
    etag: str


@dataclass(frozen=True, slots=True)
class Rendition:
    """One answer: the whole page, and the part of it that changes; `version` is that of its scripts and styles."""

    status: int
    version: str
    page: Body
    part: Body


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer to be drawn if `key` is not the one that was drawn last."""

    key: Hashable
    render: Callable[[], Rendition]


@dataclass(slots=True)
class _Slot:
    busy: Lock = field(default_factory=Lock)
    key: Hashable = None
    rendition: Rendition | None = None
    looked_at: float = 0.0
    took_seconds: float = 0.0

    @property
    def may_wait(self) -> bool:
        """Whether the former answer is given while a slow look goes on behind."""
        is_recent = time.monotonic() - self.looked_at < FORMER_SECONDS
        return self.rendition is not None and is_recent and self.took_seconds > SLOW_SECONDS

    @property
    def is_fresh(self) -> bool:
        return self.rendition is not None and time.monotonic() - self.looked_at < FRESH_SECONDS


class Answers:
    """The answers of one plain page: `draft_of` says what it depends on, `refused` draws what cannot be answered."""

    def __init__(self, draft_of: Callable[[Asked], Draft], refused: Callable[[Asked, DashboardError], Rendition]) -> None:
        self._draft_of, self._refused = draft_of, refused
        self._slots: OrderedDict[Asked, _Slot] = OrderedDict()
        self._guard = Lock()

    def fresh(self, asked: Asked) -> Rendition | None:
        """The answer of less than a second ago, without waiting for anything; None when it is to be looked at again."""
        slot = self._slots.get(asked)
        return slot.rendition if slot is not None and slot.is_fresh else None

    def answer(self, asked: Asked) -> Rendition:
        """The answer as of now; while another caller works it out, the former one, if there is one."""
        slot = self._slot(asked)
        before = slot.rendition
        if not slot.busy.acquire(blocking=before is None) and before is not None:
            return before
        if before is not None and slot.may_wait:
            Thread(target=self._look_and_release, args=(asked, slot), daemon=True).start()
            return before
        return self._look_and_release(asked, slot)

    def _look_and_release(self, asked: Asked, slot: _Slot) -> Rendition:
        try:
            if slot.rendition is not None and slot.is_fresh:
                return slot.rendition
            return self._looked_at_again(asked, slot)
        finally:
            slot.busy.release()

    def _slot(self, asked: Asked) -> _Slot:
        with self._guard:
            slot = self._slots.setdefault(asked, _Slot())
            self._slots.move_to_end(asked)
            while len(self._slots) > _SLOTS:
                self._slots.popitem(last=False)
            return slot

    def _looked_at_again(self, asked: Asked, slot: _Slot) -> Rendition:
        begun = time.monotonic()
        try:
            draft = self._draft_of(asked)
            if slot.rendition is None or slot.key != draft.key:
                slot.rendition, slot.key = draft.render(), draft.key
        except DashboardError as error:
            slot.rendition, slot.key = self._refused(asked, error), error
            begun = time.monotonic()  # a refusal is never given in the place of an answer
        slot.looked_at = time.monotonic()
        slot.took_seconds = slot.looked_at - begun
        return slot.rendition


def body(text: str, version: str) -> Body:
    """A text ready to send; `version` is that of the scripts and styles that go with it."""
    plain = text.encode()
    digest = sha256(version.encode() + plain).hexdigest()[:20]
    return Body(plain, gzip.compress(plain, 6, mtime=0), f'W/"{digest}"')
