"""What 1, 10 and 50 people cost who arrive together and leave the overview open: seconds, and memory for each."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path

from lib.store.engine import open_store
from tests.bench.results import Figure
from tests.drills.arriving import MEDIAN_FIRST_RUN, MOST_MB, SEEN_WITHIN, SHARE, WITHIN, at_share, crowded
from tests.support.ahead import ahead_of_others
from tests.support.server import running

CROWDS = (1, 10, 50)
_SECONDS = 15.0


def figures() -> Sequence[Figure]:
    """A server of its own for each crowd, so that memory is that of the crowd alone."""
    with ahead_of_others():
        return [figure for people in CROWDS for figure in _crowd(people)]


def _crowd(people: int) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as server:
        store = open_store(server.database_url)
        alone = server.megabytes
        seen = asyncio.run(crowded(server, store, people, _SECONDS))
        store.close()
    limited = people == max(CROWDS)
    name, limit = f"{people} at once" if people > 1 else "1 alone", MEDIAN_FIRST_RUN * 1000 if limited else None
    first = Figure(f"{name}: first run", 1000 * at_share(seen.first, 0.5), "ms", limit=limit)
    looks = Figure(f"{name}: 95 % of looks", 1000 * at_share(seen.looks, SHARE), "ms", limit=WITHIN * 1000 if limited else None)
    told = Figure(f"{name}: a change on every page", at_share(seen.told, 1), "s", limit=SEEN_WITHIN if limited else None)
    memory = Figure(f"{name}: memory of the server", max(seen.megabytes), "MB", limit=MOST_MB if limited else None)
    each = Figure(f"{name}: memory for each", (max(seen.megabytes) - alone) / people, "MB")
    return [first, looks, told, memory, each, Figure(f"{name}: not served, or errors", seen.unserved + len(seen.errors), "", limit=0)]
