"""Terms and what they mean, each with an anchor that other pages lead to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from lib.drawing.status import status
from lib.drawing.templating import drawn
from lib.i18n.translator import Translator


@dataclass(frozen=True, slots=True)
class Entry:
    """A term: its id (the anchor), its name, its sentences, and the status whose icon stands for the name, if any."""

    id: str
    name: str
    sentences: tuple[str, ...]
    status: str = ""


def definitions(entries: Sequence[Entry], t: Translator | None = None) -> Markup:
    """A definition list; with a translator, entries that name a status are drawn with its icon and word."""
    drawn_names = [status(entry.status, t) if t is not None and entry.status else entry.name for entry in entries]
    return drawn("definitions.html", entries=list(zip(entries, drawn_names, strict=True)))
