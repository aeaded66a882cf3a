"""The charts of the report: the bar, the curve, the days, what the forecasts said; each with its sentence and its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction

from lib.campaign.calendar import end_of_day
from lib.campaign.forecast_views import EVEN_ODDS
from lib.campaign.message import N_, Money, Share
from lib.drawing.bar import BarModel
from lib.drawing.curve import Tick
from lib.drawing.print_bar import print_bar
from lib.drawing.print_charts import ChanceWords, PrintedDay, SaidChance, print_chances, print_curve, print_days
from lib.drawing.print_frame import PHONE_PX, WIDTH_PX
from lib.drawing.report import PrintedChart, PrintedTable
from lib.i18n.translator import Translator
from lib.services.analyses.curve_words import Plot, curve_name, day_ticks, progress_curve
from lib.services.analyses.progress import Progress
from lib.services.daily.deeds import Deed, DeedKind
from lib.services.forecast.forecast_log import SaidForecast
from lib.services.forecast.forecast_record import ForecastRecord
from lib.services.forecast.forecast_words import in_a_hundred
from lib.services.forecast.forecasting import Outlook
from lib.services.viewing import View
from lib.store.queries.series import DayTotal

Deeds = Mapping[date, tuple[Deed, ...]]
_STEPS = (1, 2, 5)
_AMOUNTS = 4
_HALVES = Fraction(1, 2)
_WIDTHS_PX = (WIDTH_PX, PHONE_PX)
_PHONE_CURVE_PX = 200
"""How high the curve is on a phone, whatever a sheet has room for."""


def bar_chart(seen: View, translator: Translator) -> PrintedChart:
    """What is in hand, what the fees take, and the two thresholds."""
    model = BarModel(seen.figures, seen.campaign, translator)
    rows = [(entry["words"], entry["value"]) for entry in model.legend()]
    numbers = PrintedTable((translator._(N_("Part")), translator._(N_("Amount"))), rows, (False, True), (3, 1))
    svg, phone = (print_bar(seen.figures, seen.campaign, translator, width=width) for width in _WIDTHS_PX)
    return PrintedChart("bar", translator._(N_("What is in hand")), model.name, svg, phone, numbers)


def curve_chart(seen: View, progress: Progress, outlook: Outlook | None, translator: Translator,
                height: float = 250) -> PrintedChart:  # fmt: skip
    """What was raised beside its two comparisons, with the week by week numbers of the three lines."""
    _, name = translator._, curve_name(seen, translator)
    headers = (_("Day"), _("raised"), _("campaigns that succeeded"), _("straight line"))
    rows = list(_weeks(seen, progress, translator))
    numbers = PrintedTable(headers, rows, (False, True, True, True), (2, 1, 1, 1))
    curve = progress_curve(seen, progress, outlook, translator)
    svg = print_curve(curve, name=name, height=height)
    phone = print_curve(curve, name=name, height=_PHONE_CURVE_PX, width=PHONE_PX)
    return PrintedChart("curve", _("The curve of what was raised"), name, svg, phone, numbers)


def _weeks(seen: View, progress: Progress, translator: Translator) -> Iterator[Sequence[str]]:
    """The end of each week of the campaign, and of its last day; "—" for what is to come."""
    period, formats, currency = seen.campaign.period, translator.formats, seen.campaign.currency
    days = sorted({*range(7, period.day_count, 7), period.day_count})
    for number in days:
        end = period.start_of(number + 1) if number < period.day_count else period.closes_at
        by_then = [point.cents for point in progress.raised if point.at <= end]
        raised = formats.money_whole(by_then[-1], currency) if by_then and end <= max(seen.as_of, progress.raised[-1].at) else "—"
        lines = [formats.money_whole(progress_line[number].cents, currency)
                 for progress_line in (progress.reference, progress.straight)]  # fmt: skip
        yield (formats.date_medium(period.day(number)), raised, *lines)


def days_chart(seen: View, totals: Sequence[DayTotal], deeds: Deeds, numbers: PrintedTable,
               translator: Translator) -> PrintedChart:  # fmt: skip
    """What came in on each day of the campaign, and the days on which something was done."""
    period, formats, currency = seen.campaign.period, translator.formats, seen.campaign.currency
    by_day = {each.day: each.counted_cents for each in totals}
    days = [period.first_day + timedelta(days=place) for place in range(period.day_count)]
    top = max((by_day.get(day, 0) for day in days), default=0)
    step = next(size * 10**power for power in range(2, 20) for size in _STEPS if size * 10**power * _AMOUNTS >= top)
    highest = max(top, step)
    name = translator._("Amount collected on each day of the campaign, up to %(instant)s.", instant=seen.as_of)
    svg, phone = (print_days(
        [PrintedDay(by_day.get(day, 0) / highest, _has_actions(deeds.get(day, ()))) for day in days],
        day_ticks(Plot(seen, 1), translator),
        [Tick(cents / highest, formats.money_brief(cents, currency)) for cents in range(0, highest + 1, step)],
        name=name, deeds_words=translator._("our actions"), width=width,
    ) for width in _WIDTHS_PX)  # fmt: skip
    return PrintedChart("days", translator._("Contributions by day"), name, svg, phone, numbers)


def _has_actions(deeds: Sequence[Deed]) -> bool:
    return any(deed.kind is not DeedKind.POSTS for deed in deeds)


def forecast_chart(seen: View, record: ForecastRecord, translator: Translator) -> PrintedChart:
    """The chance that was said each evening, and at the end what happened; numbers evening by evening."""
    _ = translator._
    plot, formats = Plot(seen, 1), translator.formats
    name = _("The chance of passing the threshold that was said on each evening, and what happened.")
    words = ChanceWords(
        said=_("said that evening"), even=_("even odds"), right=_("on the side that came true"), wrong=_("on the other side"),
        outcome=_("threshold passed") if record.is_reached else _("threshold missed"),
    )  # fmt: skip
    svg, phone = (print_chances(
        [SaidChance(plot.x(_end(each.day, seen)), each.probability, record.was_right(each)) for each in record.said],
        day_ticks(plot, translator),
        [Tick(float(share.value), translator.said(share)) for share in (Share(_HALVES * part) for part in range(3))],
        words, name=name, is_reached=record.is_reached, width=width,
    ) for width in _WIDTHS_PX)  # fmt: skip
    rows = [
        (formats.date_medium(each.day), _("%(chance)s in 100", chance=in_a_hundred(each.probability)),
         translator.said(Money(each.total_median_cents, seen.campaign.currency, whole=True)), _side(record, each, translator))
        for each in record.said
    ]  # fmt: skip
    headers = (_("Evening"), _("Chance said"), _("Total announced (median)"), _("Leaned to"))
    return PrintedChart("forecasts", _("What the forecasts said"), name, svg, phone,
                        PrintedTable(headers, rows, (False, True, True, False), (2, 2, 2, 3)))  # fmt: skip


def _end(day: date, seen: View) -> datetime:
    return end_of_day(day, seen.campaign.period.zone)


def _side(record: ForecastRecord, said: SaidForecast, translator: Translator) -> str:
    """Which way an evening leaned, and whether that came true."""
    leaned = translator._("success") if said.probability >= EVEN_ODDS else translator._("failure")
    was_right = record.was_right(said)
    if was_right is None:
        return leaned
    return translator._("%(side)s: right", side=leaned) if was_right else translator._("%(side)s: wrong", side=leaned)
