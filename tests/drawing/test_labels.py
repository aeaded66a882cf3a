"""Labels of a scale: none overlaps another, none is cut."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from lib.drawing.labels import Label, PlacedLabel, lane_count, placed, text_width_em

WIDTH = 42.0
labels = st.lists(
    st.builds(Label, st.fractions(min_value=0, max_value=1, max_denominator=1000), st.text("abcmW 0$", min_size=1, max_size=30)),
    max_size=6,
)


def extent(label: PlacedLabel) -> tuple[float, float]:
    at, size = float(label.label.x) * WIDTH, text_width_em(label.label.text)
    left = at - {"start": 0.0, "middle": size / 2, "end": size}[label.anchor]
    return left, left + size


@given(labels)
def test_no_two_labels_of_a_lane_overlap(given_labels: list[Label]) -> None:
    for first, second in combinations(placed(given_labels, WIDTH), 2):
        if first.lane == second.lane:
            (left, right), (other_left, other_right) = extent(first), extent(second)
            assert right <= other_left or other_right <= left


@given(labels)
def test_no_label_is_cut_by_an_edge_that_it_could_stay_within(given_labels: list[Label]) -> None:
    for label in placed(given_labels, WIDTH):
        left, right = extent(label)
        if right - left <= WIDTH / 2:
            assert left >= -1e-9 and right <= WIDTH + 1e-9


def test_a_label_stands_in_the_middle_of_its_point_where_there_is_room() -> None:
    [middle, start, end] = placed([Label(Fraction(x, 2), "words") for x in (1, 0, 2)], WIDTH)
    assert (middle.anchor, start.anchor, end.anchor) == ("middle", "start", "end")


def test_labels_that_end_at_their_points_go_down_like_stairs() -> None:
    points = [Label(Fraction(x, 100), "25 000 $ brut : seuil sur Ulule") for x in (85, 93, 100)]
    assert [label.lane for label in placed(points, WIDTH)] == [0, 1, 2]


def test_no_label_takes_no_lane() -> None:
    assert lane_count(placed([], WIDTH)) == 0
