"""How far long work is: said in words and to assistive tools, never all done before it is."""

from __future__ import annotations

import pytest

from lib.drawing.advance import advance
from lib.i18n.language import ENGLISH, FRENCH
from lib.i18n.translator import Translator


@pytest.mark.parametrize(("share", "percent"), [(0.0, 0), (0.29, 29), (0.999, 99), (1.0, 100)])
def test_the_bar_and_its_words_say_the_same_share(share: float, percent: int) -> None:
    html = str(advance("“a.csv” is being read", "Reading", share, 5, 10, None, Translator(ENGLISH)))
    assert f'aria-valuenow="{percent}"' in html
    assert f'class="cd-advance-done" width="{percent}%"' in html
    assert f"Reading, {percent}%" in html
    assert "5 of about 10 rows" in html


def test_rows_are_not_told_before_anything_is_known_of_them() -> None:
    assert "of about" not in str(advance("a", "Reading", 0.0, 0, 0, None, Translator(ENGLISH)))


def test_it_speaks_french() -> None:
    assert "4\u00a0999 sur environ 20\u00a0000 lignes" in str(advance("a", "Lecture", 0.1, 4_999, 20_000, None, Translator(FRENCH)))


def test_a_files_name_is_never_markup() -> None:
    assert "<b>" not in str(advance("<b>a.csv", "Reading", 0.1, 1, 2, None, Translator(ENGLISH)))


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.0, "about 1 second left"), (1.2, "about 2 seconds left"), (19.0, "about 19 seconds left"), (21.0, "about 25 seconds left"),
        (60.0, "about 60 seconds left"), (61.0, "about 2 minutes left"),
    ],
)  # fmt: skip
def test_the_time_left_is_told_to_the_second_at_the_end_and_in_steps_before(seconds: float, said: str) -> None:
    assert said in str(advance("a", "Saving", 0.5, 1, 2, seconds, Translator(ENGLISH)))


def test_it_is_scrolled_to_where_that_is_asked_for() -> None:
    said = [str(advance("a", "Saving", 0.5, 1, 2, None, Translator(ENGLISH), comes=comes)) for comes in (True, False)]
    assert ["data-come" in each for each in said] == [True, False]


def test_no_time_is_told_while_none_can_be_foreseen() -> None:
    assert "left" not in str(advance("a", "Saving", 0.5, 1, 2, None, Translator(ENGLISH)))
