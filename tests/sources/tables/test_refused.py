"""Refused rows go out as a file and come back corrected; cells that a spreadsheet would run are disarmed meanwhile."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.campaign.message import say
from lib.campaign.tables import Refusal
from lib.sources.layouts.layouts import identify
from lib.sources.parsing import parsed
from lib.sources.tables.formulas import as_typed, harmless
from lib.sources.tables.refused import refusals_csv
from lib.sources.tables.table_file import table_file
from tests.sources.given import CAMPAIGN, read, reasons, words

TEXT = "Numéro;Date;Montant;Statut;Nom\n1;2018-01-20;x;comptée;=CMD()\n2;2018-01-20;5,00;comptée;Ève\n3;2018-01-20;-5,00;comptée;a;b\n"


def test_the_file_has_its_own_headers_then_the_row_and_the_reason() -> None:
    data = refusals_csv(read(TEXT).refusals, words)
    assert data.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(StringIO(data.decode("utf-8-sig")))) == [
        ["Numéro", "Date", "Montant", "Statut", "Nom", "_more", "_row", "_reason"],
        ["1", "2018-01-20", "x", "comptée", "'=CMD()", "", "2", "“x” is not a number."],
        ["3", "2018-01-20", "-5,00", "comptée", "a", "b", "4", "This row has 6 cells where the header has 5."],
    ]


def test_corrected_rows_are_taken_when_the_file_is_dropped_again() -> None:
    data = refusals_csv(read(TEXT).refusals, words).decode("utf-8-sig").replace(",x,", ",10,").replace('"-5,00"', "7")
    again = table_file("contributions-refused.csv", data.encode())
    result = parsed(again, identify(again), CAMPAIGN)
    assert reasons(result) == []
    assert [(row["id"], row["amount_cents"], row["name"]) for row in result.rows] == [("1", 1000, "=CMD()"), ("3", 700, "a")]


def test_rows_that_are_not_corrected_are_refused_again_for_the_same_reason() -> None:
    again = table_file("contributions.csv", refusals_csv(read(TEXT).refusals[:1], words))
    assert reasons(parsed(again, identify(again), CAMPAIGN)) == [(2, "Montant", "“x” is not a number.")]


def test_refused_orders_come_back_as_orders() -> None:
    export = "#;E-mail;Montant unitaire total;Frais de port;Date de création;Statut;Quantité\n" \
        "1;a@b.ca;5,00;1,00;2018-01-21;???;1\n1;a@b.ca;7,00;1,00;2018-01-21;???;1\n"  # fmt: skip
    data = refusals_csv(read(export, "export.csv").refusals, words).decode("utf-8-sig").replace("???", "payment-done")
    again = table_file("export.csv", data.encode())
    assert [row["amount_cents"] for row in parsed(again, identify(again), CAMPAIGN).rows] == [1300]


def test_no_refusals_make_a_file_of_its_two_columns() -> None:
    assert refusals_csv([], words).decode("utf-8-sig") == "_row,_reason\r\n"


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+cmd", "-x", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u00a0=1", "\u200b=1", '"=1', "＝1", "＠x", "'=1", "''=1", "-1-2",
     "+1+cmd|' /C calc'!A0", "=HYPERLINK(\"http://x\")"],
)  # fmt: skip
def test_what_a_spreadsheet_would_run_gets_an_apostrophe_and_loses_it_again(text: str) -> None:
    assert harmless(text) == f"'{text}"
    assert as_typed(harmless(text)) == text


@pytest.mark.parametrize("text", ["", "-5", "-5,00", "+3.5", "12", "Ève", "'tis", "a=b", "l'été", "“=”"])
def test_plain_numbers_and_words_stay(text: str) -> None:
    assert harmless(text) == text
    assert as_typed(text) == text


@given(st.text(max_size=20) | st.text("'=+-@\t\r\"5 \u200b", max_size=8))
def test_a_text_always_comes_back_as_typed(text: str) -> None:
    assert as_typed(harmless(text)) == text


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=12))
def test_no_cell_of_the_file_starts_a_formula(text: str) -> None:
    refusal = Refusal("a.csv", 2, None, say("=%(x)s", x="1"), {"nom": text})
    rows = list(csv.reader(StringIO(refusals_csv([refusal], words).decode("utf-8-sig"))))
    number = text.strip().lstrip("+-").replace(".", "").replace(",", "")
    assert not rows[1][0].startswith(("=", "@")) and (not rows[1][0].startswith(("+", "-")) or number.isdigit())
    assert rows[1][-1] == "'=1"
