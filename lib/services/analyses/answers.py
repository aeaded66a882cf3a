"""The first sentence of a page: the answer to the question under its title, so that ten minutes in the morning begin there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from lib.campaign.figures import Figures
from lib.i18n.translator import Translator
from lib.kpis.reading import Reading, Status
from lib.services.daily.today import Today
from lib.services.daily.work_words import Urgency, by_urgency
from lib.services.wording import target_text, value_text

_KEPT = (Status.REACHED, Status.ON_TRACK)
_BEHIND = (Status.OFF_TRACK, Status.AT_RISK)
_JUDGED = (*_KEPT, *_BEHIND, Status.MISSED)


def day_answer(seen: Today, translator: Translator) -> str:
    """How much there is to do today, and how much of it is late; empty where nothing at all waits."""
    parts = {part: len(works) for part, works in by_urgency(seen)}
    late, due = parts.get(Urgency.LATE, 0), parts.get(Urgency.LATE, 0) + parts.get(Urgency.TODAY, 0)
    if not parts:
        return ""
    if not due:
        return translator._("Nothing is due today.")
    if late == due:
        return translator.ngettext("%(count)s thing to do today, and it is late.",
                                   "%(count)s things to do today, all of them late.", due)  # fmt: skip
    if late:
        return translator.ngettext("%(count)s thing to do today, %(late)s of them late.",
                                   "%(count)s things to do today, %(late)s of them late.", due, late=late)  # fmt: skip
    return translator.ngettext("%(count)s thing to do today.", "%(count)s things to do today.", due)


def commitments_answer(readings: Sequence[Reading], currency: str, translator: Translator) -> tuple[str, str]:
    """How many commitments are kept; then those that are behind, each with its value and target, the worst first.

    Both are empty as long as none can be judged.
    """
    if not any(each.status in _JUDGED for each in readings):
        return "", ""
    kept = sum(each.status in _KEPT for each in readings)
    said = translator.ngettext("%(count)s commitment of %(all)s is kept or on track.",
                               "%(count)s commitments of %(all)s are kept or on track.", kept, all=len(readings))  # fmt: skip
    behind = sorted((each for each in readings if each.status in _BEHIND), key=lambda each: _BEHIND.index(each.status))
    names = translator.formats.listing([_named(each, currency, translator) for each in behind])
    return said, translator._("Behind: %(names)s.", names=names) if behind else ""


def _named(reading: Reading, currency: str, translator: Translator) -> str:
    return translator._("%(name)s (%(value)s, target %(target)s)", name=translator._(reading.kpi.name),
                        value=value_text(reading, currency, translator),
                        target=target_text(reading, currency, translator))  # fmt: skip


def giving_answer(figures: Figures, currency: str, translator: Translator) -> str:
    """How many people gave, how much, and what one contribution in two is; empty where no contribution is known."""
    if not figures.contributors or figures.median_contribution_cents is None:
        return ""
    return translator.ngettext(
        "%(count)s person has given %(amount)s; half of the contributions are of %(median)s or less.",
        "%(count)s people have given %(amount)s; half of the contributions are of %(median)s or less.",
        figures.contributors,
        amount=translator.formats.money(figures.gross_cents, currency),
        median=translator.formats.money_brief(figures.median_contribution_cents, currency),
    )


def freshness_answer(newest_at: datetime | None, translator: Translator) -> str:
    """Until when the money is known; empty where none is."""
    if newest_at is None:
        return ""
    return translator._("The money is known up to %(instant)s.", instant=translator.formats.instant(newest_at))
