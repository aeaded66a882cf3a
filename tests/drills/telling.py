"""What a drill has to say: whether its promise held, and its figures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Promise:
    """One thing that was promised, and what was measured of it."""

    what: str
    is_kept: bool
    measured: str

    def __str__(self) -> str:
        return f"        {'kept  ' if self.is_kept else 'BROKEN'}  {self.what}: {self.measured}"


def at_most(what: str, measured: float, limit: float, unit: str, decimals: int = 0) -> Promise:
    """A promise that a figure stays within a limit."""
    return Promise(f"{what}, at most {limit:g} {unit}", measured <= limit, f"{measured:.{decimals}f} {unit}")


@dataclass(frozen=True, slots=True)
class Told:
    """The outcome of one drill: `held` is whether the promise was kept, `figures` is what was counted.

    `promises`: where several were made, each with its verdict.
    """

    name: str
    held: bool
    figures: str
    promises: tuple[Promise, ...] = ()

    def __str__(self) -> str:
        return f"{'held  ' if self.held else 'BROKEN'}  {self.name}: {self.figures}"


def told_of(name: str, figures: str, *promises: Promise) -> Told:
    """A drill that holds when each of its promises is kept."""
    return Told(name, all(each.is_kept for each in promises), figures, promises)
