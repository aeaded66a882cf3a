"""A layout: what a header row must look like, declared so that it reads like that header row, and what its rows become."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lib.campaign.model import Campaign
from lib.campaign.tables import Column, Table
from lib.sources.cells.names import folded
from lib.sources.layouts.conversion import Converted
from lib.sources.layouts.lines import Lines, Plan
from lib.sources.tables.table_file import TableFile

ROW, ORDER = "row", "order"
"""The grain of a file: a row is a row of the table, or a line of an order that takes several."""
_NOTHING: Mapping[str, str] = MappingProxyType({})
_NO_WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Given:
    """What a converter works from: the file laid out and read cell by cell, and when its counts were observed."""

    table_file: TableFile
    plan: Plan
    lines: Lines
    campaign: Campaign
    settings: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    """The campaign's `[sources.<name>]`."""
    observed_at: datetime | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the source's times."""
        return self.plan.zone or self.campaign.period.zone


Converter = Callable[[Given], Converted]


@dataclass(frozen=True, slots=True)
class Layout:
    """A header row, declared: rows of the columns `reads` become rows of `table`.

    `needed` are groups of column names: one of each group must be there. `is_export`: other columns than those named
    are left aside (an allow-list: addresses are never taken), where in a plain file they are an error. `convert` makes
    the rows where they are not simply those of the file.
    """

    name: str
    title: str
    table: Table
    reads: Table
    needed: tuple[tuple[str, ...], ...]
    names: Mapping[str, str]
    """Folded header name -> column name of `reads`."""
    grain: str = ROW
    is_export: bool = False
    convert: Converter | None = None
    source: str = ""
    """The section of `[sources.…]` that sets this layout up."""
    zone: str | None = None
    """The zone of times without one, unless `timezone` is set in that section; None is the campaign's."""
    date_order: str | None = None
    """The order that the source is known to write, taken where no cell tells; cells that tell another one win."""
    decimal: str | None = None
    """The decimal mark that the source is known to write, taken in the same way."""
    words: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: _NO_WORDS)
    """Column name -> {folded word of the source: our choice}."""
    constants: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    """Column name -> text, for what such files never say; a column of the file that says it wins."""
    is_heading: Callable[[tuple[str, ...]], bool] | None = None
    """Tells the rows right under the header that still belong to it."""
    others: tuple[Table, ...] = ()
    """The tables that its rows feed besides `table`."""

    def column_of(self, header: str) -> str | None:
        """The name of the column that a header stands for, accents and case aside; None when there is none."""
        return self.names.get(folded(header))

    @property
    def known_names(self) -> tuple[str, ...]:
        """The column names as files write them, to suggest the nearest one."""
        return tuple(column.name for column in self.reads.columns)


def export_names(columns: Iterable[Column]) -> Mapping[str, str]:
    """The headers of an export: the aliases of each column alone, its own name where it has none."""
    return {folded(name): column.name for column in columns for name in (column.aliases or (column.name,))}


def folded_words(words: Mapping[str, Iterable[str]]) -> Mapping[str, str]:
    """{folded word of a source: our choice}, from our choices and the words that stand for each."""
    return {folded(word): choice for choice, some in words.items() for word in some}


def zone_of(campaign: Campaign, layout: Layout) -> ZoneInfo | None:
    """The zone of a source's times: as its section sets it, else as the source is known to write; None is the campaign's."""
    key = settings_of(campaign, layout).get("timezone") or layout.zone
    try:
        return ZoneInfo(key) if key else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


def settings_of(campaign: Campaign, layout: Layout) -> Mapping[str, str]:
    """The section of the campaign's sources that sets a layout up; empty when there is none."""
    return campaign.sources.get(layout.source, _NOTHING)


def without_headings(table_file: TableFile, layout: Layout) -> TableFile:
    """The file without the rows that still belong to its header (descriptions under the names)."""
    if layout.is_heading is None:
        return table_file
    skipped = 0
    while skipped < table_file.row_count and layout.is_heading(table_file.rows[skipped]):
        skipped += 1
    return replace(table_file, rows=table_file.rows[skipped:], numbers=table_file.numbers[skipped:]) if skipped else table_file
