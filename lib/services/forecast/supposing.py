"""What the forecast would say if more people came each day, or more money today; always as a band, to the nearest five."""

from __future__ import annotations

from dataclasses import dataclass

from lib.campaign.forecast import Course, Forecast, ForecastStatus, forecast_of
from lib.campaign.forecast_views import WhatIf, chance_band, what_if_daily, what_if_gift
from lib.campaign.message import N_, Message, Money, say, say_many
from lib.services.campaigns import OpenCampaign
from lib.services.forecast.forecast_words import SURE_OF_MAKING, SURE_OF_MISSING, headline, in_a_hundred
from lib.services.forecast.forecasting import course_at
from lib.services.viewing import View
from lib.store.engine import Store


@dataclass(frozen=True, slots=True)
class Supposition:
    """What to suppose from: the course as of an instant, the median contribution in cents, the days left (1 at least).

    `median_cents` None: only the platform's total is known, so that no usual gift can be told.
    """

    course: Course
    forecast: Forecast
    median_cents: int | None
    days_left: int
    currency: str

    @property
    def is_possible(self) -> bool:
        """Whether a chance is told at all: not too early, not reached yet, not closed."""
        return self.forecast.status is ForecastStatus.OK


def supposition(store: Store, opened: OpenCampaign, seen: View) -> Supposition | None:
    """What to suppose from at the instant of `seen`; None for a campaign that keeps what it raises."""
    course = course_at(store, opened, seen.as_of)
    if course is None:
        return None
    figures = seen.figures
    return Supposition(course, forecast_of(course), figures.median_contribution_cents, max(figures.days_left, 1),
                       opened.campaign.currency)  # fmt: skip


def as_things_are(seen: Supposition) -> Message:
    """The forecast's own sentence."""
    return headline(seen.forecast)


def more_people(seen: Supposition, people_a_day: int) -> tuple[Message, ...]:
    """What that many more contributors a day would bring, at the median, and the chance then; () where it cannot be said."""
    if not seen.is_possible or seen.median_cents is None or people_a_day <= 0:
        return ()
    supposed = what_if_daily(seen.course, people_a_day, seen.median_cents, seen.days_left)
    days = say_many(N_("the day left"), N_("the %(count)s days left"), seen.days_left)
    brought = say_many(N_("%(count)s more contributor a day at %(gift)s (the median) for %(days)s: %(added)s more."),
                       N_("%(count)s more contributors a day at %(gift)s (the median) for %(days)s: %(added)s more."),
                       people_a_day, gift=Money(seen.median_cents, seen.currency), days=days,
                       added=Money(supposed.added_cents, seen.currency, whole=True))  # fmt: skip
    return brought, _chances(seen, supposed)


def more_money(seen: Supposition, added_cents: int) -> tuple[Message, ...]:
    """The chance with that much more collected today, by as many people as the median makes; () where it cannot be said."""
    if not seen.is_possible or added_cents <= 0:
        return ()
    people = max(1, added_cents // seen.median_cents) if seen.median_cents else 1
    brought = say(N_("%(added)s more collected today."), added=Money(added_cents, seen.currency, whole=True))
    return brought, _chances(seen, what_if_gift(seen.course, added_cents, people))


def _chances(seen: Supposition, supposed: WhatIf) -> Message:
    after = supposed.after or 0.0
    now = chance_words(seen.forecast.probability_low or 0.0, seen.forecast.probability_high or 0.0)
    then = chance_words(*chance_band(after))
    if after == 1:
        return say(N_("Chance of reaching the platform’s threshold: now %(now)s; then it would be passed."), now=now)
    if now == then:
        return say(N_("Chance of reaching the platform’s threshold: %(now)s, now as then."), now=now)
    return say(N_("Chance of reaching the platform’s threshold: now %(now)s; then %(then)s."), now=now, then=then)


def chance_words(low: float, high: float) -> Message:
    """The words of the forecast's own sentence, for a chance that is neither certain nor lost."""
    if high < SURE_OF_MISSING:
        return say(N_("less than 5 in 100"))
    if low > SURE_OF_MAKING:
        return say(N_("more than 95 in 100"))
    fewest, most = in_a_hundred(low), in_a_hundred(high)
    if fewest == most:
        return say(N_("about %(most)s in 100"), most=most)
    return say(N_("between %(fewest)s and %(most)s in 100"), fewest=fewest, most=most)
