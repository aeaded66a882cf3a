"""What a bench has to say: rows of figures with what each is compared with, whether its limit was kept, and where it ran."""

from __future__ import annotations

import json
import os
import platform
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
JSON, PAGE = ROOT / "build" / "bench.json", ROOT / "docs" / "performance.md"
_MARKS = "<!-- bench: {} -->", "<!-- /bench: {} -->"
_VERSIONS = ("streamlit", "pandas", "plotly", "dash", "SQLAlchemy")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: `ratio` is to `peer`, which was measured in the same run; `limit` is of the ratio, or of `value` without one."""

    what: str
    value: float
    unit: str
    peer: str = ""
    ratio: float | None = None
    limit: float | None = None

    @property
    def holds(self) -> bool:
        """Whether the limit, if there is one, is kept."""
        return self.limit is None or (self.value if self.ratio is None else self.ratio) <= self.limit

    def __str__(self) -> str:
        compared = "" if self.ratio is None else f"{self.ratio:8.2f} x {self.peer}"
        limit = "" if self.limit is None else f"  ({'within' if self.holds else 'BEYOND'} {self.limit:g})"
        return f"{self.what:<44} {self.value:10.1f} {self.unit:<4}{compared}{limit}"


def compared(what: str, value: float, unit: str, peer: str, peer_value: float, limit: float | None = None) -> Figure:
    """A figure with its ratio to what a peer took in the same run."""
    return Figure(what, value, unit, peer, value / peer_value, limit)


def machine() -> str:
    """Where a bench ran, in a line."""
    versions = ", ".join(f"{name.lower()} {version(name)}" for name in _VERSIONS)
    return f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end, Python {platform.python_version()}, {versions}"


def keep(parts: dict[str, Sequence[Figure]]) -> None:
    """Write the figures into build/bench.json and the tables of docs/performance.md; parts that were not run stay as they were."""
    JSON.parent.mkdir(exist_ok=True)
    held = json.loads(JSON.read_text("utf-8")) if JSON.exists() else {}
    held = {name: each for name, each in held.items() if isinstance(each, dict) and "figures" in each}
    where = machine()
    for name, figures in parts.items():
        held[name] = {"machine": where, "figures": [asdict(each) | {"holds": each.holds} for each in figures]}
    JSON.write_text(json.dumps(held, indent=1, ensure_ascii=False), "utf-8")
    page = PAGE.read_text("utf-8")
    for name, figures in parts.items():
        page = _written(page, name, f"{_table(figures)}\n\n*{where}.*")
    PAGE.write_text(page, "utf-8")


def _written(page: str, name: str, text: str) -> str:
    """The page with what stands between a part's marks replaced; a part without marks is left to the JSON."""
    begin, end = (mark.format(name) for mark in _MARKS)
    return re.sub(rf"{re.escape(begin)}.*?{re.escape(end)}", lambda _: f"{begin}\n{text}\n{end}", page, flags=re.DOTALL)


def _table(figures: Sequence[Figure]) -> str:
    rows = [
        (each.what, f"{each.value:,.1f} {each.unit}".replace(",", "\u00a0"),
         "" if each.ratio is None else f"{each.ratio:.2f} × {each.peer}", "" if each.limit is None else f"≤ {each.limit:g}")
        for each in figures
    ]  # fmt: skip
    head = ("", "measured", "compared", "limit")
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ("---", "---:", "---:", "---:"), *rows))
