"""The daily check in words, the same on the page and in the digest: deadlines, parts of the list, what has changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from enum import Enum

from lib.campaign.calendar import local_day, start_of_day
from lib.campaign.message import N_
from lib.campaign.work import LAST_INSTANT, Work
from lib.campaign.worklist import is_late
from lib.i18n.translator import Translator
from lib.services.daily.changes import Changes
from lib.services.daily.today import A_DAY, Today


class Urgency(Enum):
    """The parts of the worklist, in their order."""

    LATE = N_("Late")
    TODAY = N_("For today")
    LATER = N_("In the coming days")


def by_urgency(seen: Today) -> tuple[tuple[Urgency, tuple[Work, ...]], ...]:
    """The worklist in its parts, those with nothing in them left out; the order within each stays."""
    parts = ((part, tuple(work for work in seen.work if urgency(work, seen) is part)) for part in Urgency)
    return tuple((part, works) for part, works in parts if works)


def urgency(work: Work, seen: Today) -> Urgency:
    """Late; due today or within 24 hours, so before the next daily check is over; or due later."""
    if is_late(work, seen.as_of):
        return Urgency.LATE
    soon = max(seen.situation.end_of(seen.situation.today), seen.as_of + A_DAY)
    return Urgency.TODAY if work.deadline <= soon else Urgency.LATER


def deadline_text(work: Work, seen: Today, translator: Translator) -> str:
    """“3 days late”, “today”, “by 26 February” for a deadline at the end of a day; “2 hours left” for another."""
    zone = seen.situation.campaign.period.zone
    due_on = local_day(work.deadline, zone)
    is_whole_day = work.deadline + LAST_INSTANT == start_of_day(due_on + A_DAY, zone)
    left, days_late = work.deadline - seen.as_of, (seen.situation.today - due_on).days
    if left < -A_DAY or (is_whole_day and days_late > 0):
        days = days_late if is_whole_day else -left // A_DAY
        return translator.ngettext("%(count)s day late", "%(count)s days late", days)
    if not is_whole_day:
        length = translator.formats.duration(left)
        late = left < timedelta(0)
        return translator._("%(length)s late", length=length) if late else translator._("%(length)s left", length=length)
    day = translator.formats.day_month(due_on)
    return translator._("today") if days_late == 0 else translator._("by %(day)s", day=day)


def change_lines(found: Changes, currency: str, translator: Translator) -> tuple[tuple[str, str], ...]:
    """What has changed, as (label, signed number); what cannot be said is left out."""
    _, formats = translator._, translator.formats
    lines: Sequence[tuple[str, int | None, Callable[[int], str]]] = (
        (_("Collected"), found.gross_cents, lambda cents: formats.money(cents, currency)),
        (_("Contributions"), found.contributions, formats.count),
        (_("Contributors"), found.contributors, formats.count),
        (_("Shares of our posts"), found.shares, formats.count),
        (_("Fans of the page"), found.fans, formats.count),
        (_("News published"), found.news, formats.count),
    )
    return tuple((label, _signed(number, said)) for label, number, said in lines if number is not None)


def _signed(number: int, said: Callable[[int], str]) -> str:
    return f"+{said(number)}" if number > 0 else said(number)


def changes_title(found: Changes, translator: Translator) -> str:
    """Since when."""
    return translator._("Since %(instant)s", instant=translator.formats.instant_short(found.since))
