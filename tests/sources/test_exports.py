"""What holds for every layout of an export, whatever its cells: no row is lost, no key comes twice, nothing is guessed."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from io import StringIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.campaign.tables import TABLES_BY_NAME
from lib.sources.layouts.layout import Layout
from lib.sources.layouts.layouts import LAYOUTS, identify
from lib.sources.parsing import parsed
from lib.sources.result import Parsed
from lib.sources.tables.table_file import table_file
from tests.sources.given import CAMPAIGN, read, reasons, table

EXPORTS = [layout for layout in LAYOUTS if layout.convert is not None]
OBSERVED_AT = datetime(2018, 3, 20, tzinfo=UTC)
CELLS = st.sampled_from(
    ["", "-", "0", "7", "12.50", "-12.50", "1 205,50", "1,234", "25,00 $", "€5", "CAD", "cad", "USD", "2018-02-13 22:15:00", "13/02/2018",
     "02/03/2018", "2018-02-13", "22:15:00", "PST", "XYZ", "ch_1", "re_1", "charge", "refund", "payout", "Paid", "Completed", "Refunded",
     "Inconnu", "counted", "true", "no", "Donation Payment", "Payment Refund", "General Withdrawal", "CONTRIBUTION", "CREDIT", "REFUNDED",
     "1.22E+17", "122158000000000041", "https://www.facebook.com/a/posts/122158000000000041", "eve@exemple.ca", "Ève", "=\"1\"", "x" * 90,
     "+15145550101", "Merci à toutes", "collected"]
) | st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=12)  # fmt: skip


def headers(layout: Layout) -> list[str]:
    """One header for each column that the layout reads, as its source writes it first."""
    return [(column.aliases or (column.name,))[0] for column in layout.reads.columns]


def exported(layout: Layout, rows: list[list[str]]) -> Parsed:
    """Rows under the layout's own headers, read again."""
    out = StringIO(newline="")
    csv.writer(out).writerows([headers(layout), *rows])
    return parsed(table_file("export.csv", out.getvalue().encode()), layout, CAMPAIGN, observed_at=OBSERVED_AT)


@pytest.mark.parametrize("layout", EXPORTS, ids=lambda one: one.name)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_accepted_refused_and_repeated_rows_are_all_the_rows(layout: Layout, data: st.DataObject) -> None:
    width = len(layout.reads.columns)
    rows = data.draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=6))
    piece = exported(layout, [*rows, *rows[:1]])
    assert piece.accepted_row_count + len(piece.refusals) + piece.duplicate_count == piece.row_count
    for name, told in {piece.table.name: piece.rows_said, **piece.others}.items():
        keys = [tuple(row.get(TABLES_BY_NAME[name].column(field).field) for field in TABLES_BY_NAME[name].key) for row in told]
        assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("layout", EXPORTS, ids=lambda one: one.name)
def test_the_headers_of_a_layout_match_it_alone(layout: Layout) -> None:
    file = table(",".join(f'"{header}"' for header in headers(layout)) + "\n", "export.csv")
    assert identify(file) is layout


@pytest.mark.parametrize("layout", EXPORTS, ids=lambda one: one.name)
def test_columns_that_nobody_has_seen_are_left_aside_and_said(layout: Layout) -> None:
    file = table(",".join(f'"{header}"' for header in [*headers(layout), "Nouvelle mesure"]) + "\n", "export.csv")
    remark = parsed(file, identify(file), CAMPAIGN).remarks[0]
    assert "Nouvelle mesure" in str(remark.params["columns"])


SUITE = "Post ID,Page ID,Title,Publish time,Permalink,Shares,Comments\n"


def test_a_business_suite_date_is_month_first_unless_a_cell_tells_otherwise() -> None:
    known = read(SUITE + "1,9,A,03/02/2018 10:00,https://f/1,2,0\n", "s.csv", observed_at=OBSERVED_AT)
    assert [row["published_at"] for row in known.rows] == [datetime(2018, 3, 2, 18, tzinfo=UTC)]
    other = read(SUITE + "1,9,A,03/02/2018 10:00,https://f/1,2,0\n2,9,B,13/02/2018 10:00,https://f/2,2,0\n", "s.csv")
    assert [row["published_at"] for row in other.rows] == [datetime(2018, 2, day, 18, tzinfo=UTC) for day in (3, 13)]


def test_a_file_that_mixes_both_orders_is_refused_and_asked_about() -> None:
    mixed = read(SUITE + "1,9,A,02/13/2018 10:00,https://f/1,2,0\n2,9,B,13/02/2018 10:00,https://f/2,2,0\n", "s.csv")
    assert (len(mixed.rows), len(mixed.refusals)) == (0, 2)
    assert [question.column for question in mixed.questions] == ["Publish time"]


def test_a_file_in_two_languages_is_read_as_one() -> None:
    both = ("Post ID,Page ID,Title,Publish time,Permalink,Post type,Type de publication,Shares\n"
            "1,9,A,02/13/2018 10:00,https://f/1,Photos,,2\n2,9,B,02/14/2018 10:00,https://f/2,,Liens,3\n")  # fmt: skip
    assert [row["kind"] for row in read(both, "s.csv").rows] == ["Photos", "Liens"]


def test_an_empty_count_of_business_suite_is_not_known_and_one_of_page_insights_is_none() -> None:
    suite = read(SUITE + "1,9,A,02/13/2018 10:00,https://f/1,,4\n", "s.csv", observed_at=OBSERVED_AT)
    assert suite.others["post_counts"][0]["shares"] is None
    insights = ("Post ID,Permalink,Post Message,Type,Posted,Lifetime Post Stories by action type - share\n"
                "9_1,https://f/1:0,Bonjour,Link,02/13/2018 09:00:00 AM,\n")  # fmt: skip
    assert read(insights, "s.csv", observed_at=OBSERVED_AT).others["post_counts"][0]["shares"] == 0


STRIPE = "id,Created (UTC),Amount,Amount Refunded,Currency,Status,Mode\n"


def test_times_of_stripe_are_utc_and_a_day_alone_is_the_campaigns() -> None:
    rows = read(STRIPE + "ch_1,2018-02-13 01:00,5.00,0,cad,Paid,Live\nch_2,2018-02-13,5.00,0,cad,Paid,Live\n", "s.csv").rows
    assert [row["contributed_at"] for row in rows] == [datetime(2018, 2, 13, hour, tzinfo=UTC) for hour in (1, 5)]


def test_an_unknown_status_is_refused_until_somebody_says_what_it_means() -> None:
    text = STRIPE + "ch_1,2018-02-13,5.00,0,cad,En révision,Live\nch_2,2018-02-13,5.00,0,cad,Paid,Live\n"
    before = read(text, "s.csv")
    assert [(one.column, one.name, one.word, one.row_count) for one in before.unknown_words] == [("Status", "status", "En révision", 1)]
    assert (len(before.rows), len(before.refusals)) == (1, 1)
    after = read(text, "s.csv", values={"status": {"En révision": "pending"}})
    assert [row["status"] for row in after.rows] == ["pending", "counted"]
    assert after.unknown_words == ()


def test_a_second_telling_of_a_payment_that_differs_is_refused() -> None:
    told = read(STRIPE + "ch_1,2018-02-13,5.00,0,cad,Paid,Live\nch_1,2018-02-13,6.00,0,cad,Paid,Live\n", "s.csv")
    assert [(row, column, text) for row, column, text in reasons(told)] == [
        (3, "id", "Row 2 already has the same id with other content.")]  # fmt: skip
