"""What is remembered of files from one import to the next: what words mean, and when the counts of a file were observed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from lib.campaign.calendar import end_of_day, local_day
from lib.campaign.message import N_, Message, say
from lib.campaign.tables import TABLES_BY_NAME
from lib.sources.layouts.layouts import Layout
from lib.sources.mapping import Mapping as Matching
from lib.sources.result import Parsed, Record
from lib.sources.tables.table_file import TableFile
from lib.store.engine import Store
from lib.store.kept import Json, kept

Words = Mapping[str, Mapping[str, str]]
"""Column name -> {word of a file: our choice}."""
_WORDS, _OBSERVED = "words:", "observed:"
_DIGEST_SIGNS = 16
_DAY_IN_NAME = re.compile(r"(?<!\d)(20\d\d)-(\d\d)-(\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Memory:
    """What a file is read with besides itself; `source` is its layout's name, empty for columns matched by hand."""

    source: str
    values: Words
    observed_at: datetime | None
    zone: ZoneInfo
    answered: Words = field(default_factory=dict)

    def to_keep(self, piece: Parsed) -> Mapping[str, Json]:
        """What the import leaves to later ones, by name."""
        said: dict[str, Json] = {}
        if self.source and self.answered:
            said[f"{_WORDS}{self.source}"] = {name: dict(words) for name, words in self.values.items()}
        if piece.others and self.observed_at is not None:
            said[_name_of(piece.digest)] = self.observed_at.isoformat()
        return said

    def remarks(self, piece: Parsed) -> tuple[Message, ...]:
        """When the counts are taken to be of, said where the file has some."""
        if not any(piece.others.values()) or self.observed_at is None:
            return ()
        return (say(N_("The counts are kept as they stood on %(at)s."), at=local_day(self.observed_at, self.zone)),)


def recalled(
    store: Store,
    campaign_id: int | None,
    read: TableFile,
    how: Layout | Matching,
    answered: Words,
    observed_at: datetime | None,
    at: datetime,
    zone: ZoneInfo,
) -> Memory:
    """What is known of a file besides itself.

    Its counts are of the instant that a person says, else of that at which the same file came the first time, else of the
    end of the day that its name holds, but never later than `at`, the present, which stands for all where nothing tells.
    """
    source = how.name if isinstance(how, Layout) else ""
    before = _words(None if campaign_id is None or not source else kept(store, campaign_id, f"{_WORDS}{source}"))
    values = {name: {**before.get(name, {}), **answered.get(name, {})} for name in {*before, *answered}}
    if not (isinstance(how, Layout) and how.others):
        return Memory(source, values, None, zone, answered)
    first = None if campaign_id is None else kept(store, campaign_id, _name_of(read.digest))
    told = observed_at or (datetime.fromisoformat(first) if isinstance(first, str) else _named(read, zone, at))
    return Memory(source, values, min(told, at), zone, answered)


def _named(read: TableFile, zone: ZoneInfo, at: datetime) -> datetime:
    """The end of the day in a file's name, in UTC; the present where it holds none, or two (a period)."""
    found = {match.groups() for match in _DAY_IN_NAME.finditer(read.name)}
    if len(found) != 1:
        return at
    year, month, day = map(int, found.pop())
    try:
        return end_of_day(date(year, month, day), zone)
    except ValueError:
        return at


def _name_of(digest: str) -> str:
    return f"{_OBSERVED}{digest[:_DIGEST_SIGNS]}"


def _words(said: Json) -> dict[str, dict[str, str]]:
    if not isinstance(said, Mapping):
        return {}
    return {
        str(name): {str(word): str(choice) for word, choice in words.items()}
        for name, words in said.items()
        if isinstance(words, Mapping)
    }


def beside(piece: Parsed) -> tuple[Parsed, ...]:
    """The rows that a file gives to other tables than its own, each as a file of that table without refusals."""
    made = []
    for name, rows in piece.others.items():
        table = TABLES_BY_NAME[name]
        if rows:
            records = tuple(Record({**dict.fromkeys(table.fields), **row}, number) for number, row in enumerate(rows, start=1))
            made.append(
                Parsed(piece.file, piece.digest, piece.layout, table, len(rows), table.fields, {}, records, empty_is_unsaid=True)
            )
    return tuple(made)
