"""What happens when the server starts: the store is opened and checked, and the demonstration loaded into an empty one."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from lib.campaign.errors import DashboardError
from lib.services.clock import now
from lib.services.demonstration import load_demonstration_once
from lib.services.stores import current_store
from lib.services.verifying import discrepancies

_LOG = logging.getLogger("dashboard")


@asynccontextmanager
async def lifespan(app: object) -> AsyncIterator[None]:
    """A store that cannot be opened does not stop the server: each page then says so in words."""
    try:
        store = current_store()
        load_demonstration_once(store, at=now())
        for message in discrepancies(store, thorough=False):
            _LOG.error("control totals: %s", message.text)
    except DashboardError as error:
        _LOG.error("%s", error)
    yield
