"""Many new rows at once, column by column: made ready to be put in, as one row at a time would be.

What is said here of a thousand rows is what `lib.store.rows` says of each; tests hold the two together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import repeat
from json.encoder import encode_basestring
from typing import Any
from zlib import crc32
from zoneinfo import ZoneInfo

from lib.campaign.tables import Column, Kind, Table
from lib.store.cells import Cells, folded, plain, shape
from lib.store.rows import base_keys, derived, person_of
from lib.store.schema import micros

_TEXTS = (Kind.TEXT, Kind.EMAIL, Kind.CHOICE)
Columns = dict[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Lines:
    """New rows as the database holds them: the values of `names`, row by row, and what they add to the totals."""

    names: tuple[str, ...]
    lines: list[tuple[Any, ...]]
    cents: int
    digest: int
    days: frozenset[date]


def lines_of(
    table: Table, rows: Sequence[tuple[str, Cells]], zone: ZoneInfo, own: Mapping[str, int | None], dialect: str
) -> Lines:
    """New rows (key, whole cells) made ready; `own`: what is the same for all of them, such as the number of the import."""
    keys, cells = [key for key, _cells in rows], [cells for _key, cells in rows]
    columns = {field: [row[field] for row in cells] for field in shape(table.name).fields}
    held, said = {}, {}
    for column in table.columns:
        held[column.field], said[column.field] = _forms(column, columns[column.field], dialect)
    digests = _digests(keys, said)
    beside, days = _derived(table, cells, columns, zone, dialect)
    bases = base_keys(table, cells)
    others = {
        "row_key": keys,
        "current_key": [None if base == key else base for base, key in zip(bases, keys, strict=True)],
        "row_digest": digests,
        **{name: repeat(value, len(keys)) for name, value in own.items()},
    }
    whole = {**held, **beside, **others}
    amounts = (value for field in shape(table.name).amounts for value in columns[field] if isinstance(value, int))
    return Lines(tuple(whole), list(zip(*whole.values(), strict=True)), sum(amounts), sum(digests), days)


def _forms(column: Column, values: list[Any], dialect: str) -> tuple[list[Any], list[str]]:
    """A column as the database holds it, and as digests say it: `"field":value`, empty where nothing is told."""
    name = f"{encode_basestring(column.field)}:"
    if column.kind in _TEXTS:
        return values, ["" if value is None else name + encode_basestring(value) for value in values]
    if column.kind is Kind.INSTANT:
        numbers = [None if value is None else micros(value) for value in values]
        return numbers, ["" if value is None else f"{name}{value}" for value in numbers]
    if column.kind is Kind.DAY:
        days = [None if value is None else value.isoformat() for value in values]
        return days if dialect == "sqlite" else values, ["" if day is None else f'{name}"{day}"' for day in days]
    if column.kind is Kind.YES_NO:
        words = ["" if value is None else name + ("true" if value else "false") for value in values]
        return [value if value is None or dialect != "sqlite" else int(value) for value in values], words
    return values, ["" if value is None else f"{name}{value}" for value in values]


def _digests(keys: list[str], said: Mapping[str, list[str]]) -> list[int]:
    rows = zip(*said.values(), strict=True)
    return [
        crc32(f"[{encode_basestring(key)},{{{','.join(filter(None, row))}}}]".encode())
        for key, row in zip(keys, rows, strict=True)
    ]


def _derived(
    table: Table, cells: Sequence[Cells], columns: Columns, zone: ZoneInfo, dialect: str
) -> tuple[Columns, frozenset[date]]:
    """What is kept beside the cells, as the database holds it, and the local days of contributions."""
    if table.name != "contributions":
        rows = [derived(table, row, zone) for row in cells]
        found: Columns = {name: [row[name] for row in rows] for name in rows[0]} if rows else {}
        if dialect == "sqlite" and "local_day" in found:
            found["local_day"] = [day and plain(day) for day in found["local_day"]]
        return found, frozenset()
    parts = shape(table.name)
    local = [at.astimezone(zone) if isinstance(at, datetime) else None for at in columns["contributed_at"]]
    days = [at and at.date() for at in local]
    text = {day: day and day.isoformat() for day in set(days)}
    return {
        "person_key": [person_of(row) for row in cells],
        "local_day": [text[day] for day in days] if dialect == "sqlite" else days,
        "local_hour": [at and at.hour for at in local],
        "search_text": _searched(columns, parts.public_texts, len(cells)),
        "search_names": _searched(columns, parts.personal_texts, len(cells)),
    }, frozenset(day for day in text if day is not None)


def _searched(columns: Columns, fields: tuple[str, ...], count: int) -> list[str]:
    """The texts of each row, folded and joined: each different text is folded once."""
    if not fields:
        return [""] * count
    texts = []
    for field in fields:
        found = {value: None if value is None else folded(str(value)) for value in set(columns[field])}
        texts.append([found[value] for value in columns[field]])
    return [" ".join([text for text in row if text is not None]) for row in zip(*texts, strict=True)]
