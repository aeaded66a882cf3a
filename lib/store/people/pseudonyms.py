"""What stands in the place of a supporter's name or e-mail: a keyed hash, from which nobody comes back without the key.

Two spellings of one e-mail (or name) begin alike, so that a person can be told from others where the values themselves are
encrypted, or gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256

from lib.campaign.tables import Cell, Table
from lib.store.cells import Cells, shape

LENGTH = 32
"""Characters of a pseudonym that tell one value from another whatever its case; a dash and 8 more tell its spelling."""
_PADS, _BLOCK_BYTES = (0x36, 0x5C), 64
_SPELT = frozenset({"email", "name"})
"""Kinds of values that are the same whatever their case."""
_NO_ONE_NOW = "@erased.invalid"
_ERASED = re.compile(rf"[0-9a-f]{{{LENGTH}}}{re.escape(_NO_ONE_NOW)}")
_IDENTIFY = frozenset({"email", "platform_user"})
"""Kinds of values by which contributions are known to be one person's."""
NOBODY = "—"
"""What a name that must be filled in says once its person was erased."""


class Veil:
    """Pseudonyms of one campaign, made with its key; `known` is what it has hidden so far: kind -> value -> pseudonym."""

    def __init__(self, key: bytes) -> None:
        self._inner, self._outer = (sha256(bytes(byte ^ pad for byte in _block(key))) for pad in _PADS)
        self.known: dict[str, dict[str, str]] = {}
        self.erased: set[str] = set()
        """Those met in a file that was exported after they were erased."""

    def hide(self, table: Table, cells: Cells) -> None:
        """Puts pseudonyms in the place of what tells who a supporter is."""
        for field, kind in shape(table.name).supporter.items():
            value = cells.get(field)
            if isinstance(value, str):
                cells[field] = self.pseudonym(kind, value)

    def pseudonym(self, kind: str, value: str) -> str:
        """The pseudonym of a cleaned value."""
        known = self.known.setdefault(kind, {})
        found = known.get(value)
        if found is None:
            found = known[value] = self._made(kind, value)
        return found

    def hidden(self, kind: str, values: Iterable[Cell]) -> list[Cell]:
        """A column of cleaned values with pseudonyms in their places, each different value hidden once."""
        held = list(values)
        found: dict[Cell, Cell] = {each: self.pseudonym(kind, each) if isinstance(each, str) else each for each in set(held)}
        return [found[each] for each in held]

    def proves(self, pseudonym: str, kind: str, value: str) -> bool:
        """Whether a pseudonym is that of a value."""
        return self._hashed(kind, value) == pseudonym

    def values(self) -> dict[str, str]:
        """What was hidden so far, by pseudonym; not those who were erased."""
        found = {pseudonym: value for known in self.known.values() for value, pseudonym in known.items()}
        return {pseudonym: value for pseudonym, value in found.items() if pseudonym not in self.erased}

    def forget(self) -> None:
        """Lets go of what was hidden so far."""
        self.known.clear()

    def _made(self, kind: str, value: str) -> str:
        if kind in _IDENTIFY and _ERASED.fullmatch(value):
            pseudonym = value.removesuffix(_NO_ONE_NOW)
            self.erased.add(pseudonym)
            return pseudonym
        return self._hashed(kind, value)

    def _hashed(self, kind: str, value: str) -> str:
        same = value.casefold() if kind in _SPELT else value
        whole = self._keyed(f"{kind}\0{same}".encode())
        if same == value:
            return whole.hex()[:LENGTH]
        return f"{whole.hex()[:LENGTH]}-{sha256(whole[16:] + value.encode()).hexdigest()[:8]}"


    def _keyed(self, said: bytes) -> bytes:
        """HMAC-SHA256 under the campaign's key, whose two pads are hashed once and not for each value."""
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(said)
        outer.update(inner.digest())
        return outer.digest()


def _block(key: bytes) -> bytes:
    """The key as long as a block of SHA-256, as HMAC takes it (RFC 2104)."""
    return (key if len(key) <= _BLOCK_BYTES else sha256(key).digest()).ljust(_BLOCK_BYTES, b"\0")


def any_spelling(pseudonym: Cell) -> str | None:
    """What the pseudonyms of all spellings of a value begin with; None of None."""
    return pseudonym[:LENGTH] if isinstance(pseudonym, str) else None


def once_erased(pseudonym: str) -> str:
    """How a person who was erased is written in a file: nobody's address, which comes back as the same nobody."""
    return f"{any_spelling(pseudonym)}{_NO_ONE_NOW}"


def identifies(kind: str) -> bool:
    """Whether contributions are known to be one person's by values of this kind."""
    return kind in _IDENTIFY


def is_once_erased(value: Cell) -> bool:
    """Whether a cell, as a file writes it, is that of a person who was erased."""
    return isinstance(value, str) and _ERASED.fullmatch(value) is not None
