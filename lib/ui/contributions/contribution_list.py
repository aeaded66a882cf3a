"""The contributions one by one: search, status, order and page, all in the address; people only for who may see them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import streamlit as st

from lib.campaign.message import N_
from lib.campaign.tables import Row
from lib.drawing.table import Header, table
from lib.i18n.translator import Translator
from lib.services.analyses.contribution_pages import Asked, ContributionPage, Order, contributions_asked
from lib.services.naming import STATUS_NAMES, on_one_line, source_name, status_name
from lib.services.persons.mailing import NOT_FOR_SOLICITING
from lib.ui import choices, parts
from lib.ui.access import may_see_people
from lib.ui.context import Context, context
from lib.ui.drawn import drawn
from lib.ui.editing.cell_words import readable
from lib.ui.exports import table_link

_ORDERS: Mapping[str, tuple[Order, str]] = {
    "newest": (Order("contributed_at", is_descending=True), N_("Newest first")),
    "oldest": (Order("contributed_at", is_descending=False), N_("Oldest first")),
    "largest": (Order("amount_cents", is_descending=True), N_("Largest first")),
    "smallest": (Order("amount_cents", is_descending=False), N_("Smallest first")),
}
"""By their value in the address, with words."""
_ALL = "all"


@st.fragment
def contribution_list() -> None:
    """The table with its choices; nothing at all where no contribution was ever recorded."""
    page = context()
    if not page.view.figures.known or page.view.figures.from_platform:
        return
    parts.section("list", N_("All contributions"))
    asked, personal = _choices(page), may_see_people(page)
    found = contributions_asked(page.store, page.opened, page.as_of, asked, personal=personal)
    if not found.total:
        parts.say("no-match", "info", page.translator._("No contribution matches. Search for less, or choose all statuses."))
        return
    drawn(table(_headers(page.translator, personal=personal), [_cells(page, row, personal=personal) for row in found.rows],
                caption=_range(page.translator, found)), "contribution-list")  # fmt: skip
    _pages(page.translator, found)
    if personal:
        _export(page)


def _choices(page: Context) -> Asked:
    _ = page.translator._
    wide, middle, narrow = st.columns([2, 1, 1])
    with wide:
        searched = choices.words("q", _("Search"), _("name, e-mail, reward, source…") if may_see_people(page) else "")
    with middle:
        statuses = {_ALL: _("All statuses"), **{value: _(name) for value, name in STATUS_NAMES.items()}}
        status = choices.one_of("status", _("Status"), statuses)
    with narrow:
        order = choices.one_of("sort", _("Order"), {value: _(words) for value, (_order, words) in _ORDERS.items()})
    return Asked(searched, None if status == _ALL else status, _ORDERS[order][0], choices.number("page"))


def _range(translator: Translator, found: ContributionPage) -> str:
    return translator.ngettext(
        "%(first)s to %(last)s of %(count)s contribution",
        "%(first)s to %(last)s of %(count)s contributions",
        found.total,
        first=found.first,
        last=found.last,
    )


def _headers(translator: Translator, *, personal: bool) -> list[Header | str]:
    _ = translator._
    people: list[Header | str] = [_("Name"), _("E-mail")] if personal else [_("Name")]
    return [
        _("Date"),
        Header(_("Amount"), numeric=True),
        _("Status"),
        *people,
        _("Reward"),
        _("Source"),
        _("Medium"),
        _("Thanked"),
    ]


def _cells(page: Context, row: Row, *, personal: bool) -> list[str]:
    translator = page.translator
    people = [readable(_text(row[name]), translator) for name in (("name", "email") if personal else ("name",))]
    amount = row["amount_cents"]
    return [
        on_one_line(_instant(translator, row["contributed_at"])),
        translator.formats.money(amount, page.view.campaign.currency) if isinstance(amount, int) else "—",
        status_name(str(row["status"]), translator), *people, _text(row["reward"]),
        source_name(_text(row["source"]), translator), source_name(_text(row["medium"]), translator),
        _instant(translator, row["thanked_at"]),
    ]  # fmt: skip


def _text(cell: object) -> str:
    return "—" if cell is None else str(cell)


def _instant(translator: Translator, cell: object) -> str:
    return translator.formats.instant_short(cell) if isinstance(cell, datetime) else "—"


def _pages(translator: Translator, found: ContributionPage) -> None:
    """Two buttons; the range is said in the table's caption."""
    if found.page_count == 1:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        back = st.button(translator._("Previous page"), disabled=found.number == 1, key="list-back")
        on = st.button(translator._("Next page"), disabled=found.number == found.page_count, key="list-on")
        st.text(translator._("Page %(number)s of %(last)s", number=found.number, last=found.page_count))
    if back or on:
        choices.turn_to("page", found.number + (1 if on else -1))
        st.rerun(scope="fragment")


def _export(page: Context) -> None:
    said = page.translator._("The whole table, with names and e-mails: keep it safe.")
    parts.say("list-export", "info", f"{said} {page.translator.sentence(NOT_FOR_SOLICITING)}",
              href=table_link(page, "contributions"), link=page.translator._("Download the contributions (CSV)"))  # fmt: skip
