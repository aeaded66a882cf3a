"""The room's screen, small, on the page that sets it up."""

from __future__ import annotations

from markupsafe import Markup

from lib.drawing.templating import drawn, refuse_script


def screen_preview(href: str, name: str) -> Markup:
    """The page at `href` in a frame of the projector's proportions; `name` says what it is."""
    refuse_script(href)
    return drawn("screen_preview.html", href=href, name=name)
