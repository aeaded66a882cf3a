"""Rows as an editable grid with typed columns, and what was typed there as edits: nothing is read nor written here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from lib.campaign.tables import CONTRIBUTIONS, Cell, Column, Kind, Table
from lib.i18n.translator import Translator
from lib.services.edits.editing import Edit
from lib.services.edits.typed_ids import makes_ids
from lib.store.rows import StoredRow
from lib.ui.editing.cell_words import NO, YES, choice_names
from lib.ui.names import column_title

Typed = Mapping[str, Any]
"""A grid's own state: `edited_rows` (position -> {column: value}), `added_rows`, `deleted_rows` (positions)."""
NOTHING_TYPED: Typed = {"edited_rows": {}, "added_rows": [], "deleted_rows": []}
_DTYPES: Mapping[Kind, str] = {Kind.COUNT: "Int64", Kind.AMOUNT: "float64", Kind.INSTANT: "datetime64[us]", Kind.DAY: "object"}


def grid_columns(table: Table, names: Sequence[str] | None) -> tuple[Column, ...]:
    """The columns to show: those named, else all, an id that is made up coming last."""
    if names is not None:
        return tuple(table.column(name) for name in names)
    goes_last = makes_ids(table) and table is not CONTRIBUTIONS
    return tuple(sorted(table.columns, key=lambda column: goes_last and column.name == "id"))


def frame(columns: Sequence[Column], rows: Sequence[StoredRow], zone: ZoneInfo, typed: Typed = NOTHING_TYPED) -> pd.DataFrame:
    """One column a `Column.name`: text as `string`, counts as Int64, amounts in units, instants as local time without a zone.

    `typed`: what had been typed over these rows before the grid was drawn, shown in its place.
    """
    return pd.DataFrame({column.name: _series(column, rows, zone, typed) for column in columns})


def _series(column: Column, rows: Sequence[StoredRow], zone: ZoneInfo, typed: Typed) -> pd.Series[Any]:
    gone, name = set(typed["deleted_rows"]), column.name
    changed = {place: cells for place, cells in typed["edited_rows"].items() if place not in gone}
    cells = []
    for place, row in enumerate(rows):
        if name in changed.get(place, {}):
            cells.append(_retyped(changed[place][name], column.kind))
        elif place not in gone:
            cells.append(_shown(row.cells[column.field], column.kind, zone))
    cells += [_retyped(each.get(name), column.kind) for each in typed["added_rows"]]
    return pd.Series(cells, dtype=_DTYPES.get(column.kind, "string"))


def _retyped(value: object, kind: Kind) -> object:
    """What a grid said, as a grid is given it."""
    if kind not in (Kind.DAY, Kind.INSTANT) or value is None:
        return value
    try:
        local = datetime.fromisoformat(str(value)).replace(tzinfo=None)
    except ValueError:
        return None
    return local.date() if kind is Kind.DAY else local


def _shown(cell: Cell, kind: Kind, zone: ZoneInfo) -> object:
    if isinstance(cell, bool):
        return YES if cell else NO
    if isinstance(cell, datetime):
        return cell.astimezone(zone).replace(tzinfo=None)
    return cell / 100 if kind is Kind.AMOUNT and isinstance(cell, int) else cell


def grid_config(table: Table, columns: Sequence[Column], t: Translator) -> dict[str, ColumnConfig]:
    """How each column is titled and typed; “*” marks what must be filled in, which the server checks."""
    return {column.name: _config(table, column, t) for column in columns}


def _config(table: Table, column: Column, t: Translator) -> ColumnConfig:
    is_made = column.name == "id" and makes_ids(table)
    label = column_title(column.name, t) + (" *" if column.required and not is_made else "")
    kinds = st.column_config
    if column.kind is Kind.DAY:
        return kinds.DateColumn(label, format="YYYY-MM-DD")
    if column.kind is Kind.INSTANT:
        return kinds.DatetimeColumn(label, format="YYYY-MM-DD HH:mm", step=60)
    if column.kind is Kind.COUNT:
        return kinds.NumberColumn(label, min_value=0, step=1, format="%d")
    if column.kind is Kind.AMOUNT:
        return kinds.NumberColumn(label, step=0.01, format="%.2f")
    names = choice_names(table, column, t)
    if names:
        return kinds.SelectboxColumn(label, options=list(names), format_func=lambda choice: names.get(str(choice), str(choice)))
    # Re-shares and rewards point at contributions' ids: the one of a contribution stays what it is.
    return kinds.TextColumn(label, disabled=is_made and table is CONTRIBUTIONS)


def is_untouched(typed: Typed) -> bool:
    """Whether nothing was typed in a grid."""
    return not any(typed.get(name) for name in NOTHING_TYPED)


def edits(table: Table, rows: Sequence[StoredRow], typed: Typed) -> tuple[Edit, ...]:
    """What was typed over these rows; positions that are none of theirs are left out."""
    removed = {position for position in typed.get("deleted_rows", ()) if 0 <= position < len(rows)}
    changed = [
        Edit(rows[position], _said(table, cells))
        for position, cells in typed.get("edited_rows", {}).items()
        if 0 <= position < len(rows) and position not in removed
    ]
    added = [Edit(None, _said(table, cells)) for cells in typed.get("added_rows", ())]
    return (*(Edit(rows[position], {}, removed=True) for position in sorted(removed)), *changed, *added)


def _said(table: Table, cells: Mapping[str, object]) -> dict[str, str]:
    known = {column.name: column for column in table.columns}
    return {name: _text(known[name], value) for name, value in cells.items() if name in known}


def _text(column: Column, value: object) -> str:
    """A grid's value as a person would type it: numbers without an exponent, days and instants in ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, int | float):
        return f"{Decimal(repr(value)):f}".removesuffix(".0")
    if column.kind in (Kind.DAY, Kind.INSTANT):
        return _dated(str(value), column.kind)
    return str(value)


def _dated(text: str, kind: Kind) -> str:
    """The grid tells every date with an hour, and local time as if it were UTC."""
    try:
        local = datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return text
    return local.date().isoformat() if kind is Kind.DAY else local.isoformat(timespec="seconds")
