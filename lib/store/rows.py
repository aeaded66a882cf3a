"""One row: its key and digest, what is worked out from it once, and the forms it has on its way in and at rest."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from zlib import crc32
from zoneinfo import ZoneInfo

from lib.campaign.errors import UseError
from lib.campaign.message import N_
from lib.campaign.tables import TABLES_BY_NAME, Cell, Row, Table, normalised_email, person_key
from lib.store.cells import Cells, cleaned, folded, plain, shape

_LONGEST_KEY = 300
"""Characters; a longer key is cut and ends with its SHA-256, for PostgreSQL indexes at most 2 704 bytes."""

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A row as it rests: `pk` and `version` name the state that an edit starts from; `batch_id`: the import it came by."""

    pk: int
    version: int
    row_key: str
    batch_id: int | None
    cells: Row


@dataclass(frozen=True, slots=True)
class IncomingRow:
    """A row on its way in: `base_key` from its own cells, `key` with its place among rows of the same key (`…#2`)."""

    base_key: str
    key: str
    cells: Cells


def known_table(name: str) -> Table:
    """The declaration of a table; raises UseError when there is none of that name."""
    if name not in TABLES_BY_NAME:
        raise UseError(N_("There is no table “%(table)s”."), table=name)
    return TABLES_BY_NAME[name]


def base_key(table: Table, cells: Row) -> str:
    """What tells a row from another, from its own cells: its key columns as a JSON list."""
    emails = shape(table.name).emails
    parts = [normalised_email(cells.get(name)) if name in emails else plain(cells.get(name)) for name in table.key]
    key = _json(parts)
    return key if len(key) <= _LONGEST_KEY else f"{key[:_LONGEST_KEY]}…{sha256(key.encode()).hexdigest()}"


def numbered(base: str, occurrence: int) -> str:
    """The key of the first, second… row that has `base`."""
    return base if occurrence == 1 else f"{base}#{occurrence}"


def incoming(table: Table, rows: Iterable[Row]) -> Iterator[IncomingRow]:
    """The rows of one file, cleaned and keyed; raises UseError for a second row with a key that may not come twice."""
    seen: Counter[str] = Counter()
    for row in rows:
        cells = cleaned(table, row)
        base = base_key(table, cells)
        seen[base] += 1
        if seen[base] > 1 and not table.repeats:
            raise UseError(N_("%(table)s: two rows have the same %(column)s. Nothing was written."),
                           table=table.name, column=", ".join(table.key))  # fmt: skip
        yield IncomingRow(base, numbered(base, seen[base]), cells)


def digest(row_key: str, cells: Row) -> int:
    """32 bits of a row's key and of what its cells hold; a column added later, still empty, does not change it."""
    told = {
        field: value if type(value) in (str, int) else plain(value) for field, value in cells.items() if value is not None
    }
    return crc32(_json([row_key, told]).encode())


def derived(table: Table, cells: Row, zone: ZoneInfo) -> dict[str, Cell]:
    """What is kept beside the cells so that SQL need not work it out: day and hour in `zone`, person, text to search.

    `search_text` folds what anybody may search, `search_names` what tells who somebody is.
    """
    if table.name == "contributions":
        parts = shape(table.name)
        return {
            "person_key": person_key(cells),
            **_local(cells["contributed_at"], zone),
            "search_text": _searched(cells, parts.public_texts),
            "search_names": _searched(cells, parts.personal_texts),
        }
    if table.name == "posts":
        return _local(cells["published_at"], zone)
    if table.name in ("reshares", "first_day"):
        email = normalised_email(cells["email"])
        return {"person_key": f"email:{email}" if email else None}
    return {}


def _local(at: Cell, zone: ZoneInfo) -> dict[str, Cell]:
    local = at.astimezone(zone) if isinstance(at, datetime) else None
    return {"local_day": local and local.date(), "local_hour": local and local.hour}


def _searched(cells: Row, fields: tuple[str, ...]) -> str:
    return folded(" ".join(str(cells[field]) for field in fields if cells[field] is not None))


def stored_values(table: Table, row_key: str, cells: Cells, zone: ZoneInfo) -> dict[str, Any]:
    """The columns that a row's contents decide; `cells` whole."""
    base = base_key(table, cells)
    own = {"row_key": row_key, "current_key": None if base == row_key else base, "row_digest": digest(row_key, cells)}
    return {**cells, **derived(table, cells, zone), **own}


def amounts_cents(table: Table, cells: Row) -> int:
    """The sum of a row's amounts, for control totals."""
    return sum(value for field in shape(table.name).amounts if isinstance(value := cells.get(field), int))


def stored_row(found: Sequence[Any], fields: Sequence[str]) -> StoredRow:
    """A row from what the database gave: the store's own four columns, then the cells of `fields`."""
    pk, version, row_key, batch_id, *cells = found
    return StoredRow(pk, version, row_key, batch_id, dict(zip(fields, cells, strict=True)))
