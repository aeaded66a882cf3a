"""The scheduler of syncs, in the server's own lifespan: twice a minute, the sources that are due."""

from __future__ import annotations

import asyncio
import logging
import os
from threading import Lock, Thread

from lib.campaign.errors import DashboardError
from lib.services.clock import now
from lib.services.environment import person_at_the_keyboard
from lib.services.stores import current_store
from lib.services.syncs.sync_rounds import sync_due
from lib.services.syncs.syncing import Surroundings
from lib.store.programs.leading import leads

_LOG = logging.getLogger("dashboard")
_ROUND_SECONDS = 30
_ONE_AT_A_TIME = Lock()
SWITCH = "DASHBOARD_SYNC"
"""`off` in this variable leaves the syncs to cron or systemd."""


async def sync_rounds() -> None:
    """For as long as the server runs. Each round is a thread of its own, which a server that stops does not wait for:
    what it was reading was not written yet."""
    while os.environ.get(SWITCH, "").strip().lower() != "off":
        Thread(target=_round, daemon=True).start()
        await asyncio.sleep(_ROUND_SECONDS)


def _round() -> None:
    """Sync what is due, unless the round before is not over, or another program on the same server is the one that does;
    a store that does not answer is tried again at the next round."""
    if not _ONE_AT_A_TIME.acquire(blocking=False):
        return
    try:
        if leads(current_store()):
            sync_due(current_store(), Surroundings(now, person_at_the_keyboard()))
    except DashboardError as error:
        _LOG.error("%s", error)
    finally:
        _ONE_AT_A_TIME.release()
