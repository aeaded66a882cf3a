"""Fifty people open the overview in the same instant, then leave it open while somebody writes.

All in one process of the application; the people are of another, on the same machine. Each has a connection of its own and
speaks Streamlit's own messages (`tests.support.viewer`). An answer's time counts from the instant at which it was asked for, or
at which it was due where the answer before it held it up. What the fifty themselves take of a processor is said; server and
fifty go before the machine's other programs where it lets them.
"""

from __future__ import annotations

import asyncio
import re
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

import requests  # noqa: TID251 - tests speak to the server as a stranger would

from lib.services.campaigns import open_campaign
from lib.store.engine import Store, open_store
from tests.drills.telling import Promise, Told, at_most, told_of
from tests.store.builders import contribution, put
from tests.support.ahead import ahead_of_others
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
    own_share: float = 0.0
    """Of a processor, taken by the people."""


def drill(place: Path, *, people: int = PEOPLE, seconds: float = SECONDS, generous: float = 1.0) -> Told:
    """`generous` stretches the promised seconds: the suite counts what is served, on a machine that does other work."""
    with ahead_of_others() as is_ahead, running(place) as server:
        store = open_store(server.database_url)
        requests.get(f"{server.url}/", timeout=30)
        seen = asyncio.run(crowded(server, store, people, seconds))
        store.close()
        log = server.log.read_text("utf-8")
    seen.errors += [line for line in log.splitlines() if "Traceback" in line]
    return _judged(seen, people, seconds, generous, is_ahead=is_ahead)


async def crowded(server: Server, store: Store, people: int, seconds: float) -> Seen:
    """Everybody arrives together, then looks as the page asks to, while one person writes."""
    seen, own, began = Seen(), time.process_time(), time.monotonic()
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
        seen.own_share = (time.process_time() - own) / (time.monotonic() - began)
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


def _judged(seen: Seen, people: int, seconds: float, generous: float, *, is_ahead: bool) -> Told:
    settled = seen.megabytes[len(seen.megabytes) // 4:] or [0.0]
    looks = [1000 * each for each in seen.looks]
    figures = (
        f"{people} at once on the overview, then {seconds:.0f} s, {len(looks)} looks (half of them in {at_share(looks, 0.5):.0f} ms, all in "
        f"{at_share(looks, 1):.0f}), {seen.writes} writes; the {people} took {seen.own_share:.0%} of a processor"
        f"{'' if is_ahead else '; other programs of the machine were not made to wait'}"
    )
    return told_of(
        "arrivals", figures,
        Promise("all are served", not seen.unserved and len(seen.first) == people, f"{len(seen.first)} of {people}"),
        at_most("first run, in the middle", 1000 * at_share(seen.first, 0.5), 1000 * MEDIAN_FIRST_RUN * generous, "ms"),
        at_most(f"{SHARE:.0%} of looks", at_share(looks, SHARE), 1000 * WITHIN * generous, "ms"),
        at_most("a change on every page", at_share(seen.told, 1), SEEN_WITHIN * generous, "s", 1),
        Promise("no error", not seen.errors, f"{len(seen.errors)} {seen.errors[0] if seen.errors else ''}".strip()),
        at_most("memory", max(settled), MOST_MB, "MB"),
        at_most("growth of memory, once settled", settled[-1] - settled[0], MOST_GROWTH_MB, "MB", 1),
    )  # fmt: skip


def at_share(seconds: list[float], share: float) -> float:
    """The seconds within which that share came."""
    ordered = sorted(seconds)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)] if ordered else float("inf")
