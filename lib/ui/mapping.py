"""The mapping step: which column of an unknown table is which of ours; and a campaign that a table describes."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from lib.campaign.errors import DashboardError
from lib.campaign.message import N_
from lib.campaign.tables import TABLES_BY_NAME, Column, Kind
from lib.services.environment import person_at_the_keyboard
from lib.services.founding import found_campaign
from lib.sources.mapping import Mapping, columns_to_map
from lib.sources.suggestion import campaign_suggestion, suggestion
from lib.sources.table_file import TableFile, table_file
from lib.ui import parts
from lib.ui.context import Context
from lib.ui.names import column_title, table_title
from lib.ui.notices import say_error

_MOST_CHOICES = 30


def mapping_step(page: Context, name: str, data: bytes, key: str) -> Mapping | None:
    """Ask which column is which, starting from a guess; the mapping once the person is done, None before."""
    _ = page.translator._
    read = table_file(name, data)
    guess = suggestion(read)
    with st.form(f"table-{key}", border=False):
        tables = list(TABLES_BY_NAME)
        target = st.selectbox(
            _("What does each row of this file hold?"),
            tables,
            index=tables.index(guess.table) if guess else 0,
            format_func=lambda table: table_title(table, page.translator),
        )
        st.form_submit_button(_("Choose"))
    start = guess if guess and guess.table == target else Mapping(target, {})
    return _columns_form(page, read, start, key)


def _columns_form(page: Context, read: TableFile, start: Mapping, key: str) -> Mapping | None:
    _ = page.translator._
    columns = columns_to_map(start.table, start.grain)
    chosen, constants = dict[str, str](), dict[str, str]()
    with st.form(f"columns-{key}-{start.table}", border=False):
        for column in columns:
            header = _header_choice(page, read.headers, column, start.columns.get(column.name), key)
            if header is not None:
                chosen[column.name] = header
            elif column.required or column.name in start.constants:
                said = st.text_input(
                    _("… or the same for every row: %(column)s", column=column_title(column.name, page.translator)),
                    start.constants.get(column.name, ""),
                    key=f"constant-{key}-{column.name}",
                )
                if said:
                    constants[column.name] = said
        values = _values(page, read, columns, chosen, start, key)
        if not st.form_submit_button(_("Use these columns"), type="primary"):
            return None
    return Mapping(start.table, chosen, constants, start.formats, values, start.grain)


def _header_choice(page: Context, headers: Sequence[str], column: Column, guess: str | None, key: str) -> str | None:
    options = [None, *headers]
    title = column_title(column.name, page.translator)
    label = page.translator._("%(column)s (required)", column=title) if column.required else title
    nothing = page.translator._("(not in this file)")
    return st.selectbox(
        label,
        options,
        index=options.index(guess) if guess in options else 0,
        format_func=lambda header: nothing if header is None else header,
        key=f"column-{key}-{column.name}",
    )


def _values(
    page: Context, read: TableFile, columns: Sequence[Column], chosen: dict[str, str], start: Mapping, key: str
) -> dict[str, dict[str, str]]:
    """For a column of choices, which of ours each of the file's words is."""
    values: dict[str, dict[str, str]] = {}
    for column in columns:
        if column.kind is not Kind.CHOICE or column.name not in chosen:
            continue
        known = start.values.get(column.name, {})
        words = sorted({word for word in read.column(chosen[column.name]) if word})[:_MOST_CHOICES]
        unknown = [word for word in words if word not in column.choices]
        for word in unknown:
            options = [None, *column.choices]
            picked = st.selectbox(
                page.translator._("“%(word)s” in %(column)s means", word=word, column=chosen[column.name]),
                options,
                index=options.index(known.get(word)) if known.get(word) in options else 0,
                format_func=lambda choice: choice or page.translator._("(refuse these rows)"),
                key=f"value-{key}-{column.name}-{word}",
            )
            if picked:
                values.setdefault(column.name, {})[word] = picked
    return values


def campaign_step(page: Context, name: str, data: bytes, key: str) -> bool:
    """Offer to found the campaign that a table describes by itself (goal, currency, dates); True once it is founded."""
    found = campaign_suggestion(table_file(name, data))
    if not found or found.get("name") == page.opened.campaign.name:
        return False
    _ = page.translator._
    parts.say(
        f"describes-{key}",
        "info",
        _(
            "This file also describes a campaign. It can be set up from the file; otherwise its rows go to “%(title)s”.",
            title=page.opened.campaign.title,
        ),
    )
    with st.form(f"campaign-{key}", border=False):
        answers = {
            field: st.text_input(_(label), str(found.get(field, default)), key=f"campaign-{key}-{field}")
            for field, label, default in _CAMPAIGN_FIELDS
        }
        if not st.form_submit_button(_("Set this campaign up"), type="primary"):
            return False
    try:
        found_campaign(page.store, answers, at=page.now, who=person_at_the_keyboard())
    except DashboardError as error:
        say_error(error.message)
        return False
    return True


_CAMPAIGN_FIELDS = (
    ("title", N_("Title"), ""),
    ("name", N_("Short name, for addresses (lower-case letters, digits, hyphens)"), ""),
    ("goal", N_("Goal"), ""),
    ("currency", N_("Currency (three letters)"), "CAD"),
    ("opens_at", N_("Opens (a day or an instant)"), ""),
    ("closes_at", N_("Closes (an instant, or the day after the last one)"), ""),
    ("timezone", N_("Time zone"), "America/Toronto"),
    ("commission_rate", N_("Commission of the platform (6.7 % is 0.067)"), "0.067"),
)
