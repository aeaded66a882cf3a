"""The waterfall and the bar of steps: bars where the amounts are, on one scale, with their numbers in words."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.drawing.steps import Step, steps
from lib.drawing.waterfall import Fall, waterfall
from tests.drawing.reading import Element, read
from tests.drawing.test_escaping import HOSTILE

WORDS: dict[str, Any] = {"name": "Jusqu’ici", "sentence": "En main.", "label_header": "Partie", "value_header": "Montant"}


def fall(cents: int, look: Any, label: str = "x") -> Fall:
    return Fall(label, cents, f"{cents}\u00a0$", look)


def seen(*falls: Fall, scale_cents: int = 0) -> Element:
    return read(waterfall(falls, scale_cents=scale_cents, **WORDS))


def spans(element: Element, css: str = "cd-waterfall-bar") -> list[tuple[float, float]]:
    """Where each bar starts and ends, in percent of the width."""
    found = [[float(rect.attributes[name].removesuffix("%")) for name in ("x", "width")] for rect in element.all(css=css)]
    return [(x, x + width) for x, width in found]


PLAIN = (fall(100, "whole", "Collecté"), fall(7, "taken", "Commission"), fall(33, "taken", "Coûts"), fall(60, "left", "Reste"))


def test_each_bar_starts_where_what_is_left_by_then_ends() -> None:
    assert spans(seen(*PLAIN)) == [(0, 100), (93, 100), (60, 93), (0, 60)]


def test_two_waterfalls_side_by_side_share_a_scale() -> None:
    assert spans(seen(*PLAIN, scale_cents=200)) == [(0, 50), (46.5, 50), (30, 46.5), (0, 30)]


def test_what_is_short_goes_left_of_nothing_and_nothing_is_marked() -> None:
    element = seen(fall(100, "whole"), fall(150, "taken"), fall(-50, "left"))
    assert spans(element) == [(pytest.approx(33.33), pytest.approx(100)), (0, 100), (0, pytest.approx(33.33))]
    assert len(element.all(css="cd-waterfall-short")) == 1
    assert {line.attributes["x1"] for line in element.all(css="cd-waterfall-zero")} == {"33.33%"}


def test_what_is_saved_is_added() -> None:
    assert spans(seen(fall(100, "whole"), fall(-25, "taken"), fall(125, "left"))) == [(0, 80), (80, 100), (0, 100)]


def test_rows_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="a waterfall adds up"):
        seen(fall(100, "whole"), fall(7, "taken"), fall(94, "left"))


def test_without_any_money_bars_have_no_length() -> None:
    assert spans(seen(fall(0, "whole"), fall(0, "taken"), fall(0, "left"))) == [(0, 0)] * 3


def test_the_rows_are_a_table_of_the_numbers() -> None:
    element = seen(*PLAIN)
    assert [row.words for row in element.all("tbody")[0].all("tr")] == ["Collecté 100~$", "Commission 7~$", "Coûts 33~$", "Reste 60~$"]
    assert [head.words for head in element.all("thead")[0].all("th")] == ["Partie", "Montant"]
    assert {svg.attributes["aria-hidden"] for svg in element.all("svg")} == {"true"}


@given(st.integers(0, 10**9), st.lists(st.integers(-(10**8), 10**9), max_size=6), st.integers(0, 10**10))
def test_bars_stay_within_the_drawing_whatever_the_amounts(whole: int, taken: list[int], scale: int) -> None:
    falls = [fall(whole, "whole"), *(fall(cents, "taken") for cents in taken), fall(whole - sum(taken), "left")]
    for start, end in spans(seen(*falls, scale_cents=scale)):
        assert -0.02 <= start <= end <= 100.02


def wave(target: int, *values: int) -> Element:
    looks = ("done", "promised", "possible")
    parts = [Step(look, value, str(value), look) for look, value in zip(looks, values, strict=False)]  # type: ignore[arg-type]
    return read(steps(parts, name="Lancement", sentence="Jusqu’au 23.", target=Fraction(target), target_words="Cible", target_text="plus"))


def test_steps_follow_one_another_and_the_target_is_marked() -> None:
    element = wave(50, 42, 21, 21)
    found = [spans(element, f"cd-steps-{look}")[0] for look in ("done", "promised", "possible")]
    assert found == [(0, pytest.approx(47.62)), (pytest.approx(47.62), pytest.approx(71.43)), (pytest.approx(71.43), pytest.approx(95.24))]
    assert element.all(css="cd-steps-target")[0].attributes["x1"] == "56.69%"


def test_a_target_further_than_everything_is_within_the_drawing() -> None:
    assert wave(50, 0, 0, 0).all(css="cd-steps-target")[0].attributes["x1"] == "95.24%"


def test_each_part_and_the_target_are_said() -> None:
    assert [(each.all("th")[0].words, each.all("td")[0].words) for each in wave(50, 42, 21).all("table")[0].all("tr")] == [
        ("done", "42"), ("promised", "21"), ("Cible", "plus"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_shown_as_it_was_written_in_both_drawings(text: str) -> None:
    def drawn(words: str) -> list[Element]:
        named = dict.fromkeys(WORDS, words)
        part, target = Step(words, 1, words, "done"), Fraction(2)
        return [
            read(waterfall((Fall(words, 0, words, "whole", note=words), Fall(words, 0, words, "left")), **named)),
            read(steps([part], name=words, sentence=words, target=target, target_words=words, target_text=words)),
        ]

    for harmless, hostile in zip(drawn("inoffensif"), drawn(text), strict=True):
        assert [element.tag for element in hostile.all()] == [element.tag for element in harmless.all()]
        assert hostile.words == harmless.words.replace("inoffensif", text)
