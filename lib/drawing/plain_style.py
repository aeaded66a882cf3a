"""What the styles of all plain pages begin with: the font, the palette by theme, the calm sentence."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from pathlib import Path

from lib.drawing.tokens import DARK, LIGHT, Palette

_RULES = Path(__file__).with_name("plain.css")


@cache
def plain_stylesheet() -> str:
    """CSS to put before a page's own. Light; dark under the class `dark`; as the viewer's machine says under `auto`."""
    auto = "@media (prefers-color-scheme: dark) {\n" + _palette(".auto", DARK, "dark") + "\n}"
    rules = _RULES.read_text(encoding="utf-8")
    return "\n".join((_palette(":root, .light", LIGHT, "light"), _palette(".dark", DARK, "dark"), auto, rules))


def _palette(selector: str, palette: Palette, scheme: str) -> str:
    colours = [f"--{name.replace('_', '-')}: {colour};" for name, colour in asdict(palette).items()]
    return f"{selector} {{ color-scheme: {scheme}; {' '.join(colours)} }}"
