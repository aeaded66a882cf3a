"""Encrypted values as they are searched: decrypted once, kept in this program's memory while they stay what they are.

Those that came since are added; where some were altered or went (another `epoch`), all are read again.
"""

from __future__ import annotations

import threading
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lib.store.cells import folded
from lib.store.people.personal import Secret
from lib.store.schema import PERSONAL

_WIDTH = 41
"""Characters of the longest pseudonym."""
_ROWS_A_TIME = 10_000
_CAMPAIGNS_AT_MOST = 8
_READING = threading.Lock()
_P = PERSONAL.c


class Folded:
    """The folded values of one kind in one text, a line for each, so that a search runs at the speed of a text search."""

    def __init__(self) -> None:
        self._text, self._starts, self._pseudonyms = "\n", array("q"), ""

    def copied(self) -> Folded:
        """The same, to add to."""
        twin = Folded()
        twin._text, twin._starts, twin._pseudonyms = self._text, self._starts[:], self._pseudonyms
        return twin

    def add(self, values: list[tuple[str, str]]) -> None:
        """Adds (pseudonym, value)."""
        lines, at = [], len(self._text)
        for _pseudonym, value in values:
            line = folded(value).replace("\n", " ") + "\n"
            lines.append(line)
            self._starts.append(at)
            at += len(line)
        self._text += "".join(lines)
        self._pseudonyms += "".join(pseudonym.ljust(_WIDTH) for pseudonym, _value in values)

    def holding(self, word: str) -> Iterator[str]:
        """The pseudonyms of the values that hold a folded word, which has no space in it."""
        at = self._text.find(word)
        while at >= 0:
            number = bisect_right(self._starts, at) - 1
            yield self._pseudonym(number)
            at = self._text.find(word, self._starts[number + 1]) if number + 1 < len(self._starts) else -1

    def by_pseudonym(self) -> dict[str, str]:
        """Every folded value."""
        return {self._pseudonym(number): line for number, line in enumerate(self.texts())}

    def texts(self) -> list[str]:
        """Every folded value, in the order they came."""
        return self._text.split("\n")[1:-1]

    def has_line(self, *, beginnings: Iterable[str], wholes: Iterable[str]) -> bool:
        """Whether a value is one of `wholes`, or begins or ends with one of the words; all of them folded."""
        asked = [form for word in beginnings for form in (f"\n{word} ", f" {word}\n")]
        return any(each in self._text for each in (*asked, *(f"\n{whole}\n" for whole in wholes)))

    def _pseudonym(self, number: int) -> str:
        return self._pseudonyms[number * _WIDTH : (number + 1) * _WIDTH].rstrip()


class Remembered:
    """What is kept of one campaign: by kind of value, all up to a row of `personal`."""

    def __init__(self, epoch: int) -> None:
        self.epoch, self.last_pk = epoch, 0
        self.kinds: dict[str, Folded] = {}


def remembered(connection: Connection, secret: Secret) -> Remembered:
    """The searchable values of a campaign whose values are encrypted; raises KeyMissing where the key is not here."""
    with _READING:
        shelf = secret.keys.remembered
        held = shelf.pop(secret.key, None)
        if not isinstance(held, Remembered) or held.epoch != secret.epoch:
            held = Remembered(secret.epoch)
        if connection.scalar(sa.select(sa.func.max(_P.pk)).where(_P.campaign_id == secret.campaign_id)) != held.last_pk:
            held = _completed(connection, secret, held)
        shelf[secret.key] = held
        while len(shelf) > _CAMPAIGNS_AT_MOST:
            del shelf[next(iter(shelf))]
    return held


def _completed(connection: Connection, secret: Secret, held: Remembered) -> Remembered:
    """With the values that came since; another thread may be searching in what is held, which stays as it is."""
    key = secret.operator_key
    assert key is not None
    more = Remembered(secret.epoch)
    more.kinds = {kind: values.copied() for kind, values in held.kinds.items()}
    wanted = sa.select(_P.pk, _P.pseudonym, _P.kind, _P.ciphertext).where(
        _P.campaign_id == secret.campaign_id, _P.pk > held.last_pk, _P.ciphertext.is_not(None)
    )
    result = connection.execute(wanted.order_by(_P.pk), execution_options={"yield_per": _ROWS_A_TIME})
    for some in result.partitions():
        fresh: dict[str, list[tuple[str, str]]] = {}
        for _pk, pseudonym, kind, ciphertext in some:
            value = key.decrypted(bytes(ciphertext), pseudonym)
            fresh.setdefault(kind, []).append((pseudonym, value or ""))
        for kind, values in fresh.items():
            more.kinds.setdefault(kind, Folded()).add(values)
    more.last_pk = connection.scalar(sa.select(sa.func.max(_P.pk)).where(_P.campaign_id == secret.campaign_id)) or 0
    return more
