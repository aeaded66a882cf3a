"""Passphrases of a role, kept as Argon2id. How often one may be tried is counted by `lib.services.entry.tries`."""

from __future__ import annotations

from collections.abc import Mapping

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from lib.services.entry.access import Role

SHORTEST = 12
"""Characters of a new passphrase."""
LONGEST = 200
"""Characters of one that is tried: hashing is asked of nothing longer."""
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
