"""Campaign folders small enough to be worked out by hand, written in the test that reads them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .facts import Figures

SETTINGS = """
name = "services-faciles"
goal = 25000
commission_rate = 0.067
timezone = "America/Toronto"
opens_on = 2018-01-20
closes_on = 2018-03-16
currency = "CAD"
"""


def folder_of(place: Path, settings: str = SETTINGS, **files: str) -> Path:
    """A campaign folder from the text of its files; `news="…"` writes news.csv."""
    (place / "campaign.toml").write_text(settings, encoding="utf-8")
    for name, text in files.items():
        (place / f"{name}.csv").write_text(text.strip().replace(" | ", ",") + "\n", encoding="utf-8")
    return place


def kpi(figures: Figures, name: str) -> dict[str, Any]:
    """One KPI of the figures by its id."""
    return next(one for one in figures["kpis"] if one["id"] == name)


def gift(amount: str, day: str = "2018-02-01", status: str = "counted") -> str:
    """A contributions.csv of one row."""
    return f"id,contributed_at,amount,status\nc1,{day},{amount},{status}"
