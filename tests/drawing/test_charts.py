"""Columns and bars: heights from zero, what is not known, the numbers as a table."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from lib.drawing.columns import Column, bars, columns
from lib.drawing.sparkline import sparkline
from tests.drawing.cases import FR
from tests.drawing.reading import Element, read

WORDS: dict[str, Any] = {
    "name": "Par jour",
    "sentence": "Le samedi l’emporte.",
    "label_header": "Jour",
    "value_header": "Montant",
}
DAYS = (Column("ven.", 10, "10\u00a0$"), Column("sam.", 40, "40\u00a0$", marked=True), Column("dim.", None, "?"))


def upright(*data: Column) -> Element:
    return read(columns(data, FR, **WORDS))


def heights(element: Element) -> list[float]:
    return [float(rect.attributes["height"].removesuffix("em")) for rect in element.all(css="cd-column")]


def test_columns_are_as_high_as_their_values_from_zero() -> None:
    assert heights(upright(*DAYS)) == [2, 8, 0]


def test_columns_of_zero_have_no_height_and_say_zero() -> None:
    element = upright(Column("ven.", 0, "0"), Column("sam.", 0, "0"))
    assert (heights(element), [text.words for text in element.all(css="cd-column-value")]) == ([0, 0], ["0", "0"])


def test_what_is_not_known_is_a_dash_and_not_a_zero() -> None:
    assert [text.words for text in upright(*DAYS).all(css="cd-column-value")] == ["10~$", "40~$", "—"]


def test_marked_columns_stand_out_from_the_others() -> None:
    assert ["cd-column-quiet" in rect.attributes["class"] for rect in upright(*DAYS).all(css="cd-column")] == [True, False, True]


@pytest.mark.parametrize(
    "draw", [lambda data: columns(data, FR, quiet_rest=True, **WORDS), lambda data: bars(data, quiet_rest=True, **WORDS)]
)
def test_where_being_marked_means_something_nothing_stands_out_when_none_is(draw: Callable[[list[Column]], str]) -> None:
    drawing = read(draw([Column("ven.", 10, "10"), Column("sam.", 40, "40")]))
    assert len(drawing.all(css="cd-column-quiet")) == 2


def test_the_numbers_are_a_table_that_everybody_can_open() -> None:
    [numbers] = upright(*DAYS).all("details")
    assert [cell.words for cell in numbers.all("td")] == ["10~$", "40~$", "—"]
    assert [cell.words for cell in numbers.all("th")] == ["Jour", "Montant", "ven.", "sam.", "dim."]
    assert numbers.all("summary")[0].words == "Les nombres"


def test_a_chart_has_a_name_and_says_its_message() -> None:
    element = upright(*DAYS)
    assert element.all("figcaption")[0].words == "Par jour Le samedi l’emporte."
    assert element.all(css="cd-columns")[0].attributes["aria-label"] == "Par jour"


def test_without_a_column_the_sentence_stands_alone() -> None:
    element = upright()
    assert (element.all("svg"), element.all("details"), element.words) == ([], [], "Par jour Le samedi l’emporte.")


def test_of_24_hours_a_narrow_surface_keeps_one_label_in_three_and_the_highest_value() -> None:
    element = upright(*(Column(f"{hour} h", hour, str(hour * 1000)) for hour in range(24)))
    kept = [text.words for text in element.all(css="cd-column-label") if "cd-not-narrow" not in text.attributes["class"]]
    assert kept == ["0 h", "3 h", "6 h", "9 h", "12 h", "15 h", "18 h", "21 h"]
    values = [text.words for text in element.all(css="cd-column-value") if "cd-not-narrow" not in text.attributes["class"]]
    assert values == ["23000"]


def test_a_week_keeps_every_label_everywhere() -> None:
    labels = upright(*DAYS).all(css="cd-column-label")
    assert not any("cd-not" in label.attributes["class"] for label in labels)


def test_bars_are_a_table_with_their_values() -> None:
    element = read(bars(DAYS, **WORDS))
    rows = [(row.all("th")[0].words, row.all("td")[-1].words) for row in element.all("tbody")[0].all("tr")]
    assert rows == [("ven.", "10~$"), ("sam.", "40~$"), ("dim.", "—")]
    assert [rect.attributes["width"] for rect in element.all("rect")] == ["25%", "100%", "0%"]


def points(html: str) -> list[str]:
    return [line.attributes["points"] for line in read(html).all("polyline")]


def test_a_sparkline_goes_from_zero_to_its_highest_value() -> None:
    assert points(sparkline([0, Fraction(1, 2), 1], name="x")) == ["0,28 50,16 100,4"]


def test_a_gap_is_not_drawn_over() -> None:
    assert points(sparkline([0, 1, None, 1, 0], name="x")) == ["0,28 25,4", "75,4 100,28"]


@pytest.mark.parametrize(
    ("values", "dots"), [([], 0), ([None, None], 0), ([3], 1), ([1, None, 3], 2), ([1, 2, 3], 1), ([0, 0], 1)]
)
def test_values_alone_and_the_last_one_are_dots(values: list[int | None], dots: int) -> None:
    assert len(read(sparkline(values, name="x")).all(css="cd-sparkline-dot")) == dots


def test_a_sparkline_has_words_for_those_who_do_not_see_it() -> None:
    [svg] = read(sparkline([1, 2], name="Fans : 2")).all("svg")
    assert (svg.attributes["role"], svg.attributes["aria-label"]) == ("img", "Fans : 2")


def test_a_word_wider_than_its_column_stays_within_the_edges() -> None:
    labels = upright(*(Column(f"{day} janvier", day, str(day)) for day in range(1, 32))).all(css="cd-column-label")
    placed = [(label.attributes["x"], "cd-from-edge" in label.attributes["class"], "cd-to-edge" in label.attributes["class"])
              for label in labels]  # fmt: skip
    assert (placed[0], placed[1], placed[-1]) == (("0%", True, False), ("4.84%", False, False), ("100%", False, True))
