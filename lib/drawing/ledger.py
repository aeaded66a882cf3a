"""A ledger: labels at the left, amounts aligned at the right, a rule above what the lines before add up to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from lib.drawing.templating import drawn


@dataclass(frozen=True, slots=True)
class Line:
    """One line, its value already formatted; "total" draws a rule above; `note` is said in small after the label."""

    label: str
    value: str
    weight: Literal["plain", "total"] = "plain"
    note: str = ""


def ledger(lines: Sequence[Line]) -> Markup:
    """A definition list in the order given; nothing at all for no line."""
    return drawn("ledger.html", lines=lines) if lines else Markup("")
