"""What people type in a table or a form, read by the same rules as a file; and a stored cell as the text that reads back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from lib.campaign.message import Message
from lib.campaign.model import Campaign
from lib.campaign.money import amount
from lib.campaign.tables import RESHARES, Cell, Column, Kind, Row, Table
from lib.sources.layouts.lines import Plan, read_lines
from lib.sources.tables.table_file import TableFile, clean

Said = Mapping[str, str]
"""Texts by column name; an empty one blanks the cell."""
Title = Callable[[str], str]
"""How a sentence calls a column: its title in the viewer's language, from its name."""
_SHARER = ("contribution_id", "email")
"""A re-share says who by one of these: neither is judged without the other."""
_TYPED = "-"


@dataclass(frozen=True, slots=True)
class TypedFault:
    """Why a row cannot be taken: `column` is a column's name, None when it is the row as a whole."""

    column: str | None
    reason: Message


def typed_cells(table: Table, said: Said, before: Row | None, campaign: Campaign, title: Title) -> Row | TypedFault:
    """The typed cells of `said`, or the first fault. A new row (`before` None) must say what is required.

    Cells are by `Column.field`; only what was said is there, besides the other half of what names a re-share's author.
    """
    texts = {name: clean(text) for name, text in {**_needed(table, before, campaign), **said}.items()}
    columns = {title(name): name for name in texts}
    file = TableFile(_TYPED, tuple(columns), (tuple(texts.values()),), (1,), "")
    plan = Plan(_TYPED, table, table, "", columns, constants={}, answers={}, words={})
    (line,) = read_lines(file, plan, campaign).lines
    if line.fault is not None:
        return TypedFault(columns.get(line.column or ""), line.fault)
    return {table.column(name).field: line.values.get(name) for name in texts}


def cell_text(column: Column, cell: Cell, zone: ZoneInfo) -> str:
    """A cell as a file of the campaign writes it: ISO dates, instants with the zone's offset, a point, unknown empty."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime):
        return cell.astimezone(zone).isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int):
        return str(amount(cell)) if column.kind is Kind.AMOUNT else str(cell)
    return cell


def row_texts(table: Table, cells: Row, zone: ZoneInfo) -> dict[str, str]:
    """The whole row as texts by column name."""
    return {column.name: cell_text(column, cells.get(column.field), zone) for column in table.columns}


def _needed(table: Table, before: Row | None, campaign: Campaign) -> dict[str, str]:
    """What is judged even when it was not typed."""
    if before is None:
        return {column.name: "" for column in table.columns if column.required}
    zone = campaign.period.zone
    return {name: cell_text(table.column(name), before[name], zone) for name in _SHARER} if table is RESHARES else {}
