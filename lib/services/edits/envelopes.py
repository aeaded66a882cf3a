"""Text that only the browser it belongs to can open: sealed under the secret of its cookie, which is kept nowhere else."""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from hashlib import sha256
from secrets import token_bytes

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE_BYTES = 12


def label(secret: str, purpose: str) -> str:
    """What such a text is kept under: it tells neither the secret nor the purpose."""
    return sha256(f"label\0{purpose}\0{secret}".encode()).hexdigest()


def sealed(secret: str, purpose: str, text: str) -> str:
    """The text under AES-256-GCM; it opens under the same secret and purpose alone."""
    nonce = token_bytes(_NONCE_BYTES)
    return b64encode(nonce + AESGCM(_key(secret, purpose)).encrypt(nonce, text.encode(), purpose.encode())).decode()


def opened(secret: str, purpose: str, held: str) -> str | None:
    """The text; None for what was not sealed so, or was altered."""
    try:
        raw = b64decode(held, validate=True)
        return AESGCM(_key(secret, purpose)).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], purpose.encode()).decode()
    except (InvalidTag, NotBase64, ValueError):
        return None


def _key(secret: str, purpose: str) -> bytes:
    return sha256(f"key\0{purpose}\0{secret}".encode()).digest()
