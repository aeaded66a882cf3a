"""The day's back-up, taken by the server itself: soon after it starts, then whenever a day has gone by."""

from __future__ import annotations

import asyncio
import logging

from starlette.concurrency import run_in_threadpool

from lib.campaign.errors import DashboardError
from lib.services.clock import now
from lib.services.environment import database_url
from lib.services.safekeeping.backups import shelf, take_if_due
from lib.services.stores import current_store
from lib.store.programs.leading import leads

_LOG = logging.getLogger("dashboard")
_FIRST_SECONDS, _ROUND_SECONDS = 20, 45
"""Soon after the start, for whoever opens the dashboard ten minutes a day; the first pages come before. Looking whether one is
due costs a list of files: often enough that another program takes over within a minute."""


async def back_up_rounds() -> None:
    """Until the server ends; what goes wrong is in the log, and the age of the last good one is on the data page."""
    wait = _FIRST_SECONDS
    while True:
        await asyncio.sleep(wait)
        await run_in_threadpool(_round)
        wait = _ROUND_SECONDS


def _round() -> None:
    try:
        taken = take_if_due(current_store(), shelf(database_url()), now=now()) if leads(current_store()) else None
    except DashboardError as error:
        _LOG.error("back-up: %s", error)
        return
    if taken is not None and taken.faults:
        _LOG.error("back-up: kept apart, the database does not agree with its control totals")
    elif taken is not None:
        _LOG.info("back-up: %s", taken.back_up.path.name)
