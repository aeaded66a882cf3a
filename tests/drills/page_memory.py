"""`python -m tests.drills.page_memory`: every page run again and again, and people who come and go; memory stays level.

As many runs as in an hour of twenty clicks a minute on two screens. Exit code 1 when the server grows more than a measure swings by.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path

from lib.ui.shell import DECLARED
from tests.support.server import Server, running
from tests.support.viewer import Viewer

RUNS, VISIT, WARM_SHARE, MOST_GROWTH_MB = 2400, 10, 0.34, 15.0
"""Runs in all; runs of one visit, after which its page is closed."""


async def visited(server: Server, runs: int) -> tuple[float, float, int]:
    """MB once warm, MB at the end, and how many runs showed an error; pages take turns, each visit in a session of its own."""
    warm, errors, done = 0.0, 0, 0
    while done < runs:
        for page in DECLARED:
            async with Viewer(server.url, page="" if page.stem == "overview" else page.stem) as viewer:
                for _ in range(VISIT):
                    errors += bool((await viewer.run()).errors)
            done += VISIT
            if not warm and done >= runs * WARM_SHARE:
                warm = server.megabytes
    return warm, server.megabytes, errors


def main() -> int:
    """Run the drill; 0 when the server does not grow."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as server:
        warm, end, errors = asyncio.run(visited(server, RUNS))
    print(f"{RUNS} runs of {len(DECLARED)} pages, {RUNS // VISIT} visits: {warm:.1f} → {end:.1f} MB, {errors} errors "
          f"[{time.monotonic() - began:.0f} s]")  # fmt: skip
    return 0 if end - warm <= MOST_GROWTH_MB and not errors else 1


if __name__ == "__main__":
    raise SystemExit(main())
