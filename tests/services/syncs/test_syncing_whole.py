"""A sync killed at any moment leaves all of it or nothing, and the next one ends where an undisturbed one would."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
import tracemalloc
from datetime import timedelta
from pathlib import Path

import pytest

from lib.services.syncs.source_states import running
from lib.services.syncs.sync_rounds import is_syncing, start_sync, sync_due
from lib.services.syncs.syncing import Surroundings, live_sources
from lib.store.engine import open_store
from lib.store.safekeeping.integrity import verification
from tests.services.held import bring
from tests.services.syncs.bench import Bench, bench, settings
from tests.support.site import Reply, Request, Site, site
from tests.support.stores import store_address
from tests.support.ulule import KEY, Ulule, news, order

KILLS, ORDERS = 10, 200


def many(count: int = ORDERS) -> Ulule:
    """Orders of 10 each, a tenth of them pending."""
    orders = [order(number, 10, "processing" if number % 10 == 0 else "payment-done") for number in range(1, count + 1)]
    return Ulule(9 * count, fans=3, orders=orders, news=[news(1)], overlap=1)


def _sync_alone(url: str, site_: Site, ulule: Ulule) -> None:
    Bench(open_store(url), ulule, site_).sync()


def test_killed_at_any_moment_it_is_whole_or_absent_and_the_next_one_is_right(tmp_path: Path) -> None:
    with bench(tmp_path, many()) as at:
        url, forking = store_address(tmp_path / "store.db"), multiprocessing.get_context("fork")
        began = time.monotonic()
        at_once = Bench(open_store(store_address(tmp_path / "other.db")), at.ulule, at.site)
        bring(at_once.store, {}, settings=settings(f"{at.site.url}/v1"))
        at_once.sync()
        whole_seconds = time.monotonic() - began
        seen = set()
        for kill in range(KILLS):
            process = forking.Process(target=_sync_alone, args=(url, at.site, at.ulule))
            process.start()
            time.sleep(whole_seconds * kill / (KILLS - 3))
            if process.is_alive():
                os.kill(process.pid or 0, signal.SIGKILL)
            process.join()
            figures = at.view.figures
            seen.add((figures.contributions, figures.pending_cents))
            assert verification(at.store) == ()
        assert seen <= {(0, 0), (180, 20 * 1000)}
        at.sync()
        assert at.view.figures == at_once.view.figures


def test_memory_does_not_grow_with_the_number_of_orders(tmp_path: Path) -> None:
    """Peaks of what Python holds while the source is read and written, for 1 020 and 2 040 orders."""
    peaks = []
    for count in (1_020, 2_040):
        with site(_Endless(count)) as running_site, _Peak() as peak:
            store = open_store(store_address(tmp_path / f"{count}.db"))
            bring(store, {}, settings=settings(f"{running_site.url}/v1"))
            assert Bench(store, Ulule(), running_site).sync().counts.inserted == count + 2
        peaks.append(peak[0])
    assert peaks[1] < peaks[0] * 1.2


class _Endless:
    """As many orders as are asked for, made page by page: the server holds none."""

    def __init__(self, count: int) -> None:
        self._count, self._frame = count, Ulule(amount_raised=10 * count, fans=1, news=[])

    def __call__(self, request: Request) -> Reply:
        if not request.path.endswith("/orders"):
            return self._frame(request)
        from tests.support.site import as_json

        start = int(request.query.get("since", "0"))
        page = [order(number, 10) for number in range(start, min(start + 20, self._count))]
        following = f"?limit=20&since={start + 20}" if start + 20 < self._count else None
        return as_json({"orders": page, "meta": {"limit": 20, "next": following}})


class _Peak:
    """The most that Python held at once, in bytes."""

    def __enter__(self) -> list[int]:
        tracemalloc.start()
        self.peak = [0]
        return self.peak

    def __exit__(self, *_: object) -> None:
        self.peak[0] = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()


def test_the_server_asks_what_is_due_and_nothing_else(tmp_path: Path) -> None:
    with bench(tmp_path, many(20)) as at:
        around = Surroundings(lambda: at.at, "server", {"ULULE_API_KEY": KEY})
        assert [each.source.name for each in sync_due(at.store, around)] == ["ulule"]
        assert sync_due(at.store, around) == ()
        at.at += timedelta(minutes=15)
        assert len(sync_due(at.store, around)) == 1
        at.at = at.opened.campaign.period.closes_at + timedelta(days=91)
        assert sync_due(at.store, around) == ()


def test_a_campaign_may_say_how_often_it_is_asked(tmp_path: Path) -> None:
    with bench(tmp_path, many(20)) as at:
        bring(at.store, {}, settings=settings(f"{at.site.url}/v1", more='every = "2h"\n'))
        assert at.sync().state.next_try_at == at.at + timedelta(hours=2)


def test_a_sync_in_the_background_is_one_at_a_time_and_tells_where_it_is(tmp_path: Path) -> None:
    with bench(tmp_path, many(60)) as at:
        at.site.trouble("/orders", Reply(503, b"", {"Retry-After": "1"}))
        opened, sources = at.opened, live_sources(at.opened.campaign)
        around = Surroundings(lambda: at.at, "ana", {"ULULE_API_KEY": KEY})
        assert start_sync(at.store, opened, sources, around)
        assert is_syncing(at.store, opened, at.at) and not start_sync(at.store, opened, sources, around)
        deadline = time.monotonic() + 20
        while is_syncing(at.store, opened, at.at) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert at.view.figures.contributions == 54 and running(at.store, opened.id, at.at) == {}


@pytest.mark.parametrize("silent_seconds", [149, 151])
def test_a_sync_that_died_is_not_taken_for_one_under_way(tmp_path: Path, silent_seconds: int) -> None:
    from lib.services.syncs.source_states import Running, keep_running

    with bench(tmp_path, many(20)) as at:
        keep_running(at.store, at.opened.id, Running("ulule", at.at, at.at, 20, None))
        now = at.at + timedelta(seconds=silent_seconds)
        assert bool(running(at.store, at.opened.id, now)) == (silent_seconds < 150)
