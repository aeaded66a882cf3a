"""Lists of the plan in words: tasks with their reason, and the publishing calendar, one row a day."""

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
    """What goes out on a day: through which `channel`, whose business it is, and `what`, "" where it is named elsewhere."""

    channel: str
    owner: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class AgendaDay:
    """A day in words: `lines` that are its own, `running` ones that go on from day to day.

    `published` is what went out, `flag` what is wrong, "" for nothing. `is_today` stands out.
    """

    day: str
    lines: Sequence[AgendaLine] = ()
    running: Sequence[AgendaLine] = ()
    published: str = ""
    flag: str = ""
    is_today: bool = False
    is_past: bool = False


def items(found: Sequence[Item]) -> Markup:
    """A list, one item a line."""
    return drawn("items.html", items=found)


def agenda(days: Sequence[AgendaDay], t: Translator, *, caption: str) -> Markup:
    """A row a day: what goes out, through what, by whom; cards where it is narrow."""
    return drawn("agenda.html", _=t._, caption=caption, days=days, flag_icon=icon("triangle"))
