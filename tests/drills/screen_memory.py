"""`python -m tests.drills.screen_memory`: an open screen that looks again and again while figures change; memory stays level.

By default it looks as often in a minute as a screen does in an hour; `--hour` keeps to the screen's own pace for an hour.
Exit code 1 when the server or the page grows more than what a measure swings by.
"""

from __future__ import annotations

import argparse
import gc
import tempfile
import time
from pathlib import Path

from playwright.sync_api import CDPSession, Page, sync_playwright

from lib.services.campaigns import open_campaign
from lib.services.clock import now
from lib.services.screen.screen_setup import THEMES, Setup, save_setup
from lib.store.engine import open_store
from tests.support.chromium import FLAGS, executable
from tests.support.server import Server, running

LOOKS_IN_AN_HOUR, CHANGED_EVERY, WARM_SHARE = 360, 5, 0.25
SERVER_MB, PAGE_MB, PAGE_NODES = 12.0, 1.5, 60
"""How much either may grow after its warm-up."""


def resident_mb(server: Server) -> float:
    """The memory of the server's process, in MB."""
    status = Path(f"/proc/{server.pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def page_size(session: CDPSession) -> tuple[float, int]:
    """The page's own memory in MB and its nodes, once what is no longer used was collected."""
    session.send("HeapProfiler.collectGarbage")
    metrics = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
    return metrics["JSHeapUsedSize"] / 1e6, int(metrics["Nodes"])


def look(page: Page) -> None:
    """Have the page ask now, and wait for its answer."""
    with page.expect_response(lambda answer: "part=1" in answer.url):
        page.evaluate("dispatchEvent(new Event('online'))")


def main() -> int:
    """Run the drill; 0 when neither grows."""
    parser = argparse.ArgumentParser(prog="python -m tests.drills.screen_memory")
    parser.add_argument("--hour", action="store_true", help="an hour at the screen’s own pace")
    is_long = parser.parse_args().hour
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.goto(f"{server.url}/ecran")
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable")
        store, before = open_store(server.database_url), (0.0, 0.0, 0)
        for number in range(LOOKS_IN_AN_HOUR):
            if number % CHANGED_EVERY == 0:
                theme = THEMES[number // CHANGED_EVERY % len(THEMES)]
                save_setup(store, open_campaign(store).id, Setup(theme=theme), at=now())
            page.wait_for_timeout(10_000) if is_long else look(page)
            if number == int(WARM_SHARE * LOOKS_IN_AN_HOUR):
                before = (resident_mb(server), *page_size(session))
        after = (resident_mb(server), *page_size(session))
        browser.close()
    gc.collect()
    grown = tuple(last - first for first, last in zip(before, after, strict=True))
    print(f"{LOOKS_IN_AN_HOUR} looks: server {before[0]:.1f} → {after[0]:.1f} MB, page {before[1]:.2f} → {after[1]:.2f} MB, "
          f"{before[2]} → {after[2]} nodes")  # fmt: skip
    return 0 if grown[0] <= SERVER_MB and grown[1] <= PAGE_MB and grown[2] <= PAGE_NODES else 1


if __name__ == "__main__":
    started = time.monotonic()
    code = main()
    print(f"{time.monotonic() - started:.0f} s")
    raise SystemExit(code)
