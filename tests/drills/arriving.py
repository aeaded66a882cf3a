"""Fifty people open the overview in the same instant, then leave it open while somebody writes.

All in one process of the application; the people are of another, on the same machine. Each has a connection of its own and
speaks Streamlit's own messages (`tests.support.viewer`). An answer's time counts from the instant at which it was asked for or
was due, so that a generator that lags behind makes figures worse, not better.
"""

from __future__ import annotations

import asyncio
import re
import statistics
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

import requests  # noqa: TID251 - tests speak to the server as a stranger would

from lib.services.campaigns import open_campaign
from lib.store.engine import Store, open_store
from tests.drills.telling import Told
from tests.store.builders import contribution, put
from tests.support.server import Server, running
from tests.support.viewer import Run, Viewer

PEOPLE, SECONDS, WRITES_EVERY = 50, 600.0, 20.0
MEDIAN_FIRST_RUN, WITHIN, SHARE, SEEN_WITHIN, MOST_MB, MOST_GROWTH_MB = 1.0, 0.2, 0.95, 10.0, 500.0, 25.0
"""Seconds, and MB: what is promised."""
_SHOWN = re.compile(r"cd-hero-figure")


@dataclass
class Seen:
    """What came of a drill."""

    first: list[float] = field(default_factory=list)
    unserved: int = 0
    looks: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    writes: int = 0
    told: list[float] = field(default_factory=list)
    """Seconds from a write to its being on a page, one for each write and each person."""
    megabytes: list[float] = field(default_factory=list)


def drill(place: Path, *, people: int = PEOPLE, seconds: float = SECONDS, generous: float = 1.0) -> Told:
    """`generous` stretches the promised seconds: the suite counts what is served, on a machine that does other work."""
    with running(place) as server:
        store = open_store(server.database_url)
        requests.get(f"{server.url}/", timeout=30)
        seen = asyncio.run(crowded(server, store, people, seconds))
        store.close()
        log = server.log.read_text("utf-8")
    return _judged(seen, people, seconds, generous, sum("Traceback" in line for line in log.splitlines()))


async def crowded(server: Server, store: Store, people: int, seconds: float) -> Seen:
    """Everybody arrives together, then looks as the page asks to, while one person writes."""
    seen = Seen()
    async with Viewer(server.url) as lead:
        await lead.run()  # whoever leads has looked before
    async with AsyncExitStack() as doors:
        crowd = [await doors.enter_async_context(Viewer(server.url)) for _ in range(people)]
        for run in await asyncio.gather(*(each.run() for each in crowd), return_exceptions=True):
            _note_first(run, seen)
        until = time.monotonic() + seconds
        revisions = _Revisions()
        watching = [each.watch(until, lambda took, run, who=who: _note_look(took, run, seen, revisions, who)) for who, each in enumerate(crowd)]  # type: ignore[misc]
        outcomes = await asyncio.gather(*watching, _write(store, until, seen, revisions), _weigh(server, until, seen), return_exceptions=True)
        seen.errors += [repr(each) for each in outcomes if isinstance(each, BaseException)]
        seen.told += revisions.seconds
        revisions.forget_last_if_recent()
        seen.errors += [f"{people - len(each)} never saw a change" for each in revisions.seen_by if len(each) < people]
    return seen


@dataclass
class _Revisions:
    """When each write was made, and which people were shown the page anew since."""

    written: list[float] = field(default_factory=list)
    seen_by: list[set[int]] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def add(self) -> None:
        self.written.append(time.monotonic())
        self.seen_by.append(set())

    def redrawn(self, who: int) -> None:
        """A page is drawn of all that was written before."""
        for written, people in zip(self.written, self.seen_by, strict=True):
            if who not in people:
                people.add(who)
                self.seconds.append(time.monotonic() - written)

    def forget_last_if_recent(self) -> None:
        """The drill ended before everybody was to be told."""
        while self.written and time.monotonic() - self.written[-1] < SEEN_WITHIN + 1:
            self.written.pop()
            self.seen_by.pop()


def _note_first(run: Run | BaseException, seen: Seen) -> None:
    if isinstance(run, BaseException) or run.errors or not _SHOWN.search(run.texts):
        seen.unserved += 1
    else:
        seen.first.append(run.seconds)


def _note_look(took: float, run: Run, seen: Seen, revisions: _Revisions, who: int) -> None:
    seen.looks.append(took)
    seen.errors += run.errors
    if _SHOWN.search(run.texts):
        revisions.redrawn(who)


async def _write(store: Store, until: float, seen: Seen, revisions: _Revisions) -> None:
    """One writer, who brings contributions in: each write changes the figures of every page."""
    while time.monotonic() < until - SEEN_WITHIN:
        await asyncio.sleep(min(WRITES_EVERY, max(until - time.monotonic(), 0) / 3))
        gift = contribution(f"drill-{seen.writes}", "2018-02-22 09:00", 25)
        await asyncio.to_thread(put, store, open_campaign(store).id, contributions=[gift])
        revisions.add()
        seen.writes += 1


async def _weigh(server: Server, until: float, seen: Seen) -> None:
    while time.monotonic() < until:
        seen.megabytes.append(server.megabytes)
        await asyncio.sleep(min(5.0, max(until - time.monotonic(), 0.01)))


def _judged(seen: Seen, people: int, seconds: float, generous: float, traces: int) -> Told:
    median = statistics.median(seen.first) if seen.first else float("inf")
    settled = seen.megabytes[len(seen.megabytes) // 4:] or [0.0]
    grown = settled[-1] - settled[0]
    held = (
        not seen.unserved and not seen.errors and not traces
        and median <= MEDIAN_FIRST_RUN * generous
        and at_share(seen.looks, SHARE) <= WITHIN * generous
        and bool(seen.told) and max(seen.told) <= SEEN_WITHIN * generous
        and max(settled) <= MOST_MB and grown <= MOST_GROWTH_MB
    )  # fmt: skip
    figures = (
        f"{people} at once, {seen.unserved} not served: first run {1000 * median:.0f} ms in the middle, {1000 * at_share(seen.first, 1):.0f} at most; "
        f"{len(seen.looks)} looks in {seconds:.0f} s: 50 % in {1000 * at_share(seen.looks, 0.5):.0f} ms, 95 % in {1000 * at_share(seen.looks, SHARE):.0f}, "
        f"all in {1000 * at_share(seen.looks, 1):.0f}; {seen.writes} writes, seen by all within {at_share(seen.told, 1):.1f} s; {len(seen.errors) + traces} errors"
        f"{' ' + seen.errors[0] if seen.errors else ''}; {settled[0]:.0f} → {settled[-1]:.0f} MB"
    )
    return Told("arrivals", held, figures)


def at_share(seconds: list[float], share: float) -> float:
    """The seconds within which that share came."""
    ordered = sorted(seconds)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)] if ordered else float("inf")
