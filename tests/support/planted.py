"""Fifty invented persons in every personal column of every table, under words that stand nowhere else, and the search for them."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

from lib.campaign.tables import TABLES, Cell, Column, Kind, Row, Table
from lib.services.campaigns import open_campaign
from lib.services.clock import now
from lib.services.demonstration import load_demonstration_once
from lib.store.changes.batches import Delivery, write_batch
from lib.store.changes.edits import edit_row
from lib.store.engine import open_store
from lib.store.queries.lists import table_page

PERSONS = 50
WORD = re.compile(rb"q[xv]{2}[a-z]{6}\d{2}z")
"""No language, no digest in hexadecimal and no base64 of ours holds such a word by chance: fifteen in a row, in this pattern."""
WHO = "Qxxwriter00z Qvvwriter00z"
"""Who imports and edits: the journal knows."""
_AT = datetime(2018, 2, 22, 15, tzinfo=UTC)
_DAY = date(2018, 2, 20)


def plant(url: str) -> int:
    """The demonstration with the persons in it, in the store at `url`; how many cells hold one."""
    store = open_store(url)
    load_demonstration_once(store, at=now())
    opened = open_campaign(store)
    rows = {table.name: [row_of(table, number) for number in range(PERSONS)] for table in TABLES if has_people(table)}
    write_batch(store, opened.id, rows, Delivery("files", _AT, WHO))
    first = table_page(store, opened.id, "members", personal=True, limit=1, order_by="name", descending=True).rows[0]
    edit_row(store, opened.id, "members", first.pk, first.version, {"name": word_of("edited", "name", 0)}, at=_AT, who=WHO)
    store.close()
    return sum(1 for lines in rows.values() for row in lines for cell in row.values() if found_in(str(cell).encode()))


def has_people(table: Table) -> bool:
    """Whether a table says anything of a person."""
    return any(column.personal for column in table.columns)


def row_of(table: Table, number: int) -> Row:
    """A row whose personal cells each hold the words of their own column and number."""
    return {column.field: _cell(table, column, number) for column in table.columns if column.personal or _is_said(column)}


def word_of(table: str, column: str, number: int) -> str:
    """Two words, as a name has: `Qxxconnam07z Qvvconnam07z`."""
    about = f"{table[:3]}{column[:3]}".ljust(6, "a")
    return f"Qxx{about}{number:02}z Qvv{about}{number:02}z".replace("_", "a")


def found_in(data: bytes) -> set[str]:
    """Every planted word in these bytes, however they are packed: as they are, in capitals, gzip, deflate."""
    return {word.decode() for each in (data, *_unpacked(data)) for word in WORD.findall(each.lower())}


def _unpacked(data: bytes) -> Iterator[bytes]:
    if data[:2] == b"\x1f\x8b":
        with suppress(OSError, EOFError, zlib.error):
            yield gzip.decompress(data)
    for place in (each.start() for each in re.finditer(rb"PK\x03\x04", data)):
        packed = data[place + 30 + int.from_bytes(data[place + 26 : place + 28], "little") + int.from_bytes(data[place + 28 : place + 30], "little") :]
        with suppress(zlib.error):
            yield zlib.decompressobj(-15).decompress(packed)


def _is_said(column: Column) -> bool:
    """What a row must say, and what makes it seen: contributions to thank, tasks that are late, people to come."""
    return column.required or column.name in ("reward", "kind", "next_step_on", "agreed_on", "ends_on", "on_social")


def _cell(table: Table, column: Column, number: int) -> Cell:
    if column.personal:
        word = word_of(table.name, column.name, number)
        if column.kind is Kind.EMAIL:
            return word.replace(" ", "@").lower() + ".example"
        return f"https://{word.split()[0].lower()}.example/{word.split()[1]}" if column.name == "url" else word
    values: dict[Kind, Cell] = {
        Kind.INSTANT: _AT - timedelta(hours=number), Kind.DAY: _DAY - timedelta(days=number % 5), Kind.AMOUNT: 1000 + number,
        Kind.COUNT: number, Kind.YES_NO: True, Kind.CHOICE: column.choices[0] if column.choices else None,
    }  # fmt: skip
    return values.get(column.kind, f"planted-{table.name}-{number}" if column.name in ("id", "name") else "autre")


def revision_of(url: str) -> tuple[int, str]:
    """What any write of the campaign would change."""
    store = open_store(url)
    opened = open_campaign(store)
    found = opened.revision, opened.campaign.title
    store.close()
    return found


