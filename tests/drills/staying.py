"""An hour of fifty people who come, look, read other pages, drop a file and leave, while one person writes: memory stays level.

All in one process of the application; the people are of another. Each stays a few minutes and is followed by somebody else, so
that what a server keeps for whoever has left would add up. The verdict is a slope: that of the last two thirds, once
everything that is kept on purpose is there.
"""

from __future__ import annotations

import asyncio
import random
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import requests  # noqa: TID251 - tests speak to the server as a stranger would

from lib.services.campaigns import open_campaign
from lib.store.engine import Store, open_store
from lib.ui.shell import DECLARED
from tests.drills.telling import Promise, Told, at_most, told_of
from tests.store.builders import contribution, put
from tests.support.server import Server, running
from tests.support.viewer import Run, Viewer

PEOPLE, SECONDS, STAY_SECONDS, WRITES_EVERY = 50, 3600.0, 600.0, 30.0
MOST_MB, MOST_MB_AN_HOUR = 500.0, 10.0
SETTLING_SHARE = 1 / 3
"""Of the drill, before which the slope does not count: sessions are kept a while for whoever comes back."""
_OTHERS = tuple(page.stem for page in DECLARED if page.stem != "overview")
_OVERVIEW_SHARE = 0.6
_DROPPED = b"date,amount\n" + b"2018-02-22,25.00\n" * 60_000
"""A file of a megabyte, dropped on the page of the data by each who opens it, and left there."""


@dataclass
class Seen:
    """What came of the drill; `megabytes` are (seconds since the beginning, MB)."""

    visits: int = 0
    uploads: int = 0
    looks: int = 0
    writes: int = 0
    errors: list[str] = field(default_factory=list)
    megabytes: list[tuple[float, float]] = field(default_factory=list)


def drill(place: Path, *, people: int = PEOPLE, seconds: float = SECONDS, stay: float = STAY_SECONDS,
          most_an_hour: float | None = MOST_MB_AN_HOUR) -> Told:  # fmt: skip
    """`stay`: seconds that each stays, in the middle. `most_an_hour`: MB; None where the drill is too short to tell."""
    with running(place) as server:
        store = open_store(server.database_url)
        seen = asyncio.run(_stayed(server, store, people, seconds, stay))
        store.close()
        log = server.log.read_text("utf-8")
    seen.errors += [line for line in log.splitlines() if "Traceback" in line]
    return _judged(seen, people, seconds, most_an_hour)


async def _stayed(server: Server, store: Store, people: int, seconds: float, stay: float) -> Seen:
    seen, until = Seen(), time.monotonic() + seconds
    places = [_place(server.url, random.Random(number), until, stay, seen) for number in range(people)]
    await asyncio.gather(*places, _write(store, until, seconds, seen), _weigh(server, until, seconds, seen))
    return seen


async def _place(url: str, dice: random.Random, until: float, stay: float, seen: Seen) -> None:
    """One after the other, at one of the fifty places."""
    while time.monotonic() < until:
        leaves = min(until, time.monotonic() + dice.uniform(0.2, 1.8) * stay)
        try:
            await _visit(url, dice, leaves, seen)
        except (OSError, TimeoutError) as error:
            seen.errors.append(repr(error))


async def _visit(url: str, dice: random.Random, leaves: float, seen: Seen) -> None:
    page = "" if dice.random() < _OVERVIEW_SHARE else dice.choice(_OTHERS)

    def note(_: float, run: Run) -> None:
        seen.looks += 1
        seen.errors.extend(run.errors)

    async with Viewer(url, page) as viewer:
        seen.visits += 1
        seen.errors += (await viewer.run()).errors
        if page == "data":
            await asyncio.to_thread(_drop, url, viewer.session_id)
            seen.uploads += 1
        await viewer.watch(leaves, note)


def _drop(url: str, session_id: str) -> None:
    """As the page does, with the token that it was given against forged requests."""
    with requests.Session() as browser:
        token = browser.get(f"{url}/_stcore/health", timeout=60).cookies["_streamlit_xsrf"]
        browser.put(f"{url}/_stcore/upload_file/{session_id}/{uuid.uuid4()}", files={"file": ("gifts.csv", _DROPPED)},
                    headers={"X-Xsrftoken": token}, timeout=60).raise_for_status()  # fmt: skip


async def _write(store: Store, until: float, seconds: float, seen: Seen) -> None:
    """One writer: each write is another revision of every figure."""
    while time.monotonic() < until:
        await asyncio.sleep(min(WRITES_EVERY, seconds / 10))
        gift = contribution(f"drill-{seen.writes}", "2018-02-22 09:00", 25)
        await asyncio.to_thread(put, store, open_campaign(store).id, contributions=[gift])
        seen.writes += 1


async def _weigh(server: Server, until: float, seconds: float, seen: Seen) -> None:
    began, every = time.monotonic(), min(60.0, seconds / 30)
    while (instant := time.monotonic()) < until:
        seen.megabytes.append((instant - began, server.megabytes))
        print(f"  {instant - began:5.0f} s  {server.megabytes:6.1f} MB  {seen.visits} visits", flush=True)
        await asyncio.sleep(every)


def _judged(seen: Seen, people: int, seconds: float, most_an_hour: float | None) -> Told:
    settled = [each for each in seen.megabytes if each[0] >= seconds * SETTLING_SHARE]
    most, slope = max(weight for _, weight in seen.megabytes), slope_an_hour(settled)
    level = [] if most_an_hour is None else [at_most("growth of memory in an hour, once settled", slope, most_an_hour, "MB", 1)]
    figures = (
        f"{people} places for {seconds / 60:.0f} min: {seen.visits} visits, {seen.looks} looks, {seen.writes} writes, {seen.uploads} files of a "
        f"megabyte dropped and left; {seen.megabytes[0][1]:.0f} MB at the start, {settled[0][1]:.0f} → {settled[-1][1]:.0f} MB once settled"
    )
    return told_of(
        "hour", figures,
        Promise("no error", not seen.errors, f"{len(seen.errors)} {seen.errors[0] if seen.errors else ''}".strip()),
        at_most("memory", most, MOST_MB, "MB"),
        *level,
    )  # fmt: skip


def slope_an_hour(weights: Sequence[tuple[float, float]]) -> float:
    """MB that memory grows by in an hour: the least-squares line through (seconds, MB)."""
    middle = sum(at for at, _ in weights) / len(weights)
    spread = sum((at - middle) ** 2 for at, _ in weights)
    return 3600 * sum((at - middle) * weight for at, weight in weights) / spread if spread else 0.0
