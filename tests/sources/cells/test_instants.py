"""Dates and times are read as people, spreadsheets and platforms write them, one order for a column."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.campaign.message import Message
from lib.campaign.tables import Column, Kind
from lib.sources.cells.cells import Asked, Reader, reader
from tests.sources.given import CAMPAIGN, words

INSTANT, DAY = Column("contributed_at", Kind.INSTANT), Column("held_on", Kind.DAY)
ORDERS = ("day_month_year", "month_day_year")


def column(*texts: str, answer: str | None = None, of: Column = INSTANT) -> Reader:
    """The reader of a column that holds these cells."""
    return reader(of, texts, Asked(CAMPAIGN, "Date", answer))


def values(*texts: str, answer: str | None = None, of: Column = INSTANT) -> list[object]:
    """What the cells of one column become; instants in UTC as text, reasons in words."""
    read = column(*texts, answer=answer, of=of).read
    return [shown(read(text)) for text in texts]


def shown(value: object) -> object:
    """A value as a test can spell it."""
    if isinstance(value, Message):
        return words(value)
    return value.strftime("%Y-%m-%d %H:%M:%S") if isinstance(value, datetime) else value


@pytest.mark.parametrize(
    ("text", "utc"),
    [  # Toronto is UTC−5 in winter, UTC−4 from 2018-03-11 on
        ("2018-01-20", "2018-01-20 05:00:00"),
        ("2018-01-20 14:05", "2018-01-20 19:05:00"),
        ("2018-01-20T14:05", "2018-01-20 19:05:00"),
        ("2018-03-12T14:05:09", "2018-03-12 18:05:09"),
        ("2018-01-20T14:05:09Z", "2018-01-20 14:05:09"),
        ("2018-01-20 14:05 UTC", "2018-01-20 14:05:00"),
        ("2018-01-20T14:05:09+01:00", "2018-01-20 13:05:09"),
        ("2018-01-20 14:05:09 -0800", "2018-01-20 22:05:09"),
        ("2017-04-04 00:00 +0000", "2017-04-04 00:00:00"),
        ("2018-01-20T14:05:09-05", "2018-01-20 19:05:09"),
        ("2018/1/20 9:05", "2018-01-20 14:05:00"),
        ("20 janvier 2018", "2018-01-20 05:00:00"),
        ("samedi 20 janvier 2018", "2018-01-20 05:00:00"),
        ("le 20 janvier 2018", "2018-01-20 05:00:00"),
        ("1er mars 2018", "2018-03-01 05:00:00"),
        ("20 janv. 2018 14 h 05", "2018-01-20 19:05:00"),
        ("20 janv. 2018\u00a014\u00a0h\u00a005", "2018-01-20 19:05:00"),
        ("20 janvier 2018 à 14 h", "2018-01-20 19:00:00"),
        ("20 janvier 2018, 14h05", "2018-01-20 19:05:00"),
        ("12 août 2017", "2017-08-12 04:00:00"),
        ("15 févr. 2018", "2018-02-15 05:00:00"),
        ("January 20, 2018", "2018-01-20 05:00:00"),
        ("Jan 20, 2018, 3:00:13 PM", "2018-01-20 20:00:13"),
        ("20 Jan 2018 at 12:00 AM", "2018-01-20 05:00:00"),
        ("2018-01-20 12:30 p.m.", "2018-01-20 17:30:00"),
        ("", None),
        ("—", None),
    ],
)
def test_a_date_that_reads_one_way_only_is_taken_as_it_stands(text: str, utc: str | None) -> None:
    assert values(text) == [utc]


@pytest.mark.parametrize("digits", range(1, 10))
def test_a_second_may_have_one_to_nine_digits_of_fraction(digits: int) -> None:
    (value,) = [column(text).read(text) for text in [f"2018-01-20T14:05:09.{'123456789'[:digits]}Z"]]
    assert value == datetime(2018, 1, 20, 14, 5, 9, int("123456789"[:digits][:6].ljust(6, "0")), tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["2018-13-01", "2018-02-30", "31 février 2018", "20 brumaire 2018", "demain", "2018-01-20 25:00",
     "2018-01-20 24:00", "2018-01-20 14:60", "2018-01-20 13:00 PM", "2018-01-20T14:05+25:00", "2018-01-20T14:05+01:75",
     "20/13/2018 x", "0001-01-01", "2018-01", "12:30", "2018-01-20-05"],
)  # fmt: skip
def test_what_is_no_date_is_refused(text: str) -> None:
    assert "is not a date" in str(values(text)[0])


def test_one_day_above_twelve_decides_for_the_whole_column() -> None:
    assert values("03/04/2018", "20/01/2018 14:05") == ["2018-04-03 04:00:00", "2018-01-20 19:05:00"]
    assert values("03/04/2018", "01/20/2018 2:05 PM") == ["2018-03-04 05:00:00", "2018-01-20 19:05:00"]
    assert values("03.04.2018", "20-01-2018") == ["2018-04-03 04:00:00", "2018-01-20 05:00:00"]


def test_iso_dates_are_never_swapped_by_their_neighbours() -> None:
    assert values("2018-04-03", "25/12/2017") == ["2018-04-03 04:00:00", "2017-12-25 05:00:00"]


def test_an_undecidable_column_is_asked_and_its_rows_refused_meanwhile() -> None:
    asked = column("03/04/2018", "2018-01-20").question
    assert asked is not None
    assert (asked.column, asked.choices, asked.examples) == ("Date", ORDERS, ("03/04/2018",))
    first, second = values("03/04/2018", "2018-01-20")
    assert "the day or the month first" in str(first)
    assert second == "2018-01-20 05:00:00"


def test_the_answer_settles_the_column() -> None:
    assert values("03/04/2018", answer="day_month_year") == ["2018-04-03 04:00:00"]
    assert values("03/04/2018", answer="month_day_year") == ["2018-03-04 05:00:00"]
    assert column("03/04/2018", answer="month_day_year").question is None


def test_a_row_that_does_not_fit_the_answer_is_refused() -> None:
    assert "not written as the other dates" in str(values("03/04/2018", "20/01/2018", answer="month_day_year")[1])


def test_a_column_that_mixes_both_orders_is_asked() -> None:
    question = column("20/01/2018", "01/20/2018").question
    assert question is not None
    assert question.choices == ORDERS


def test_the_same_day_and_month_need_no_answer() -> None:
    assert values("01/01/2018", "02/02/2018") == ["2018-01-01 05:00:00", "2018-02-02 05:00:00"]


def test_a_broken_date_does_not_keep_the_others_from_deciding() -> None:
    said = values("20/01/2018", "99/99/2018")
    assert said[0] == "2018-01-20 05:00:00"
    assert "is not a date" in str(said[1])


def test_two_digit_years_of_libreoffice_in_quebec_are_read_with_a_remark() -> None:
    read = column("18-01-20", "18-03-09")
    assert values("18-01-20", "18-03-09") == ["2018-01-20 05:00:00", "2018-03-09 05:00:00"]
    assert [words(remark) for remark in read.remarks] == [
        "“Date”: years have two digits; “18-01-20” is read as 2018-01-20."
    ]


def test_two_digit_years_are_asked_with_slashes_or_where_the_campaign_would_be_years_away() -> None:
    for text in ("10/02/18", "09-02-18"):  # 2009 is years before a campaign of 2018
        question = column(text).question
        assert question is not None
        assert question.choices == ("year_month_day", *ORDERS)


def test_two_digit_years_are_asked_where_another_order_alone_gives_the_years_of_the_campaign() -> None:
    """21-01-18 is 2021 year first, and a day of the campaign day first."""
    question = column("21-01-18", "22-01-18").question
    assert question is not None
    assert {"year_month_day", "day_month_year"} <= set(question.choices)


def test_a_month_in_words_between_dashes_may_have_two_digits_of_its_year_and_that_is_said() -> None:
    """As Excel writes days by default in French and in English."""
    texts = ("21-janv-18", "22-févr.-18", "3-Mar-18")
    assert values(*texts, of=DAY) == [date(2018, 1, 21), date(2018, 2, 22), date(2018, 3, 3)]
    assert "years have two digits; “21-janv-18” is read as 2018-01-21" in words(column(*texts).remarks[0])


def test_two_digit_years_that_fit_one_order_only_are_read_in_it() -> None:
    assert values("31/01/18", "09/02/18", of=DAY)[0] != values("31/01/18", of=DAY, answer="year_month_day")[0]
    assert values("01/31/18", of=DAY) == [date(2018, 1, 31)]


def test_two_and_four_digit_years_in_one_column_are_asked() -> None:
    assert column("18-01-20", "20-01-2018").question is not None


def test_a_time_without_zone_is_the_campaigns_and_said() -> None:
    remarks = [words(remark) for remark in column("2018-01-20 14:05").remarks]
    assert remarks == ["“Date”: times without a zone are read as America/Toronto."]


@pytest.mark.parametrize(
    ("text", "utc"),
    [("2017-11-05 01:30", "2017-11-05 05:30:00"), ("2018-03-11 02:30", "2018-03-11 07:30:00")],
)
def test_a_time_in_the_change_of_hour_is_read_as_before_the_change_and_said(text: str, utc: str) -> None:
    assert values(text) == [utc]
    assert "change of hour" in words(column(text).remarks[1])


def test_a_day_takes_the_local_day_of_an_instant() -> None:
    assert values("2018-01-20T03:00:00Z", "2018-01-20 23:59", "2018-01-20", of=DAY) == [
        date(2018, 1, 19),
        date(2018, 1, 20),
        date(2018, 1, 20),
    ]


moments = st.datetimes(datetime(1950, 1, 1), datetime(2900, 1, 1))
offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.lists(st.datetimes(datetime(1950, 1, 1), datetime(2900, 1, 1), timezones=offsets), min_size=1, max_size=4))
def test_instants_written_in_iso_come_back(instants: list[datetime]) -> None:
    texts = [instant.isoformat() for instant in instants]
    assert [column(*texts).read(text) for text in texts] == instants


@given(moments, st.sampled_from(["%d/%m/%Y", "%d.%m.%Y %H:%M"]))
def test_a_day_first_column_never_gives_another_day(moment: datetime, form: str) -> None:
    texts = [moment.strftime(form).replace(moment.strftime("%Y"), f"{moment.year:04d}"), "25/12/2017"]
    assert values(*texts, of=DAY) == [moment.date(), date(2017, 12, 25)]


@given(st.lists(st.text("0123456789/-.: Tthzàeramjnvi+PM", max_size=20), max_size=4))
def test_any_cell_is_a_date_a_reason_or_nothing(texts: list[str]) -> None:
    for of in (INSTANT, DAY):
        assert len(values(*texts, of=of)) == len(texts)
