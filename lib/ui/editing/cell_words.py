"""A cell of any table in the viewer's words: dates, amounts, yes and no, choices; and how a row is called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from lib.campaign.columns import UNREADABLE
from lib.campaign.message import N_
from lib.campaign.tables import Cell, Column, Kind, Row, Table
from lib.i18n.translator import Translator
from lib.services.naming import PLATFORM_NAMES, STATUS_NAMES
from lib.store.rows import StoredRow

YES, NO = "yes", "no"
"""How a cell of yes or no is typed, in every language."""
YES_NO_NAMES: Mapping[str, str] = {YES: N_("yes"), NO: N_("no")}
_CHOICE_NAMES: Mapping[str, Mapping[str, str]] = {
    "status": STATUS_NAMES,
    "platform": PLATFORM_NAMES,
    "phase": {"launch": N_("Launch"), "daily": N_("Every day"), "closing": N_("Closing")},
    "evidence": {"seen": N_("Seen"), "declared": N_("Declared"), "link": N_("By a link")},
    "events.kind": {
        "launch": N_("Launch evening"), "mid_campaign": N_("Mid-campaign evening"), "workshop": N_("Workshop"),
        "other": N_("Another event"),
    },
    "budget.kind": {
        "video": N_("Video"), "graphics": N_("Graphic design"), "rewards": N_("Rewards"), "tax": N_("Taxes"),
        "other": N_("Other costs"),
    },
}  # fmt: skip
"""By column, or by table and column where tables differ."""
_NAMED_BY: Mapping[str, tuple[str, ...]] = {
    "contributions": ("id", "name"), "reshares": ("shared_at", "contribution_id", "email"), "tasks": ("name",),
    "news": ("title",), "rewards": ("name",), "communication_log": ("day", "member", "what"),
}  # fmt: skip
"""What a row is called by, where it is not its key."""
_LONGEST_NAME = 70


def choice_names(table: Table, column: Column, translator: Translator) -> dict[str, str]:
    """The choices of a column, with their words, in the order they are declared."""
    if column.kind is Kind.YES_NO:
        return {value: translator._(name) for value, name in YES_NO_NAMES.items()}
    names = _CHOICE_NAMES.get(f"{table.name}.{column.name}") or _CHOICE_NAMES.get(column.name, {})
    return {choice: translator._(names.get(choice, choice)) for choice in column.choices}


def cell_words(table: Table, column: Column, cell: Cell, currency: str, translator: Translator) -> str:
    """A typed cell in words; "—" for what is not known. Instants are told with their year, in the campaign's zone."""
    formats = translator.formats
    if cell is None:
        return "—"
    if isinstance(cell, bool):
        return translator._(YES_NO_NAMES[YES if cell else NO])
    if isinstance(cell, datetime):
        return f"{formats.date_numeric(cell)}, {formats.time(cell)}"
    if isinstance(cell, date):
        return formats.date_numeric(cell)
    if isinstance(cell, int):
        return formats.money(cell, currency) if column.kind is Kind.AMOUNT else formats.count(cell)
    return choice_names(table, column, translator).get(cell, cell) if column.choices else readable(cell, translator)


def readable(text: str, translator: Translator) -> str:
    """What a supporter's cell says, or in the viewer's words that it cannot be read here."""
    return translator._(UNREADABLE) if text == UNREADABLE else text


def readable_rows(rows: Sequence[StoredRow], translator: Translator) -> Sequence[StoredRow]:
    """Rows to show, with the same said in each cell that cannot be read."""
    said = translator._(UNREADABLE)
    return [
        replace(row, cells={name: said if cell == UNREADABLE else cell for name, cell in row.cells.items()})
        if UNREADABLE in row.cells.values() else row
        for row in rows
    ]  # fmt: skip


def can_be_named(table: Table, cells: Row) -> bool:
    """Whether some of a row's cells, which may be a part of them, hold all that it is called by."""
    return all(table.column(name).field in cells for name in _NAMED_BY.get(table.name, table.key))


def row_name(table: Table, cells: Row, currency: str, translator: Translator) -> str:
    """What a row is called: its name or title, else what tells it from others; "—" when all of that is empty."""
    columns = [table.column(name) for name in _NAMED_BY.get(table.name, table.key)]
    said = [cell_words(table, column, cells[column.field], currency, translator) for column in columns
            if cells.get(column.field) is not None]  # fmt: skip
    name = ", ".join(said) or "—"
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1].rstrip()}…"
