"""Which header of an unknown file stands for which column: decided once by a person, remembered by its header row."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from lib.campaign.errors import UseError
from lib.campaign.message import N_
from lib.campaign.tables import CONTRIBUTIONS, TABLES_BY_NAME, Column, Table
from lib.sources.cells.names import IGNORED, folded
from lib.sources.layouts.layouts import ORDER, ROW
from lib.sources.layouts.order_columns import ORDER_LINES
from lib.sources.source import Source

SOURCE = Source(
    "mapped_file",
    N_("Any other table"),
    N_("A CSV or XLSX file of another origin, once its columns are matched; the matching is remembered."),
)
_NONE: MappingOf[str, str] = MappingProxyType({})
_NO_VALUES: MappingOf[str, MappingOf[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Mapping:
    """How a file's headers become a table's columns.

    `table`: the name of a table; `columns`: column name (of `columns_to_map`) -> header; `constants`: column name ->
    text, for what the file does not say; `formats`: header -> the answer to its Ambiguity; `values`: column name ->
    {text of the file: our choice}; `grain`: `row`, or `order` for a file with one row per order and reward.
    """

    table: str
    columns: MappingOf[str, str]
    constants: MappingOf[str, str] = field(default_factory=lambda: _NONE)
    formats: MappingOf[str, str] = field(default_factory=lambda: _NONE)
    values: MappingOf[str, MappingOf[str, str]] = field(default_factory=lambda: _NO_VALUES)
    grain: str = ROW

    def to_json(self) -> str:
        """The mapping as a JSON object whose keys are its fields, sorted."""
        plain = {
            "table": self.table,
            "columns": dict(self.columns),
            "constants": dict(self.constants),
            "formats": dict(self.formats),
            "values": {name: dict(words) for name, words in self.values.items()},
            "grain": self.grain,
        }
        return json.dumps(plain, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Mapping:
        """The mapping that `to_json` wrote; UseError for anything else."""
        try:
            said: Any = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise _not_a_mapping() from error
        if not isinstance(said, dict) or not {"table", "columns"} <= said.keys() <= _KEYS:
            raise _not_a_mapping()
        mapping = cls(**said)
        columns_to_map(_texts_only(mapping).table, mapping.grain)
        return mapping


_KEYS = set(Mapping.__dataclass_fields__)


def _not_a_mapping() -> UseError:
    return UseError(N_("This matching of columns cannot be used. Match the columns again."))


def _texts_only(mapping: Mapping) -> Mapping:
    flat = (mapping.columns, mapping.constants, mapping.formats)
    nested = mapping.values.values() if isinstance(mapping.values, dict) else [None]
    texts_to_texts = all(
        isinstance(part, dict) and all(isinstance(text, str) for item in part.items() for text in item)
        for part in (*flat, *nested)
    )
    if not (texts_to_texts and isinstance(mapping.table, str) and isinstance(mapping.grain, str)):
        raise _not_a_mapping()
    return mapping


def columns_to_map(table: str, grain: str = ROW) -> tuple[Column, ...]:
    """The columns that can be matched for a table at a grain; UseError for another table or grain."""
    return table_read(table, grain).columns


def table_read(table: str, grain: str) -> Table:
    """The table whose columns a file at this grain holds: order lines are read on their own, then gathered."""
    if grain == ORDER and table == CONTRIBUTIONS.name:
        return ORDER_LINES
    if grain != ROW or table not in TABLES_BY_NAME:
        raise _not_a_mapping()
    return TABLES_BY_NAME[table]


def signature(headers: Iterable[str]) -> str:
    """What a mapping is remembered by: the SHA-256 of the header names, their order, case and accents aside."""
    names = sorted(folded(header) for header in headers if header.casefold() not in IGNORED)
    return hashlib.sha256("\n".join(names).encode()).hexdigest()
