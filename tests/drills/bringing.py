"""A large file dropped on the page while others look: told as it goes, others hardly slowed, and done though its tab was closed.

`python -m tests.drills.bringing [ROWS]`: minutes; exit code 1 when a promise is broken.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

from playwright.sync_api import Page, sync_playwright

from lib.services.campaigns import open_campaign
from lib.store.batches import batches
from lib.store.engine import Store, open_store
from tests.bench_import import write_file
from tests.drills.telling import Promise, Told, at_most, told_of
from tests.services.held import bring
from tests.support.chromium import FLAGS, ensured, executable
from tests.support.server import Server, running
from tests.support.viewer import Viewer

ROWS, VIEWERS, QUIET_SECONDS = 100_000, 5, 20.0
MOST_SLOWER, MOST_MB = 2.0, 150.0
_PAUSE_SECONDS, _WITHIN_SECONDS = 0.5, 1_800.0
_SHARE = re.compile(r"(\d+)\s?%")


@dataclass
class Seen:
    """What the others waited for each click, by what went on; what the page said; how long its steps took."""

    waits: dict[str, list[float]] = field(default_factory=lambda: {"quiet": [], "import": []})
    errors: list[str] = field(default_factory=list)
    shares: list[list[int]] = field(default_factory=lambda: [[], []])
    looked_seconds: float = 0.0
    written_seconds: float = 0.0


def drill(place: Path, *, rows: int = ROWS, quiet: float = QUIET_SECONDS) -> Told:
    """`quiet`: seconds for which the others are timed beforehand."""
    ensured()
    file, seen, over, phase = place / "dons.csv", Seen(), Event(), ["quiet"]
    write_file(file, rows)
    with running(place) as server:
        store = open_store(server.database_url)
        bring(store, {})
        before = server.megabytes
        others = Thread(target=lambda: asyncio.run(_look(server, seen, over, phase)))
        others.start()
        try:
            time.sleep(quiet)
            phase[0] = "import"
            listed = _brought(server, store, file, seen)
        finally:
            over.set()
            others.join()
        more = server.megabytes - before
        store.close()
    return _judged(seen, listed, rows, more)


def _judged(seen: Seen, listed: int, rows: int, more: float) -> Told:
    quiet, busy = (_most(seen.waits[name]) for name in ("quiet", "import"))
    figures = (f"{rows} rows: looked over in {seen.looked_seconds:.0f} s, written in {seen.written_seconds:.0f} s; others’ clicks, 95 %: "
               f"{quiet * 1000:.0f} ms before, {busy * 1000:.0f} ms meanwhile ({len(seen.waits['import'])} clicks)")  # fmt: skip
    is_rising = all(shares == sorted(shares) and len(set(shares)) > 2 for shares in seen.shares)
    return told_of(
        "a large file on the page", figures,
        Promise("all rows are there though the tab was closed", listed == rows, f"{listed} of {rows}"),
        Promise("what is said goes up and never back", is_rising, " · ".join(str(len(shares)) for shares in seen.shares)),
        at_most("others wait", busy / max(quiet, 0.001), MOST_SLOWER, "× as long", 2),
        at_most("the server takes", more, MOST_MB, "MB more"),
        at_most("errors on others’ pages", len(seen.errors), 0, ""),
    )  # fmt: skip


def _most(waits: list[float]) -> float:
    ordered = sorted(waits)
    return ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)] if ordered else 0.0


async def _look(server: Server, seen: Seen, over: Event, phase: list[str]) -> None:
    await asyncio.gather(*(_click(server, seen, over, phase) for _ in range(VIEWERS)))


async def _click(server: Server, seen: Seen, over: Event, phase: list[str]) -> None:
    """One who clicks on the overview again and again."""
    async with Viewer(server.url) as viewer:
        await viewer.run()
        while not over.is_set():
            now = phase[0]
            run = await viewer.run()
            seen.waits[now].append(run.seconds)
            seen.errors += run.errors
            await asyncio.sleep(_PAUSE_SECONDS)


def _brought(server: Server, store: Store, file: Path, seen: Seen) -> int:
    """Drop the file, wait for what it would do, confirm, close the tab half-way; the rows that the list of imports tells of."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
        page = browser.new_page()
        page.set_default_timeout(_WITHIN_SECONDS * 1000)
        page.goto(f"{server.url}/data?lang=en")
        begun = time.monotonic()
        page.locator('input[type="file"]').set_input_files(file)
        _follow(page, seen.shares[0], lambda: page.get_by_role("button", name="Import", exact=True).count() > 0)
        seen.looked_seconds = time.monotonic() - begun
        begun = time.monotonic()
        page.get_by_role("button", name="Import", exact=True).click()
        _follow(page, seen.shares[1], lambda: max(seen.shares[1], default=0) >= 40)
        browser.close()
        listed = _listed(store, begun)
        seen.written_seconds = time.monotonic() - begun
    return listed


def _follow(page: Page, shares: list[int], is_over: Callable[[], bool]) -> None:
    until = time.monotonic() + _WITHIN_SECONDS
    while time.monotonic() < until and not is_over():
        said = page.locator(".cd-advance-words").all_inner_texts()
        shares += [int(found[1]) for text in said[:1] if (found := _SHARE.search(text))]
        page.wait_for_timeout(200)


def _listed(store: Store, begun: float) -> int:
    while time.monotonic() < begun + _WITHIN_SECONDS:
        done = [batch.inserted for batch in batches(store, open_campaign(store).id) if "dons.csv" in batch.files]
        if done:
            return done[0]
        time.sleep(0.5)
    return 0


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="drill-") as name:
        told = drill(Path(name), rows=int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
    print(told, *told.promises, sep="\n")
    raise SystemExit(0 if told.held else 1)
