"""The allies: the board from those to ask to those who have relayed, and what each wave adds up to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

import streamlit as st
from markupsafe import Markup

from lib.campaign.allies import Ally, Stage, audience_of
from lib.campaign.message import N_, Quantity
from lib.drawing.ally_board import AllyCard, AllyColumn, ally_board
from lib.drawing.steps import Step, steps
from lib.kpis.reading import Status
from lib.services.analyses.mobilising import RelayWave
from lib.services.naming import capitalised, on_one_line
from lib.services.wording import target_text
from lib.ui import parts
from lib.ui.context import Context, context
from lib.ui.drawn import drawn
from lib.ui.edit_here import edit_here
from lib.ui.plan.mobilisation import seen_mobilisation

_COLUMNS: Mapping[Stage, tuple[str, str]] = {
    Stage.TO_ASK: (N_("To ask"), N_("Everybody has been asked.")),
    Stage.AGREED: (N_("Agreed"), N_("Nobody is waiting here.")),
    Stage.LAUNCH_RELAYED: (N_("Launch relayed"), N_("Nobody has relayed the launch yet.")),
    Stage.CLOSING_RELAYED: (N_("Closing relayed"), N_("Nobody has relayed the closing yet.")),
}
"""Each column's title, and what is said where it is empty."""
_WAVES: Mapping[str, str] = {"launch": N_("Launch"), "closing": N_("Closing")}


def waves() -> None:
    """The people that each wave adds up to, against the target, and what is still to sign."""
    page = context()
    seen = seen_mobilisation(page)
    if not seen.allies or not seen.waves:
        return
    parts.section("waves", N_("The allies’ audiences, wave by wave"),
                  page.translator._("Audiences are added up: somebody who follows two allies is counted twice."))  # fmt: skip
    for column, wave in zip(st.columns(len(seen.waves), gap="large"), seen.waves, strict=True):
        with column:
            drawn(_wave(page, wave), f"wave-{wave.name}")


def _wave(page: Context, wave: RelayWave) -> Markup:
    return page.in_words(f"wave-{wave.name}", lambda: _drawn_wave(page, wave))


def _drawn_wave(page: Context, wave: RelayWave) -> Markup:
    return steps(
        _wave_steps(page, wave), name=page.translator._(_WAVES[wave.name]), sentence=" ".join(_wave_sentences(page, wave)),
        target=wave.reading.target, target_words=page.translator._("Target"),
        target_text=target_text(wave.reading, page.view.campaign.currency, page.translator),
    )  # fmt: skip


def _wave_steps(page: Context, wave: RelayWave) -> list[Step]:
    """Once a wave is over nobody is asked for it any more, and what was not kept is told as such."""
    _, count, reach = page.translator._, page.translator.formats.count, wave.reach
    done = Step(_("Relayed"), reach.relayed, count(reach.relayed), "done")
    if not wave.is_over:
        owed = Step(_("Agreed, still to relay"), reach.owed, count(reach.owed), "promised")
        return [done, owed, Step(_("Still to ask"), reach.to_ask, count(reach.to_ask), "possible")]
    return [done, *([Step(_("Agreed, did not relay"), reach.owed, count(reach.owed), "promised")] if reach.owed else [])]


def _wave_sentences(page: Context, wave: RelayWave) -> Iterator[str]:
    translator, reach = page.translator, wave.reach
    last = None if wave.reading.deadline is None else wave.reading.deadline - timedelta(microseconds=1)
    if last is not None:
        day = translator.formats.day_month(last)
        yield translator._("Over since %(day)s.", day=day) if wave.is_over else translator._("Until %(day)s.", day=day)
    if wave.reading.status is Status.REACHED:
        yield translator._("The target is reached.")
    elif not wave.is_over:
        yield _still_to_sign(page, wave)
    if reach.unknown:
        yield translator.ngettext("%(count)s of these allies has no known audience, and counts for nothing.",
                                  "%(count)s of these allies have no known audience, and count for nothing.",
                                  reach.unknown)  # fmt: skip


def _still_to_sign(page: Context, wave: RelayWave) -> str:
    translator, reach = page.translator, wave.reach
    if not reach.missing:
        return translator._("Enough is signed: what was agreed is still to be relayed.")
    if reach.allies_missing is None or reach.median_audience is None:
        return translator._("Still to sign: %(people)s people.", people=reach.missing)
    return translator.ngettext("Still to sign: %(people)s people, that is %(count)s ally of the median audience (%(median)s).",
                               "Still to sign: %(people)s people, that is %(count)s allies of the median audience (%(median)s).",
                               reach.allies_missing, people=reach.missing, median=Quantity(reach.median_audience, 0))  # fmt: skip


def board() -> None:
    """The allies in four columns, each with its audience and its next step."""
    page = context()
    allies = seen_mobilisation(page).allies
    parts.section("allies", N_("The allies’ board"))
    if allies:
        drawn(page.in_words("ally-board", lambda: _board(page, allies)), "ally-board")
    else:
        parts.nothing_yet(
            "no-ally", N_("No ally yet"), N_("Write down the allies, with their audience and the next step with each.")
        )
    edit_here("allies")


def _board(page: Context, allies: Sequence[Ally]) -> Markup:
    _ = page.translator._

    def column(stage: Stage) -> AllyColumn:
        here = [ally for ally in allies if ally.stage is stage]
        title, empty = _COLUMNS[stage]
        return AllyColumn(_(title), _count(page, here), tuple(_card(page, ally) for ally in here), _(empty))

    return ally_board([column(stage) for stage in Stage], name=_("The allies’ board"))


def _count(page: Context, here: Sequence[Ally]) -> str:
    audience = audience_of(here)
    if not audience:
        return page.translator.ngettext("%(count)s ally", "%(count)s allies", len(here))
    return page.translator.ngettext("%(count)s ally · %(audience)s people", "%(count)s allies · %(audience)s people",
                                    len(here), audience=audience)  # fmt: skip


def _card(page: Context, ally: Ally) -> AllyCard:
    audience = "" if ally.audience is None else page.translator.formats.count(ally.audience)
    return AllyCard(ally.name, audience, tuple(_lines(page, ally)))


def _lines(page: Context, ally: Ally) -> Iterator[str]:
    """What it is and since when it stands there, what is not known of it, what comes next."""
    _, came_on = page.translator._, _came_on(ally)
    since = _("since %(day)s", day=_day(page, came_on)) if came_on is not None else ""
    known = " · ".join(capitalised(text) if place == 0 else text for place, text in enumerate(filter(None, (ally.kind, since))))
    if known:
        yield known
    if ally.audience is None:
        yield _("Audience not known")
    if came_on is not None and ally.agreed_on is None:
        yield _("Without an agreement")
    if ally.next_step_on is not None:
        yield _("Next, on %(day)s: %(step)s", day=_day(page, ally.next_step_on), step=ally.next_step or "—")
    elif ally.next_step:
        yield _("Next: %(step)s", step=ally.next_step)


def _day(page: Context, day: date) -> str:
    return on_one_line(page.translator.formats.day_month(day))


def _came_on(ally: Ally) -> date | None:
    """Since when it stands in its column."""
    return ally.closing_relayed_on or ally.launch_relayed_on or ally.agreed_on
