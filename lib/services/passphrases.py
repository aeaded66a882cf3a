"""Passphrases of a role: kept as Argon2id, tried one at a time, counted, and slowed where somebody guesses."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address
from threading import Lock

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from lib.services.access import Role

SHORTEST = 12
"""Characters of a new passphrase."""
LONGEST = 200
"""Characters of one that is tried: hashing is asked of nothing longer."""
FREE_TRIES, TRIES_PER_MINUTE = 5, 5.0
ALL_FREE_TRIES, ALL_TRIES_PER_MINUTE = 20, 60.0
_ADDRESSES = 1024
_HASHER = PasswordHasher()
_NOBODY = "nobody has this passphrase"


def hashed(passphrase: str) -> str:
    """What the file of access keeps: Argon2id with the library's present parameters and a salt of its own."""
    return _HASHER.hash(passphrase)


def role_of(passphrase: str, passphrases: Mapping[Role, str]) -> Role | None:
    """The role whose passphrase this is; None when it is nobody's. Takes as long whichever it is.

    Every role is tried, and one that has no passphrase is tried against one that nobody has.
    """
    tried = passphrase[: LONGEST + 1]
    found = [role for role in Role if _is(tried, passphrases.get(role) or _decoy()) and role in passphrases]
    return found[0] if found and len(passphrase) <= LONGEST else None


def _is(passphrase: str, held: str) -> bool:
    try:
        return _HASHER.verify(held, passphrase)
    except (VerificationError, InvalidHashError):
        return False


_decoys: list[str] = []


def _decoy() -> str:
    if not _decoys:
        _decoys.append(hashed(_NOBODY))
    return _decoys[0]


@dataclass(slots=True)
class _Bucket:
    """Tries left, filled again with time; `at` in seconds of a monotonic clock."""

    left: float
    at: float


@dataclass(slots=True)
class Tries:
    """How often a passphrase may still be tried: by address, and by everybody together.

    Memory does not grow with strangers: the 1 024 latest addresses are counted. An IPv6 network of 64 bits is one address,
    as one person has that many.
    """

    _by_address: OrderedDict[str, _Bucket] = field(default_factory=OrderedDict)
    _all: _Bucket = field(default_factory=lambda: _Bucket(ALL_FREE_TRIES, 0.0))
    _guard: Lock = field(default_factory=Lock)
    refused: int = 0

    def seconds_to_wait(self, address: str, *, at: float) -> float:
        """0 when a try is free, and it is then counted; else how long until the next one. `at`: monotonic seconds."""
        with self._guard:
            mine = self._bucket(_network(address), at)
            wait = max(
                _wait(mine, at, FREE_TRIES, TRIES_PER_MINUTE),
                _wait(self._all, at, ALL_FREE_TRIES, ALL_TRIES_PER_MINUTE),
            )
            if wait:
                self.refused += 1
            else:
                mine.left, self._all.left = mine.left - 1, self._all.left - 1
            return wait

    def forgive(self, address: str) -> None:
        """After the right passphrase: the address starts anew."""
        with self._guard:
            self._by_address.pop(_network(address), None)

    def _bucket(self, address: str, at: float) -> _Bucket:
        bucket = self._by_address.setdefault(address, _Bucket(FREE_TRIES, at))
        self._by_address.move_to_end(address)
        while len(self._by_address) > _ADDRESSES:
            self._by_address.popitem(last=False)
        return bucket


def _wait(bucket: _Bucket, at: float, most: float, per_minute: float) -> float:
    bucket.left = min(most, bucket.left + (at - bucket.at) * per_minute / 60)
    bucket.at = at
    return 0.0 if bucket.left >= 1 else (1 - bucket.left) * 60 / per_minute


def _network(address: str) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is None:
        return str(IPv6Address(int(parsed) >> 64 << 64))
    return str(parsed)
