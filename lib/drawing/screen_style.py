"""The stylesheet of the room's screen."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lib.drawing.plain_style import plain_stylesheet

_RULES = Path(__file__).with_name("screen.css")


@cache
def screen_stylesheet() -> str:
    """CSS without its tag: what all plain pages have, then the screen's own sizes, in hundredths of its height."""
    return plain_stylesheet() + "\n" + _RULES.read_text(encoding="utf-8")
