"""Numbers, money, dates and hours as people write them in Québec and in Canada: Babel, and what it lacks.

Babel rounds half to even, writes "1 mars", "09 h 05", "-1 234,50 $", and breaking spaces in "19 h 30".
Every string made here holds U+00A0 where a line must not break, and no other kind of narrow or fixed space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_timedelta
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal

from lib.i18n.language import FRENCH, Language

NBSP = "\u00a0"
MINUS = "\u2212"
Number = int | Fraction | Decimal
_UNITS = (timedelta(weeks=1), timedelta(days=1), timedelta(hours=1), timedelta(minutes=1))
_FRENCH_MONEY, _ENGLISH_MONEY = "#,##0.00\u00a0¤", "¤#,##0.00"


_REMEMBERED = 8192
"""Texts of amounts, numbers and days kept at most: Babel takes a tenth of a millisecond for each, and pages say the same ones."""


@contextmanager
def _exactly() -> Iterator[None]:
    """Babel works in the caller's decimal context: here digits enough for any amount, and half away from zero."""
    with localcontext() as context:
        context.prec, context.rounding = 50, ROUND_HALF_UP
        yield


def _polished(text: str) -> str:
    """A real minus sign, one kind of no-break space, and one between a code such as CHF and its number."""
    return re.sub(r"(?<=[A-Za-z])(?=\d)", NBSP, text.replace("-", MINUS).replace("\u202f", NBSP))


@lru_cache(maxsize=_REMEMBERED)
def _money_text(cents: int, currency: str, pattern: str, code: str) -> str:
    with _exactly():
        return _polished(format_currency(Decimal(cents).scaleb(-2), currency, pattern, locale=code, currency_digits=False))


@lru_cache(maxsize=_REMEMBERED)
def _number_text(scaled: int, digits: int, code: str) -> str:
    pattern = "#,##0" + ("." + "#" * digits if digits else "")
    with _exactly():
        return _polished(format_decimal(Decimal(scaled).scaleb(-digits), pattern, locale=code))


@lru_cache(maxsize=_REMEMBERED)
def _date_text(day: date, pattern: str, code: str) -> str:
    return format_date(day, pattern, locale=code)


def _scaled(value: Number, digits: int, *, up: bool = False) -> int:
    """`value` × 10^digits as a whole number, towards zero, or upwards; exact whatever the fraction."""
    power: int = 10**digits
    exact = Fraction(value) * power
    if up:
        return -(-exact.numerator // exact.denominator)
    return int(exact)


@dataclass(frozen=True, slots=True)
class Formats:
    """One language and one zone. Days may be dates or aware datetimes; datetimes are read in the zone."""

    language: Language
    zone: ZoneInfo

    @property
    def _french(self) -> bool:
        return self.language == FRENCH

    def money(self, cents: int, currency: str) -> str:
        """An amount with its cents: « 10 846,12 $ », "$10,846.12"."""
        return self._money(cents, currency, _FRENCH_MONEY if self._french else _ENGLISH_MONEY)

    def money_whole(self, cents: int, currency: str) -> str:
        """An amount without its cents, rounded down: for what was raised, which must not be overstated."""
        return self._whole(cents // 100, currency)

    def money_whole_up(self, cents: int, currency: str) -> str:
        """An amount without its cents, rounded up: for what is needed, which must not be understated."""
        return self._whole(-(-cents // 100), currency)

    def money_brief(self, cents: int, currency: str) -> str:
        """An amount whose cents are printed only where there are any: « 25 000 $ », « 26 795,28 $ »."""
        return self.money(cents, currency) if cents % 100 else self.money_whole(cents, currency)

    def _whole(self, units: int, currency: str) -> str:
        pattern = (_FRENCH_MONEY if self._french else _ENGLISH_MONEY).replace(".00", "")
        return self._money(units * 100, currency, pattern)

    def _money(self, cents: int, currency: str, pattern: str) -> str:
        return _money_text(cents, currency, pattern, self.language.code)

    def percent(self, share: Fraction | Decimal, digits: int = 0) -> str:
        """A share (0–1) in percent, cut and not rounded: 0.996 is 99 %, never 100 % before it is."""
        return self._percent(_scaled(share, digits + 2), digits)

    def percent_up(self, share: Fraction | Decimal, digits: int = 0) -> str:
        """A share (0–1) in percent, rounded up: the upper bound of an interval, a share that is missing."""
        return self._percent(_scaled(share, digits + 2, up=True), digits)

    def _percent(self, scaled: int, digits: int) -> str:
        number = self._number(scaled, digits)
        return f"{number}{NBSP}%" if self._french else f"{number}%"

    def decimal(self, value: Number, digits: int = 1) -> str:
        """A number with at most `digits` decimals, half away from zero; trailing zeros are left out."""
        exact = Fraction(value) * 10**digits
        halved = (abs(exact) + Fraction(1, 2)).__floor__()
        return self._number(halved if exact >= 0 else -halved, digits)

    def count(self, number: int) -> str:
        """A whole number in groups of three, four digits too so that columns agree: « 61 400 », "6,140"."""
        return self._number(number, 0)

    def _number(self, scaled: int, digits: int) -> str:
        return _number_text(scaled, digits, self.language.code)

    def local(self, day: date) -> date:
        """The calendar day meant: a datetime is first read in the zone."""
        return day.astimezone(self.zone).date() if isinstance(day, datetime) else day

    def date_full(self, day: date) -> str:
        """« samedi 20 janvier 2018 »."""
        return self._date(day, "EEEE d MMMM y", "EEEE, MMMM d, y")

    def date_long(self, day: date) -> str:
        """« 20 janvier 2018 », « 1er mars 2018 »."""
        return self._date(day, "d MMMM y", "MMMM d, y")

    def date_medium(self, day: date) -> str:
        """« 20 janv. 2018 »."""
        return self._date(day, "d MMM y", "MMM d, y")

    def day_month(self, day: date) -> str:
        """« 20 janvier »."""
        return self._date(day, "d MMMM", "MMMM d")

    def day_short(self, day: date) -> str:
        """« 20 janv. », for axes and tables."""
        return self._date(day, "d MMM", "MMM d")

    def date_numeric(self, day: date) -> str:
        """2018-01-20 in both languages, the only numeric date that is not ambiguous here."""
        return self.local(day).isoformat()

    def month(self, day: date) -> str:
        """« janvier 2018 »."""
        return self._pattern(self.local(day), "MMMM y")

    def weekday(self, day: date) -> str:
        """« samedi »."""
        return self._pattern(self.local(day), "EEEE")

    def weekday_short(self, day: date) -> str:
        """« sam. »."""
        return self._pattern(self.local(day), "EEE")

    def _pattern(self, day: date, pattern: str) -> str:
        return _date_text(day, pattern, self.language.code)

    def _date(self, day: date, french: str, english: str) -> str:
        local = self.local(day)
        if not self._french:
            return self._pattern(local, english)
        ordinal = f"'1er{NBSP}'M" if local.day == 1 else f"d'{NBSP}'M"
        return self._pattern(local, french.replace("d M", ordinal, 1))

    def time(self, instant: datetime) -> str:
        """« 19 h 30 », « 9 h 05 », « 19 h »; "7:30 p.m."."""
        local = instant.astimezone(self.zone)
        if not self._french:
            return f"{local.hour % 12 or 12}:{local.minute:02}{NBSP}{'a.m.' if local.hour < 12 else 'p.m.'}"
        return f"{local.hour}{NBSP}h" + (f"{NBSP}{local.minute:02}" if local.minute else "")

    def hour(self, hour: int) -> str:
        """An hour of the day, 0–23: « 19 h », "7 p.m."."""
        if self._french:
            return f"{hour}{NBSP}h"
        return f"{hour % 12 or 12}{NBSP}{'a.m.' if hour < 12 else 'p.m.'}"

    def instant(self, instant: datetime) -> str:
        """« 23 février 2018 à 19 h 30 »."""
        joint = " à " if self._french else " at "
        return self.date_long(instant) + joint + self.time(instant)

    def instant_short(self, instant: datetime) -> str:
        """« 23 févr., 19 h 30 », for tables."""
        return f"{self.day_short(instant)}, {self.time(instant)}"

    def age(self, instant: datetime, now: datetime) -> str:
        """« il y a 3 heures », « dans 2 jours »; whole units gone by, a minute at least."""
        return self._timedelta(instant - now, directed=True)

    def duration(self, length: timedelta) -> str:
        """« 3 heures », « 2 jours »; whole units, a minute at least."""
        return self._timedelta(abs(length), directed=False)

    def _timedelta(self, length: timedelta, *, directed: bool) -> str:
        sign, size = (-1 if length < timedelta(0) else 1), abs(length)
        unit = next((unit for unit in _UNITS if size >= unit), timedelta(minutes=1))
        whole = sign * max(size // unit, 1) * unit
        code = self.language.code
        return format_timedelta(whole, threshold=1, granularity="minute", add_direction=directed, locale=code)

    def listing(self, items: Sequence[str]) -> str:
        """« a, b et c »."""
        return format_list(list(items), locale=self.language.code)
