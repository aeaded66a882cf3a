"""The lines of the daily check: what people typed is shown as they typed it, and no link runs anything."""

from __future__ import annotations

import pytest

from lib.drawing.work import Letter, Line, changes, copied_text, letter, work_line
from lib.i18n.language import ENGLISH
from lib.i18n.translator import Translator

T = Translator(ENGLISH)
TYPED = """<img src=x onerror="alert('x')"> & co"""
SHOWN = "&lt;img src=x onerror=&#34;alert(&#39;x&#39;)&#34;&gt; &amp; co"


def test_every_text_of_a_line_is_escaped() -> None:
    html = work_line(Line(TYPED, TYPED, TYPED, is_late=True, href="https://example.org/?a=1&b=2", link=TYPED))
    assert html.count(SHOWN) == 4 and "<img" not in html
    assert 'href="https://example.org/?a=1&amp;b=2"' in html


def test_a_line_without_an_address_has_no_link() -> None:
    assert "<a" not in work_line(Line("What", "Why", "today"))


def test_lateness_is_in_the_words_and_the_colour_repeats_it() -> None:
    assert "cd-tone-bad" in work_line(Line("What", "Why", "3 days late", is_late=True))
    assert "cd-tone-bad" not in work_line(Line("What", "Why", "today"))


def test_a_letter_can_be_copied_read_and_sent_and_everything_in_it_is_escaped() -> None:
    html = letter(Letter([TYPED], TYPED, True, TYPED, "mailto:a@b.c?subject=x", TYPED), T)
    assert f'data-copy="{SHOWN}"' in html and html.count(SHOWN) == 5 and "<img" not in html
    assert 'href="mailto:a@b.c?subject=x"' in html


def test_a_letter_to_nobody_known_has_no_link() -> None:
    assert "<a" not in letter(Letter([], "today", False, "Hello"), T)


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", " JavaScript:alert(1)"])
def test_a_link_that_would_run_something_is_bad_use(href: str) -> None:
    with pytest.raises(ValueError, match="a link leads to a page"):
        work_line(Line("What", "Why", "today", href=href, link="See"))
    with pytest.raises(ValueError, match="a link leads to a page"):
        letter(Letter([], "today", False, "Hello", href), T)


def test_texts_to_copy_and_changes_are_escaped_too() -> None:
    assert SHOWN in copied_text(TYPED, TYPED, T) and SHOWN in changes([(TYPED, TYPED)])
