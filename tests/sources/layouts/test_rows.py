"""Plain files become typed rows; what cannot be taken is refused with its row, its column and the reason."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sources.given import only, read, reasons, words

HEADER = "id,contributed_at,amount,status"


def test_a_contribution_is_read_whole() -> None:
    result = read(
        "Numéro;Date;Montant;Devise;Statut;Nom;Courriel;Contrepartie;Remercié le\n"
        "17;20/01/2018 14:05;25 000,00 $;CAD;comptée; Éloïse ;e@exemple.ca;Clé USB;21/01/2018\n"
    )
    (row,) = result.rows
    assert only(row) == {
        "id": "17",
        "contributed_at": datetime(2018, 1, 20, 19, 5, tzinfo=UTC),
        "amount_cents": 2_500_000,
        "currency": "CAD",
        "status": "counted",
        "name": "Éloïse",
        "email": "e@exemple.ca",
        "reward": "Clé USB",
        "thanked_at": datetime(2018, 1, 21, 5, 0, tzinfo=UTC),
    }
    assert set(row) == set(result.table.fields)


def test_a_refused_row_says_where_and_why_and_keeps_its_cells() -> None:
    result = read(f"{HEADER}\n1,2018-01-20,25.00,counted\n2,2018-01-21,dix,counted\n")
    assert reasons(result) == [(3, "amount", "“dix” is not a number.")]
    (refused,) = result.refusals
    assert (refused.file, refused.cells) == (
        "contributions.csv",
        {"id": "2", "contributed_at": "2018-01-21", "amount": "dix", "status": "counted"},
    )


def test_the_first_fault_of_a_row_is_the_one_that_is_told() -> None:
    assert reasons(read(f"{HEADER}\n1,hier,dix,peut-être\n")) == [
        (2, "contributed_at", "“hier” is not a date. Write it as 2018-01-20.")
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("1,2018-01-20,,counted", (2, "amount", "“amount” is empty.")),
        ("1,2018-01-20", (2, None, "This row has 2 cells where the header has 4.")),
        ("1,2018-01-20,5,counted,de,trop", (2, None, "This row has 6 cells where the header has 4.")),
        ('1,"a"b,5,counted', (2, None, "The quotation marks of this row are misplaced.")),
        ("1,2018-01-20,-5,counted", (2, "amount", "The amount is below zero. A contribution that was paid back keeps its "
                                                  "amount and is marked as withdrawn.")),
        ("1,2018-01-20,5 €,counted", (2, "amount", "“5 €” is not in CAD, the campaign’s currency.")),
        ("1,2018-01-20,5.005,counted", (2, "amount", "“5.005” has more than two decimals.")),
        ("1,2018-01-20,5,validé", (2, "status", "“validé” is not a status that is known here. Say what it means, or write counted, pending or withdrawn.")),
    ],
)  # fmt: skip
def test_each_thing_that_is_wrong_has_its_sentence(row: str, reason: tuple[int, str | None, str]) -> None:
    if "5.005" in row:
        row += "\n2,2018-01-20,7.10,counted"  # tells that the point is the decimal mark
    assert reasons(read(f"{HEADER}\n{row}\n")) == [reason]


def test_another_currency_is_refused() -> None:
    assert reasons(read(f"{HEADER},currency\n1,2018-01-20,5,counted,EUR\n2,2018-01-20,5,counted,cad\n")) == [
        (2, "currency", "“EUR” is not in CAD, the campaign’s currency.")
    ]


def test_the_same_row_twice_is_taken_once() -> None:
    result = read(f"{HEADER}\n1,2018-01-20,5.00,counted\n1,2018-01-20,5,comptée\n")
    assert (len(result.rows), result.duplicate_count, result.refusals) == (1, 1, ())


def test_the_same_key_with_other_content_is_refused_naming_the_first_row() -> None:
    result = read(f"{HEADER}\n1,2018-01-20,5,counted\n1,2018-01-20,6,counted\n")
    assert reasons(result) == [(3, None, "Row 2 already has the same id with other content.")]
    assert [row["amount_cents"] for row in result.rows] == [500]


def test_two_half_hours_logged_alike_are_two() -> None:
    result = read("day,minutes,member\n2018-01-22,30,Ève\n2018-01-22,30,Ève\n", "communication_log.csv")
    assert (len(result.rows), result.duplicate_count) == (2, 0)
    assert result.rows[0]["day"] == date(2018, 1, 22)


def test_a_reshare_needs_somebody() -> None:
    result = read(
        "shared_at,contribution_id,email\n2018-01-22,17,\n2018-01-22,,e@exemple.ca\n2018-01-22,,\n", "reshares.csv"
    )
    assert reasons(result) == [(4, None, "Say who shared again: the contribution’s id or the e-mail is needed.")]


def test_a_budget_line_may_be_below_zero() -> None:
    assert read("label,planned\nSubvention,-500\n", "budget.csv").rows[0]["planned_cents"] == -50000


def test_an_empty_count_is_unknown_and_not_zero() -> None:
    (row,) = read("platform,post_id,observed_at,shares\nfacebook,9,2018-01-22,\n", "post_counts.csv").rows
    assert row["shares"] is None


def test_a_question_is_asked_and_its_answer_taken() -> None:
    text = f"{HEADER}\n1,03/04/2018,5,counted\n"
    asked = read(text)
    assert [question.column for question in asked.questions] == ["contributed_at"]
    assert len(asked.refusals) == 1
    answered = read(text, formats={"contributed_at": "month_day_year"})
    assert answered.rows[0]["contributed_at"] == datetime(2018, 3, 4, 5, tzinfo=UTC)
    assert answered.questions == ()


def test_a_person_can_say_what_an_unknown_status_means() -> None:
    text = f"{HEADER}\n1,2018-01-20,5,Validé\n"
    assert read(text, values={"status": {"Validé": "counted"}}).rows[0]["status"] == "counted"


def test_titles_and_their_remark_reach_the_result() -> None:
    result = read(f"Dons reçus\n{HEADER}\n1,2018-01-20,5,counted\n")
    assert [words(remark) for remark in result.remarks] == ["The row above the header was not read."]
    assert result.records[0].number == 3


cells = st.sampled_from(["1", "2", "", "2018-01-20", "5", "-5", "12,400", "x", "counted", "pending", '"a', "a\nb", "03/04/2018"])
rows_of_cells = st.lists(st.lists(cells, min_size=0, max_size=6), max_size=12)


@given(rows_of_cells)
def test_accepted_refused_and_repeated_rows_are_all_the_rows(rows: list[list[str]]) -> None:
    quoted = [",".join(f'"{cell}"' if "\n" in cell else cell.replace('"', "'") for cell in row) for row in rows]
    result = read("\n".join([HEADER, *quoted]) + "\n")
    filled = [row for row in rows if any(row)]
    assert result.row_count == len(filled)
    assert result.accepted_row_count + len(result.refusals) + result.duplicate_count == result.row_count
    numbers = [refused.row for refused in result.refusals] + [record.number for record in result.records]
    assert len(set(numbers)) == len(numbers)
