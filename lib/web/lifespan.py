"""What happens beside the pages: the store checked at start and each night, the demonstration loaded into an empty one,
the day's forecast noted."""

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
from lib.services.forecast_log import note_forecast
from lib.services.stores import current_store
from lib.services.verifying import discrepancies

_LOG = logging.getLogger("dashboard")
_ROUND_SECONDS = 900


@asynccontextmanager
async def lifespan(app: object) -> AsyncIterator[None]:
    """A store that cannot be opened does not stop the server: each page then says so in words."""
    await run_in_threadpool(_start)
    rounds = asyncio.create_task(_rounds())
    yield
    rounds.cancel()
    with suppress(asyncio.CancelledError):
        await rounds


def _start() -> None:
    try:
        load_demonstration_once(current_store(), at=now())
        _check(thorough=False)
    except DashboardError as error:
        _LOG.error("%s", error)


async def _rounds() -> None:
    """Every quarter of an hour: today's forecast if it is not noted yet; once a night, every row against its digest."""
    checked: date | None = None
    while True:
        await asyncio.sleep(_ROUND_SECONDS)
        checked = await run_in_threadpool(_round, checked)


def _round(checked: date | None) -> date | None:
    today = now().date()
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
