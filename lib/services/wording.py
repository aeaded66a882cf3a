"""How a KPI's value, target and unit are said: the same words on a page, on the screen and at a terminal."""

from __future__ import annotations

from fractions import Fraction

from lib.campaign.message import N_
from lib.campaign.model import Campaign, Milestone
from lib.drawing.stage import is_closed
from lib.i18n.translator import Translator
from lib.kpis.reading import Number, Reading, Unit
from lib.services.analyses.progress import Progress
from lib.services.viewing import View


def value_text(reading: Reading, currency: str, translator: Translator) -> str:
    """The value in words; "—" when nothing was recorded, never 0."""
    if reading.measure.value is None:
        return "—"
    return _said(reading.measure.value, reading.kpi.unit, currency, translator)


def target_text(reading: Reading, currency: str, translator: Translator) -> str:
    """The target in words, "more than" where that is what it takes."""
    said = _said(reading.target, reading.kpi.unit, currency, translator)
    return translator._(N_("more than %(target)s"), target=said) if reading.kpi.is_strict else said


def _said(value: Number, unit: Unit, currency: str, translator: Translator) -> str:
    formats = translator.formats
    if unit is Unit.MONEY:
        return formats.money_whole(int(value), currency)
    if unit is Unit.SHARE:
        return formats.percent(Fraction(value))
    if unit is Unit.YES_NO:
        return translator._(N_("yes")) if value else translator._(N_("no"))
    return formats.decimal(Fraction(value), 1)


def pace_sentences(view: View, progress: Progress, translator: Translator) -> tuple[str, ...]:
    """What the last seven days brought per day beside what is needed, then the next milestone; empty when nothing is known.

    Once the campaign is closed no day brings anything any more.
    """
    return tuple(said for said in (_last_week(view, progress, translator), _milestone(view, translator)) if said)


def _last_week(view: View, progress: Progress, translator: Translator) -> str:
    if progress.last_seven_days_cents is None or is_closed(view.figures, view.campaign):
        return ""
    currency, needed = view.campaign.currency, view.figures.needed_per_day_cents
    brought = translator.formats.money_whole(progress.last_seven_days_cents // 7, currency)
    if not needed:
        return translator._("The last seven days brought %(brought)s a day.", brought=brought)
    return translator._(
        "The last seven days brought %(brought)s a day; %(needed)s a day are needed.",
        brought=brought,
        needed=translator.formats.money_whole_up(needed, currency),
    )


def _milestone(view: View, translator: Translator) -> str:
    nearest = _next_milestone(view.campaign, view.figures.gross_cents) if view.figures.known else None
    if nearest is None:
        return ""
    at = translator.formats.money_brief(int(nearest.share * view.campaign.goal_cents), view.campaign.currency)
    return translator._("Next milestone, at %(amount)s: %(what)s", amount=at, what=nearest.pays_for)


def _next_milestone(campaign: Campaign, gross_cents: int) -> Milestone | None:
    ahead = [each for each in campaign.milestones if each.share * campaign.goal_cents > gross_cents]
    return min(ahead, key=lambda each: each.share, default=None)
