"""What goes out day by day, through what and by whom; and the rhythm of each platform against what is advised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType

import streamlit as st
from markupsafe import Markup

from lib.campaign.message import N_
from lib.campaign.plan import PlanTask
from lib.campaign.publishing import DAYS_AHEAD, Advised, Pace, PublishingDay, Rhythm, unowned_days
from lib.drawing.agenda import AgendaDay, AgendaLine, Item, agenda, items
from lib.drawing.table import Header, table
from lib.services.daily.today import working_instant
from lib.services.naming import capitalised, on_one_line, platform_name
from lib.services.plan.planning import platform_guides, posts_by_day, publishing, rhythm
from lib.ui import parts
from lib.ui.access import may_see_people
from lib.ui.context import Context, context
from lib.ui.drawn import drawn
from lib.ui.plan.calendar import owner_words, today_of, when_words

_PACES: Mapping[Pace, str] = MappingProxyType(
    {Pace.BELOW: N_("less than advised"), Pace.WITHIN: N_("as advised"), Pace.ABOVE: N_("more than advised")}
)


def publishing_calendar() -> None:
    """The past week and the coming fortnight; it names people, so it is read at each run and never kept."""
    page = context()
    instant = working_instant(page.opened, page.moment, page.now)
    posts = page.shared("posts-by-day", lambda: posts_by_day(page.store, page.opened, instant), today_of(page))
    days = publishing(page.store, page.opened, instant, posts, personal=may_see_people(page), shortened=True)
    parts.section("publishing", N_("Publishing calendar"), _sentence(page, days))
    running = _running(days)
    if running:
        st.caption(page.translator._("Goes on from day to day:"))
        drawn(items([_running_item(page, task) for task in running]), "running")
    told = [each for each in days if each.is_campaign or each.tasks or each.posts]
    if told:
        drawn(agenda(_rows(page, told), page.translator, caption=page.translator._("Publishing calendar")), "agenda")


def _sentence(page: Context, days: Sequence[PublishingDay]) -> str:
    """The coming days that nobody is in charge of, by their dates; or that each has somebody."""
    translator, today = page.translator, today_of(page)
    if not any(each.tasks or each.is_campaign for each in days if each.day >= today):
        return translator._("Nothing is to go out in the coming fourteen days.")
    alone = unowned_days(days, today)
    if not alone:
        return translator._("Each of the coming days has somebody in charge.")
    if len(alone) == DAYS_AHEAD:
        return translator._("Nobody is in charge on any of the coming fourteen days.")
    named = translator.formats.listing([_day_words(page, day) for day in alone])
    return translator.ngettext(
        "%(count)s of the coming days has nobody in charge: %(days)s.",
        "%(count)s of the coming days have nobody in charge: %(days)s.", len(alone), days=named)  # fmt: skip


def _day_words(page: Context, day: date) -> str:
    formats = page.translator.formats
    return on_one_line(f"{formats.weekday(day)} {formats.day_month(day)}" if page.translator.language.short == "fr"
                       else f"{formats.weekday(day)}, {formats.day_month(day)}")  # fmt: skip


def _running(days: Sequence[PublishingDay]) -> tuple[PlanTask, ...]:
    """The long tasks of these days, each once."""
    return tuple(dict.fromkeys(task for each in days for task in each.running))


def _running_item(page: Context, task: PlanTask) -> Item:
    about = (task.channel or "", when_words(task, page.translator), owner_words(task, page.translator))
    return Item(task.name, " · ".join(about))


def _rows(page: Context, days: Sequence[PublishingDay]) -> list[AgendaDay]:
    """A row a day; neighbours of which the same is to be said are one."""
    said = [(_day(page, each), each.day.toordinal() - place, each.day) for place, each in enumerate(days)]
    alike = [(row, [day for *_, day in found]) for (row, _run), found in groupby(said, key=itemgetter(0, 1))]
    return [replace(row, day=capitalised(_days_words(page, found[0], found[-1]))) for row, found in alike]


def _days_words(page: Context, first: date, last: date) -> str:
    if first == last:
        return _day_words(page, first)
    return page.translator._("%(first)s to %(last)s", first=_day_words(page, first), last=_day_words(page, last))


def _day(page: Context, seen: PublishingDay) -> AgendaDay:
    """What is to be said of it beside its date: tasks of few days, and longer ones on their first."""
    today, _ = today_of(page), page.translator._
    lines = [_line(page, task) for task in (*seen.short, *(each for each in seen.running if each.starts_on == seen.day))]
    return AgendaDay(
        "", lines, _("what goes on from day to day") if seen.running and not lines and seen.day >= today else "",
        _published(page, seen, today),
        flag=_("Nobody is in charge") if seen.is_unowned and seen.day >= today else "",
        is_today=seen.day == today, is_past=seen.day < today,
    )  # fmt: skip


def _line(page: Context, task: PlanTask) -> AgendaLine:
    return AgendaLine(capitalised(task.channel or ""), owner_words(task, page.translator), task.name)


def _published(page: Context, seen: PublishingDay, today: date) -> str:
    """What went out by platform; a day of the campaign that is over says so where nothing is known."""
    if not seen.posts:
        return page.translator._("no post is known") if seen.is_campaign and seen.day < today else ""
    said = [
        platform_name(name, page.translator) + (f" × {count}" if count > 1 else "") for name, count in sorted(seen.posts.items())
    ]
    return page.translator.formats.listing(said)


def platform_rhythm() -> None:
    """Each platform that is used over the last seven days, against the guide."""
    page = context()
    parts.section(
        "rhythm", N_("Rhythm of the platforms"), page.in_words("rhythm-sentence", lambda: _guide_sentence(page), today_of(page))
    )
    found = page.shared(
        "rhythm", lambda: rhythm(page.store, page.opened, working_instant(page.opened, page.moment, page.now)), today_of(page)
    )
    if not found:
        parts.nothing_yet("no-rhythm", N_("No post yet"), N_("Import posts, and log the minutes spent by channel."))
        return
    drawn(page.in_words("rhythm", lambda: _rhythm_table(page, found), today_of(page)), "rhythm")


def _guide_sentence(page: Context) -> str:
    source = platform_guides().source[page.translator.language.short]
    return page.translator._(
        "The last seven days against %(source)s. Fewer platforms used well are worth more than many.", source=source
    )


def _rhythm_table(page: Context, found: Sequence[Rhythm]) -> Markup:
    _ = page.translator._
    headers: tuple[Header | str, ...] = (
        _("Platform"), Header(_("Posts"), numeric=True), Header(_("A day"), numeric=True), _("Advised a day"),
        Header(_("Hours logged"), numeric=True), _("Advised a week"), Header(_("In words"), wide=True),
    )  # fmt: skip
    return table(headers, [_rhythm_row(page, each) for each in found], caption=_("Rhythm of the platforms"), caption_hidden=True)


def _rhythm_row(page: Context, seen: Rhythm) -> tuple[str, ...]:
    formats = page.translator.formats
    posts, hours = (seen.guide.posts_a_day, seen.guide.hours_a_week) if seen.guide else (None, None)
    return (platform_name(seen.platform, page.translator), formats.count(seen.posts), formats.decimal(seen.posts_a_day),
            _advised(page, posts), formats.decimal(seen.hours), _advised(page, hours), _in_words(page, seen))  # fmt: skip


def _advised(page: Context, advised: Advised | None) -> str:
    _, decimal = page.translator._, page.translator.formats.decimal
    if advised is None:
        return "—"
    if advised.high is None:
        return on_one_line(_("at least %(low)s", low=decimal(advised.low)))
    return decimal(advised.low) if advised.high == advised.low else _("%(low)s to %(high)s", low=decimal(advised.low),
                                                                      high=decimal(advised.high))  # fmt: skip


def _in_words(page: Context, seen: Rhythm) -> str:
    _ = page.translator._
    if seen.posts_pace is None or seen.hours_pace is None:
        return _("The guide says nothing of it.")
    if seen.posts_pace is seen.hours_pace:
        return _("Posts and time: %(pace)s.", pace=_(_PACES[seen.posts_pace]))
    return _("Posts: %(posts)s; time: %(time)s.", posts=_(_PACES[seen.posts_pace]), time=_(_PACES[seen.hours_pace]))
