"""The daily check as one page of HTML for a mail program: a whole document, with its own style and nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from lib.drawing.templating import drawn
from lib.drawing.tokens import LIGHT
from lib.i18n.translator import Translator


@dataclass(frozen=True, slots=True)
class DigestLine:
    """One thing to do, why, and by when; all in words."""

    what: str
    why: str
    deadline: str


@dataclass(frozen=True, slots=True)
class DigestPart:
    """A part of the list: its title and its lines."""

    title: str
    lines: Sequence[DigestLine]


@dataclass(frozen=True, slots=True)
class DigestWords:
    """The digest's own words: title, sentences on how it stands, what has changed as (label, value), the list, its end."""

    title: str
    standing: Sequence[str]
    changes_title: str
    changes: Sequence[tuple[str, str]]
    parts: Sequence[DigestPart]
    end: str


def digest(words: DigestWords, t: Translator) -> Markup:
    """The document; mail programs keep the light palette whatever their theme."""
    return drawn("digest.html", words=words, language=t.language.html, colours=LIGHT)
