"""Last year's campaign beside this one: which it is, and what it had at the same share of its time.

Days are not compared one by one: the two do not last as long, nor begin on the same weekday.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from lib.i18n.translator import Translator
from lib.services.analyses.progress import Point, raised_by_day
from lib.services.campaigns import OpenCampaign, seen_campaigns
from lib.services.entry.access import access
from lib.services.portfolio.same_share import InHand, in_hand, in_hand_at_share
from lib.store.engine import Store

_LAST_YEAR = (timedelta(days=270), timedelta(days=460))
"""How long before this one the reference began, for it to be called last year's."""


@dataclass(frozen=True, slots=True)
class LastTime:
    """The reference: what it had at the same share of its time (`then`), and at its end (None: it had not closed by then).

    `line` is its gross at this campaign's instants and in shares of this campaign's goal: cents to draw beside ours.
    """

    reference: OpenCampaign
    then: InHand
    final: InHand | None
    line: tuple[Point, ...]
    is_last_year: bool
    is_of_another_length: bool


def reference_of(opened: OpenCampaign, seen: Sequence[OpenCampaign]) -> OpenCampaign | None:
    """Which of the campaigns that may be seen this one is held beside: the one that its file names, else the organisation's
    last that closed before it opened. Of another currency, or invented beside a real one, none ever is."""
    campaign = opened.campaign
    fit = [each for each in seen if each.id != opened.id and each.campaign.currency == campaign.currency
           and each.campaign.invented == campaign.invented]  # fmt: skip
    if campaign.reference is not None:
        return next((each for each in fit if each.campaign.name == campaign.reference), None)
    own = campaign.organisation.strip().casefold()
    before = [each for each in fit if own and each.campaign.organisation.strip().casefold() == own
              and each.campaign.period.closes_at <= campaign.period.opens_at]  # fmt: skip
    return max(before, key=lambda each: each.campaign.period.closes_at, default=None)


def last_time(store: Store, opened: OpenCampaign, as_of: datetime, seen: Sequence[OpenCampaign]) -> LastTime | None:
    """The reference at the same share of its time as this campaign's at `as_of`; None without one, before the opening, and
    where nothing was recorded of it."""
    period, reference = opened.campaign.period, reference_of(opened, seen)
    if reference is None or as_of < period.opens_at:
        return None
    with store.reading():
        then = in_hand_at_share(store, reference, period.elapsed(as_of), as_of)
        if then is None:
            return None
        of_theirs = reference.campaign.period
        final = in_hand(store, reference, of_theirs.closes_at) if of_theirs.closes_at <= as_of else None
        line = _line(opened, reference, raised_by_day(store, reference, min(as_of, of_theirs.closes_at)))
    apart = period.opens_at - of_theirs.opens_at
    return LastTime(reference, then, final, line, _LAST_YEAR[0] <= apart <= _LAST_YEAR[1],
                    of_theirs.day_count != period.day_count)  # fmt: skip


def last_time_unattended(store: Store, opened: OpenCampaign, as_of: datetime) -> LastTime | None:
    """The same for a message that nobody's role stands behind: where roles are given by campaign, none of another is in it."""
    return None if access().campaigns else last_time(store, opened, as_of, seen_campaigns(store))


def _line(opened: OpenCampaign, reference: OpenCampaign, points: Sequence[Point]) -> tuple[Point, ...]:
    ours, theirs = opened.campaign, reference.campaign
    return tuple(
        Point(ours.period.instant_at(theirs.period.elapsed(each.at)), each.cents * ours.goal_cents // theirs.goal_cents)
        for each in points
    )


def last_time_sentence(found: LastTime, translator: Translator) -> str:
    """What the reference had in hand at the same moment, in a sentence; how its length is dealt with where it differs."""
    campaign, formats, _ = found.reference.campaign, translator.formats, translator._
    words = {"title": campaign.title, "share": formats.percent(found.then.progress),
             "amount": formats.money_whole(found.then.net_cents, campaign.currency)}  # fmt: skip
    if found.is_last_year:
        said = _("Last year (“%(title)s”), at the same moment: %(share)s of its goal in hand (%(amount)s).", **words)
    else:
        said = _("“%(title)s”, at the same moment: %(share)s of its goal in hand (%(amount)s).", **words)
    if not found.is_of_another_length:
        return said
    days = campaign.period.day_count
    return said + " " + translator.ngettext(
        "It lasted %(count)s day: the same moment is the same share of the time.",
        "It lasted %(count)s days: the same moment is the same share of the time.", days)  # fmt: skip
