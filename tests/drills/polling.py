"""`python -m tests.drills.polling`: many viewers who ask again and again for what changes, on the real application.

Each has a connection of its own, kept open, and asks every few seconds with the tag of what it shows. An answer's time counts
from the instant at which it was to be asked, so that a generator that lags behind makes figures worse, not better.
Each page was looked at once before, as whoever leads has done.
Exit code 1 when less than 95 % are answered within 200 ms, or one is not answered at all.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
import time
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from lib.services.campaigns import open_campaign
from lib.services.clock import now
from lib.services.evening.evening import begin, move_to, open_to_phones
from lib.store.engine import Store, open_store
from tests.support.server import running

PATHS = ("/ecran", "/suivre")
WITHIN_SECONDS, SHARE = 0.2, 0.95
_LONGEST_SECONDS = 30


@dataclass
class Tally:
    """What came of a run: seconds of each answer, how many of each status, what was not answered."""

    seconds: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    lost: int = 0

    def at(self, share: float) -> float:
        """The seconds within which that share was answered."""
        ordered = sorted(self.seconds)
        return ordered[min(int(share * len(ordered)), len(ordered) - 1)] if ordered else float("inf")


async def viewer(host: str, port: int, path: str, every: float, until: float, tally: Tally) -> None:
    """One viewer: looks at the whole once, then asks for what changed."""
    line, tag, due = _Line(host, port), "", time.monotonic() + random.random() * every
    while due < until:
        await asyncio.sleep(max(due - time.monotonic(), 0))
        asked = f"GET {path}?part=1&lang=fr HTTP/1.1\r\nHost: localhost:{port}\r\nAccept-Encoding: gzip\r\n"
        try:
            status, headers = await line.answer((asked + (f"If-None-Match: {tag}\r\n" if tag else "") + "\r\n").encode())
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            tally.lost += 1
        else:
            tally.seconds.append(time.monotonic() - due)
            tally.statuses[status] = tally.statuses.get(status, 0) + 1
            tag = headers.get("etag", tag)
        due += every
    line.close()


class _Line:
    """A connection kept open; one that the server has closed meanwhile is opened again, as browsers do."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def answer(self, request: bytes) -> tuple[int, dict[str, str]]:
        """The status and the headers of the answer to a request."""
        if self.reader is not None:
            try:
                return await self._asked(request)
            except (OSError, asyncio.IncompleteReadError):
                self.close()
        self.reader, self.writer = await asyncio.open_connection(self.host, self.port)
        return await self._asked(request)

    async def _asked(self, request: bytes) -> tuple[int, dict[str, str]]:
        assert self.reader is not None and self.writer is not None
        self.writer.write(request)
        return await asyncio.wait_for(_answer(self.reader), _LONGEST_SECONDS)

    def close(self) -> None:
        """Hang up."""
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None


async def _answer(reader: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {name.casefold(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
    status = int(head[0].split(" ")[1])
    if status != 304:
        await reader.readexactly(int(headers.get("content-length", "0")))
    return status, headers


async def polled(url: str, path: str, viewers: int, every: float, seconds: float) -> Tally:
    """All viewers for so long, each beginning at a moment of its own."""
    tally, where, until = Tally(), urlsplit(url), time.monotonic() + every + seconds
    await asyncio.gather(*(viewer(where.hostname or "", where.port or 0, path, every, until, tally) for _ in range(viewers)))
    return tally


def lead_an_evening(store: Store) -> None:
    """Something to follow: an evening at its second step, open to phones."""
    opened = open_campaign(store)
    at = opened.campaign.as_of(now()) - timedelta(minutes=5)
    begin(store, opened.id, at=at)
    open_to_phones(store, opened.id, True, at=at)
    move_to(store, opened.id, 2, {}, at=at)


def main() -> int:
    """Run the drill; 0 when it holds on every path."""
    parser = argparse.ArgumentParser(prog="python -m tests.drills.polling")
    parser.add_argument("--viewers", type=int, default=1000)
    parser.add_argument("--every", type=float, default=5.0, help="seconds between two looks of a viewer")
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--path", choices=PATHS, action="append", help="all by default")
    asked, holds = parser.parse_args(), True
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as server:
        lead_an_evening(open_store(server.database_url))
        for path in asked.path or PATHS:
            asyncio.run(polled(server.url, path, 1, 0.1, 0.0))
            tally = asyncio.run(polled(server.url, path, asked.viewers, asked.every, asked.seconds))
            holds = holds and tally.at(SHARE) <= WITHIN_SECONDS and not tally.lost and set(tally.statuses) <= {200, 304}
            print(f"{path:<8} {len(tally.seconds)} answers {dict(sorted(tally.statuses.items()))}, {tally.lost} lost: 50 % in "
                  f"{1000 * tally.at(0.5):.0f} ms, 95 % in {1000 * tally.at(0.95):.0f} ms, "
                  f"99 % in {1000 * tally.at(0.99):.0f} ms, the slowest in {1000 * tally.at(1):.0f} ms")  # fmt: skip
        if not holds:
            print(server.log.read_text("utf-8")[-4000:])
    return 0 if holds else 1


if __name__ == "__main__":
    raise SystemExit(main())
