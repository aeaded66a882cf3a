"""The figures of a campaign as lines of text, aligned for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from lib.campaign.forecast import Forecast
from lib.campaign.message import N_
from lib.drawing.status import status_word
from lib.i18n.translator import Translator
from lib.services.forecast.forecast_words import headline
from lib.services.viewing import View
from lib.services.wording import target_text, value_text


def figure_lines(view: View, forecast: Forecast | None, translator: Translator) -> Iterator[str]:
    """Title, money, then one line for each KPI with its value, target, status and reason."""
    _, formats, figures, currency = translator._, translator.formats, view.figures, view.campaign.currency
    yield _(N_("%(title)s, as of %(instant)s"), title=view.campaign.title, instant=view.as_of)
    yield _(
        N_("In hand: %(net)s of %(goal)s (%(share)s)"),
        net=formats.money(figures.net_cents, currency),
        goal=formats.money(figures.goal_cents, currency),
        share=formats.percent(figures.net_progress),
    )
    yield _(
        N_("Collected: %(gross)s; commission: %(commission)s"),
        gross=formats.money(figures.gross_cents, currency),
        commission=formats.money(figures.commission_cents + figures.commission_tax_cents, currency),
    )
    if figures.remaining_net_cents is not None:
        yield _(
            N_("Still to collect to have the goal in hand: %(remaining)s"),
            remaining=formats.money(figures.remaining_net_cents, currency),
        )
    if forecast is not None:
        yield translator.sentence(headline(forecast))
    yield ""
    names = [translator._(reading.kpi.name) for reading in view.readings]
    width = max((len(name) for name in names), default=0)
    for name, reading in zip(names, view.readings, strict=True):
        value, target = value_text(reading, currency, translator), target_text(reading, currency, translator)
        word = status_word(reading.status.value, translator)
        yield f"{name:<{width}}  {value:>12}  {target:<20}  {word:<24}  {translator.sentence(reading.why)}"
