"""Reading what a server says in JSON field by field, without trusting any type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from lib.campaign.calendar import start_of_day
from lib.sources.network.answers import Json

Thing = Mapping[str, Json]
_NOTHING: Thing = {}
_LARGEST = Decimal(10) ** 12


def thing(value: Json) -> Thing:
    """An object, or an empty one in place of anything else."""
    return value if isinstance(value, Mapping) else _NOTHING


def things(value: Json) -> Sequence[Thing]:
    """The objects of a list; what is none of them is left out."""
    if isinstance(value, str) or not isinstance(value, Sequence):
        return ()
    return [each for each in value if isinstance(each, Mapping)]


def text(value: Json) -> str | None:
    """A text or a number as a trimmed text; None for nothing and for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return " ".join(str(value).split()) or None


def number(value: Json) -> Decimal | None:
    """A number of 0 or more, also when it comes as a text; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        return None
    try:
        read = Decimal(value)
    except InvalidOperation:
        return None
    return read if read.is_finite() and 0 <= read < _LARGEST else None


def count(value: Json) -> int | None:
    """A whole number of 0 or more; None for anything else."""
    read = number(value)
    return int(read) if read is not None and read == int(read) else None


def is_true(value: Json) -> bool:
    """Whether a yes/no field says yes, a text or a number being possible too."""
    return value.strip().lower() in ("true", "1") if isinstance(value, str) else value is True or value == 1


def cents(units: Decimal | None) -> int | None:
    """Whole currency units or decimals of them in cents; None beyond two decimals."""
    if units is None:
        return None
    exact = units * 100
    return int(exact) if exact == int(exact) else None


def instant(value: Json, zone: ZoneInfo) -> datetime | None:
    """An instant in UTC, with any number of digits after the second; without an offset it is UTC, a day is that of `zone`."""
    if not isinstance(value, str):
        return None
    try:
        if len(value.strip()) == len("2018-01-20"):
            return start_of_day(date.fromisoformat(value.strip()), zone)
        read = datetime.fromisoformat(value.strip())
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
