"""The server asks its campaigns' sources by itself, and can be told not to."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from lib.services.campaigns import open_campaign
from lib.services.clock import now
from lib.services.syncs.source_states import state_of
from lib.store.engine import Store, open_store
from lib.web.scheduler import SWITCH, sync_rounds
from tests.services.held import bring
from tests.services.syncs.bench import settings
from tests.support.site import site
from tests.support.stores import store_address
from tests.support.ulule import Ulule

PATIENTLY_SECONDS = 20


async def _for_a_while(store: Store, *, seconds: float) -> None:
    """Let the rounds run until the source was asked, some seconds at most, then stop the server."""
    rounds, until = asyncio.create_task(sync_rounds()), time.monotonic() + seconds
    while time.monotonic() < until and state_of(store, open_campaign(store).id, "ulule").tried_at is None:
        await asyncio.sleep(0.02)
    rounds.cancel()


def _in_a_thread(rounds: Coroutine[None, None, None]) -> None:
    """Where a browser was driven before, a loop goes on in the main thread, and admits no other."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, rounds).result()


@pytest.mark.parametrize(("switch", "is_asked"), [("", True), ("on", True), ("off", False), ("OFF", False)])
def test_a_source_that_is_due_is_asked_unless_the_environment_says_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, switch: str, is_asked: bool) -> None:
    address = store_address(tmp_path / "store.db")
    monkeypatch.setenv("DATABASE_URL", address)
    monkeypatch.setenv(SWITCH, switch)
    monkeypatch.delenv("ULULE_API_KEY", raising=False)
    with site(Ulule(100, fans=9)) as running:
        store = open_store(address)
        today = settings(running.url).replace("2018-01-20", str((now() - timedelta(days=9)).date())).replace("2018-03-16", str((now() + timedelta(days=9)).date()))
        bring(store, {}, settings=today)
        _in_a_thread(_for_a_while(store, seconds=PATIENTLY_SECONDS if is_asked else 0.3))
        assert (state_of(store, open_campaign(store).id, "ulule").tried_at is not None) == is_asked
        assert bool(running.asked) == is_asked
