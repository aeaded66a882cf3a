"""What happens beside the pages: the store checked at start and each night, the day's back-up, the day's forecast noted,
the demonstration loaded into an empty store."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import date

from starlette.concurrency import run_in_threadpool

from lib.campaign.errors import DashboardError
from lib.services.campaigns import every_campaign
from lib.services.clock import now
from lib.services.demonstration import load_demonstration_once
from lib.services.entry.shared_sessions import share_sessions
from lib.services.forecast.forecast_log import note_forecast
from lib.services.hearing import heard
from lib.services.leaving.downloads import COUNTER
from lib.services.safekeeping.restoring import check_file_at_start, erase_again_at_start
from lib.services.safekeeping.verifying import discrepancies
from lib.services.stores import current_store
from lib.store.programs.leading import leads
from lib.web.back_up_rounds import back_up_rounds
from lib.web.scheduler import sync_rounds

_LOG = logging.getLogger("dashboard")
_ROUND_SECONDS = 900


@asynccontextmanager
async def lifespan(app: object) -> AsyncIterator[None]:
    """A store that cannot be opened does not stop the server: each page then says so in words."""
    share_sessions()
    await run_in_threadpool(_start)
    tasks = [asyncio.create_task(each) for each in (_rounds(), sync_rounds(), back_up_rounds())]
    yield
    for task in tasks:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def _start() -> None:
    try:
        check_file_at_start()
        if leads(current_store()):
            load_demonstration_once(current_store(), at=now())
            erase_again_at_start()
        heard(current_store())
        _check(thorough=False)
    except DashboardError as error:
        _LOG.error("%s", error)


async def _rounds() -> None:
    """Every quarter of an hour: links to files that nobody followed forgotten, today's forecast if it is not noted yet; once a
    night, every row against its digest."""
    checked: date | None = None
    while True:
        await asyncio.sleep(_ROUND_SECONDS)
        checked = await run_in_threadpool(_round, checked)


def _round(checked: date | None) -> date | None:
    today = now().date()
    COUNTER.forget_expired()
    try:
        for opened in every_campaign(current_store()):
            note_forecast(current_store(), opened, now())
        if checked != today:
            _check(thorough=True)
    except DashboardError as error:
        _LOG.error("%s", error)
        return checked
    return today


def _check(*, thorough: bool) -> None:
    for message in discrepancies(current_store(), thorough=thorough):
        _LOG.error("control totals: %s", message.text)
