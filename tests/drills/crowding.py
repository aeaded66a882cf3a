"""Four programs import at once while twenty others read: no write is lost, no reader is refused, none sees half an import."""

from __future__ import annotations

import multiprocessing
import time
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event

import sqlalchemy as sa

from lib.campaign.errors import DashboardError, StoreUnreachable
from lib.campaign.tables import Row
from lib.store.engine import Store, open_store
from lib.store.failures import BUSY
from lib.store.safekeeping.integrity import verification
from lib.store.schema import DAILY_TOTALS, DATA
from tests.drills.telling import Told
from tests.store.builders import contribution, new_campaign, put

ROWS = 40
"""Of one import."""
_SPAWN = multiprocessing.get_context("spawn")
THERE = sa.select(sa.func.count()).select_from(DATA["contributions"])
_TOTALS = sa.select(sa.func.coalesce(sa.func.sum(DAILY_TOTALS.c.contributions), 0))


def drill(url: str, *, importers: int = 4, imports: int = 25, readers: int = 20) -> Told:
    """Each importer is a process; readers are threads of one process each of five."""
    store = open_store(url)
    campaign_id, dialect = new_campaign(store), store.dialect
    store.close()
    told: Queue[tuple[str, int]] = _SPAWN.Queue()
    over = _SPAWN.Event()
    reading = [_SPAWN.Process(target=_read, args=(url, over, told)) for _ in range(readers)]
    writing = [_SPAWN.Process(target=import_some, args=(url, campaign_id, number, imports, told)) for number in range(importers)]
    start = time.monotonic()
    for process in (*reading, *writing):
        process.start()
    for process in writing:
        process.join()
    over.set()
    counted = counts_told(told, readers + importers)
    for process in reading:
        process.join()
    return _judged(url, dialect, importers * imports, readers, counted, time.monotonic() - start)


def counts_told(told: Queue[tuple[str, int]], speakers: int) -> dict[str, int]:
    """What all of them have counted, by name, once each has said that it ended."""
    counted: dict[str, int] = {}
    ended = 0
    while ended < speakers:
        name, count = told.get(timeout=120)
        ended += name == "end"
        counted[name] = counted.get(name, 0) + count
    return counted


def _judged(url: str, dialect: str, imports: int, readers: int, counted: dict[str, int], seconds: float) -> Told:
    store = open_store(url)
    with store.reading() as connection:
        there = int(connection.scalar(THERE) or 0)
    clean = not verification(store, thorough=True)
    store.close()
    errors, torn, busy = counted.get("error", 0), counted.get("torn", 0), counted.get("busy", 0)
    held = there == imports * ROWS and clean and not errors and not torn and counted.get("written", 0) == imports
    figures = (
        f"{imports} imports of {ROWS} rows by 4 programs in {seconds:.1f} s, {busy} told to try again: {there} rows there; {readers} readers, "
        f"{counted.get('read', 0)} reads: {errors} errors, {torn} of half an import; totals agree: {clean}"
    )
    return Told(f"crowd ({dialect})", held, figures)


def import_some(url: str, campaign_id: int, number: int, imports: int, told: Queue[tuple[str, int]]) -> None:
    """One program: that many imports of `ROWS` contributions, each tried again when the store says that it is busy."""
    store = open_store(url)
    for each in range(imports):
        gifts = [contribution(f"{number}-{each}-{row}", f"2018-01-{20 + row % 10} 09:00", 1) for row in range(ROWS)]
        while not _is_taken(store, campaign_id, gifts):
            told.put(("busy", 1))
        told.put(("written", 1))
    told.put(("end", 0))


def _is_taken(store: Store, campaign_id: int, gifts: list[Row]) -> bool:
    """False when the store said, in words, that it is busy: a program tries again, as a person would."""
    try:
        put(store, campaign_id, contributions=gifts)
    except StoreUnreachable as error:
        if error.message.text != BUSY:
            raise
        return False
    return True


def _read(url: str, over: Event, told: Queue[tuple[str, int]]) -> None:
    store, reads, errors, torn = open_store(url), 0, 0, 0
    while not over.is_set():
        try:
            torn += not _is_whole(store)
            reads += 1
        except DashboardError:
            errors += 1
        time.sleep(0.02)
    for name, count in (("read", reads), ("error", errors), ("torn", torn), ("end", 0)):
        told.put((name, count))


def _is_whole(store: Store) -> bool:
    with store.reading() as connection:
        there, rolled_up = int(connection.scalar(THERE) or 0), int(connection.scalar(_TOTALS) or 0)
    return there % ROWS == 0 and there == rolled_up
