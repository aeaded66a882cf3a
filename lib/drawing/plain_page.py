"""The frame of a plain page, and the calm sentence that stands where there is nothing to show."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from lib.drawing.templating import drawn
from lib.i18n.language import Language
from lib.i18n.translator import Translator

RETRY_SECONDS = 10


def plain_page(
    part: Markup, *, title: str, language: Language, styles: Sequence[str], scripts: Sequence[str], etag: str, version: str,
    fonts: Sequence[str] = (),
) -> Markup:  # fmt: skip
    """A whole document around the part that changes; `styles`, `scripts` and `fonts` are addresses, `etag` that of the part."""
    files = {"styles": styles, "scripts": scripts, "fonts": fonts}
    return drawn("plain_page.html", part=part, title=title, language=language.html, etag=etag, version=version, **files)


def calm_part(sentence: str, t: Translator) -> Markup:
    """A sentence alone, in the middle; the page asks again by itself, so that it comes to life without a touch."""
    return drawn("plain_calm.html", sentence=sentence, language=t.language.html, seconds=RETRY_SECONDS)
