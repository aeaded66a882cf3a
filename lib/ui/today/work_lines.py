"""The worklist: each line with the buttons that end it beside it, and its form under it once it is opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import streamlit as st

from lib.campaign.message import N_
from lib.campaign.tallies import DAILY_MINUTES
from lib.campaign.work import Action, Work, WorkKind
from lib.campaign.worklist import is_late
from lib.drawing.work import Line, work_line
from lib.services.daily.acting import finish_step, mark_relay, postpone_step, set_aside, tick_task
from lib.services.daily.today import Today
from lib.services.daily.work_words import deadline_text
from lib.ui import act_forms, actions
from lib.ui.context import Context
from lib.ui.drawn import drawn
from lib.ui.today.thanks_list import thanks_list

_OPENS: Mapping[Action, str] = MappingProxyType(
    {
        Action.THANK: N_("Thank"),
        Action.IDENTIFY_PERSON: N_("Add a person"),
        Action.GIVE_RESPONSIBILITY: N_("Give one"),
        Action.LOG_MINUTES: N_("Log"),
        Action.NOTE_NEWS: N_("It is published"),
        Action.ENTER_COUNTS: N_("Enter the counts"),
        Action.NOTE_MEMBER_RESHARES: N_("Who has since?"),
        Action.READ_TOTAL: N_("Enter the total"),
    }
)
"""The actions that need a form, and what opens it."""


def work_row(page: Context, seen: Today, work: Work) -> None:
    """One line of the list."""
    with st.container(key=f"work-{_slug(work)}"):
        with st.container(key=f"line-{_slug(work)}", horizontal=True, vertical_alignment="center"):
            drawn(work_line(_line(page, seen, work)), f"text-{_slug(work)}")
            is_open = _buttons(page, seen, work)
        if is_open:
            _form(page, seen, work)


def _slug(work: Work) -> str:
    return work.key.replace(":", "-")


def _line(page: Context, seen: Today, work: Work) -> Line:
    sentence = page.translator.sentence
    href = _post_address(seen, work)
    return Line(sentence(work.what), sentence(work.why), deadline_text(work, seen, page.translator), is_late(work, seen.as_of),
                href, page.translator._("See the post") if href else "")  # fmt: skip


def _post_address(seen: Today, work: Work) -> str:
    """Where the post is, if it is on the web."""
    posts = {post.row: post.url for post in seen.situation.posts}
    address = posts.get(work.rows[0], "") if work.rows else ""
    return address if address.startswith(("https://", "http://")) else ""


def _buttons(page: Context, seen: Today, work: Work) -> bool:
    """What ends this work, then the button that puts it off; whether its form is open."""
    with st.container(key=f"buttons-{_slug(work)}", horizontal=True, width="content", vertical_alignment="center", gap="small"):
        opens = _OPENS.get(work.action)
        is_open = opens is not None and actions.opener(work.key, page.translator._(opens))
        _at_once(page, work)
        later = page.translator._("Seen") if work.kind is WorkKind.POST_BELOW else page.translator._("Not today")
        actions.button(f"aside-{_slug(work)}", later, lambda hand: set_aside(hand, work, seen), is_quiet=True)
    return is_open


def _at_once(page: Context, work: Work) -> None:
    """Buttons that need no form."""
    _, slug = page.translator._, _slug(work)
    if work.action is Action.TICK_TASK:
        actions.button(f"tick-{slug}", _("Done"), lambda hand: tick_task(hand, work.rows))
    if work.detail:
        actions.button(f"relay-{slug}", _("Relayed"), lambda hand: mark_relay(hand, work.rows, work.detail))
    if work.action is Action.FOLLOW_ALLY:
        actions.button(f"step-{slug}", _("Done"), lambda hand: finish_step(hand, work.rows))
        actions.button(f"again-{slug}", _("In three days"), lambda hand: postpone_step(hand, work.rows), is_quiet=True)


def _form(page: Context, seen: Today, work: Work) -> None:
    forms: Mapping[Action, Callable[[], None]] = {
        Action.THANK: lambda: thanks_list(page, seen.as_of, late=work.kind is WorkKind.THANKS_LATE),
        Action.IDENTIFY_PERSON: act_forms.person_form,
        Action.GIVE_RESPONSIBILITY: lambda: act_forms.responsibility_form(work.rows),
        Action.LOG_MINUTES: lambda: act_forms.minutes_form(DAILY_MINUTES - seen.situation.minutes_today),
        Action.NOTE_NEWS: act_forms.news_form,
        Action.ENTER_COUNTS: lambda: act_forms.counts_form(work.rows[0]),
        Action.NOTE_MEMBER_RESHARES: lambda: act_forms.member_reshares_form(work.rows),
        Action.READ_TOTAL: act_forms.total_form,
    }
    forms[work.action]()
