"""The operator's key: what encrypts people's names and e-mails at rest, and wraps the keys that make pseudonyms of them.

It is never kept in the database. Without one, values rest in clear; with the wrong one, nothing is read and nothing is guessed.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.engine import Connection

from lib.campaign.errors import KeyMissing, SettingsError
from lib.campaign.message import N_

KEY_BYTES = 32
_NONCE_BYTES = 12
_OPTION = "operator_keys"
"""The execution option by which every connection of a store carries its keys."""
NOT_A_KEY = N_("The key of people’s names and e-mails is not one: it is 44 characters that “python -m lib key” prints. "
               "Give it whole, without spaces.")  # fmt: skip
MISSING = N_("People’s names and e-mails are encrypted, and their key is not there. Nothing was changed. Set PERSONAL_KEY or "
             "PERSONAL_KEY_FILE to the key that encrypted them, then start again.")  # fmt: skip
WRONG = N_("People’s names and e-mails are encrypted with another key than the one that is set. Nothing was changed. Set "
           "PERSONAL_KEY or PERSONAL_KEY_FILE to the key that encrypted them, then start again.")  # fmt: skip


class OperatorKey:
    """32 random bytes; `id` names the key without telling it."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) != KEY_BYTES:
            raise SettingsError(NOT_A_KEY)
        self.id = _derived(secret, b"id").hex()[:16]
        self._values = AESGCM(_derived(secret, b"values"))
        self._wraps = AESGCM(_derived(secret, b"wraps"))

    def encrypted(self, text: str, about: str) -> bytes:
        """A value as it rests; it can only be read again as what it is `about`, its pseudonym."""
        return _closed(self._values, text.encode(), about)

    def decrypted(self, held: bytes, about: str) -> str | None:
        """The value; None when it has changed since, or is about something else."""
        opened = _opened(self._values, held, about)
        return None if opened is None else opened.decode()

    def wrapped(self, secret: bytes, campaign_id: int) -> bytes:
        """A campaign's own key as it rests."""
        return _closed(self._wraps, secret, str(campaign_id))

    def unwrapped(self, held: bytes, campaign_id: int) -> bytes | None:
        """The campaign's own key; None when it has changed since, or is another campaign's."""
        return _opened(self._wraps, held, str(campaign_id))


@dataclass(frozen=True, eq=False)
class Keyring:
    """The keys that a store was opened with: the present one, and the one before it while values pass from one to the other."""

    present: OperatorKey | None = None
    former: OperatorKey | None = None
    remembered: dict[object, object] = field(default_factory=dict)
    """What was decrypted once for a search, see `lib.store.people.remembered`: it goes with the keys."""

    def named(self, key_id: str) -> OperatorKey | None:
        """The key of that id, None when it is not here."""
        return next((key for key in (self.present, self.former) if key is not None and key.id == key_id), None)

    def why_not(self) -> KeyMissing:
        """The error to raise where a key that is asked for is not here."""
        return KeyMissing(MISSING if self.present is None else WRONG)


def new_key() -> str:
    """A key from the system's randomness, as it is written in the environment."""
    return base64.b64encode(os.urandom(KEY_BYTES)).decode()


def keyring(present: str | None, former: str | None = None) -> Keyring:
    """The keys as they are written in the environment; raises SettingsError for one that is not a key."""
    return Keyring(_read(present), _read(former))


def carrying(keys: Keyring) -> dict[str, Keyring]:
    """The execution option that gives connections their keys."""
    return {_OPTION: keys}


def keys_of(connection: Connection) -> Keyring:
    """The keys that a connection of a store carries."""
    found: Keyring = connection.get_execution_options().get(_OPTION) or Keyring()
    return found


def _read(text: str | None) -> OperatorKey | None:
    if not text:
        return None
    try:
        return OperatorKey(base64.b64decode(text.strip(), validate=True))
    except (binascii.Error, ValueError) as error:
        raise SettingsError(NOT_A_KEY) from error


def _derived(secret: bytes, purpose: bytes) -> bytes:
    return hmac.digest(secret, b"campaign dashboard: " + purpose, hashlib.sha256)


def _closed(cipher: AESGCM, data: bytes, about: str) -> bytes:
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + cipher.encrypt(nonce, data, about.encode())


def _opened(cipher: AESGCM, held: bytes, about: str) -> bytes | None:
    try:
        return cipher.decrypt(held[:_NONCE_BYTES], held[_NONCE_BYTES:], about.encode())
    except (InvalidTag, ValueError):
        return None
