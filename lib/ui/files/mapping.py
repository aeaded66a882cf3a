"""The mapping step: which column of an unknown table is which of ours; and a campaign that a table describes."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from collections.abc import Sequence

import streamlit as st

from lib.campaign.errors import DashboardError
from lib.campaign.message import N_
from lib.campaign.tables import TABLES_BY_NAME, Column, Kind
from lib.services.founding import found_campaign
from lib.sources.cells.choices import choice
from lib.sources.layouts.suggestion import campaign_suggestion, suggestion
from lib.sources.mapping import Mapping, columns_to_map
from lib.sources.tables.table_file import TableFile, table_file
from lib.ui import parts, state
from lib.ui.address import change
from lib.ui.context import Context
from lib.ui.editing.cell_words import choice_names
from lib.ui.literal import literal
from lib.ui.names import column_title, table_title
from lib.ui.notices import say_error

_MOST_CHOICES = 30


def mapping_step(page: Context, name: str, data: bytes, key: str, start: Mapping | None) -> Mapping | None:
    """Ask which column is which, from `start` or a guess; the mapping once the person is done, None before."""
    _ = page.translator._
    read = table_file(name, data)
    guess = start or suggestion(read)
    with st.form(f"table-{key}", border=False):
        tables = list(TABLES_BY_NAME)
        target = st.selectbox(
            _("What does each row of this file hold?"),
            tables,
            index=tables.index(guess.table) if guess else 0,
            format_func=lambda table: table_title(table, page.translator),
        )
        st.form_submit_button(_("Choose"))
    return _columns_form(page, read, guess if guess and guess.table == target else Mapping(target, {}), key)


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
        values, all_were_asked = _values(page, read, columns, chosen, start, key)
        if not (st.form_submit_button(_("Use these columns"), type="primary") and all_were_asked):
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
) -> tuple[dict[str, dict[str, str]], bool]:
    """For a column of choices, which of ours each of the file's words is; false while some were not asked about before."""
    values: dict[str, dict[str, str]] = {}
    asked = [(column, word) for column in columns if column.kind is Kind.CHOICE and column.name in chosen
             for word in _foreign_words(read, column, chosen[column.name])]  # fmt: skip
    for column, word in asked:
        names = choice_names(TABLES_BY_NAME[start.table], column, page.translator)
        refused = page.translator._("(refuse these rows)")
        labels: dict[str | None, str] = {value: names[value] if value else refused for value in (None, *names)}
        options = list(labels)
        known = start.values.get(column.name, {}).get(word)
        picked = st.selectbox(
            page.translator._("“%(word)s” in %(column)s means", word=literal(word), column=literal(chosen[column.name])),
            options,
            index=options.index(known) if known in options else 0,
            format_func=labels.__getitem__,
            key=f"value-{key}-{column.name}-{word}",
        )
        if picked:
            values.setdefault(column.name, {})[word] = picked
    return values, _were_asked(key, frozenset(f"{column.name} {word}" for column, word in asked))


def _foreign_words(read: TableFile, column: Column, header: str) -> list[str]:
    """The words of a file's column that no choice of ours is known by."""
    words = sorted({word for word in read.column(header) if word})[:_MOST_CHOICES]
    return [word for word in words if not isinstance(choice(column, word, {}), str)]


def _were_asked(key: str, asked: frozenset[str]) -> bool:
    """Whether all of these were on the page already; a column chosen just now brings words that nobody has seen."""
    before = state.kept(f"asked-{key}", frozenset)
    state.keep(f"asked-{key}", asked)
    return not asked or (before is not None and asked <= before)


def campaign_step(page: Context, name: str, data: bytes, key: str) -> bool:
    """Offer to found the campaign that a table describes by itself (goal, currency, dates); True once it is founded."""
    found = campaign_suggestion(table_file(name, data))
    if not found or found.get("name") == page.opened.campaign.name or not page.visitor.leads_all:
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
            field: st.text_input(_(label), _found(found, field, default), key=f"campaign-{key}-{field}")
            for field, label, default in _CAMPAIGN_FIELDS
        }
        if not st.form_submit_button(_("Set this campaign up"), type="primary"):
            return False
    try:
        founded = found_campaign(page.store, answers, at=page.now, who=page.visitor.name)
    except DashboardError as error:
        say_error(error.message)
        return False
    change("campaign", founded.name)
    return True


def _found(found: MappingOf[str, str | int], field: str, default: str) -> str:
    """What the file says of a field; of a bound, the instant or the day."""
    return str(next((found[name] for name in (field, f"{field}_at", f"{field}_on") if name in found), default))


_CAMPAIGN_FIELDS = (
    ("title", N_("Title"), ""),
    ("name", N_("Short name, for addresses (lower-case letters, digits, hyphens)"), ""),
    ("goal", N_("Goal"), ""),
    ("currency", N_("Currency (three letters)"), "CAD"),
    ("opens", N_("Opens (its first day, or an instant)"), ""),
    ("closes", N_("Closes (its last day, or an instant)"), ""),
    ("timezone", N_("Time zone"), "America/Toronto"),
    ("commission_rate", N_("Commission of the platform (6.7% is 0.067)"), "0.067"),
)
