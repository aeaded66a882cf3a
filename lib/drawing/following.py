"""What a phone shows that follows an evening: which step, its drawing, and until when nothing begins."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from markupsafe import Markup

from lib.drawing.plain_style import plain_stylesheet
from lib.drawing.style import page_stylesheet
from lib.drawing.templating import drawn
from lib.i18n.translator import Translator

REFRESH_SECONDS = 3.5
"""Between two looks: with a tenth more, and the second that an answer may be old, a phone is in step within five seconds."""
_RULES = Path(__file__).with_name("following.css")


def following_part(picture: Markup, t: Translator, *, campaign: str, place: str, title: str, invented: str = "") -> Markup:
    """A step as followed: `place` is its place among the five in words, `invented` the words that mark a demonstration."""
    return drawn("following.html", picture=picture, campaign=campaign, place=place, title=title, invented=invented, _=t._,
                 language=t.language.html, zone=t.zone.key, seconds=REFRESH_SECONDS)  # fmt: skip


@cache
def following_stylesheet() -> str:
    """CSS without its tag: what all plain pages have, the pages' drawings, then what is the phone's own."""
    return "\n".join((plain_stylesheet(), page_stylesheet(), _RULES.read_text(encoding="utf-8")))
