"""Four programs import at once while twenty people look at the pages, with a route now and then: no write is lost, and nobody
sees an error. The viewers are sessions of the real application, by its own WebSocket."""

from __future__ import annotations

import multiprocessing
import statistics
import threading
import time
from dataclasses import dataclass, field
from multiprocessing.queues import Queue
from pathlib import Path

import requests  # noqa: TID251 - drills speak to the server as a viewer would
from websockets.exceptions import WebSocketException

from lib.store.engine import open_store
from lib.store.safekeeping.integrity import verification
from tests.drills.crowding import ROWS, THERE, counts_told, import_some
from tests.drills.telling import Told
from tests.store.builders import new_campaign
from tests.support.server import Server, running
from tests.support.stream import opened

PAGES = ("", "contributions", "today", "sharing", "mobilisation", "calendar", "data", "report")
ROUTES = ("/ecran?part=1", "/calendar.ics", "/health")

_SPAWN = multiprocessing.get_context("spawn")


@dataclass
class Looked:
    """What a viewer met with."""

    runs: list[float] = field(default_factory=list)
    answers: int = 0
    errors: list[str] = field(default_factory=list)


def drill(url: str, place: Path, *, importers: int = 4, imports: int = 25, viewers: int = 20) -> Told:
    """On the store at `url`, which is empty."""
    store = open_store(url)
    campaign_id, dialect = new_campaign(store), store.dialect
    store.close()
    with running(place, database_url=url) as server:
        over, seen = threading.Event(), [Looked() for _ in range(viewers)]
        looking = [threading.Thread(target=_look, args=(server, number, over, each)) for number, each in enumerate(seen)]
        start = time.monotonic()
        for thread in looking:
            thread.start()
        counted = _imported(url, campaign_id, importers, imports)
        seconds = time.monotonic() - start
        over.set()
        for thread in looking:
            thread.join(120)
    return _judged(url, dialect, importers * imports, counted, seen, seconds)


def _imported(url: str, campaign_id: int, importers: int, imports: int) -> dict[str, int]:
    told: Queue[tuple[str, int]] = _SPAWN.Queue()
    programs = [_SPAWN.Process(target=import_some, args=(url, campaign_id, number, imports, told)) for number in range(importers)]
    for each in programs:
        each.start()
    counted = counts_told(told, importers)
    for each in programs:
        each.join()
    return counted


def _look(server: Server, number: int, over: threading.Event, looked: Looked) -> None:
    """Pages one after the other, each viewer beginning with another; once at least, whatever the importers do."""
    try:
        stream = opened(server.url)
    except (WebSocketException, OSError) as error:
        looked.errors.append(type(error).__name__)
        return
    place = number
    while not looked.runs or not over.is_set():
        page, start = PAGES[place % len(PAGES)], time.monotonic()
        try:
            drawn = stream.run(page)
            answer = requests.get(f"{server.url}{ROUTES[place % len(ROUTES)]}", timeout=60)
        except (WebSocketException, OSError, AssertionError) as error:
            looked.errors.append(f"{page}: {type(error).__name__}")
            break
        looked.runs.append(time.monotonic() - start)
        looked.answers += 1
        looked.errors += [f"{page}: {str(each)[:200]}" for each in drawn if _is_fault(each)]
        looked.errors += [] if answer.ok else [f"{answer.url}: {answer.status_code}"]
        place += 1
    stream.close()


def _is_fault(element: object) -> bool:
    kind = element.WhichOneof("type")  # type: ignore[attr-defined]
    return kind == "exception" or (kind == "alert" and element.alert.format == element.alert.ERROR)  # type: ignore[attr-defined]


def _judged(url: str, dialect: str, imports: int, counted: dict[str, int], seen: list[Looked], seconds: float) -> Told:
    store = open_store(url)
    with store.reading() as connection:
        there = int(connection.scalar(THERE) or 0)
    clean = not verification(store, thorough=True)
    store.close()
    errors, runs = [each for looked in seen for each in looked.errors], [each for looked in seen for each in looked.runs]
    held = there == imports * ROWS and counted.get("written", 0) == imports and clean and not errors and all(looked.runs for looked in seen)
    figures = (
        f"{imports} imports of {ROWS} rows by 4 programs in {seconds:.1f} s: {there} rows there, totals agree: {clean}; {len(seen)} viewers, {len(runs)} "
        f"runs of pages and {sum(each.answers for each in seen)} answers meanwhile, half within {1000 * statistics.median(runs or [0]):.0f} ms: "
        f"{len(errors)} errors {errors[:3] or ''}"
    )
    return Told(f"crowd of viewers ({dialect})", held, figures)
