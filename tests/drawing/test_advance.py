"""How far long work is: said in words and to assistive tools, never all done before it is."""

from __future__ import annotations

import pytest

from lib.drawing.advance import advance
from lib.i18n.language import ENGLISH, FRENCH
from lib.i18n.translator import Translator


@pytest.mark.parametrize(("share", "percent"), [(0.0, 0), (0.29, 29), (0.999, 99), (1.0, 100)])
def test_the_bar_and_its_words_say_the_same_share(share: float, percent: int) -> None:
    html = str(advance("“a.csv” is being read", "Reading", share, 5, 10, Translator(ENGLISH)))
    assert f'aria-valuenow="{percent}"' in html
    assert f'class="cd-advance-done" width="{percent}%"' in html
    assert f"Reading, {percent}%" in html
    assert "5 of about 10 rows" in html


def test_rows_are_not_told_before_anything_is_known_of_them() -> None:
    assert "of about" not in str(advance("a", "Reading", 0.0, 0, 0, Translator(ENGLISH)))


def test_it_speaks_french() -> None:
    assert "4\u00a0999 sur environ 20\u00a0000 lignes" in str(advance("a", "Lecture", 0.1, 4_999, 20_000, Translator(FRENCH)))


def test_a_files_name_is_never_markup() -> None:
    assert "<b>" not in str(advance("<b>a.csv", "Reading", 0.1, 1, 2, Translator(ENGLISH)))
