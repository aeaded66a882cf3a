"""The plan on the page: late tasks in words first, then the Gantt of the stretch of time that was chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from types import MappingProxyType

import streamlit as st
from markupsafe import Markup

from lib.campaign.calendar import local_day
from lib.campaign.message import N_
from lib.campaign.plan import (
    Phase,
    PlanTask,
    Stretch,
    TaskState,
    Window,
    axis_days,
    by_phase,
    days_late,
    late_tasks,
    next_task,
    shown_in,
    state,
    stretches,
    window,
)
from lib.drawing.gantt import GanttGroup, GanttRow, Mark, gantt
from lib.drawing.notice import empty_state
from lib.drawing.work import Line, work_line
from lib.i18n.translator import Translator
from lib.kpis.periods import CLOSING_WAVE_DAYS, LAUNCH_WAVE_DAYS
from lib.services.daily.acting import Done, Hand, tick_task
from lib.services.daily.today import working_instant
from lib.services.naming import on_one_line
from lib.services.plan.planning import plan
from lib.ui import actions, choices, parts
from lib.ui import state as kept_state
from lib.ui.access import may_see_people
from lib.ui.context import Context, context
from lib.ui.drawn import drawn

_PLACE = "calendar-place"
_PHASES: Mapping[Phase, str] = MappingProxyType(
    {
        Phase.PREPARATION: N_("Preparation"),
        Phase.LAUNCH: N_("Launch"),
        Phase.COURSE: N_("During the campaign"),
        Phase.CLOSING: N_("Last week"),
        Phase.AFTERWARDS: N_("Afterwards"),
    }
)
_STRETCHES: Mapping[Stretch, str] = MappingProxyType(
    {
        Stretch.CAMPAIGN: N_("The campaign, and a week on either side"),
        Stretch.WEEKS: N_("From two weeks ago to four weeks ahead"),
        Stretch.PLAN: N_("The whole plan"),
    }
)


class Place(Enum):
    """The parts of the page that something can be done in."""

    LATE = "late"
    CORRECTIONS = "corrections"
    RETROPLANNING = "retroplanning"


def noted_in(place: Place, action: Callable[[Hand], Done]) -> Callable[[Hand], Done]:
    """The action, and the part of the page where what came of it is said."""

    def noted(hand: Hand) -> Done:
        kept_state.keep(_PLACE, place)
        return action(hand)

    return noted


def last_action_in(place: Place) -> None:
    """What was just done in this part of the page."""
    if (kept_state.kept(_PLACE, Place) or Place.LATE) is place:
        actions.last_action()


def today_of(page: Context) -> date:
    """The local day that the plan is looked at on: once a campaign is over, its last tasks go on."""
    return local_day(working_instant(page.opened, page.moment, page.now), page.opened.campaign.period.zone)


def seen_plan(page: Context) -> tuple[PlanTask, ...]:
    """Every task, without anybody's name, read once for all viewers."""
    return page.shared("plan", lambda: plan(page.store, page.opened))


def named_plan(page: Context) -> tuple[PlanTask, ...]:
    """Every task with who is in charge, by initials for those who may not see people: read at each run and never kept."""
    return plan(page.store, page.opened, personal=may_see_people(page), shortened=True)


def owner_words(task: PlanTask, translator: Translator) -> str:
    """Who is in charge, or that somebody is, or nobody."""
    if task.owner:
        return task.owner
    return translator._("somebody is in charge") if task.has_owner else translator._("nobody is in charge")


def late() -> None:
    """How many tasks stand how; then each late one, with the button that ends it."""
    page = context()
    today, tasks = today_of(page), named_plan(page)
    actions.past_notice()
    if not tasks:
        return
    parts.section("late", N_("On plan?"), _counts(page, tasks, today))
    last_action_in(Place.LATE)
    for task in late_tasks(tasks, today):
        with st.container(key=f"work-task-{_slug(task)}", horizontal=True, vertical_alignment="center"):
            drawn(work_line(_late_line(page, task, today)), f"late-{_slug(task)}")
            actions.button(f"tick-{_slug(task)}", page.translator._("Done"), noted_in(Place.LATE, _Tick(task)))


def _slug(task: PlanTask) -> str:
    return str(task.row.pk) if task.row else task.id


@dataclass(frozen=True, slots=True)
class _Tick:
    """Ticks one task, from the version that was shown."""

    task: PlanTask

    def __call__(self, hand: Hand) -> Done:
        return tick_task(hand, [self.task.row] if self.task.row else [])


def _counts(page: Context, tasks: Sequence[PlanTask], today: date) -> str:
    """« 2 tâches en retard, 3 en cours, 4 à venir, 19 faites. » and what begins next."""
    translator = page.translator
    counts = {each: sum(state(task, today) is each for task in tasks) for each in TaskState}
    behind = (
        translator.ngettext("%(count)s task is late.", "%(count)s tasks are late.", counts[TaskState.LATE])
        if counts[TaskState.LATE]
        else translator._("No task is late.")
    )
    rest = translator._("Of %(tasks)s tasks, %(under_way)s are under way, %(upcoming)s to come and %(done)s done.",
                        tasks=len(tasks), under_way=counts[TaskState.UNDER_WAY], upcoming=counts[TaskState.UPCOMING],
                        done=counts[TaskState.DONE])  # fmt: skip
    coming = next_task(tasks, today)
    if coming is None:
        return f"{behind} {rest}"
    following = translator._("Next, on %(day)s: %(task)s.", day=coming.starts_on, task=coming.name)
    return f"{behind} {rest} {following}"


def _late_line(page: Context, task: PlanTask, today: date) -> Line:
    translator = page.translator
    planned = (
        translator._("Planned from %(day)s, without an end.", day=task.due_on)
        if task.is_open_ended
        else translator._("Planned until %(day)s.", day=task.due_on)
    )
    return Line(task.name, f"{planned} {_charge(task, translator)}", _lateness(task, today, translator), is_late=True)


def _charge(task: PlanTask, translator: Translator) -> str:
    """In a sentence of its own."""
    if task.owner:
        return translator._("In charge: %(who)s.", who=task.owner)
    return translator._("Somebody is in charge.") if task.has_owner else translator._("Nobody is in charge.")


def _lateness(task: PlanTask, today: date, translator: Translator) -> str:
    return translator.ngettext("%(count)s day late", "%(count)s days late", days_late(task, today))


def gantt_chart() -> None:
    """The tasks of a stretch of time, by phase, with today's line."""
    page = context()
    today, tasks, _ = today_of(page), seen_plan(page), page.translator._
    if not tasks:
        parts.section("plan", N_("The plan in time"))
        drawn(empty_state(_("No task yet"), _("Start from a retroplanning: its days become dates of this campaign."),
                          href="#retroplanning", link=_("Choose a retroplanning")), "no-task")  # fmt: skip
        return
    parts.section("plan", N_("The plan in time"))
    options = {each.value: _(_STRETCHES[each]) for each in stretches(page.opened.campaign.period, today)}
    stretch = Stretch(choices.one_of("stretch", _("What is shown"), options, width_px=360))
    drawn(page.in_words("gantt", lambda: _gantt(page, tasks, stretch, today), stretch, today), "gantt")
    left_out = len(tasks) - len(shown_in(_window(page, tasks, stretch, today), tasks, today))
    if left_out:
        st.caption(page.translator.ngettext(
            "%(count)s task lies outside of this stretch of time.", "%(count)s tasks lie outside of this stretch of time.",
            left_out))  # fmt: skip


def _window(page: Context, tasks: Sequence[PlanTask], stretch: Stretch, today: date) -> Window:
    return window(stretch, tasks, page.opened.campaign.period, today)


def _gantt(page: Context, tasks: Sequence[PlanTask], stretch: Stretch, today: date) -> Markup:
    translator, seen = page.translator, _window(page, tasks, stretch, today)
    phases = by_phase(shown_in(seen, tasks, today), page.opened.campaign.period,
                      launch_days=LAUNCH_WAVE_DAYS, closing_days=CLOSING_WAVE_DAYS)  # fmt: skip
    groups = [
        GanttGroup(translator._(_PHASES[phase]), [_row(task, seen, today, translator) for task in found])
        for phase, found in phases
    ]
    days = [Mark(seen.share(day), translator.formats.day_short(day)) for day in axis_days(seen)]
    mark = Mark(seen.share(today) + seen.day_share / 2, _today_words(page, today)) if seen.holds(today) else None
    return gantt(groups, translator, caption=translator._("The plan’s tasks in time"), days=days, today=mark)


def _today_words(page: Context, today: date) -> str:
    """“Today” is said of the day that is lived, a date of any other."""
    day = page.translator.formats.day_short(today)
    return page.translator._("As of %(day)s", day=day) if page.moment.is_asked else page.translator._("Today, %(day)s", day=day)


def _row(task: PlanTask, seen: Window, today: date, translator: Translator) -> GanttRow:
    bar = seen.bar(task)
    remark = _lateness(task, today, translator) if days_late(task, today) and state(task, today) is TaskState.LATE else ""
    return GanttRow(task.name, when_words(task, translator), state(task, today).value, None if bar is None else bar[0],
                    None if bar is None else bar[1], task.is_open_ended, remark)  # fmt: skip


def when_words(task: PlanTask, translator: Translator) -> str:
    """« du 20 janv. au 16 mars 2018 », « 23 févr. 2018 », « dès le 24 mars 2018 »."""
    _, formats = translator._, translator.formats
    if task.is_open_ended:
        return _("from %(day)s on", day=formats.date_medium(task.starts_on))
    if task.due_on == task.starts_on:
        return on_one_line(formats.date_medium(task.starts_on))
    is_one_year = task.starts_on.year == task.due_on.year
    first = formats.day_short(task.starts_on) if is_one_year else formats.date_medium(task.starts_on)
    return _("%(first)s to %(last)s", first=first, last=formats.date_medium(task.due_on))
