"""What a page says about itself: a notice, a state with nothing in it, the banner of invented data."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from markupsafe import Markup

from lib.drawing.icons import icon
from lib.drawing.templating import drawn, refuse_script
from lib.i18n.translator import Translator

Kind = Literal["info", "success", "warning", "error"]
_LOOKS: Mapping[Kind, tuple[str, str, str]] = MappingProxyType(
    {
        "info": ("neutral", "info", "note"),
        "success": ("good", "check-disc", "status"),
        "warning": ("watch", "triangle", "note"),
        "error": ("bad", "cross-square", "alert"),
    }
)


def notice(kind: Kind, text: str, *, title: str = "", href: str = "", link: str = "") -> Markup:
    """A sentence beside its icon: an error interrupts a screen reader, a success waits its turn. `link`: the words of `href`."""
    refuse_script(href)
    tone, shape, role = _LOOKS[kind]
    return drawn("notice.html", tone=tone, icon=icon(shape), role=role, title=title, text=text, href=href, link=link)


def empty_state(title: str, text: str, *, href: str = "", link: str = "") -> Markup:
    """Where a drawing would be if there were data: what is missing, and the way to bring it."""
    refuse_script(href)
    return drawn("empty.html", icon=icon("dashed-square"), title=title, text=text, href=href, link=link)


def invented_banner(t: Translator) -> Markup:
    """Said at the top of every page of a demonstration, with where one's own campaign begins."""
    invented, begin = (
        t._("Demonstration: every person and every amount on this page is invented."),
        t._("Your own campaign begins on the Data page."),
    )
    return notice("warning", f"{invented} {begin}")
