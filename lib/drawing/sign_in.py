"""The form to sign in with a passphrase: two fields and a button, at ease on a phone."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from markupsafe import Markup

from lib.drawing.plain_style import plain_stylesheet
from lib.drawing.templating import drawn
from lib.i18n.language import Language
from lib.i18n.translator import Translator

_RULES = Path(__file__).with_name("sign_in.css")


def sign_in_form(t: Translator, *, action: str, other: Language, elsewhere: str, error: str = "") -> Markup:
    """`action` is where the form goes; `elsewhere` the same page in the `other` language; `error` one sentence, said to a
    screen reader at once."""
    return drawn("sign_in.html", _=t._, action=action, other=other, elsewhere=elsewhere, error=error)


def sign_out_form(t: Translator) -> Markup:
    """One button, and the way back."""
    return drawn("sign_out.html", _=t._)


@cache
def sign_in_stylesheet() -> str:
    """Light or dark as the viewer's machine says."""
    return plain_stylesheet() + "\n" + _RULES.read_text(encoding="utf-8")
