"""The stylesheet that every drawing needs, once in a page."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from pathlib import Path

from lib.drawing.tokens import DARK, LIGHT, SPACE_PX, TYPE_PX, Palette

_RULES = Path(__file__).with_name("drawing.css")
_PAGE = Path(__file__).with_name("page.css")
_EVENING = Path(__file__).with_name("evening.css")


@cache
def stylesheet() -> str:
    """CSS without its tag. Colours follow the `color-scheme` of where a drawing stands, set by the page or a class.

    `cd-light`, `cd-dark` and `cd-auto` set it on any element; print is always light. Browsers older than
    `light-dark()` (2024) get the light palette.
    """
    return "\n".join((_root(), _fallback(), _RULES.read_text(encoding="utf-8")))


@cache
def page_stylesheet() -> str:
    """The drawings' CSS and that of the page around them, for the head of every page."""
    return "\n".join((stylesheet(), _PAGE.read_text(encoding="utf-8"), _EVENING.read_text(encoding="utf-8")))


def _root() -> str:
    light, dark = asdict(LIGHT), asdict(DARK)
    colours = [f"--cd-{_css(name)}: light-dark({light[name]}, {dark[name]});" for name in light]
    sizes = [f"--cd-type-{name}: {pixels / 16}rem;" for name, pixels in TYPE_PX.items()]
    spaces = [f"--cd-space-{name}: {pixels / 16}rem;" for name, pixels in SPACE_PX.items()]
    return _block(":root, :host", colours + sizes + spaces)


def _fallback() -> str:
    return f"@supports not (color: light-dark(#000, #fff)) {{\n{_block(':root, :host', _plain(LIGHT))}\n}}"


def _plain(palette: Palette) -> list[str]:
    return [f"--cd-{_css(name)}: {colour};" for name, colour in asdict(palette).items()]


def _css(name: str) -> str:
    return name.replace("_", "-")


def _block(selector: str, lines: list[str]) -> str:
    return selector + " {\n  " + "\n  ".join(lines) + "\n}"
