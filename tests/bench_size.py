"""What many contributions cost a page, beside five hundred: its warm run, and the first run after a write.

`python -m tests.bench_size [COUNT…] [PAGE…]`, or within `make bench`. Seconds of processor time; the two sizes take turns. The first
run after a write is told beside `SELECT sum()` over the table, and what that page costs after a write at 500 beside it. A million
takes minutes to make.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from streamlit.testing.v1 import AppTest

from lib.services.clock import now
from lib.store.changes.edits import edit_row
from lib.store.engine import open_store
from lib.store.queries.lists import table_page
from lib.store.schema import DATA
from lib.ui.options import set_options
from tests.bench.results import Figure, compared, keep
from tests.support.large_store import filled

ROOT = Path(__file__).resolve().parents[1]
SMALL, SIZES, ROUNDS, WRITES = 500, (10_000, 100_000, 1_000_000), 25, 3
MOST_WARM, MOST_SUMS, JUDGED_FROM = 1.3, 5.0, 1_000_000
"""The limits: of a warm run beside that with 500; of the first run after a write, in sums, with a million."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of a page with `count` contributions and with 500: warm, and first after a write; `sum_seconds`: one plain sum there."""

    page: str
    count: int
    small_seconds: float
    large_seconds: float
    small_first_seconds: float
    first_seconds: float
    sum_seconds: float

    @property
    def figures(self) -> list[Figure]:
        """What the bench says of it."""
        name = f"{self.page}, " + f"{self.count:,}".replace(",", "\u00a0")
        is_judged = self.count >= JUDGED_FROM
        first = 1000 * self.first_seconds
        return [
            compared(f"{name}: run again", 1000 * self.large_seconds, "ms", "with 500", 1000 * self.small_seconds, MOST_WARM),
            compared(f"{name}: first after a write", first, "ms", "with 500", 1000 * self.small_first_seconds),
            compared(f"{name}: the same", first, "ms", "a plain sum", 1000 * self.sum_seconds, MOST_SUMS if is_judged else None),
        ]


def measured(counts: Sequence[int] = SIZES, pages: Sequence[str] = ()) -> Iterator[Cost]:
    """Every page, or those asked for, at each size, under the options that the product holds."""
    set_options()
    names = pages or tuple(sorted(path.stem for path in (ROOT / "pages").glob("*.py")))
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            urls = [f"sqlite:///{folder}/{size}.db" for size in (SMALL, count)]
            ids = [filled(open_store(url), size) for url, size in zip(urls, (SMALL, count), strict=True)]
            for name in names:
                yield _cost(name, count, urls, ids)


def _cost(page: str, count: int, urls: Sequence[str], ids: Sequence[int]) -> Cost:
    runs = [_page(page, url) for url in urls]
    warm: list[list[float]] = [[], []]
    for _ in range(ROUNDS):
        for place, (run, url) in enumerate(zip(runs, urls, strict=True)):
            warm[place].append(_seconds(run, url))
    first: list[list[float]] = [[], []]
    for _ in range(WRITES):
        for place, (run, url) in enumerate(zip(runs, urls, strict=True)):
            _write(url, ids[place])
            first[place].append(_seconds(run, url))
    return Cost(page, count, *(statistics.median(each) for each in (*warm, *first)), _sum_seconds(urls[1]))


def _write(url: str, campaign_id: int) -> None:
    """Somebody ticks the newest contribution as thanked, or not."""
    store = open_store(url)
    row = table_page(store, campaign_id, "contributions", order_by="contributed_at", descending=True, limit=1).rows[0]
    thanked_at = None if row.cells["thanked_at"] else row.cells["contributed_at"]
    edit_row(store, campaign_id, "contributions", row.pk, row.version, {"thanked_at": thanked_at}, at=now(), who="bench")


def _sum_seconds(url: str) -> float:
    taken = []
    with open_store(url).reading() as connection:
        for _ in range(ROUNDS):
            begun = time.process_time()
            connection.scalar(sa.select(sa.func.sum(DATA["contributions"].c.amount_cents)))
            taken.append(time.process_time() - begun)
    return statistics.median(taken)


def _page(name: str, url: str) -> AppTest:
    os.environ["DATABASE_URL"] = url
    test = AppTest.from_file(str(ROOT / "lib" / "ui" / "main.py"), default_timeout=600).run()
    return test if name == "overview" else test.switch_page(f"../../pages/{name}.py").run()


def _seconds(run: AppTest, url: str) -> float:
    os.environ["DATABASE_URL"] = url
    begun = time.process_time()
    run.run()
    return time.process_time() - begun


def main(words: Sequence[str]) -> int:
    """Measure, print a line a figure, keep them all; whether the limits are kept."""
    counts, pages = tuple(int(word) for word in words if word.isdigit()), tuple(word for word in words if not word.isdigit())
    found: list[Figure] = []
    for cost in measured(counts or SIZES, pages):
        for figure in cost.figures:
            print(figure, flush=True)
        found += cost.figures
    if not pages:
        keep({"size": found})
    return 0 if all(each.holds for each in found) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
