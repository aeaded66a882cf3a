"""How long the server takes to run each page again for a viewer who is already there: what a click costs."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from streamlit.testing.v1 import AppTest

from lib.services.clock import now
from lib.services.demonstration import load_demonstration_once
from lib.services.stores import current_store
from lib.ui.shell import DECLARED
from tests.bench.results import ROOT, Figure, compared

ROUNDS = 30
OVERVIEW, MOST = 4.0, 20.0
"""Times a bare title: the page of every morning, and any other. A page that goes beyond has lost what it had gained."""


def figures() -> Sequence[Figure]:
    """Every page of the menu beside a page that holds one title."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.db"
        load_demonstration_once(current_store(), at=now())
        pages = [page.stem for page in DECLARED]
        medians = interleaved({"title": _bare(Path(folder)), **{page: opened(page) for page in pages}})
    title = medians["title"]
    told = [
        compared(f"{page}, run again", 1000 * medians[page], "ms", "a bare title", title * 1000, OVERVIEW if page == "overview" else MOST)
        for page in pages
    ]
    return [Figure("a bare title, run again", 1000 * title, "ms"), *told]


def _bare(folder: Path) -> AppTest:
    script = folder / "bare.py"
    script.write_text('import streamlit as st\nst.title("Services Faciles")\n')
    return AppTest.from_file(str(script), default_timeout=30).run()


def opened(page: str) -> AppTest:
    """The page, run once."""
    test = AppTest.from_file(str(ROOT / "lib" / "ui" / "main.py"), default_timeout=60).run()
    return test if page == "overview" else test.switch_page(f"../../pages/{page}.py").run()


def interleaved(runs: dict[str, AppTest], rounds: int = ROUNDS) -> dict[str, float]:
    """Median seconds of processor of a run of each, taken in turns: other work on the machine hardly counts."""
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, test in runs.items():
            start = time.process_time()
            test.run()
            seconds[name].append(time.process_time() - start)
    return {name: statistics.median(taken) for name, taken in seconds.items()}
