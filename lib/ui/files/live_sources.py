"""The live sources on the data page: how each stands, and a button that asks them without making anybody wait."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from lib.campaign.message import N_
from lib.drawing.source_status import source_status
from lib.drawing.table import Header, table
from lib.services.clock import now
from lib.services.imports.reconciling import gap_sentences
from lib.services.syncs.source_views import SourceView, source_views
from lib.services.syncs.sync_rounds import is_syncing, start_sync
from lib.services.syncs.syncing import Surroundings
from lib.ui import parts, state
from lib.ui.context import Context, context
from lib.ui.drawn import drawn

_LOOK_EVERY_SECONDS = 2
_SYNCING = "syncing"


def live_sources() -> None:
    """State, age, last success, last error and next try of each source; nothing but the way to set one up without any."""
    page = context()
    parts.section("live-sources", N_("Live sources"))
    if not source_views(page.store, page.opened, page.now):
        parts.say("no-live-source", "info", page.translator._(
            "No source is asked by itself yet. A block [sources.ulule] in campaign.toml is enough for the totals, the fans and "
            "the news; docs/sources.md says how for each source."))  # fmt: skip
        return
    busy = is_syncing(page.store, page.opened, now())
    st.fragment(_watched, run_every=_LOOK_EVERY_SECONDS if busy else None)()


def _watched() -> None:
    """The table, looked at again while a sync is under way; once it is over, the whole page."""
    page = context(is_click=False)
    busy = is_syncing(page.store, page.opened, now())
    if state.kept(_SYNCING, bool) and not busy:
        state.forget(_SYNCING)
        st.rerun()
    state.keep(_SYNCING, busy)
    seen = source_views(page.store, page.opened, now())
    drawn(_table(seen, page), "live-sources-table")
    _remarks(seen, page)
    if page.visitor.may_edit:
        _refusals(seen, page)
        _button(seen, page, busy)


def _table(seen: Sequence[SourceView], page: Context) -> Markup:
    t, _ = page.translator, page.translator._
    rows = [
        (_(each.source.title), source_status(each.status, t), each.success_text(t), each.read_text(t), each.error_text(t),
         each.next_text(t))
        for each in seen
    ]  # fmt: skip
    heads: list[Header | str] = [_("Live source"), _("State"), _("Last success"), _("Rows read"),
                                 Header(_("Last error"), wide=True), _("Next try")]  # fmt: skip
    return table(heads, rows, caption=_("Live sources"), caption_hidden=True)


def _remarks(seen: Sequence[SourceView], page: Context) -> None:
    said = [page.translator.sentence(remark) for each in seen for remark in each.state.remarks]
    if said:
        parts.say("live-sources-remarks", "info", " ".join(said))


def _refusals(seen: Sequence[SourceView], page: Context) -> None:
    """The rows that the last syncs refused, for those who can do something about them."""
    refused = sum(each.state.refused for each in seen)
    if not refused:
        return
    with st.expander(page.translator.ngettext("%(count)s row refused", "%(count)s rows refused", refused)):
        for refusal in (refusal for each in seen for refusal in each.state.refusals):
            st.text(page.translator.sentence(refusal))


def _button(seen: Sequence[SourceView], page: Context, busy: bool) -> None:
    _ = page.translator._
    label = _("The sources are being read…") if busy else _("Ask the sources now")
    if st.button(label, key="sync-now", disabled=busy):
        sources = [each.source for each in seen]
        start_sync(page.store, page.opened, sources, Surroundings(now, page.visitor.name))
        state.keep(_SYNCING, True)
        st.rerun()


def reconciliation() -> None:
    """What the platform says beside what adds up here: money with its likely cause, people, fans, news."""
    page = context()
    parts.section("reconciliation", N_("Compared with the platform"))
    as_of = page.as_of if page.moment.is_asked or page.opened.campaign.invented else page.now
    sentences = page.in_words("gaps", lambda: gap_sentences(page.store, page.opened, as_of, page.translator))
    for number, sentence in enumerate(sentences, start=1):
        parts.say(f"reconciliation-gap-{number}", "warning", sentence)
    if not sentences:
        parts.say("reconciliation-none", "info", page.translator._(
            "No difference is known between the platform’s total and the contributions."))  # fmt: skip
