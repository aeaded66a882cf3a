"""Lists of the plan in words: tasks with their reason, and the publishing calendar, a row for a day or for days alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from lib.drawing.icons import icon
from lib.drawing.templating import drawn
from lib.i18n.translator import Translator


@dataclass(frozen=True, slots=True)
class Item:
    """Something to read: what, and what is to be known about it."""

    what: str
    about: str


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """What goes out on a day, through which `channel`, and whose business it is."""

    channel: str
    owner: str
    what: str


@dataclass(frozen=True, slots=True)
class AgendaDay:
    """A day, or days alike, in words: `lines` that are its own, `running` that what goes on from day to day is all.

    `published` is what went out, `flag` what is wrong, "" for nothing. `is_today` stands out.
    """

    day: str
    lines: Sequence[AgendaLine] = ()
    running: str = ""
    published: str = ""
    flag: str = ""
    is_today: bool = False
    is_past: bool = False


def items(found: Sequence[Item]) -> Markup:
    """A list, one item a line."""
    return drawn("items.html", items=found)


def agenda(days: Sequence[AgendaDay], t: Translator, *, caption: str) -> Markup:
    """What goes out, through what, by whom; cards where it is narrow."""
    return drawn("agenda.html", _=t._, caption=caption, days=days, flag_icon=icon("triangle"))
