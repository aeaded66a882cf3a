"""What a million contributions cost a page, beside five hundred: its warm run, and the first run after a write.

`python -m tests.bench_size [COUNT] [PAGE…]`, or within `make bench`. Seconds of processor time; the two sizes take turns. The first run
after a write is told beside `SELECT sum()` over the table. A million takes a minute to make.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from streamlit.testing.v1 import AppTest

from lib.store.engine import open_store
from lib.store.ledger import bump
from lib.store.schema import DATA
from tests.support.large_store import filled

ROOT = Path(__file__).resolve().parents[1]
SMALL, LARGE, ROUNDS = 500, 1_000_000, 7
MOST_WARM, MOST_SUMS = 1.3, 5.0


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of a page at the two sizes: warm, and first after a write at the larger; `sum_seconds`: one plain sum there."""

    page: str
    small_seconds: float
    large_seconds: float
    first_seconds: float
    sum_seconds: float

    @property
    def ratio(self) -> float:
        """The warm run at the larger size, times the smaller one's."""
        return self.large_seconds / self.small_seconds

    @property
    def sums(self) -> float:
        """The first run after a write, in plain sums over the table."""
        return self.first_seconds / self.sum_seconds


def measured(count: int = LARGE, pages: tuple[str, ...] = ()) -> list[Cost]:
    """Every page, or those asked for."""
    names = pages or tuple(sorted(path.stem for path in (ROOT / "pages").glob("*.py")))
    with tempfile.TemporaryDirectory() as folder:
        urls = [f"sqlite:///{folder}/{size}.db" for size in (SMALL, count)]
        ids = [filled(open_store(url), size) for url, size in zip(urls, (SMALL, count), strict=True)]
        return [_cost(name, urls, ids[1]) for name in names]


def report(costs: list[Cost]) -> bool:
    """Print a line for each page; whether the limits are kept: the first look’s on the overview."""
    for each in costs:
        print(f"{each.page:<14} {1000 * each.small_seconds:8.1f} ms, {1000 * each.large_seconds:8.1f} ms with many ({each.ratio:.2f} x), "
              f"first after a write {1000 * each.first_seconds:8.0f} ms ({each.sums:.1f} x a plain sum)")  # fmt: skip
    first = [each.sums for each in costs if each.page == "overview"]
    return all(each.ratio <= MOST_WARM for each in costs) and all(sums <= MOST_SUMS for sums in first)


def _cost(page: str, urls: list[str], campaign_id: int) -> Cost:
    runs = [_page(page, url) for url in urls]
    taken: list[list[float]] = [[], []]
    for _ in range(ROUNDS):
        for place, (run, url) in enumerate(zip(runs, urls, strict=True)):
            taken[place].append(_seconds(run, url))
    store = open_store(urls[1])
    with store.writing() as connection:
        bump(connection, campaign_id)
    with store.reading() as connection:
        begun = time.process_time()
        connection.scalar(sa.select(sa.func.sum(DATA["contributions"].c.amount_cents)))
        plain = time.process_time() - begun
    return Cost(page, statistics.median(taken[0]), statistics.median(taken[1]), _seconds(runs[1], urls[1]), plain)


def _page(name: str, url: str) -> AppTest:
    os.environ["DATABASE_URL"] = url
    test = AppTest.from_file(str(ROOT / "lib" / "ui" / "main.py"), default_timeout=600).run()
    return test if name == "overview" else test.switch_page(f"../../pages/{name}.py").run()


def _seconds(run: AppTest, url: str) -> float:
    os.environ["DATABASE_URL"] = url
    begun = time.process_time()
    run.run()
    return time.process_time() - begun


if __name__ == "__main__":
    counts = [int(word) for word in sys.argv[1:] if word.isdigit()]
    asked = tuple(word for word in sys.argv[1:] if not word.isdigit())
    raise SystemExit(0 if report(measured(counts[0] if counts else LARGE, asked)) else 1)
