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

from lib.campaign.row_columns import RowColumns
from lib.campaign.tables import Column, Kind, Table
from lib.store.cells import Cells, folded, plain, shape
from lib.store.rows import base_keys, derived, has_text_key, person_of, text_keys
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


def columns_of(table: Table, rows: Sequence[Cells]) -> Columns:
    """Whole cells of rows, by field."""
    return {field: [row[field] for row in rows] for field in shape(table.name).fields}


def lines_of(
    table: Table, keys: Sequence[str], columns: Columns, zone: ZoneInfo, own: Mapping[str, int | None], dialect: str
) -> Lines:
    """New rows made ready, from their keys and whole cells; `own`: what is the same for all, such as the number of the import."""
    held: dict[str, Sequence[Any]] = {}
    said: dict[str, list[str]] = {}
    for column in table.columns:
        held[column.field], said[column.field] = forms(column, columns[column.field], dialect)
    digests = _digests(keys, said)
    beside, days = _derived(table, columns, len(keys), zone, dialect)
    bases = keys_of(table, columns, len(keys))
    others = {
        "row_key": keys,
        "current_key": [None if base == key else base for base, key in zip(bases, keys, strict=True)],
        "row_digest": digests,
        **{name: repeat(value, len(keys)) for name, value in own.items()},
    }
    whole = {**held, **beside, **others}
    amounts = (value for field in shape(table.name).amounts for value in columns[field] if isinstance(value, int))
    return Lines(tuple(whole), list(zip(*whole.values(), strict=True)), sum(amounts), sum(digests), days)


def keys_of(table: Table, columns: Mapping[str, Sequence[Any]], count: int) -> list[str]:
    """What tells each row from another, from its own cells: `base_key` of it."""
    keys = text_keys(columns[table.key[0]]) if has_text_key(table) else None
    if keys is not None:
        return keys
    fields = [table.column(name).field for name in table.key]
    return base_keys(table, list(RowColumns({field: columns[field] for field in fields}, count)))


def forms(column: Column, values: Sequence[Any], dialect: str) -> tuple[Sequence[Any], list[str]]:
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


def _digests(keys: Sequence[str], said: Mapping[str, list[str]]) -> list[int]:
    rows = zip(*said.values(), strict=True)
    return [
        crc32(f"[{encode_basestring(key)},{{{','.join(filter(None, row))}}}]".encode())
        for key, row in zip(keys, rows, strict=True)
    ]


def _derived(table: Table, columns: Columns, count: int, zone: ZoneInfo, dialect: str) -> tuple[Columns, frozenset[date]]:
    """What is kept beside the cells, as the database holds it, and the local days of contributions."""
    if table.name != "contributions":
        rows = [derived(table, row, zone) for row in RowColumns(columns, count)]
        found: Columns = {name: [row[name] for row in rows] for name in rows[0]} if rows else {}
        if dialect == "sqlite" and "local_day" in found:
            found["local_day"] = [day and plain(day) for day in found["local_day"]]
        return found, frozenset()
    parts = shape(table.name)
    local = [at.astimezone(zone) if isinstance(at, datetime) else None for at in columns["contributed_at"]]
    days = [at and at.date() for at in local]
    text = {day: day and day.isoformat() for day in set(days)}
    return {
        "person_key": _people(columns, count),
        "local_day": [text[day] for day in days] if dialect == "sqlite" else days,
        "local_hour": [at and at.hour for at in local],
        "search_text": _searched(columns, parts.public_texts, count),
        "search_names": _searched(columns, parts.personal_texts, count),
    }, frozenset(day for day in text if day is not None)


def _people(columns: Columns, count: int) -> list[str]:
    """`person_of` each contribution: asked once for each different e-mail, which decides where there is one."""
    emails, told = columns["email"], ("email", "platform_user", "id")
    known = {email: person_of({"email": email, "platform_user": None, "id": None}) for email in set(emails) if email}
    some = [place for place in range(count) if not emails[place]]
    others = dict(zip(some, map(person_of, RowColumns({name: columns[name] for name in told}, count).at(some)), strict=True))
    return [others[place] if place in others else known[email] for place, email in enumerate(emails)]


def _searched(columns: Columns, fields: tuple[str, ...], count: int) -> list[str]:
    """The texts of each row, folded and joined: each different text is folded once."""
    if not fields:
        return [""] * count
    texts = []
    for field in fields:
        found = {value: None if value is None else folded(str(value)) for value in set(columns[field])}
        texts.append([found[value] for value in columns[field]])
    return [" ".join([text for text in row if text is not None]) for row in zip(*texts, strict=True)]
