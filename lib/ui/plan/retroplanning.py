"""Retroplannings to start from, and the plan in one's own calendar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType
from urllib.parse import urlencode, urlsplit

import streamlit as st
from markupsafe import Markup

from lib.campaign.message import N_
from lib.campaign.plan import PlanTask
from lib.campaign.templates import DatedAction, Fit, Template
from lib.drawing.frame import way
from lib.drawing.table import Header, table
from lib.drawing.templating import joined
from lib.services.daily.acting import Done, Hand
from lib.services.daily.today import working_instant
from lib.services.entry.access import access
from lib.services.leaving.downloads import COUNTER, Download
from lib.services.plan.calendar_file import MEDIA_TYPE, calendar_file, calendar_name
from lib.services.plan.planning import apply_template, campaign_language, dated_template, templates
from lib.ui import actions, choices, parts
from lib.ui.context import Context, context
from lib.ui.drawn import drawn
from lib.ui.plan.calendar import Place, last_action_in, noted_in, seen_plan, when_words

_FITS: Mapping[Fit, str] = MappingProxyType(
    {
        Fit.SPREAD: N_("Spread its days over the length of this campaign"),
        Fit.CLIP: N_("Keep its days, and leave out what would come after the closing"),
    }
)


def retroplanning() -> None:
    """Choose one, see its dated tasks, add those that the plan does not have."""
    page = context()
    _ = page.translator._
    told = _("Days relative to the opening become dates of this campaign; the circle widens from relatives to everybody.")
    parts.section("retroplanning", N_("Start from a retroplanning"), told)
    last_action_in(Place.RETROPLANNING)
    chosen = {each.id: each for each in _closest_first(page)}
    left, right = st.columns(2, gap="medium")
    with left:
        titles = {name: _title(page, each) for name, each in chosen.items()}
        template = chosen[choices.one_of("template", _("Retroplanning"), titles)]
    with right:
        fit = Fit(
            choices.one_of("fit", _("If the length is not the same"), {fit.value: _(words) for fit, words in _FITS.items()})
        )
    _offer(page, template, fit)


def _closest_first(page: Context) -> Sequence[Template]:
    """The templates, the one whose length is closest to the campaign's first."""
    length = page.opened.campaign.period.day_count
    return sorted(templates(), key=lambda each: abs(each.day_count - length))


def _title(page: Context, template: Template) -> str:
    code = page.translator.language.short
    return f"{template.title[code]} ({template.source[code]})"


def _offer(page: Context, template: Template, fit: Fit) -> None:
    translator = page.translator
    found = page.shared("dated-template", lambda: dated_template(page.opened, template.id, fit), template.id, fit)
    known = {task.id for task in seen_plan(page)}
    missing = sum(action.id not in known for action in found)
    label = translator.ngettext("Its %(count)s dated task", "Its %(count)s dated tasks", len(found))
    with st.expander(label, expanded=not known):
        drawn(page.in_words(f"template-{template.id}", lambda: _table(page, found), fit), "template")
    if not missing:
        st.caption(translator._("All of its tasks are in the plan."))
        return
    text = translator.ngettext("Add %(count)s task to the plan", "Add %(count)s tasks to the plan", missing)
    actions.button("apply-template", text, noted_in(Place.RETROPLANNING, partial(_applied, template.id, fit)))


def _applied(template_id: str, fit: Fit, hand: Hand) -> Done:
    return apply_template(hand, template_id, fit)


def _table(page: Context, found: Sequence[DatedAction]) -> Markup:
    """As it will be written: in the campaign's own language."""
    _, code, known = page.translator._, campaign_language(page.opened), {task.id for task in seen_plan(page)}
    headers: tuple[Header | str, ...] = (
        Header(_("Task"), wide=True),
        _("Dates"),
        _("Channel"),
        _("Public"),
        _("Circle"),
        _("In the plan"),
    )
    rows = [
        (each.action.words[code], when_words(_task(each), page.translator),
         each.action.channel[code] if each.action.channel else "—",
         each.action.target_public[code] if each.action.target_public else "—",
         each.action.circle[code], _("yes") if each.id in known else _("no"))
        for each in found
    ]  # fmt: skip
    return table(headers, rows, caption=_("The dated tasks of this retroplanning"), caption_hidden=True)


def _task(dated: DatedAction) -> PlanTask:
    return PlanTask(dated.id, "", dated.starts_on, dated.ends_on)


def own_calendar() -> None:
    """The plan as a file, and an address to subscribe to."""
    page = context()
    _ = page.translator._
    parts.section("own-calendar", N_("In your own calendar"), _(
        "Opening, closing, evenings, deadlines and tasks, as whole days; nobody’s name is in it. A calendar on the machine that "
        "runs the dashboard can subscribe to the address: it then follows the plan by itself."))  # fmt: skip
    download = way(_("Download the plan (.ics)"), f"/download/{COUNTER.token(_file(page))}")
    address = _address(page)
    drawn(joined(download, way(_("Subscribe: %(address)s", address=address), address)), "own-calendar")


def _file(page: Context) -> Download:
    instant = working_instant(page.opened, page.moment, page.now)
    return Download(calendar_name(page.opened), MEDIA_TYPE,
                    lambda: calendar_file(page.store, page.opened, instant, page.translator))  # fmt: skip


def _address(page: Context) -> str:
    """The whole address where the browser tells it, else what follows the machine's name; with a key where people sign in."""
    key = access().calendar_key_of(page.opened.campaign.name) if page.visitor.may_edit else ""
    asked = {"campaign": page.opened.campaign.name, "lang": page.translator.language.short, **({"key": key} if key else {})}
    query = urlencode(asked)
    here = urlsplit(st.context.url or "")
    return (f"{here.scheme}://{here.netloc}" if here.netloc else "") + f"/calendar.ics?{query}"
