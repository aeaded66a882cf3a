"""Colours: their contrasts, in light and dark."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from lib.drawing.style import stylesheet
from lib.drawing.templating import TEMPLATES
from lib.drawing.tokens import DARK, LIGHT, Palette, contrast

GROUNDS = ("paper", "surface", "mist")
COMPUTED = [
    # the specification's own figures, to the second decimal
    (LIGHT, "ink", (15.49, 16.18, 14.24)),
    (LIGHT, "slate", (7.27, 7.60, 6.68)),
    (LIGHT, "outline", (4.08, 4.26, 3.75)),
    (LIGHT, "rule", (1.50, 1.56, 1.38)),
    (LIGHT, "money", (7.07, 7.38, 6.50)),
    (LIGHT, "money_deep", (9.98, 10.42, 9.17)),
    (LIGHT, "good", (5.87, 6.13, 5.39)),
    (LIGHT, "watch", (5.05, 5.27, 4.64)),
    (LIGHT, "bad", (9.28, 9.70, 8.53)),
    (DARK, "ink", (16.20, 14.44, 12.23)),
    (DARK, "slate", (9.86, 8.79, 7.44)),
    (DARK, "outline", (5.49, 4.89, 4.15)),
    (DARK, "rule", (1.96, 1.74, 1.48)),
    (DARK, "money", (8.23, 7.34, 6.22)),
    (DARK, "good", (13.35, 11.90, 10.08)),
    (DARK, "watch", (13.22, 11.79, 9.98)),
    (DARK, "bad", (6.88, 6.13, 5.19)),
]
TINTED = [
    (LIGHT, "good", 5.21), (LIGHT, "watch", 4.63), (LIGHT, "bad", 8.02), (LIGHT, "money", 6.25),
    (DARK, "good", 10.10), (DARK, "watch", 9.63), (DARK, "bad", 5.55), (DARK, "money", 6.17),
]  # fmt: skip
THEMES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])


def of(palette: Palette, name: str) -> str:
    return str(getattr(palette, name))


@pytest.mark.parametrize(("palette", "name", "ratios"), COMPUTED)
def test_contrasts_on_the_grounds_are_those_of_the_specification(palette: Palette, name: str, ratios: tuple[float, ...]) -> None:
    found = tuple(contrast(of(palette, name), of(palette, ground)) for ground in GROUNDS)
    assert found == pytest.approx(ratios, abs=0.006)


@pytest.mark.parametrize(("palette", "name", "ratio"), TINTED)
def test_contrasts_on_the_tints_are_those_of_the_specification(palette: Palette, name: str, ratio: float) -> None:
    assert contrast(of(palette, name), of(palette, f"{name}_tint")) == pytest.approx(ratio, abs=0.006)


@THEMES
def test_text_has_4_5_to_1_on_every_ground(palette: Palette) -> None:
    words = ("ink", "slate", "money", "money_deep", "good", "watch", "bad")
    weak = [(word, ground) for word in words for ground in GROUNDS if contrast(of(palette, word), of(palette, ground)) < 4.5]
    assert weak == []


@THEMES
def test_text_on_fills_and_in_notices_has_4_5_to_1(palette: Palette) -> None:
    fills = [contrast(palette.on_fill, of(palette, name)) for name in ("money", "good", "watch", "bad")]
    tints = [contrast(palette.ink, of(palette, f"{name}_tint")) for name in ("good", "watch", "bad", "neutral")]
    links = [contrast(palette.money, of(palette, f"{name}_tint")) for name in ("good", "watch", "bad", "neutral")]
    assert min(fills + tints + links + [contrast(palette.slate, palette.neutral_tint)]) >= 4.5


@THEMES
def test_what_is_drawn_has_3_to_1_with_what_it_stands_on(palette: Palette) -> None:
    pairs = [("money", "paper"), ("money", "track"), ("money_soft", "paper"), ("outline", "paper"), ("ink", "track")]
    assert [pair for pair in pairs if contrast(of(palette, pair[0]), of(palette, pair[1])) < 3] == []


def test_black_on_white_is_21_to_1() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


def test_every_colour_follows_the_scheme_of_where_it_stands() -> None:
    css = stylesheet()
    for field in fields(Palette):
        light, dark = of(LIGHT, field.name), of(DARK, field.name)
        assert f"--cd-{field.name.replace('_', '-')}: light-dark({light}, {dark});" in css


def test_every_variable_that_the_stylesheet_uses_is_defined() -> None:
    css = stylesheet()
    assert set(re.findall(r"var\((--[\w-]+)\)", css)) <= set(re.findall(r"(--cd-[\w-]+):", css))


def test_the_stylesheet_asks_for_nothing_elsewhere_and_touches_nothing_but_drawings() -> None:
    css = re.sub(r"/\*.*?\*/", "", stylesheet(), flags=re.S)
    assert re.findall(r"url\(|@import|expression|http", css) == []
    selectors = re.findall(r"^\s*([.:a-z@][^{};]*)\{", css, re.M)
    others = [each for each in selectors if "cd" not in each and not each.startswith(("@", ":root"))]
    assert others == []


def test_no_template_holds_a_script_an_inline_style_or_an_unescaped_value() -> None:
    sources = {path.name: path.read_text() for path in TEMPLATES.iterdir()}
    bad = re.compile(r"<script(?! src=)|\sstyle=|\son\w+=|\|\s*safe\b|autoescape")
    assert [name for name, source in sources.items() if bad.search(source)] == []
