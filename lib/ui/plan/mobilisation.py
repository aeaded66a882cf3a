"""The parts of the page on mobilisation: KPIs, reminders due, members, the first day's people, evenings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st
from markupsafe import Markup

from lib.campaign.allies import Ally
from lib.campaign.message import N_
from lib.campaign.tables import EVENTS
from lib.campaign.work import Work
from lib.campaign.worklist import is_late
from lib.drawing.icons import icon
from lib.drawing.table import Header, table
from lib.services.analyses.mobilising import (
    Evening,
    Match,
    Member,
    Mobilisation,
    Starter,
    members,
    mobilisation,
    owners,
    starters,
)
from lib.services.naming import on_one_line
from lib.ui import parts
from lib.ui.access import may_see_people
from lib.ui.context import Context, context
from lib.ui.drawn import drawn
from lib.ui.edit_here import edit_here
from lib.ui.editing.cell_words import choice_names, readable
from lib.ui.readings import commitments

KPIS = (
    "members_with_responsibility", "members_briefed", "members_resharing", "launch_attendance", "first_day_contributors",
    "relay_launch", "relay_closing",
)  # fmt: skip
Headers = tuple[Header | str, ...]
_MATCHES: Mapping[Match, str] = {
    Match.EMAIL: N_("Found by e-mail"),
    Match.BY_HAND: N_("Matched by hand"),
    Match.NONE: N_("Not found"),
}


def seen_mobilisation(page: Context) -> Mobilisation:
    """Allies, waves, reminders and evenings, worked out once for all viewers."""
    return page.shared("mobilisation", lambda: mobilisation(page.store, page.opened, page.view))


def kpis() -> None:
    """The KPIs of mobilisation."""
    page = context()
    commitments(page, "mobilisation", page.translator._("Mobilisation"), KPIS)


def reminders() -> None:
    """What is due with the allies, the most urgent first; then the steps to come, folded away."""
    page = context()
    seen, translator = seen_mobilisation(page), page.translator
    if not seen.allies:
        return
    parts.section("reminders", N_("Reminders due"), page.in_words("reminders-sentence", lambda: _reminders_sentence(page)))
    named = owners(page.store, page.opened, personal=may_see_people(page), shortened=True)
    if seen.reminders:
        drawn(_reminders(page, seen.reminders, named), "reminders")
    if seen.upcoming:
        with st.expander(translator.ngettext("%(count)s step to come", "%(count)s steps to come", len(seen.upcoming))):
            drawn(_steps(page, seen.upcoming, named), "steps-to-come")


def _reminders_sentence(page: Context) -> str:
    translator, due = page.translator, seen_mobilisation(page).reminders
    if not due:
        return translator._("Nothing is due with an ally.")
    late = sum(is_late(work, page.as_of) for work in due)
    if late == len(due):
        return translator.ngettext("%(count)s reminder is late.", "%(count)s reminders are late.", late)
    return translator.ngettext("%(count)s reminder is due, %(late)s of them late.",
                               "%(count)s reminders are due, %(late)s of them late.", len(due), late=late)  # fmt: skip


def _reminders(page: Context, due: Sequence[Work], named: Mapping[int, str]) -> Markup:
    """`named` is by the ally's row."""
    _, formats, sentence = page.translator._, page.translator.formats, page.translator.sentence
    headers: Headers = (_("Until"), Header(_("To do"), wide=True), _("In charge"), Header(_("Why"), wide=True))

    def row(work: Work) -> tuple[str, ...]:
        until = on_one_line(formats.day_month(work.deadline))
        return until, sentence(work.what), named.get(work.rows[0].pk, "—"), sentence(work.why)

    rows = [row(work) for work in due]
    return table(headers, rows, caption=_("Reminders due"), caption_hidden=True)


def _steps(page: Context, upcoming: Sequence[Ally], named: Mapping[int, str]) -> Markup:
    _, formats = page.translator._, page.translator.formats
    headers: Headers = (_("Day"), Header(_("Ally"), wide=True), Header(_("Next step"), wide=True), _("In charge"))
    rows = [(on_one_line(formats.day_month(ally.next_step_on)), ally.name, ally.next_step or "—", named.get(ally.pk, "—"))
            for ally in upcoming if ally.next_step_on is not None]  # fmt: skip
    return table(headers, rows, caption=_("Steps to come"), caption_hidden=True)


def team() -> None:
    """Who has taken what on, by initials for those who may not see names."""
    page = context()
    tally = page.view.tallies.members
    parts.section("members", N_("Members"), page.in_words("members-sentence", lambda: _team_sentence(page)))
    if not tally.members:
        parts.nothing_yet("no-member", N_("No member yet"), N_("Write down the members, with what each takes charge of."))
    found = members(page.store, page.opened, page.as_of, personal=may_see_people(page), shortened=True)
    if found:
        drawn(_team(page, found), "members")
    edit_here("members")


def _team_sentence(page: Context) -> str:
    translator, tally = page.translator, page.view.tallies.members
    if not tally.members:
        return ""
    said = translator.ngettext(
        "%(count)s member: %(planned)s took a responsibility before the opening, %(briefed)s knows the key elements.",
        "%(count)s members: %(planned)s took a responsibility before the opening, %(briefed)s know the key elements.",
        tally.members, planned=tally.with_responsibility, briefed=tally.briefed)  # fmt: skip
    if not tally.on_social:
        return said
    return said + " " + translator._("Of the %(social)s on social networks, %(sharing)s have re-shared.",
                                     social=tally.on_social, sharing=tally.resharing)  # fmt: skip


def _team(page: Context, found: Sequence[Member]) -> Markup:
    _ = page.translator._
    headers = (_("Name"), Header(_("Responsibility"), wide=True), _("Key elements"), _("On social networks"),
               _("First re-share"), Header(_("Minutes pledged"), numeric=True))  # fmt: skip
    return table(headers, [_member(page, each) for each in found], caption=_("Members"), caption_hidden=True)


def _member(page: Context, member: Member) -> tuple[str, ...]:
    _, not_yet = page.translator._, _lacking(page.translator._("not yet"))
    social = "—" if member.on_social is None else _("yes") if member.on_social else _("no")
    shared = _day(page, member.first_reshare_on, not_yet if member.on_social else "—")
    minutes = "—" if member.minutes_pledged is None else page.translator.formats.count(member.minutes_pledged)
    return member.name, _taken_on(page, member), _day(page, member.briefed_on, not_yet), social, shared, minutes


def _taken_on(page: Context, member: Member) -> str:
    """The responsibility; the day as well where it came too late for the plan."""
    _ = page.translator._
    if member.responsibility is None or member.is_in_time:
        return member.responsibility or _lacking(_("none yet"))
    if member.planned_on is None:
        return _("%(responsibility)s (no day)", responsibility=member.responsibility)
    return _("%(responsibility)s (since %(day)s)", responsibility=member.responsibility,
             day=on_one_line(page.translator.formats.day_month(member.planned_on)))  # fmt: skip


def _lacking(words: str) -> Markup:
    """What is still to be done stands out, by its words and a shape first."""
    return Markup('<span class="cd-lacking cd-tone-watch">{}{}</span>').format(icon("triangle"), words)


def _day(page: Context, day: date | None, otherwise: str) -> str:
    return otherwise if day is None else on_one_line(page.translator.formats.day_short(day))


def first_day() -> None:
    """The people identified to get the campaign started, and whether the gift of each was found."""
    page = context()
    reading = page.view.reading("first_day_contributors")
    if reading is None:
        return
    parts.section("first-day", N_("The people of the first day"), page.translator.sentence(reading.why))
    found = starters(page.store, page.opened, page.as_of, personal=may_see_people(page), shortened=True)
    if found:
        drawn(_starters(page, found), "first-day")
    edit_here("first_day")


def _starters(page: Context, found: Sequence[Starter]) -> Markup:
    _ = page.translator._
    rows = [(readable(each.name, page.translator), _identified(page, each), _gift(page, each)) for each in found]
    headers = (_("Name"), _("Identified on"), _("Contribution of the first day"))
    return table(headers, rows, caption=_("The people of the first day"), caption_hidden=True)


def _identified(page: Context, person: Starter) -> str:
    day = on_one_line(page.translator.formats.day_month(person.identified_on))
    return day if person.is_in_time else page.translator._("%(day)s: after the opening, not counted", day=day)


def _gift(page: Context, person: Starter) -> str:
    """Before the opening there is nothing to find."""
    return page.translator._(_MATCHES[person.match]) if page.as_of >= page.view.campaign.period.opens_at else "—"


def evenings() -> None:
    """The evenings and workshops, and how many people came."""
    page = context()
    found, reading = seen_mobilisation(page).evenings, page.view.reading("launch_attendance")
    _, said = page.translator._, ""
    if reading and found:
        said = _("%(name)s: %(value)s", name=_(reading.kpi.name), value=page.translator.sentence(reading.why))
    parts.section("evenings", N_("Evenings"), said)
    if found:
        drawn(page.in_words("evenings", lambda: _evenings(page, found)), "evenings")
    else:
        parts.nothing_yet(
            "no-evening", N_("No evening yet"), N_("Write down the launch evening, the mid-campaign evening, the workshops.")
        )
    edit_here("events")


def _evenings(page: Context, found: Sequence[Evening]) -> Markup:
    _, kinds = page.translator._, choice_names(EVENTS, EVENTS.column("kind"), page.translator)
    day = page.translator.formats.day_month
    rows = [(each.name, on_one_line(day(each.held_on)), kinds.get(each.kind or "", "—"), _came(page, each)) for each in found]
    headers = (Header(_("Evening"), wide=True), _("Day"), _("Kind"), Header(_("People present"), numeric=True))
    return table(headers, rows, caption=_("Evenings"), caption_hidden=True)


def _came(page: Context, evening: Evening) -> str:
    if evening.attendance is not None:
        return page.translator.formats.count(evening.attendance)
    return page.translator._("to note") if evening.is_held else page.translator._("to come")
