"""What supporters' cells hold, in a table of its own: put in by pseudonym on the way in, read back for those who ask.

Digests, totals, keys, comparisons and the journal know pseudonyms alone, so that they hold once a value is gone.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from operator import itemgetter
from typing import Any
from zlib import crc32

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lib.campaign.columns import UNREADABLE
from lib.campaign.errors import StoreDamaged, UseError
from lib.campaign.message import N_
from lib.campaign.tables import Cell, Table
from lib.store.cells import Cells, folded, shape
from lib.store.people.keys import KEY_BYTES, Keyring, OperatorKey, keys_of
from lib.store.people.pseudonyms import NOBODY, Veil, any_spelling, identifies, once_erased
from lib.store.rows import StoredRow
from lib.store.schema import PERSONAL, SECRETS, micros
from lib.store.sql import CHUNK, among, chunks, insert_lines, insert_missing

NOT_THERE = N_("This campaign is not in the database any more.")
DAMAGED = N_("What tells people apart has changed by itself in the database. Put it aside and restore the latest back-up.")
COLUMNS = ("campaign_id", "pseudonym", "kind", "value", "folded", "ciphertext", "erased_at", "digest")
_P = PERSONAL.c


@dataclass(frozen=True, slots=True)
class Secret:
    """What makes a campaign's pseudonyms. `key` is None where the operator's key that wraps it is not here.

    `key_id` names that key, and says that values are encrypted; None: all is in clear.
    """

    campaign_id: int
    key: bytes | None
    key_id: str | None
    epoch: int
    keys: Keyring

    @property
    def operator_key(self) -> OperatorKey | None:
        """The key that values are encrypted with; None where they are in clear. Raises KeyMissing when it is not here."""
        if self.key_id is None:
            return None
        found = self.keys.named(self.key_id)
        if found is None:
            raise self.keys.why_not()
        return found

    @property
    def is_readable(self) -> bool:
        """Whether values can be read, and new ones be told from known ones."""
        return self.key is not None


def secret_of(connection: Connection, campaign_id: int) -> Secret:
    """What makes the pseudonyms of a campaign; raises UseError when it is gone, StoreDamaged when its key is not what it was."""
    found = connection.execute(sa.select(SECRETS).where(SECRETS.c.campaign_id == campaign_id)).mappings().one_or_none()
    if found is None:
        raise UseError(NOT_THERE)
    keys, key_id, held = keys_of(connection), found["key_id"], bytes(found["pseudonym_key"])
    if secret_digest(held, key_id, found["epoch"]) != found["digest"]:
        raise StoreDamaged(DAMAGED)
    wraps = None if key_id is None else keys.named(key_id)
    key = held if key_id is None else None if wraps is None else wraps.unwrapped(held, campaign_id)
    if wraps is not None and key is None:
        raise StoreDamaged(DAMAGED)
    return Secret(campaign_id, key, key_id, found["epoch"], keys)


def open_secret(connection: Connection, campaign_id: int) -> None:
    """A new campaign's own key, wrapped by the operator's where there is one."""
    write_secret(connection, campaign_id, os.urandom(KEY_BYTES), keys_of(connection).present, epoch=0)


def write_secret(connection: Connection, campaign_id: int, key: bytes, wraps: OperatorKey | None, *, epoch: int) -> None:
    """Puts a campaign's key in, or in the place of what holds it."""
    held, key_id = (key, None) if wraps is None else (wraps.wrapped(key, campaign_id), wraps.id)
    connection.execute(sa.delete(SECRETS).where(SECRETS.c.campaign_id == campaign_id))
    values = {"pseudonym_key": held, "key_id": key_id, "epoch": epoch, "digest": secret_digest(held, key_id, epoch)}
    connection.execute(sa.insert(SECRETS).values(campaign_id=campaign_id, **values))


def raise_epoch(connection: Connection, campaign_id: int) -> None:
    """Values were altered or went: whoever remembers them looks again."""
    found = connection.execute(sa.select(SECRETS).where(SECRETS.c.campaign_id == campaign_id)).mappings().one()
    epoch = found["epoch"] + 1
    digest = secret_digest(bytes(found["pseudonym_key"]), found["key_id"], epoch)
    connection.execute(sa.update(SECRETS).where(SECRETS.c.campaign_id == campaign_id).values(epoch=epoch, digest=digest))


def secret_digest(held: bytes, key_id: str | None, epoch: int) -> int:
    """32 bits of a campaign's key as it rests."""
    return crc32(f"{key_id}\x1f{epoch}".encode(), crc32(held))


def line(campaign_id: int, pseudonym: str, kind: str, value: str | None, key: OperatorKey | None, erased_at: int | None = None
         ) -> tuple[Any, ...]:  # fmt: skip
    """A row of `personal` as the database holds it, in the order of `COLUMNS`; `erased_at` in microseconds."""
    low = held = None
    if value is not None and key is not None:
        held = key.encrypted(value, pseudonym)
        value = None
    elif value is not None:
        low = folded(value)
        low = None if low == value else low
    return (campaign_id, pseudonym, kind, value, low, held, erased_at, line_digest(pseudonym, kind, value, low, held, erased_at))


def line_digest(pseudonym: str, kind: str, value: str | None, low: str | None, held: bytes | None, erased_at: int | None) -> int:
    """32 bits of what a row of `personal` says."""
    return crc32(held or b"", crc32(f"{pseudonym}\x1f{kind}\x1f{value}\x1f{low}\x1f{erased_at}".encode("utf-8", "surrogatepass")))


def veil_for(connection: Connection, campaign_id: int, tables: Iterable[Table]) -> Veil:
    """What hides the supporters of rows on their way into `tables`; raises KeyMissing where the operator's key is not here."""
    if not any(shape(table.name).supporter for table in tables):
        return Veil(b"")
    secret = secret_of(connection, campaign_id)
    if secret.key is None:
        raise secret.keys.why_not()
    return Veil(secret.key)


def keep(connection: Connection, campaign_id: int, veil: Veil, wanted: Collection[str], at: datetime) -> None:
    """Puts in the values of the pseudonyms that are `wanted`, those that are not there yet; under the campaign's lock."""
    if not wanted:
        return
    key = secret_of(connection, campaign_id).operator_key
    gone, lines = veil.erased, []
    for kind, known in veil.known.items():
        for value, pseudonym in known.items():
            if pseudonym in wanted and pseudonym not in gone:
                lines.append(line(campaign_id, pseudonym, kind, value, key))
            elif pseudonym in wanted:
                lines.append(line(campaign_id, pseudonym, kind, None, None, micros(at)))
    _put_missing(connection, campaign_id, sorted(lines, key=itemgetter(1)))


def _put_missing(connection: Connection, campaign_id: int, lines: list[tuple[Any, ...]]) -> None:
    """Many of them go to PostgreSQL by COPY, which takes half as long as arrays, but knows nothing of those that are there."""
    if connection.dialect.name != "postgresql" or len(lines) < CHUNK:
        insert_missing(connection, PERSONAL, COLUMNS, lines)
        return
    named = among(connection, _P.pseudonym, [each[1] for each in lines])
    there = frozenset(connection.scalars(sa.select(_P.pseudonym).where(_P.campaign_id == campaign_id, named)))
    insert_lines(connection, PERSONAL, COLUMNS, [each for each in lines if each[1] not in there])


def pseudonyms_in(table: Table, cells: Mapping[str, Any]) -> Iterable[str]:
    """The pseudonyms that a row's cells hold."""
    return (value for field in shape(table.name).supporter if isinstance(value := cells.get(field), str))


class Reader:
    """Puts the values of supporters' cells back, within one snapshot; those that `known` has just hidden from memory.

    Where the key is not here, a cell says `UNREADABLE`, or KeyMissing is raised with `in_full`. What was erased is None,
    with `in_full` nobody's address, so that a file that is written and read again tells the same people apart.
    """

    def __init__(
        self, connection: Connection, campaign_id: int, *, in_full: bool = False, known: Veil | None = None
    ) -> None:
        self._connection, self._campaign_id, self._in_full = connection, campaign_id, in_full
        self._known = {} if known is None else known.values()
        self._secret: Secret | None = None

    def rows(self, table: Table, found: Sequence[StoredRow]) -> list[StoredRow]:
        """Rows with their values."""
        cells = self.cells(table, [row.cells for row in found])
        return [replace(row, cells=each) for row, each in zip(found, cells, strict=True)]

    def cells(self, table: Table, found: Sequence[Mapping[str, Any]]) -> list[Cells]:
        """Cells, whole or some, with their values."""
        fields = shape(table.name).supporter
        if not fields:
            return [dict(cells) for cells in found]
        values = self.values({value for cells in found for value in pseudonyms_in(table, cells)})
        return [
            {name: _shown(table, name, values, cell) if name in fields else cell for name, cell in cells.items()}
            for cells in found
        ]

    def values(self, pseudonyms: Collection[str]) -> dict[str, str | None]:
        """The values of pseudonyms; one that is not there, or was erased, is None or nobody's address."""
        found: dict[str, str | None] = {each: self._known[each] for each in pseudonyms if each in self._known}
        missing = sorted(set(pseudonyms) - found.keys())
        if not missing:
            return found
        read = self._read()
        for some in chunks(missing, 4 * CHUNK):
            wanted = sa.select(_P.pseudonym, _P.kind, _P.value, _P.ciphertext, _P.erased_at).where(
                _P.campaign_id == self._campaign_id, among(self._connection, _P.pseudonym, some)
            )
            for pseudonym, kind, value, held, erased_at in self._connection.execute(wanted):
                if erased_at is not None:
                    found[pseudonym] = once_erased(pseudonym) if self._in_full and identifies(kind) else None
                else:
                    found[pseudonym] = value if held is None else read(held, pseudonym)
        return found

    def _read(self) -> Callable[[bytes, str], str]:
        if self._secret is None:
            self._secret = secret_of(self._connection, self._campaign_id)
        secret = self._secret
        key = secret.operator_key if secret.is_readable or self._in_full else None
        return partial(_decrypted, key, self._in_full)


def _shown(table: Table, field: str, values: Mapping[str, str | None], cell: Any) -> Cell:
    """A cell's value; one that must be filled in is nobody's once it was erased."""
    value = values.get(cell) if isinstance(cell, str) else None
    return NOBODY if value is None and field in shape(table.name).required else value


def _decrypted(key: OperatorKey | None, in_full: bool, held: bytes, pseudonym: str) -> str:
    value = None if key is None else key.decrypted(bytes(held), pseudonym)
    if value is None and in_full:
        raise StoreDamaged(DAMAGED)
    return UNREADABLE if value is None else value


def erased_people(connection: Connection, campaign_id: int) -> frozenset[str]:
    """The pseudonyms of those who were erased on request, whatever the spelling; nobody, most of the time."""
    wanted = sa.select(_P.pseudonym).where(_P.campaign_id == campaign_id, _P.erased_at.is_not(None))
    return frozenset(filter(None, map(any_spelling, connection.scalars(wanted))))
