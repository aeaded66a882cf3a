"""A few cells of a column tell as much of how it is read as all of them."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lib.campaign.tables import Column, Kind
from lib.sources.cells.cells import Asked, is_id, reader
from lib.sources.cells.instants import DateFormat, Moment, moment, ordinary
from lib.sources.cells.telling import Telling
from tests.sources.given import CAMPAIGN

COLUMNS = (
    Column("at", Kind.INSTANT), Column("on", Kind.DAY), Column("amount", Kind.AMOUNT), Column("n", Kind.COUNT),
    Column("done", Kind.YES_NO), Column("id"), Column("name"), Column("email", Kind.EMAIL),
)  # fmt: skip
ZONE = CAMPAIGN.period.zone
TIMES = st.sampled_from(["", " 10:30", " 02:30", "T01:30:00", " 2 h 30", "T10:00:00Z", " 02:30:10-05:00", "T00:00:00+24:00"])
DATES = st.sampled_from(
    ["2018-01-20", "2018-03-11", "2018-11-04", "2018-13-45", "20/01/2018", "11/03/2018", "03/11/2018", "18-01-20", "01-02-18",
     "20 janvier 2018", "11 mars 2018", "Jan 5 2018", "x", "1899-01-01", "2018/03/11"]
)  # fmt: skip
NUMBERS = st.from_regex(r"-?[0-9]{0,4}[ .,]?[0-9]{1,3}([.,][0-9]{1,3})?( ?\$| CAD)?", fullmatch=True)
OTHERS = st.sampled_from(["", "x", "✓", "oui", "1.0", "2.0", "n/a", "1,2E+10", "a@b.ca", "mailto:a@b.ca", "Été", "-"])
TEXTS = st.lists(st.builds(str.__add__, DATES, TIMES) | NUMBERS | OTHERS, max_size=12)


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.name)
@given(texts=TEXTS, cut=st.integers(0, 12))
@example(texts=["2018-11-04 01:30:00", "2018-01-20 10:00:00"], cut=1)
@example(texts=["", "11/03/2018", "03/11/2018T00:00:00+24:00", "1,2E+10", "0"], cut=0)
@example(texts=["-", "11/03/2018", "0", "00", ".0"], cut=0)
@example(texts=["03/11/2018 02:30", "03/11/2018 10:30", "13/01/2018"], cut=2)
def test_the_telling_cells_give_the_same_reader_as_all_of_them(column: Column, texts: list[str], cut: int) -> None:
    telling = Telling(column, ZONE, is_id=is_id(column))
    telling.add(texts[:cut])
    telling.add(texts[cut:])
    asked = Asked(CAMPAIGN, "header")
    few, all_of_them = reader(column, telling.texts, asked), reader(column, texts, asked)
    assert (few.remarks, few.question) == (all_of_them.remarks, all_of_them.question)
    assert few.read_all(texts) == [all_of_them.read(text) for text in texts]


@example(text="2018-01-01T00:00:00-00:60")
@given(text=st.builds(str.__add__, DATES, TIMES) | st.from_regex(r"2018-[01][0-9]-[0-3][0-9][ T][0-2][0-9]:[0-6][0-9]:[0-6][0-9]"
                                                                r"(Z|[+-][0-2][0-9]:[0-6][0-9])?", fullmatch=True))  # fmt: skip
def test_an_ordinary_date_is_what_a_careful_look_says(text: str) -> None:
    said, careful = ordinary(text), moment(text, DateFormat())
    if said is not None:
        assert isinstance(careful, Moment)
        assert said == (careful.day if careful.time is None else careful.stamp)


def test_a_million_ways_of_writing_one_format_are_a_few_texts() -> None:
    telling = Telling(Column("amount", Kind.AMOUNT), ZoneInfo("UTC"), is_id=False)
    telling.add(f"{number}.{number % 100:02}" for number in range(20_000))
    assert len(telling.texts) < 400
