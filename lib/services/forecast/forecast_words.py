"""Saying the forecast: people before decimals, both outcomes, never the mean, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from lib.campaign.forecast import Forecast, ForecastStatus
from lib.campaign.forecast_views import Movement
from lib.campaign.message import N_, Message, Money, Share, say
from lib.services.forecast.forecasting import Outlook

_STEP = 5
SURE_OF_MISSING, SURE_OF_MAKING = 0.05, 0.95
"""Chances are said to the nearest five in a hundred: the tables hold no more than that."""


def headline(forecast: Forecast) -> Message:
    """The one sentence: of 100 campaigns like ours, how many made it; or why nothing can be said."""
    if forecast.status is ForecastStatus.TOO_EARLY:
        return say(N_("Too early to say: a forecast needs five contributors and 2% of the time."))
    if forecast.status is ForecastStatus.REACHED:
        return say(N_("The platform’s threshold is passed."))
    if forecast.status is ForecastStatus.CLOSED:
        return say(N_("The campaign is over: there is nothing left to forecast."))
    low, high = in_a_hundred(forecast.probability_low), in_a_hundred(forecast.probability_high)
    if (forecast.probability_high or 0) < SURE_OF_MISSING:
        return say(N_("Of 100 campaigns that looked like ours at this point, fewer than 5 reached their goal."))
    if (forecast.probability_low or 0) > SURE_OF_MAKING:
        return say(N_("Of 100 campaigns that looked like ours at this point, more than 95 reached their goal."))
    if low == high:
        return say(N_("Of 100 campaigns that looked like ours at this point, about %(high)s reached their goal."), high=high)
    return say(
        N_("Of 100 campaigns that looked like ours at this point, about %(low)s to %(high)s reached their goal."),
        low=low,
        high=high,
    )


def details(outlook: Outlook, currency: str) -> tuple[Message, ...]:
    """What stands under the headline: both outcomes, the date, the quiet middle, the goal in hand, an outsize gift."""
    if outlook.forecast.status is not ForecastStatus.OK:
        return ()
    return tuple(_details(outlook, currency))


def _details(outlook: Outlook, currency: str) -> Iterator[Message]:
    ends, forecast = outlook.outcomes, outlook.forecast
    if ends is not None:
        yield say(
            N_(
                "If we make it, probably between %(made_low)s and %(made_high)s; if not, probably between %(missed_low)s and "
                "%(missed_high)s."
            ),
            made_low=_whole(ends.made_low_cents, currency),
            made_high=_whole(ends.made_high_cents, currency),
            missed_low=_whole(ends.missed_low_cents, currency),
            missed_high=_whole(ends.missed_high_cents, currency),
        )
    if forecast.reach_early is not None and forecast.reach_late is not None:
        yield say(
            N_("If the goal is reached, probably between %(early)s and %(late)s."),
            early=forecast.reach_early.date(),
            late=forecast.reach_late.date(),
        )
    if outlook.movement is not None:
        yield from _week(outlook.movement)
    yield say(N_("A quiet middle is normal: campaigns like ours raise a fifth of their total in the last tenth of the time."))
    if outlook.net_probability is not None:
        yield say(
            N_("To have the goal in hand, commission paid, about %(chance)s in 100: a rougher figure, read off the totals."),
            chance=in_a_hundred(outlook.net_probability),
        )
    if outlook.outsize_cents is not None:
        yield say(
            N_("One contribution of %(amount)s made half of last week’s money or more: the pace is to be read with care."),
            amount=_whole(outlook.outsize_cents, currency),
        )


def provenance() -> Message:
    """Where the forecast comes from, in one line."""
    return say(
        N_(
            "From real all-or-nothing campaigns elsewhere, 2013–2016; this platform may differ. It is for the platform’s "
            "threshold on what is collected."
        )
    )


def _week(moved: Movement) -> Iterator[Message]:
    if moved.before is None or moved.now is None or moved.pace is None:
        return
    pace, before, now = Share(Fraction(moved.pace)), in_a_hundred(moved.before), in_a_hundred(moved.now)
    if before == now:
        yield say(
            N_("Last week ran at %(pace)s of our usual pace; the chance stays at about %(now)s in 100."), pace=pace, now=now
        )
    else:
        yield say(
            N_("Last week ran at %(pace)s of our usual pace; the chance went from about %(before)s to %(now)s in 100."),
            pace=pace,
            before=before,
            now=now,
        )


def in_a_hundred(chance: float | None) -> int:
    """To the nearest five, from 5 to 95: a goal that is not passed is neither certain nor lost."""
    return min(max(_STEP * round(100 * (chance or 0.0) / _STEP), _STEP), 100 - _STEP)


def _whole(cents: int, currency: str) -> Money:
    return Money(cents, currency, whole=True)
