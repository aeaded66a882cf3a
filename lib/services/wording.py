"""How a KPI's value, target and unit are said: the same words on a page, on the screen and at a terminal."""

from __future__ import annotations

from fractions import Fraction

from lib.campaign.message import N_
from lib.i18n.translator import Translator
from lib.kpis.reading import Number, Reading, Unit


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
