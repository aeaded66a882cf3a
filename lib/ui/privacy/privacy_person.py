"""A person on the privacy page: found by an e-mail, what is held, given as JSON, taken out once a word was typed.

The e-mail is never in the address: it would stay in histories and in the logs of proxies.
"""

from __future__ import annotations

import streamlit as st

from lib.campaign.errors import DashboardError
from lib.campaign.message import N_
from lib.drawing.notice import notice
from lib.drawing.table import Header, table
from lib.services.clock import now
from lib.services.persons.erasing import Receipt, erase, what_stays
from lib.services.persons.persons import NOBODY, Bond, Held, address, held_about
from lib.ui import parts, state
from lib.ui.access import may_see_people
from lib.ui.context import Context, context
from lib.ui.drawn import drawn
from lib.ui.exports import person_link, receipt_link
from lib.ui.names import table_title
from lib.ui.notices import say_error

_ASKED, _RECEIPT, _UNCONFIRMED = "privacy-asked", "privacy-receipt", "privacy-unconfirmed"
_WORD = N_("ERASE")
_FIELD_PX = 420
_TOLD = N_(
    "Everything that this campaign holds about this address, in clear, with where it came from and which back-ups hold it too."
)


def person_section() -> None:
    """Search by e-mail; what this campaign holds; the way out as a file, and out for good."""
    page = context()
    if not may_see_people(page):
        return
    _ = page.translator._
    parts.section(
        "person", N_("A person"), _("Whoever asks is answered within 30 days, free of charge, at the address that it is about.")
    )
    _say_receipt(page)
    with st.form("form-person", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        typed = st.text_input(_("The person’s e-mail"), key="privacy-email", width=_FIELD_PX, autocomplete="off")
        is_asked = st.form_submit_button(_("Search"), type="primary")
    if is_asked:
        state.forget(_UNCONFIRMED)
        state.keep(_ASKED, typed)
    asked = state.kept(_ASKED, str)
    if asked is not None:
        _answer(page, asked)


def _answer(page: Context, asked: str) -> None:
    try:
        held = held_about(page.store, page.opened, address(asked))
    except DashboardError as error:
        say_error(error.message)
        return
    if held.is_empty:
        parts.say("person-nobody", "info", page.translator._(NOBODY))
        return
    _held(page, held)
    told = page.translator._(_TOLD)
    parts.say("person-json", "info", told, href=person_link(page, asked), link=page.translator._("Download it (JSON)"))
    if page.can_act and held.can_be_erased:
        _erasing(page, held, asked)


def _held(page: Context, held: Held) -> None:
    _, count = page.translator._, page.translator.formats.count
    rows = [(table_title(name, page.translator), count(number)) for name, number in held.count_by_table().items()]
    rows += [(_("Named in: %(table)s", table=table_title(name, page.translator)), count(number))
             for name, number in held.count_by_table(Bond.NAMED, Bond.WORDED).items()]  # fmt: skip
    others = {_("Changes in the journal"): len(held.changes), _("Values kept aside"): len(held.kept),
              _("Made under this address"): held.deeds}  # fmt: skip
    rows += [(name, count(number)) for name, number in others.items() if number]
    drawn(table([_("Data"), Header(_("Rows"), numeric=True)], rows, caption=_("What is held about this address")), "person-held")


def _erasing(page: Context, held: Held, asked: str) -> None:
    """What goes and what stays said plainly, a word typed, then the button."""
    _ = page.translator._
    with st.expander(_("Erase this person")):
        said = " ".join(page.translator.sentence(each) for each in what_stays(held, page.now))
        drawn(notice("warning", said), "person-warning")
        word = _(_WORD)
        typed = st.text_input(_("To confirm, type %(word)s", word=word), key="privacy-word", width=_FIELD_PX)
        if st.button(_("Erase for good"), key="privacy-erase"):
            _erase(page, asked, typed.strip().casefold() == word.casefold())
        if state.kept(_UNCONFIRMED, bool):
            said = _("Nothing was changed: type %(word)s in the box first.", word=word)
            drawn(notice("error", said), "person-word-missing")


def _erase(page: Context, asked: str, is_confirmed: bool) -> None:
    page.must_act()
    state.keep(_UNCONFIRMED, not is_confirmed)
    if not is_confirmed:
        return
    try:
        state.keep(_RECEIPT, erase(page.store, [page.opened], asked, at=now(), who=page.visitor.name))
    except DashboardError as error:
        say_error(error.message)
        return
    for name in (_ASKED, "outcome"):
        state.forget(name)
    st.rerun()


def _say_receipt(page: Context) -> None:
    """That it is done, with a paper that names nobody; said until the next page."""
    receipt = state.kept(_RECEIPT, Receipt)
    if receipt is None:
        return
    parts.say("person-erased", "success", " ".join(page.translator.sentence(each) for each in receipt.sentences),
              href=receipt_link(page, receipt), link=page.translator._("Download the receipt (JSON)"))  # fmt: skip
