"""A number typed in a field is read whichever way it is written, and shown back in the viewer's language."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lib.i18n.language import ENGLISH, FRENCH
from lib.i18n.translator import Translator
from lib.services.edits.typed_numbers import typed_number


@pytest.mark.parametrize(
    ("text", "value"),
    [("6,7", "6.7"), ("6.7 %", "6.7"), ("1 234,50", "1234.50"), ("1\u00a0234,50\u00a0$", "1234.50"), ("1,234.50", "1234.50"), ("-40", "-40"),
     ("−12,5", "-12.5"), ("1.234", "1234"), ("1,234", "1.234"), ("0,125", "0.125")],
)  # fmt: skip
def test_a_number_is_read_as_french_writes_it(text: str, value: str) -> None:
    assert typed_number(text, Translator(FRENCH)) == Decimal(value)


def test_what_reads_two_ways_is_read_as_english_writes_it() -> None:
    assert typed_number("1,234", Translator(ENGLISH)) == Decimal(1234)


@pytest.mark.parametrize("text", ["", "beaucoup", "1 2", "12,34,5", "NaN", "--3"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert typed_number(text, Translator(FRENCH)) is None
