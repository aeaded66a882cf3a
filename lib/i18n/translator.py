"""Sentences in a language: msgids looked up, typed parameters put into words in that language and zone."""

from __future__ import annotations

import gettext
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from lib.campaign.message import Message, Money, Parameter, Quantity, Share
from lib.i18n.catalogue import translations
from lib.i18n.formats import Formats
from lib.i18n.language import Language

_UTC = ZoneInfo("UTC")
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
_WITH_STOP = re.compile(PLACEHOLDER.pattern + r"(\.?)")


@dataclass(frozen=True, slots=True)
class Translator:
    """One viewer's language and the campaign's zone: immutable and cheap, made anew wherever it is wanted.

    In a msgid only `%(name)s` stands for a parameter; a percent sign alone is a percent sign. A parameter
    that the msgid names and nobody gives is a KeyError.
    """

    language: Language
    zone: ZoneInfo = _UTC
    """UTC where no campaign is open: then no instant is said."""

    @property
    def formats(self) -> Formats:
        """Numbers, money, dates and hours in this language and zone."""
        return Formats(self.language, self.zone)

    @property
    def _catalogue(self) -> gettext.NullTranslations:
        return translations(self.language)

    def _(self, text: str, /, **params: Parameter) -> str:
        """The sentence of a literal msgid."""
        return self._filled(self._catalogue.gettext(text) if text else "", params)

    def ngettext(self, text: str, plural: str, count: int, /, **params: Parameter) -> str:
        """The sentence for one or for several; `count` decides, and is the parameter `count` too."""
        return self._filled(self._catalogue.ngettext(text, plural, count), {"count": count, **params})

    def pgettext(self, context: str, text: str, /, **params: Parameter) -> str:
        """The sentence of a msgid that means different things in different places."""
        return self._filled(self._catalogue.pgettext(context, text), params)

    def sentence(self, message: Message) -> str:
        """A message that was made far from any language: a KPI's reason, an error, a refused row."""
        if message.plural is None:
            return self._(message.text, **message.params)
        return self.ngettext(message.text, message.plural, message.count, **message.params)

    def said(self, value: Parameter) -> str:
        """One typed parameter in words; a str is somebody's own text and stays as it is."""
        if isinstance(value, Message):
            return self.sentence(value)
        if isinstance(value, datetime):
            return self.formats.instant(value)
        if isinstance(value, date):
            return self.formats.date_long(value)
        return self._number(value)

    def _number(self, value: str | int | Money | Share | Quantity) -> str:
        match value:
            case Money(cents, currency, whole):
                return (self.formats.money_whole if whole else self.formats.money)(cents, currency)
            case Share(share, digits):
                return self.formats.percent(share, digits)
            case Quantity(number, digits):
                return self.formats.decimal(number, digits)
            case int():
                return self.formats.count(value)
            case str():
                return value

    def _filled(self, text: str, params: Mapping[str, Parameter]) -> str:
        """A sentence that ends with "7:15 p.m." or "Les amis inc." has its full stop already."""
        said = {name: self.said(params[name]) for name in PLACEHOLDER.findall(text)}
        return _WITH_STOP.sub(lambda found: said[found[1]] + (found[2] if not said[found[1]].endswith(".") else ""), text)
