"""What a source declares of itself, so that pages and documentation can list what data comes from where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A way in for data: `name` is its id; `title` and `reads` are msgids (what it is called, what it reads)."""

    name: str
    title: str
    reads: str
