"""The screen's drawing: words under the bar that never cover one another, what people typed escaped, a code that cameras read."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from html import unescape

import pytest
import segno

from lib.drawing.plain_style import plain_stylesheet
from lib.drawing.qr import qr_code
from lib.drawing.screen import Figure, Party, ScreenBar, ScreenWords, screen
from lib.drawing.screen_style import screen_stylesheet
from lib.drawing.tokens import DARK, LIGHT, contrast

HOSTILE = "<script>alert('x')</script>\"&"
BAR = ScreenBar("10 $ in hand of 20 $.", Fraction(1, 2), Fraction(1), "20 $", Fraction(1, 2), "expected today")
WORDS = ScreenWords(
    language="fr-CA", theme="light", zone="America/Toronto", clock="24", refresh_seconds=10, rotation_seconds=25,
    scenes=("money", "movement", "next"), title="Essai", day="le 3 mars", figure="10 $", caption="en main", bar=BAR,
    figures=(Figure("3", "contributeurs"),), line="Une phrase.", movement=(Figure("1", "membre", "sur 2", Fraction(1, 2)),),
    next_title="Ensuite", actions=("Coller",), nothing="Rien.", data="Données de 9 h", offline="hors ligne depuis {time}", paused="en pause",
    address="example.org", keys_title="Touches", keys=(("F", "plein écran"),),
)  # fmt: skip


def under(bar: ScreenBar) -> dict[str, tuple[str, str]]:
    """The words under the bar, with where they stand and what of them stands there."""
    html = str(screen(replace(WORDS, bar=bar)))
    found = re.findall(r'<text x="([^"]+)" y="1em" class="at-(\w+)">([^<]+)</text>', html)
    return {unescape(words): (x, anchor) for x, anchor, words in found}


def test_the_goal_stands_at_the_end_and_what_is_expected_about_its_mark() -> None:
    assert under(BAR) == {"20 $": ("100%", "end"), "expected today": ("50%", "middle")}


@pytest.mark.parametrize(
    ("expected", "start", "anchor"),
    [(Fraction(1, 100), "", "start"), (Fraction(7, 10), "", "middle"), (Fraction(17, 20), "", "end"), (Fraction(99, 100), "", None),
     (Fraction(1, 10), "1 234 567 $ en main", None)],
)  # fmt: skip
def test_words_step_aside_or_are_left_out_with_their_mark(expected: Fraction, start: str, anchor: str | None) -> None:
    bar = replace(BAR, expected=expected, start=start)
    found = under(bar).get("expected today")
    assert (found and found[1]) == anchor
    assert ("bar-expected" in str(screen(replace(WORDS, bar=bar)))) is (anchor is not None)


def test_past_the_goal_its_words_stand_under_its_mark() -> None:
    assert under(replace(BAR, done=Fraction(1), goal=Fraction(5, 7), expected=None)) == {"20 $": ("71.43%", "middle")}


def test_what_people_typed_is_only_text() -> None:
    hostile = replace(
        WORDS, title=HOSTILE, actions=(HOSTILE,), line=HOSTILE, party=Party(HOSTILE, HOSTILE, HOSTILE, HOSTILE), address=HOSTILE,
        figures=(Figure(HOSTILE, HOSTILE),), bar=replace(BAR, name=HOSTILE, goal_words=HOSTILE), url="https://example.org", qr_name=HOSTILE,
    )  # fmt: skip
    html = str(screen(hostile))
    assert "<script" not in html
    assert unescape(html).count(HOSTILE) >= 12


def test_nothing_in_it_can_be_touched_and_no_style_stands_in_it() -> None:
    """A strict policy would drop a style attribute without a word."""
    html = str(screen(replace(WORDS, url="https://example.org", party=Party("a@b", "La moitié!", "10 $", "Merci!"))))
    assert re.findall(r"<(?:a|button|input|select|textarea|iframe|style)\b", html) == []
    assert re.findall(r"\s(?:style|on\w+|tabindex|href|src)=", html) == []


def test_without_an_address_there_is_no_code() -> None:
    assert 'class="qr"' not in str(screen(WORDS))
    assert 'class="qr"' in str(screen(replace(WORDS, url="https://example.org")))


def test_the_code_is_the_one_of_the_address_cell_by_cell() -> None:
    text = "https://fr.ulule.com/services-faciles/"
    rows = [bytes(row) for row in segno.make_qr(text, error="m").matrix]
    path = re.search(r' d="([^"]+)"', str(qr_code(text, name="x")))
    assert path is not None
    dark = {(int(x) + step, int(y)) for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", path[1]) for step in range(int(width))}
    assert dark == {(x + 2, y + 2) for y, row in enumerate(rows) for x, cell in enumerate(row) if cell}


def test_the_code_stays_dark_on_light_in_the_dark_theme() -> None:
    html = str(qr_code("https://example.org", name="x"))
    assert 'fill="#fff"' in html
    assert contrast("#FFFFFF", "#16222B") > 15


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_words_and_celebrations_are_read_from_afar(palette: object) -> None:
    assert contrast(palette.ink, palette.paper) >= 7  # type: ignore[attr-defined]
    assert contrast(palette.on_fill, palette.money) >= 7  # type: ignore[attr-defined]


def test_both_palettes_are_in_the_style_and_nothing_from_elsewhere() -> None:
    style = screen_stylesheet()
    assert style.startswith(plain_stylesheet())
    assert LIGHT.money in style and DARK.money in style
    assert "http" not in style and "@import" not in style
