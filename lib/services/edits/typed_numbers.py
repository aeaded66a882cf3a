"""A number that somebody types in a field: « 1 234,50 », “1,234.50”, “6,7 %”, read by the rules of a file's amounts."""

from __future__ import annotations

from decimal import Decimal

from lib.i18n.language import FRENCH
from lib.i18n.translator import Translator
from lib.sources.cells.amounts import decimal_mark, exact, written


def typed_number(text: str, translator: Translator) -> Decimal | None:
    """The number; None where the text is none. One that reads two ways (1.234) is read as the viewer's language writes it."""
    found = written(text.replace("%", "").strip())
    if found is None:
        return None
    usual = "," if translator.language is FRENCH else "."
    number = exact(found.body, decimal_mark(found.body) or usual)
    return number if number is None or not found.negative else -number
