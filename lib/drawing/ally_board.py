"""The allies' board: columns from those to ask to those who have relayed, side by side or one under the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from lib.drawing.templating import drawn


@dataclass(frozen=True, slots=True)
class AllyCard:
    """One ally in words; `lines` say more: what was done, the next step.

    `audience` is how many people follow it, "" where that is not shown.
    """

    name: str
    audience: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AllyColumn:
    """One column: its title, one line that counts its allies and their audience, its cards; `empty` is said without any."""

    title: str
    sentence: str
    cards: tuple[AllyCard, ...]
    empty: str


def ally_board(columns: Sequence[AllyColumn], *, name: str) -> Markup:
    """The columns in the order given; `name` is what a screen reader calls the board."""
    return drawn("ally_board.html", columns=columns, name=name)
