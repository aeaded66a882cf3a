"""The fitted tables of the forecast.

What real all-or-nothing campaigns did next, by elapsed share of their time.

They are shipped in `forecast_tables.json` with their provenance; `lib.services.forecast.forecast_fitting` makes that
file. Amounts are in goals (1 is the goal), times in shares of the campaign or of what is left of it.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

LEVELS = (0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95)
"""The probabilities at which the distributions of the total are kept."""
WAIT_LEVELS = (0.25, 0.50, 0.75)
FAN_LEVELS = (0.10, 0.50, 0.90)
FAN_TIMES = (0.10, 0.25, 0.50, 0.75, 0.90)
"""Shares of the remaining time at which the fan of the curve is kept; it is 0 at 0 and 1 at 1."""


@dataclass(frozen=True, slots=True)
class Cells:
    """Quantiles by progress.

    `quantiles[i]` belong to `progress[i]` (raised ÷ goal, ascending), straight in between.
    """

    progress: tuple[float, ...]
    quantiles: tuple[tuple[float, ...], ...]

    def at(self, progress: float) -> tuple[float, ...]:
        """The quantiles at `progress`; those of the nearest end outside."""
        left, right, weight = neighbours(self.progress, progress)
        return blend(self.quantiles[left], self.quantiles[right], weight)


@dataclass(frozen=True, slots=True)
class TableRow:
    """What is known at one elapsed share.

    `chance`: a, b ≤ 0, c ≥ 0 of logit P = a + b·ln((1 − x)/x) + c·ln(pace). `success`: final ÷ goal among
    those that reached their goal, 1 or more (LEVELS). `failure`: share of the remaining gap that the others
    still closed (LEVELS). `past`: what campaigns past their goal still added, ÷ raised (LEVELS). `wait`:
    share of the remaining time until the goal, if reached (WAIT_LEVELS). `fan`: for each of FAN_LEVELS, share
    of the way to its final quantile (FAN_TIMES).
    """

    elapsed_share: float
    chance: tuple[float, ...]
    success: Cells
    failure: Cells
    past: tuple[float, ...]
    wait: Cells
    fan: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """The rows, ascending by elapsed share, and where they come from."""

    provenance: Mapping[str, str]
    rows: tuple[TableRow, ...]

    def around(self, elapsed_share: float) -> tuple[TableRow, TableRow, float]:
        """The rows on either side and the weight (0–1) of the second; an end row twice outside the grid."""
        left, right, weight = neighbours([row.elapsed_share for row in self.rows], elapsed_share)
        return self.rows[left], self.rows[right], weight


def neighbours(nodes: Sequence[float], value: float) -> tuple[int, int, float]:
    """The positions of the ascending `nodes` around `value`, and the weight (0–1) of the second."""
    right = bisect_right(nodes, value)
    if right == 0 or right == len(nodes):
        end = max(right - 1, 0)
        return end, end, 0.0
    return right - 1, right, (value - nodes[right - 1]) / (nodes[right] - nodes[right - 1])


def blend(first: Sequence[float], second: Sequence[float], weight: float) -> tuple[float, ...]:
    """Term by term, `first` to `second` as `weight` goes from 0 to 1."""
    return tuple(low + weight * (high - low) for low, high in zip(first, second, strict=True))


@lru_cache(maxsize=1)
def shipped_tables() -> Tables:
    """The tables that the product forecasts with, read once from the package."""
    return tables_from_json(
        resources.files("lib.campaign").joinpath("forecast_tables.json").read_text("utf-8")
    )


def tables_from_json(text: str) -> Tables:
    """The tables that `json_from_tables` wrote; raises KeyError or ValueError where it is something else."""
    read = json.loads(text)
    return Tables(dict(read["provenance"]), tuple(_row(row) for row in read["rows"]))


def json_from_tables(tables: Tables) -> str:
    """The file's text: one line a table, so that two versions can be compared."""
    head = json.dumps(dict(tables.provenance), ensure_ascii=False, indent=1)
    rows = (
        ",\n".join(f'  "{key}": {json.dumps(value)}' for key, value in asdict(row).items())
        for row in tables.rows
    )
    return f'{{"provenance": {head},\n"rows": [\n {{\n' + "\n },\n {\n".join(rows) + "\n }\n]}\n"


def _row(read: Mapping[str, Any]) -> TableRow:
    return TableRow(
        elapsed_share=float(read["elapsed_share"]),
        chance=_numbers(read["chance"]),
        success=_cells(read["success"]),
        failure=_cells(read["failure"]),
        past=_numbers(read["past"]),
        wait=_cells(read["wait"]),
        fan=tuple(_numbers(line) for line in read["fan"]),
    )


def _cells(read: Mapping[str, Any]) -> Cells:
    return Cells(_numbers(read["progress"]), tuple(_numbers(line) for line in read["quantiles"]))


def _numbers(values: Sequence[float]) -> tuple[float, ...]:
    return tuple(float(value) for value in values)
