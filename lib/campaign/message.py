"""Sentences before translation: an English msgid and typed parameters, put into words by `lib.i18n`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from types import MappingProxyType
from typing import Union


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in integer cents of `currency` (ISO 4217), printed with cents unless `whole` is true."""

    cents: int
    currency: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """A proportion, 0–1 where it is a part of something, printed in percent with at most `digits` decimals."""

    value: Fraction
    digits: int = 0


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that is neither money nor a share, printed with at most `digits` decimals."""

    value: Fraction
    digits: int = 1


Parameter = Union[str, int, date, datetime, Money, Share, Quantity, "Message"]
_NOTHING: Mapping[str, Parameter] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence to translate: `text` is the English msgid with `%(name)s` placeholders.

    `plural` is the msgid for several; then `count` chooses between the two and is also the parameter `count`.
    """

    text: str
    params: Mapping[str, Parameter] = field(default_factory=lambda: _NOTHING)
    plural: str | None = None
    count: int = 0


def N_(text: str) -> str:
    """`text` itself: marks a msgid for the catalogue where it is declared, far from where it is said."""
    return text


def say(text: str, /, **params: Parameter) -> Message:
    """The message of a msgid and its parameters."""
    return Message(text, params)


def say_many(text: str, plural: str, count: int, /, **params: Parameter) -> Message:
    """The message of a msgid that has a plural, `count` being the number that decides."""
    return Message(text, {"count": count, **params}, plural, count)
