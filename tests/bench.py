"""`make bench`: how long a page's script takes, as a ratio to a page with one title, in one run.

Times on two machines cannot be compared; ratios within one run can. The table goes to standard output, the figures to
build/bench.json.
"""

from __future__ import annotations

import json
import os
import statistics
import tempfile
import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests import bench_screen

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("overview", "contributions", "sharing", "data", "method")
ROUNDS = 30
LIMIT = 3.0
"""The warm run of the overview may take this many times that of a bare title."""


def main() -> int:
    """Run the bench; 0 when the overview and the screen keep within their limits."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.db"
        _load_demonstration()
        runs = {"title": _bare(Path(folder)), **{page: _page(page) for page in PAGES}}
        medians = _interleaved(runs)
    ratios = {name: seconds / medians["title"] for name, seconds in medians.items()}
    for name, seconds in medians.items():
        print(f"{name:<14} {1000 * seconds:8.1f} ms   {ratios[name]:5.2f} x a bare title")
    screen_medians = bench_screen.measured()
    screen_keeps = bench_screen.report(screen_medians)
    medians |= {f"cold {name}": milliseconds / 1000 for name, milliseconds in screen_medians.items()}
    (ROOT / "build").mkdir(exist_ok=True)
    (ROOT / "build" / "bench.json").write_text(json.dumps({"median_seconds": medians, "ratios": ratios}, indent=1))
    return 0 if ratios["overview"] <= LIMIT and screen_keeps else 1


def _load_demonstration() -> None:
    from lib.services.clock import now
    from lib.services.demonstration import load_demonstration_once
    from lib.services.stores import current_store

    load_demonstration_once(current_store(), at=now())


def _bare(folder: Path) -> AppTest:
    script = folder / "bare.py"
    script.write_text('import streamlit as st\nst.title("Services Faciles")\n')
    return AppTest.from_file(str(script), default_timeout=30).run()


def _page(name: str) -> AppTest:
    test = AppTest.from_file(str(ROOT / "lib" / "ui" / "main.py"), default_timeout=60).run()
    return test if name == "overview" else test.switch_page(f"../../pages/{name}.py").run()


def _interleaved(runs: dict[str, AppTest]) -> dict[str, float]:
    """Median seconds of a warm run of each, taken in turns so that a busy moment slows all of them."""
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, test in runs.items():
            start = time.perf_counter()
            test.run()
            seconds[name].append(time.perf_counter() - start)
    return {name: statistics.median(taken) for name, taken in seconds.items()}


if __name__ == "__main__":
    raise SystemExit(main())
