"""The progress of a campaign as a drawing: amounts and instants put into shares of the plot, said in a language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lib.campaign.calendar import share_gone_by, start_of_day
from lib.campaign.message import N_, Money
from lib.drawing.curve import Curve, CurveLine, DeedMark, Look, Tick
from lib.i18n.translator import Translator
from lib.services.analyses.progress import Point, Progress
from lib.services.daily.action_words import ActionDay, action_days, day_text
from lib.services.forecast.forecasting import Outlook
from lib.services.portfolio.references import LastTime
from lib.services.viewing import View

_TICKED_DAYS, _TICKED_AMOUNTS = 5, 6
"""At most, so that no two stand over one another."""
HEADROOM = 1.04


@dataclass(frozen=True, slots=True)
class Plot:
    """The frame of a curve: the campaign's time across, from nothing to the highest amount shown upwards."""

    view: View
    top_cents: int

    def x(self, at: datetime) -> float:
        """The share (0–1) of the campaign's time gone by at an instant."""
        period = self.view.campaign.period
        return float(share_gone_by(period.opens_at, period.closes_at, at))

    def y(self, cents: int) -> float:
        """An amount ÷ the highest one shown (0–1)."""
        return max(0, cents) / self.top_cents

    def points(self, points: Sequence[Point]) -> list[tuple[float, float]]:
        """Amounts at instants as places on the plot."""
        return [(self.x(point.at), self.y(point.cents)) for point in points]


def progress_curve(
    view: View, progress: Progress, outlook: Outlook | None, translator: Translator, last: LastTime | None = None
) -> Curve:
    """What was raised beside its two comparisons, the probable range, the goal and the campaign's own actions; `last`: also
    beside an earlier campaign, in shares of its goal."""
    fan, before = outlook.fan if outlook else (), last.line if last else ()
    highest = max(view.figures.goal_cents, view.figures.gross_cents, *(each.high_cents for each in fan),
                  *(each.cents for each in before), 1)  # fmt: skip
    plot, days = Plot(view, int(highest * HEADROOM)), action_days(progress.actions)
    lines: list[tuple[Look, str, Sequence[Point]]] = [
        ("straight", translator._(N_("straight line")), progress.straight),
        ("reference", translator._(N_("campaigns that succeeded")), progress.reference),
        ("last", _last_words(last, translator) if last else "", before),
        ("raised", translator._(N_("raised")), progress.raised),
    ]
    return Curve(
        lines=[CurveLine(look, words, plot.points(points)) for look, words, points in lines if words],
        days=day_ticks(plot, translator),
        amounts=amount_ticks(plot, translator),
        goal=goal_tick(plot, translator),
        dot=where_we_stand(plot, progress, translator),
        band=[(plot.x(each.instant), plot.y(each.low_cents), plot.y(each.high_cents)) for each in fan],
        band_words=translator._(N_("probable range (8 in 10)")),
        deeds=_marks(plot, [day for day in days if not day.has_posts_alone], translator),
        deeds_words=translator._(N_("our actions")),
        posts=_marks(plot, [day for day in days if day.has_posts_alone], translator),
        posts_words=translator._(N_("days of posts alone")),
    )


def _last_words(last: LastTime, translator: Translator) -> str:
    return translator._("“%(title)s”, in shares of its own goal and time", title=last.reference.campaign.title)


def _marks(plot: Plot, days: Sequence[ActionDay], translator: Translator) -> list[DeedMark]:
    campaign = plot.view.campaign
    return [
        DeedMark(plot.x(start_of_day(each.day, campaign.period.zone)), "\n".join(day_text(each, campaign.currency, translator)))
        for each in days
    ]


def curve_name(view: View, translator: Translator) -> str:
    """What the drawing shows, for those who do not see it."""
    return translator._(
        N_("Amount raised day by day: %(gross)s collected by %(instant)s, goal %(goal)s."),
        gross=Money(view.figures.gross_cents, view.campaign.currency),
        instant=view.as_of,
        goal=_brief(view, view.figures.goal_cents, translator),
    )


def _brief(view: View, cents: int, translator: Translator) -> str:
    return translator.formats.money_brief(cents, view.campaign.currency)


def goal_tick(plot: Plot, translator: Translator) -> Tick:
    """The platform's threshold and its words."""
    goal_cents = plot.view.figures.goal_cents
    return Tick(plot.y(goal_cents), translator._(N_("Goal %(goal)s"), goal=_brief(plot.view, goal_cents, translator)))


def day_ticks(plot: Plot, translator: Translator) -> list[Tick]:
    """At most five days, the first and the last among them."""
    period = plot.view.campaign.period
    last = period.day_count - 1
    numbers = sorted({1 + round(last * step / (_TICKED_DAYS - 1)) for step in range(_TICKED_DAYS)})
    return [Tick(plot.x(period.start_of(number)), translator.formats.day_short(period.day(number))) for number in numbers]


def amount_ticks(plot: Plot, translator: Translator) -> list[Tick]:
    """Nothing, half of the goal, the goal, and on by halves as far as the plot goes; far beyond the goal, by its doubles."""
    step = max(plot.view.figures.goal_cents // 2, 1)
    while plot.top_cents > step * _TICKED_AMOUNTS:
        step *= 2
    return [Tick(plot.y(cents), _brief(plot.view, cents, translator)) for cents in range(0, plot.top_cents, step)]


def where_we_stand(plot: Plot, progress: Progress, translator: Translator) -> tuple[tuple[float, float], str] | None:
    """Where the money stands and how much it is; None before the first of it."""
    if not progress.raised:
        return None
    here = progress.raised[-1]
    return (plot.x(here.at), plot.y(here.cents)), translator.formats.money_whole(here.cents, plot.view.campaign.currency)
