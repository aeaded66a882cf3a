"""The parts of the daily check: what has changed, what is to be done, what else can be noted, the digest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from types import MappingProxyType

import streamlit as st
from markupsafe import Markup

from lib.campaign.message import N_
from lib.campaign.work import Work
from lib.drawing.frame import section_head
from lib.drawing.notice import empty_state
from lib.drawing.templating import joined
from lib.drawing.work import changes as drawn_changes
from lib.drawing.work import copied_text
from lib.services.analyses.answers import day_answer
from lib.services.daily.acting import Done, Hand, bring_back
from lib.services.daily.changes import Changes, Visit, changes, visit
from lib.services.daily.digest import digest_of, standing
from lib.services.daily.today import Today, today, with_aside, working_instant
from lib.services.daily.work_words import by_urgency, change_lines, changes_title
from lib.services.viewing import View, view
from lib.ui import act_forms, actions, choices, parts, state
from lib.ui.context import Context, context
from lib.ui.copying import copying
from lib.ui.drawn import drawn
from lib.ui.files.last_time import last_time_seen, reference_key
from lib.ui.readings import readings
from lib.ui.today.work_lines import work_row

_VISIT = "today-visit"
_DAILY_KPIS = ("thanked_within_24h", "daily_communication", "news")
_NOTES: Mapping[str, tuple[str, Callable[[], None]]] = MappingProxyType(
    {
        "note-reshare": (N_("A re-share"), act_forms.reshare_form),
        "note-minutes": (N_("Minutes of communication"), act_forms.minutes_form),
        "note-news": (N_("News"), act_forms.news_form),
        "note-total": (N_("The platform’s total"), act_forms.total_form),
    }
)
"""What can be noted at any time, with its form."""


def _instant(page: Context) -> datetime:
    return working_instant(page.opened, page.moment, page.now)


def _seen(page: Context) -> Today:
    """The daily check, shared by all viewers of a revision and a minute; what is set aside is looked up each time."""
    instant = _instant(page)
    minute = instant.replace(second=0, microsecond=0)
    found = page.shared("today", lambda: today(page.store, page.opened, instant, _view_at(page, instant)), minute)
    return with_aside(page.store, page.opened, found, instant)


def answer() -> None:
    """How much there is to do today, first of all."""
    page = context()
    parts.answer(day_answer(_seen(page), page.translator))


def what_changed() -> None:
    """Since the day before at the same hour, or since the viewer's last visit where there was one."""
    page = context()
    since = _last_visit(page)
    found = _seen(page).changes if since is None else page.shared("changes", lambda: _changes(page, since), since)
    drawn(page.in_words("changed", lambda: _changed(page, found), found), "changed")


def _last_visit(page: Context) -> datetime | None:
    """When the visit before ended, where the viewer asks for it; a clock that stands still has no visits."""
    if page.opened.campaign.invented or page.moment.is_asked:
        return None
    current = visit(state.kept(_VISIT, Visit), page.now)
    state.keep(_VISIT, current)
    if current.previous_at is None:
        return None
    _ = page.translator._
    options = {"day": _("Yesterday at the same hour"), "visit": _("My last visit")}
    asked = choices.one_of("since", _("What has changed since"), options, width_px=280)
    return current.previous_at if asked == "visit" else None


def _changes(page: Context, since: datetime) -> Changes:
    return changes(page.store, page.opened, _view_at(page, _instant(page)), since)


def _view_at(page: Context, instant: datetime) -> View:
    """The campaign at the instant of the daily check: mostly what the page shows."""
    return page.view if page.as_of == instant else view(page.store, page.opened, instant)


def _changed(page: Context, found: Changes) -> Markup:
    lines = change_lines(found, page.view.campaign.currency, page.translator)
    nothing = "" if lines else page.translator._("Nothing is known yet.")
    head = section_head(changes_title(found, page.translator), nothing, "changed")
    return joined(head, drawn_changes(lines)) if lines else head


def work() -> None:
    """The list in its parts, or the rest that was earned; then what waits for another day."""
    page = context()
    seen, _ = _seen(page), page.translator._
    actions.last_action()
    actions.past_notice()
    if not seen.work:
        drawn(empty_state(_("Nothing else today."), _("Everything that was due is done or set aside."), href=page.link(""),
                          link=_("See how the campaign stands")), "nothing-else")  # fmt: skip
    for part, works in by_urgency(seen):
        drawn(section_head(_(part.value), "", part.name.lower()), f"part-{part.name.lower()}")
        for each in works:
            work_row(page, seen, each)
    _aside(page, seen)


def _aside(page: Context, seen: Today) -> None:
    if not seen.aside:
        return
    count = len(seen.aside)
    with st.expander(page.translator.ngettext("%(count)s set aside", "%(count)s set aside", count)):
        for each in seen.aside:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.text(page.translator.sentence(each.what))
                actions.button(f"back-{each.key}", page.translator._("Bring back"), partial(_brought_back, each), is_quiet=True)


def _brought_back(work: Work, hand: Hand) -> Done:
    return bring_back(hand, work)


def notes() -> None:
    """What can be noted whenever it is seen."""
    page = context()
    parts.section("note", N_("Note what you saw or did"))
    with st.container(horizontal=True):
        opened = [form for name, (label, form) in _NOTES.items() if actions.opener(name, page.translator._(label))]
    for form in opened:
        form()


def kpis() -> None:
    """The KPIs that this page moves."""
    page = context()
    parts.section("kpis", N_("The commitments of every day"))
    readings(page, "daily", page.translator._("The commitments of every day"), _DAILY_KPIS)


def digest() -> None:
    """The page as a text to paste, without anybody's name."""
    page = context()
    before = last_time_seen(page)
    stands = page.in_words("digest-standing", lambda: standing(page.store, page.opened, page.view, page.translator, before),
                           reference_key(page))  # fmt: skip
    made, title = digest_of(_seen(page), stands, page.translator), page.translator._("This page as a text to paste in a message")
    copying(copied_text(made.text, title, page.translator, made.html), "digest")
