"""Where we stand between the lines of equal chance: what gives even odds on each day, and what gives 80 in 100."""

from __future__ import annotations

from dataclasses import dataclass

from lib.campaign.message import N_, Message, Money, say
from lib.drawing.curve import Curve, CurveLine
from lib.i18n.translator import Translator
from lib.services.analyses.curve_words import HEADROOM, Plot, amount_ticks, day_ticks, goal_tick, where_we_stand
from lib.services.analyses.progress import Point, Progress
from lib.services.forecast.forecasting import Outlook
from lib.services.viewing import View

_WEEK_DAYS = 7
Row = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Chances:
    """The drawing, the one sentence that says what it shows, and its numbers week by week.

    A row of `numbers` is the day, the gross for even odds, the gross for 80 in 100, and ours ("—" for a day to come).
    """

    curve: Curve
    sentence: str
    numbers: tuple[Row, ...]


def chances(view: View, progress: Progress, outlook: Outlook | None, translator: Translator) -> Chances | None:
    """None where nothing is forecast: too early, the goal passed, over, or a campaign that keeps what it raises."""
    if outlook is None or not outlook.even_odds or not progress.raised:
        return None
    said = translator.sentence(_sentence(view, outlook))
    return Chances(_curve(view, progress, outlook, translator), said, _numbers(view, progress, outlook, translator))


def _curve(view: View, progress: Progress, outlook: Outlook, translator: Translator) -> Curve:
    highest = max(view.figures.goal_cents, view.figures.gross_cents)
    plot = Plot(view, int(highest * HEADROOM))
    return Curve(
        lines=[
            CurveLine("good", translator._(N_("80 chances in 100 on that day")), plot.points(outlook.good_odds)),
            CurveLine("even", translator._(N_("even odds on that day")), plot.points(outlook.even_odds)),
            CurveLine("raised", translator._(N_("raised")), plot.points(progress.raised)),
        ],
        days=day_ticks(plot, translator),
        amounts=amount_ticks(plot, translator),
        goal=goal_tick(plot, translator),
        dot=where_we_stand(plot, progress, translator),
    )


def _sentence(view: View, outlook: Outlook) -> Message:
    """Where the dot lies; the lines are those of a campaign at its usual pace, so the chance itself is the forecast's."""
    gross, currency = view.figures.gross_cents, view.campaign.currency
    even, good = (_cents_at(line, view) for line in (outlook.even_odds, outlook.good_odds))
    words = {"gross": _whole(gross, currency), "even": _whole(even, currency), "good": _whole(good, currency)}
    if gross >= good:
        return say(N_("%(gross)s collected; today the line of 80 chances in 100 is at %(good)s: we are above it."), **words)
    if gross >= even:
        return say(
            N_("%(gross)s collected; today even odds take %(even)s and 80 chances in 100 take %(good)s: we are between them."),
            **words,
        )
    return say(N_("%(gross)s collected; today even odds take %(even)s: we are under that line."), **words)


def _whole(cents: int, currency: str) -> Money:
    return Money(cents, currency, whole=True)


def _cents_at(line: tuple[Point, ...], view: View) -> int:
    """The line's amount at the instant looked at, straight between two of its points."""
    before = max((point for point in line if point.at <= view.as_of), key=lambda point: point.at, default=line[0])
    after = min((point for point in line if point.at > view.as_of), key=lambda point: point.at, default=line[-1])
    if after.at <= before.at:
        return before.cents
    return before.cents + round((after.cents - before.cents) * ((view.as_of - before.at) / (after.at - before.at)))


def _numbers(view: View, progress: Progress, outlook: Outlook, translator: Translator) -> tuple[Row, ...]:
    formats, currency = translator.formats, view.campaign.currency
    return tuple(
        (
            formats.date_long(view.campaign.period.last_day_before(even.at)),
            formats.money_whole(even.cents, currency),
            formats.money_whole(good.cents, currency),
            _raised_by(progress, even, view, translator),
        )
        for even, good in zip(outlook.even_odds, outlook.good_odds, strict=True)
        if _ends_a_week(even, view)
    )


def _ends_a_week(point: Point, view: View) -> bool:
    period = view.campaign.period
    return ((period.last_day_before(point.at) - period.first_day).days + 1) % _WEEK_DAYS == 0


def _raised_by(progress: Progress, day: Point, view: View, translator: Translator) -> str:
    if day.at > view.as_of:
        return "—"
    cents = max((point.cents for point in progress.raised if point.at <= day.at), default=0)
    return translator.formats.money_whole(cents, view.campaign.currency)
