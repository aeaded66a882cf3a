"""A real Chromium for the browser tests: from PATH, else Debian's package as root, else Playwright's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
)  # fmt: skip
"""Nothing but the pages under test may ask the network for anything."""


@cache
def executable() -> str | None:
    """The browser's path; None means Playwright's own, which `ensured` has installed."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


def ensured() -> None:
    """Install a browser where there is none; says so, and fails in words when it cannot."""
    if executable() or _playwrights_own_is_there():
        return
    print("No Chromium found: installing one for the browser tests…", flush=True)
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-q"], check=False, env=quiet, stdout=subprocess.DEVNULL)
        subprocess.run(["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"], check=False, env=quiet,
                       stdout=subprocess.DEVNULL)  # fmt: skip
        executable.cache_clear()
    if not executable():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


def _playwrights_own_is_there() -> bool:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return os.path.exists(playwright.chromium.executable_path)


if __name__ == "__main__":
    ensured()
