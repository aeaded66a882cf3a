"""The numbers of a chart, folded under it: whoever cannot see the drawing, or wants to check it, reads them as a table."""

from __future__ import annotations

from markupsafe import Markup

from lib.drawing.templating import drawn
from lib.i18n.translator import Translator


def numbers(table: Markup, translator: Translator, words: str = "") -> Markup:
    """A drawn table behind “The numbers”, or other words, closed until somebody opens it."""
    return drawn("numbers.html", words=words or translator._("The numbers"), table=table)
