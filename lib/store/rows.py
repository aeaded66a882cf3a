"""One row: its key and digest, what is worked out from it once, and the forms it has on its way in and at rest.

A supporter's cells hold pseudonyms here, and so does everything that is made of them (`lib.store.people.pseudonyms`).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from json.encoder import encode_basestring
from typing import Any
from zlib import crc32
from zoneinfo import ZoneInfo

from lib.campaign.errors import UseError
from lib.campaign.message import N_
from lib.campaign.tables import BY_EMAIL, TABLES_BY_NAME, Cell, Row, Table, person_key
from lib.store.cells import Cells, all_cleaned, folded, plain, shape
from lib.store.people.pseudonyms import Veil, any_spelling

_LONGEST_KEY = 300
"""Characters; a longer key is cut and ends with its SHA-256, for PostgreSQL indexes at most 2 704 bytes."""

_SURELY_SHORT = 40
"""Characters of which no key grows too long, whatever JSON makes of them."""

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
    parts = [any_spelling(cells.get(name)) if name in emails else plain(cells.get(name)) for name in table.key]
    return as_key(parts)


def base_keys(table: Table, rows: Sequence[Row]) -> list[str]:
    """The same of many rows."""
    name = table.key[0]
    keys = text_keys([row.get(name) for row in rows]) if has_text_key(table) else None
    return [base_key(table, row) for row in rows] if keys is None else keys


def has_text_key(table: Table) -> bool:
    """Whether one plain text alone tells a row of the table from another."""
    return len(table.key) == 1 and table.key[0] not in shape(table.name).emails


def text_keys(texts: Sequence[Cell]) -> list[str] | None:
    """The keys of rows of which one text alone is the key; None where one is no text."""
    if not set(map(type, texts)) <= {str}:
        return None
    return [as_key([text]) if len(text) > _SURELY_SHORT else f"[{encode_basestring(text)}]" for text in map(str, texts)]


def as_key(parts: Sequence[object]) -> str:
    """What tells a row from another, from the plain forms of its key's cells."""
    key = _json(parts)
    return key if len(key) <= _LONGEST_KEY else f"{key[:_LONGEST_KEY]}…{sha256(key.encode()).hexdigest()}"


def named_by(table: Table, row_key: str) -> dict[str, Any]:
    """The key's cells that a row was called by, in plain form; none for a key that was too long to be kept whole."""
    try:
        parts = json.loads(row_key[: row_key.rindex("]") + 1])
    except ValueError:
        return {}
    return dict(zip(table.key, parts, strict=True)) if len(parts) == len(table.key) else {}


def numbered(base: str, occurrence: int) -> str:
    """The key of the first, second… row that has `base`."""
    return base if occurrence == 1 else f"{base}#{occurrence}"


def incoming(table: Table, rows: Iterable[Row], veil: Veil) -> Iterator[IncomingRow]:
    """The rows of one file, cleaned, hidden and keyed; raises UseError for a second row with a key that may not come twice."""
    seen: Counter[str] = Counter()
    arriving = list(all_cleaned(table, rows))
    for cells in arriving:
        veil.hide(table, cells)
    for cells, base in zip(arriving, base_keys(table, arriving), strict=True):
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

    `search_text` folds what anybody may search, `search_names` who of the team is named.
    """
    if table.name == "contributions":
        parts = shape(table.name)
        return {
            "person_key": person_of(cells),
            **_local(cells["contributed_at"], zone),
            "search_text": _searched(cells, parts.public_texts),
            "search_names": _searched(cells, parts.personal_texts),
        }
    if table.name == "posts":
        return _local(cells["published_at"], zone)
    if table.name in ("reshares", "first_day"):
        email = any_spelling(cells["email"])
        return {"person_key": BY_EMAIL + email if email else None}
    return {}


def person_of(cells: Row) -> str:
    """Whose a contribution is, told by the pseudonyms of its cells."""
    told = {"email": any_spelling(cells["email"]), "platform_user": cells["platform_user"], "id": cells["id"]}
    return person_key(told)


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
