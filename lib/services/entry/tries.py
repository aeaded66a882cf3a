"""How often a passphrase may still be tried: by address, by known browser, and by everybody together, in the order they came.

Somebody who guesses from a thousand addresses must neither guess much nor keep the honest out: whoever is told to wait has a
turn of their own, and a browser that signed in before waits for nobody.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from threading import Lock
from typing import Any

FREE_TRIES, TRIES_PER_MINUTE = 5, 5.0
ALL_FREE_TRIES, ALL_TRIES_PER_MINUTE = 20, 60.0
_ALL_SECONDS = 60 / ALL_TRIES_PER_MINUTE
TURN_LASTS_SECONDS = 60.0
"""After which a turn that nobody came for is another's."""
_ADDRESSES = 1024


@dataclass(slots=True)
class _Bucket:
    """Tries left, filled again with time; `at` in seconds of a monotonic clock."""

    left: float
    at: float


@dataclass(slots=True)
class Tries:
    """What was tried. `at` is a moment in seconds of a monotonic clock.

    Memory does not grow with strangers: the 1 024 latest addresses are counted, and as many have a turn. An IPv6 network of
    64 bits is one address, as one person has that many.
    """

    _counted: OrderedDict[str, _Bucket] = field(default_factory=OrderedDict)
    _turns: OrderedDict[str, float] = field(default_factory=OrderedDict)
    _next: float = 0.0
    """When the next turn that is nobody's yet begins."""
    _guard: Lock = field(default_factory=Lock)
    refused: int = 0

    def seconds_to_wait(self, address: str, *, at: float, browser: str = "", each_takes_seconds: float = 0.0) -> float:
        """0 when a try is free, and it is then counted; else how long until it will be.

        `browser`: a name that only one which signed in before can have: it is counted by itself, and stands in no queue.
        `each_takes_seconds`: turns are given no faster than that, so that a slow machine keeps up with those it gave.
        """
        who = _who(address, browser)
        with self._guard:
            mine = self._bucket(who, at)
            wait = _wait(mine, at) or (0.0 if browser else self._wait_for_turn(who, at, max(_ALL_SECONDS, each_takes_seconds)))
            if wait:
                self.refused += 1
            else:
                mine.left -= 1
            return wait

    def forgive(self, address: str) -> None:
        """After the right passphrase: the address starts anew."""
        with self._guard:
            self._counted.pop(_network(address), None)

    def as_json(self) -> dict[str, Any]:
        """Everything counted so far, for another program to go on from."""
        counted = {who: [bucket.left, bucket.at] for who, bucket in self._counted.items()}
        return {"counted": counted, "turns": dict(self._turns), "next": self._next}

    @classmethod
    def of_json(cls, said: Mapping[str, Any]) -> Tries:
        """What another program had counted."""
        counted = OrderedDict((who, _Bucket(*held)) for who, held in said["counted"].items())
        return cls(counted, OrderedDict(said["turns"]), said["next"])

    def _wait_for_turn(self, who: str, at: float, apart_seconds: float) -> float:
        self._drop_old(at)
        mine = self._turns.get(who)
        if mine is not None:
            if mine <= at:
                del self._turns[who]
            return max(mine - at, 0.0)
        self._next = max(self._next, at - (ALL_FREE_TRIES - 1) * apart_seconds)
        turn = self._next
        if turn > at and len(self._turns) >= _ADDRESSES:
            return turn - at
        self._next += apart_seconds
        if turn > at:
            self._turns[who] = turn
        return max(turn - at, 0.0)

    def _drop_old(self, at: float) -> None:
        while self._turns and next(iter(self._turns.values())) < at - TURN_LASTS_SECONDS:
            self._turns.popitem(last=False)

    def _bucket(self, who: str, at: float) -> _Bucket:
        bucket = self._counted.setdefault(who, _Bucket(FREE_TRIES, at))
        self._counted.move_to_end(who)
        while len(self._counted) > _ADDRESSES:
            self._counted.popitem(last=False)
        return bucket


@dataclass(slots=True)
class Waits:
    """Until when each was told to wait: what is known of somebody who tries again meanwhile, without counting anew.

    Of the 1 024 latest. Moments in seconds of this program's monotonic clock; not for several threads.
    """

    _until: OrderedDict[str, float] = field(default_factory=OrderedDict)

    def note(self, address: str, browser: str, *, until: float) -> None:
        """Somebody was told to wait."""
        who = _who(address, browser)
        self._until[who] = until
        self._until.move_to_end(who)
        while len(self._until) > _ADDRESSES:
            self._until.popitem(last=False)

    def seconds_left(self, address: str, browser: str, *, at: float) -> float:
        """0 for who was not told to wait, or has waited."""
        return max(self._until.get(_who(address, browser), at) - at, 0.0)

    def forget(self, address: str) -> None:
        """After the right passphrase."""
        self._until.pop(_who(address, ""), None)


def _who(address: str, browser: str) -> str:
    return f"browser {browser}" if browser else _network(address)


def _wait(bucket: _Bucket, at: float) -> float:
    bucket.left = min(FREE_TRIES, bucket.left + (at - bucket.at) * TRIES_PER_MINUTE / 60)
    bucket.at = at
    return 0.0 if bucket.left >= 1 else (1 - bucket.left) * 60 / TRIES_PER_MINUTE


@lru_cache(maxsize=_ADDRESSES)
def _network(address: str) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is None:
        return str(IPv6Address(int(parsed) >> 64 << 64))
    return str(parsed)
