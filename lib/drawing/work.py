"""Lines of the daily check: what is to be done, a person to thank with the text ready, a text to copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from lib.drawing.icons import icon
from lib.drawing.templating import drawn, refuse_script
from lib.i18n.translator import Translator

_LATE = "cross-square"
"""The shape of what is off track, wherever it is said."""


def changes(lines: Sequence[tuple[str, str]]) -> Markup:
    """What has changed, as (label, signed number) in words, side by side where there is room."""
    return drawn("changes.html", lines=lines)


@dataclass(frozen=True, slots=True)
class Line:
    """What, why and by when, in words; `href` leads to the thing itself when it has an address."""

    what: str
    why: str
    deadline: str
    is_late: bool = False
    href: str = ""
    link: str = ""


def work_line(line: Line) -> Markup:
    """One thing to do; lateness is in the words and has its shape, the colour only repeats it."""
    refuse_script(line.href)
    return drawn("work.html", line=line, late=icon(_LATE))


@dataclass(frozen=True, slots=True)
class Letter:
    """A thank-you: short `facts` about the contribution, how late, the text, and the link that opens a mail program ("")."""

    facts: Sequence[str]
    deadline: str
    is_late: bool
    text: str
    mailto: str = ""
    write: str = ""


def letter(shown: Letter, t: Translator) -> Markup:
    """The facts, then the ways to send the text: by mail, by copying it; the text itself unfolds."""
    refuse_script(shown.mailto)
    return drawn("letter.html", letter=shown, late=icon(_LATE), _=t._)


def copied_text(text: str, title: str, t: Translator, html: str = "") -> Markup:
    """A longer text under its title, folded, with a button that copies it, and the same as `html` where that is given."""
    return drawn("copied_text.html", text=text, html=str(html), title=title, _=t._)
