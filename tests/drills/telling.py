"""What a drill has to say: whether its promise held, and its figures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Told:
    """The outcome of one drill: `held` is whether the promise was kept, `figures` is what was counted."""

    name: str
    held: bool
    figures: str

    def __str__(self) -> str:
        return f"{'held  ' if self.held else 'BROKEN'}  {self.name}: {self.figures}"
