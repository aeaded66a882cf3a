"""The names of the menu's groups, written above Streamlit's own links: its menu has no place for them at a desk."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from lib.drawing.templating import drawn

_SPECIAL = re.compile(r"[\\\"'<>&\n]")


@dataclass(frozen=True, slots=True)
class Group:
    """A group of the menu: its name, and the place of its first page among all pages, from 1."""

    name: str
    first: int


def menu_groups(groups: Sequence[Group]) -> Markup:
    """A stylesheet that marks where each group begins, in the row of a desk and in the list of a phone."""
    return drawn("menu.html", groups=[(group.first, _quoted(group.name)) for group in groups])


def _quoted(text: str) -> Markup:
    """A text as a CSS string, with what could end the string or the stylesheet written as its code point."""
    return Markup('"{}"').format(Markup(_SPECIAL.sub(lambda found: f"\\{ord(found.group()):x} ", text)))  # noqa: S704 - none of it is left
