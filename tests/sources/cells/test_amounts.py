"""Amounts and counts are read as people and spreadsheets write them, one way for a column."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.campaign.message import Message
from lib.campaign.tables import Column, Kind
from lib.sources.cells.cells import Asked, reader
from tests.sources.given import CAMPAIGN, words

AMOUNT, COUNT = Column("amount", Kind.AMOUNT), Column("shares", Kind.COUNT)


def values(column: Column, *texts: str, answer: str | None = None) -> list[object]:
    """What the cells of one column become; reasons in words."""
    read = reader(column, texts, Asked(CAMPAIGN, "Montant", answer)).read
    return [words(value) if isinstance(value := read(text), Message) else value for text in texts]


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("25", 2500),
        ("25.5", 2550),
        ("25,50", 2550),
        ("25.00", 2500),
        ("25 000,00 $", 2500000),
        ("25\u00a0000,00\u00a0$", 2500000),
        ("25\u202f000,00\u202f$", 2500000),
        ("25 000,00 $ CA", 2500000),
        ("25 000,00 $CA", 2500000),
        ("CA$25,000.00", 2500000),
        ("$25,000.00", 2500000),
        ("$25,000.00 CAD", 2500000),
        ("CAD 25", 2500),
        ("25 cad", 2500),
        ("25 000", 2500000),
        ("1'234.50", 123450),
        ("1’234.50", 123450),
        ("1.234,50", 123450),
        ("1,234.50", 123450),
        ("1,234,567", 123456700),
        ("1.234.567", 123456700),
        ("1 234,500", 123450),
        ("0,100", 10),
        ("1234,560", 123456),
        (",50", 50),
        ("+3", 300),
        ("(12,50)", -1250),
        ("12,50-", -1250),
        ("12,50 $-", -1250),
        ("-12,50 $", -1250),
        ("-$12.50", -1250),
        ("$-12.50", -1250),
        ("\u221212,50", -1250),
        ("", None),
        ("-", None),
        ("n/a", None),
    ],
)
def test_an_amount_is_read_to_the_cent(text: str, cents: int | None) -> None:
    assert values(AMOUNT, text) == [cents]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("12.345.6", "not grouped by three"),
        ("12 34", "not grouped by three"),
        ("1,23,456", "not grouped by three"),
        ("0,125", "more than two decimals"),
        ("10.1250", "more than two decimals"),
        ("10." + "0" * 30 + "1", "more than two decimals"),
        ("2.5E+03", "is not a number"),
        ("vingt", "is not a number"),
        ("10 %", "is not a number"),
        ("--5", "is not a number"),
        ("(-5)", "is not a number"),
        ("5 et 6", "is not a number"),
        ("25,00 €", "is not in CAD"),
        ("US$25", "is not in CAD"),
        ("25 USD", "is not in CAD"),
        ("$ 25 USD", "is not in CAD"),
        ("9999999999999999", "too large"),
        ("9" * 50, "is not a number"),
    ],
)
def test_what_is_no_amount_of_the_campaign_is_refused_with_a_reason(text: str, part: str) -> None:
    (said,) = values(AMOUNT, text)
    assert isinstance(said, str)
    assert part in said


def test_a_lone_mark_before_three_digits_is_decided_by_the_other_rows() -> None:
    assert values(AMOUNT, "12,400", "10.50") == [1240000, 1050]
    assert values(AMOUNT, "12.400", "10,50") == [1240000, 1050]
    assert values(AMOUNT, "12,400", "10,50") == [1240, 1050]


def test_a_lone_mark_before_three_digits_is_asked_where_no_row_tells() -> None:
    column = reader(AMOUNT, ["12,400", "25"], Asked(CAMPAIGN, "Montant"))
    assert column.question is not None
    assert column.question.column == "Montant"
    assert column.question.choices == ("decimal_point", "decimal_comma")
    assert column.question.examples == ("12,400",)
    assert values(AMOUNT, "12,400", "25") == [
        "“12,400” can be read as thousands or as decimals. Say how this column is written, or write it with two "
        "decimals.",
        2500,
    ]


def test_rows_that_contradict_each_other_decide_nothing_for_a_third() -> None:
    said = values(AMOUNT, "12,400", "10.50", "10,50")
    assert said[1:] == [1050, 1050]
    assert "thousands or as decimals" in str(said[0])


def test_the_answer_settles_the_question() -> None:
    assert values(AMOUNT, "12,400", answer="decimal_point") == [1240000]
    assert values(AMOUNT, "12,400", answer="decimal_comma") == [1240]


@pytest.mark.parametrize(
    ("text", "number"),
    [("29", 29), ("29.0", 29), ("1 234", 1234), ("1\u202f234", 1234), ("12,400", 12400), ("1,234,567", 1234567), ("0", 0)],
)
def test_a_count_is_a_whole_number(text: str, number: int) -> None:
    assert values(COUNT, text) == [number]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("12.5", "not a whole number"),
        ("-3", "below zero"),
        ("3 CAD", "not a whole number"),
        ("12,000", "thousands or as decimals"),
        ("9999999999", "too large"),
    ],
)
def test_what_is_no_count_is_refused_with_a_reason(text: str, part: str) -> None:
    assert part in str(values(COUNT, text)[0])


def test_thousands_in_one_count_settle_the_others() -> None:
    assert values(COUNT, "12,000", "12,400") == [12000, 12400]
    assert values(COUNT, "12.000", "29.0") == [12, 29]


def _french(cents: int) -> str:
    whole, part = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole:,}".replace(",", "\u00a0") + f",{part:02d}\u00a0$"


def _english(cents: int) -> str:
    whole, part = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}${whole:,}.{part:02d}"


@given(st.lists(st.integers(-(10**13), 10**13), min_size=1, max_size=5))
def test_amounts_written_in_french_or_english_come_back_to_the_cent(amounts: list[int]) -> None:
    assert values(AMOUNT, *map(_french, amounts)) == amounts
    assert values(AMOUNT, *map(_english, amounts)) == amounts
    assert values(AMOUNT, *(str(Decimal(cents).scaleb(-2)) for cents in amounts)) == amounts


@given(st.lists(st.text("0123456789., '$€-+()ECAD\u00a0", max_size=12), max_size=6))
def test_any_cell_is_an_amount_a_reason_or_nothing(texts: list[str]) -> None:
    for column in (AMOUNT, COUNT):
        assert all(isinstance(value, (int, str, type(None))) for value in values(column, *texts))
