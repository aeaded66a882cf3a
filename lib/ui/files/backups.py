"""Back-ups on the data page: how fresh the last good one is, one taken now, the list, and the way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import streamlit as st

from lib.campaign.errors import DashboardError
from lib.campaign.message import N_
from lib.drawing.notice import Kind, notice
from lib.drawing.table import Header, table
from lib.i18n.translator import Translator
from lib.services.clock import now
from lib.services.environment import database_url
from lib.services.safekeeping.back_up_words import fault_sentences, size_text, state_of_back_ups
from lib.services.safekeeping.backups import BackUp, Taken, shelf, take
from lib.services.safekeeping.restoring import Restored, restore
from lib.services.safekeeping.verifying import known_discrepancies
from lib.ui import parts, state
from lib.ui.context import Context, context
from lib.ui.drawn import drawn
from lib.ui.folds import fold
from lib.ui.notices import say_error
from lib.ui.visitor import known_visitor

_SHOWN = 12
_TAKEN, _RESTORED, _UNCONFIRMED = "back-up-taken", "back-up-restored", "back-up-unconfirmed"
_WORD = N_("RESTORE")
_BEFORE_ALL = N_("The figures may be wrong: what is stored is not what was written. Restore the last good back-up on the Data "
                 "page, or find what changed: python -m lib verify")  # fmt: skip


def back_up_section() -> None:
    """The last good back-up and its age, "back up now", the list, and bringing one back; for whoever leads every campaign:
    a back-up holds them all."""
    page = context()
    if not page.visitor.leads_all:
        return
    parts.section("back-ups", N_("Back-ups"))
    there = shelf(database_url()).back_ups()
    _say_state(page, there)
    _say_outcomes(page.translator)
    if page.can_act and st.button(page.translator._("Back up now"), key="back-up-now"):
        _take(page)
    if there:
        _listed(page.translator, there, page.now)
    if page.can_act:
        _restoring(page.translator, there)


def _say_state(page: Context, there: Sequence[BackUp]) -> None:
    """A demonstration needs none: nothing would be lost with it."""
    sentence, is_fresh = state_of_back_ups(there, page.now, page.translator)
    kind: Kind = "success" if is_fresh else "info" if page.opened.campaign.invented else "warning"
    drawn(notice(kind, sentence), "back-ups-state")


def _say_outcomes(translator: Translator) -> None:
    taken, restored = state.kept(_TAKEN, Taken), state.kept(_RESTORED, Restored)
    if taken is not None:
        for index, each in enumerate(fault_sentences(taken.faults)):
            drawn(notice("error", translator.sentence(each)), f"back-up-fault-{index}")
    if restored is not None:
        said = translator._("The back-up %(name)s is back.", name=restored.source.name)
        kept = translator._("What was there before is kept as %(aside)s.", aside=restored.aside) if restored.aside else ""
        drawn(notice("success", f"{said} {kept}".strip()), "back-up-restored")
        for index, each in enumerate(restored.sentences):
            drawn(notice("info", translator.sentence(each)), f"back-up-restored-{index}")
    state.forget(_TAKEN)
    state.forget(_RESTORED)


def _take(page: Context) -> None:
    page.must_lead_all()
    try:
        state.keep(_TAKEN, take(page.store, shelf(database_url()), at=page.now))
    except DashboardError as error:
        say_error(error.message)
        return
    st.rerun()


def _listed(translator: Translator, there: Sequence[BackUp], at: datetime) -> None:
    _, formats = translator._, translator.formats
    rows = [
        (formats.instant(each.at), formats.age(each.at, at), size_text(each.size_bytes, translator),
         _("Checked: all agrees") if each.is_good else _("Does not agree: not to be restored"))
        for each in there[:_SHOWN]
    ]  # fmt: skip
    headers = (_("Taken on"), _("Age"), Header(_("Size"), numeric=True), _("State"))
    drawn(table(headers, rows, caption=_("Back-ups"), caption_hidden=True), "back-ups-table")


def _restoring(translator: Translator, there: Sequence[BackUp]) -> None:
    """One back-up chosen, what it means said plainly, a word typed, then the button."""
    good = {each.path.name: each for each in there if each.is_good}
    if not good:
        return
    fold(translator._("Bring a back-up back"), "restore", lambda: _choice(translator, good))


def _choice(translator: Translator, good: Mapping[str, BackUp]) -> None:
    _, formats, at = translator._, translator.formats, now()
    names = {name: f"{formats.instant(each.at)} ({formats.age(each.at, at)})" for name, each in good.items()}
    chosen = st.selectbox(_("Back-up"), list(names), format_func=names.__getitem__, key="back-up-chosen", width=420)
    said = _("The whole dashboard will be as it was on %(instant)s. What was imported or changed since leaves the pages; "
             "it is kept apart and can be brought back in the same way.",
             instant=formats.instant(good[chosen].at))  # fmt: skip
    drawn(notice("warning", said), "back-up-warning")
    word = _(_WORD)
    typed = st.text_input(_("To confirm, type %(word)s", word=word), key="back-up-word", width=420)
    if st.button(_("Restore this back-up"), key="back-up-restore"):
        _restore(good[chosen], typed.strip().casefold() == word.casefold())
    if state.kept(_UNCONFIRMED, bool):
        said = _("Nothing was changed: type %(word)s in the box first.", word=word)
        drawn(notice("error", said), "back-up-word-missing")


def _restore(back_up: BackUp, is_confirmed: bool) -> None:
    """Only for who may edit, looked up again now: a button can be pressed by a forged message.

    That the word is missing is kept until the next press: a page that is drawn again by itself goes on saying it.
    """
    state.keep(_UNCONFIRMED, not is_confirmed)
    if not (is_confirmed and known_visitor().leads_all):
        return
    try:
        state.keep(_RESTORED, restore(back_up.path, at=now(), who=known_visitor().name))
    except DashboardError as error:
        say_error(error.message)
        return
    st.rerun()


def offer_last_good(translator: Translator) -> None:
    """Where the database is damaged or gone: the back-ups that can come back, for whoever may edit; else what to do."""
    if not known_visitor().leads_all:
        return
    there = shelf(database_url()).back_ups()
    if any(each.is_good for each in there):
        _listed(translator, there, now())
        _restoring(translator, there)
        return
    said = translator._("There is no good back-up. To begin with an empty database: python -m lib restore --empty")
    drawn(notice("warning", said), "no-back-up")


def doubts(page: Context) -> None:
    """At the top of every page, when the last look at the control totals found that something does not agree."""
    found = known_discrepancies(page.store, page.opened.campaign.name)
    if not found:
        return
    sentences = " ".join(page.translator.sentence(each) for each in found[:3])
    drawn(notice("error", sentences, title=page.translator._(_BEFORE_ALL)), "doubts")
