"""Totals and repeated headers within a table are left out, and said; what a spreadsheet spoiled says how to mend it."""

from __future__ import annotations

import pytest

from lib.campaign.message import Message
from lib.sources.cells.spoiled import spoiled, spoiled_date
from lib.sources.tables.table_file import table_file
from tests.sources.given import only, read, reasons, words, workbook

CONTRIBUTIONS = "id,contributed_at,amount,status\nc1,2018-01-21,12.00,counted\nc2,2018-01-22,13.00,counted\n"
TOTAL = "This row reads as a total of the others, so it is left out. If it is not one, name it otherwise."


@pytest.mark.parametrize("row", ["Total,,25.00,", "TOTAL :,,25.00,", ",Sous-total,25.00,", "Grand total,2018-01-22,25.00,counted", "Totaux,,,"])
def test_a_total_below_the_rows_is_refused_as_what_it_is(row: str) -> None:
    found = read(f"{CONTRIBUTIONS}{row}\n")
    assert [each["amount_cents"] for each in found.rows] == [1200, 1300]
    assert reasons(found) == [(4, None, TOTAL)]


def test_a_total_in_a_budget_is_not_counted_a_second_time() -> None:
    found = read("label,planned,actual\nAffiches,100,90\nEnvois,50,60\nTotal,150,150\n", "budget.csv")
    assert sum(row["planned_cents"] for row in found.rows) == 15_000  # type: ignore[misc]
    assert reasons(found) == [(4, None, TOTAL)]


def test_a_name_that_begins_as_a_total_does_is_a_name() -> None:
    found = read("name,audience\nTotalement libre,10\nSomme toute,20\n", "allies.csv")
    assert [only(row)["name"] for row in found.rows] == ["Totalement libre", "Somme toute"]


def test_a_header_that_is_said_again_is_refused_and_asks_nothing() -> None:
    header, first, second = CONTRIBUTIONS.splitlines()
    found = read("\n".join((header, first, header, second)))
    assert reasons(found) == [(3, None, "This row says the header again, so it is left out.")]
    assert len(found.rows) == 2
    assert not found.unknown_words


@pytest.mark.parametrize("text", ["#N/A", "#REF!", "#VALEUR!", "#DIV/0!", "#NOM?", "Err:502"])
def test_an_error_of_a_formula_is_no_value_of_any_column(text: str) -> None:
    found = read(f"id,contributed_at,amount,status\n{text},2018-01-21,12.00,counted\nc2,{text},12.00,counted\nc3,2018-01-21,{text},counted\n")
    assert not found.rows
    assert all(f"“{text}” is a formula’s error" in reason for _row, _column, reason in reasons(found))


@pytest.mark.parametrize("text", ["#1001", "#", "##", "# N/A", "N/A", "43121", "Err"])
def test_what_is_no_mark_of_a_spreadsheet_is_left_alone(text: str) -> None:
    assert spoiled(text) is None


def test_a_day_as_a_spreadsheet_counts_it_says_which_day_that_is() -> None:
    """Day 43121 from 1899-12-30 is 2018-01-21."""
    assert "“43121,5” is what a spreadsheet counts 2018-01-21 as" in said(spoiled_date("43121,5"))
    assert "too narrow. Widen it" in said(spoiled_date("########"))
    assert spoiled_date("2018") is None


def said(message: Message | None) -> str:
    """A message in English."""
    return words(message) if message else ""


def test_a_sheet_of_notes_before_the_table_is_passed_over() -> None:
    rows = [["id", "contributed_at", "amount"], ["c1", "2018-01-21", "12.00"]]
    found = table_file("dons.xlsx", workbook([["À lire"], ["Merci"]], Autre=[["x", "y"], ["1", "2"]], Dons=rows))
    assert (found.sheet, found.row_count) == ("Dons", 1)
    assert words(found.remarks[0]) == "Only the sheet “Dons” was read, not “Feuille 1”, “Autre”."


def test_the_first_sheet_is_read_where_none_names_a_column_of_ours() -> None:
    assert table_file("dons.xlsx", workbook([["À lire"], ["Merci"]], Autre=[["x", "y"], ["1", "2"]])).sheet == "Feuille 1"
