"""Ten thousand wrong passphrases within a minute, from many addresses, on the real server: none gets in, those who work are not
slowed above twice, the honest get in, memory stays level, and the time of an answer tells nothing."""

from __future__ import annotations

import asyncio
import math
import os
import random
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import requests  # noqa: TID251 - drills speak to the server as a stranger would

from lib.services.access import Role, WayIn
from tests.drills.telling import Told
from tests.support.server import ROOT, Server, running
from tests.support.stream import Stream, opened
from tests.support.ways_in import PHRASES, Doorway

ADDRESSES = 40
SLOWER_AT_MOST, GROWS_AT_MOST_MB, DIFFERS_AT_MOST = 2.0, 5.0, 0.02
_RIGHT = PHRASES[Role.LEAD]


@dataclass
class Work:
    """How long what a lead does takes, in seconds: a page's route, a run of a page over the WebSocket."""

    route: list[float] = field(default_factory=list)
    run: list[float] = field(default_factory=list)

    def at_95(self) -> tuple[float, float]:
        """The time within which 95 % were done."""
        return _share(self.route, 0.95), _share(self.run, 0.95)


def drill(place: Path, *, tries: int = 10_000, seconds: float = 60.0, compared: int = 250) -> Told:
    """`compared`: tries of each kind whose times are compared; 0: no time is judged, as on a machine that has other things to do.

    The guesser is a program of its own, at a steady pace.
    """
    door = Doorway(WayIn.PASSPHRASE, place / "secrets.toml")
    door.write()
    with running(place, environment={"ACCESS_FILE": str(door.file)}) as server:
        lead, stream, browser = _lead(door, server)
        _worked(server, lead, stream, 6)
        at_first = _megabytes(server.pid)
        quiet = _worked(server, lead, stream, seconds)
        alone = _megabytes(server.pid) - at_first
        _answers(_guesser(server, tries // 10, seconds / 10))  # what the first tries take once is no growth
        before = _megabytes(server.pid)
        guesser = _guesser(server, tries, seconds)
        honest = _Honest(server)
        if compared:
            honest.start()
        busy = _worked(server, lead, stream, seconds)
        known = _enters(server, browser)
        answers, late = _answers(guesser)
        if compared:
            honest.join(120)
        after = _megabytes(server.pid)
        stream.close()
    p, effect = compared_times(compared) if compared else (1.0, 0.0)
    return _judged(tries, answers, late, quiet, busy, (alone, after - before), known, honest, p, effect, is_timed=bool(compared))


def _judged(tries: int, answers: Mapping[int, int], late: float, quiet: Work, busy: Work, grown: tuple[float, float], known: int,
            honest: _Honest, p: float, effect: float, *, is_timed: bool) -> Told:  # fmt: skip
    slower = tuple(now / then for then, now in zip(quiet.at_95(), busy.at_95(), strict=True))
    inside = answers.get(303, 0)
    in_time = max(slower) <= SLOWER_AT_MOST and honest.status == 303 and (p > 0.01 or effect < DIFFERS_AT_MOST)
    nobody = inside == 0 and sum(answers.values()) == tries and set(answers) <= {403, 429}
    held = nobody and grown[1] - max(0.0, grown[0]) <= GROWS_AT_MOST_MB and known == 303 and (in_time or not is_timed)
    figures = (
        f"{tries} wrong tries from {ADDRESSES} addresses in {late:.0f} s: {inside} got in, {answers.get(403, 0)} were tried, {answers.get(429, 0)} "
        f"told to wait; the lead's p95: route {1000 * quiet.at_95()[0]:.0f} → {1000 * busy.at_95()[0]:.0f} ms, run {1000 * quiet.at_95()[1]:.0f} → "
        f"{1000 * busy.at_95()[1]:.0f} ms ({slower[0]:.2f} and {slower[1]:.2f} times); memory {grown[1]:+.1f} MB, {grown[0]:+.1f} in as long a time of the lead’s work alone; a browser that signed in before: "
        f"{known}; a new one was told {honest.told_seconds} s and then had {honest.status}; an answer's time, wrong name against wrong phrase: "
        f"{100 * effect:.2f} % apart, p = {p:.2f}"
    )
    return Told("passphrase", held, figures)


def _lead(door: Doorway, server: Server) -> tuple[dict[str, str], Stream, str]:
    answer = requests.post(f"{server.url}/sign-in", {"name": "Ada", "passphrase": _RIGHT}, allow_redirects=False, timeout=60)
    headers = {"Cookie": f"campaign_session={answer.cookies['campaign_session']}"}
    stream = opened(server.url, headers)
    stream.run("contributions")
    return headers, stream, answer.cookies["campaign_browser"]


def _worked(server: Server, headers: Mapping[str, str], stream: Stream, seconds: float) -> Work:
    """A lead at work: a route, then a run, four times a second."""
    work, until = Work(), time.monotonic() + seconds
    with requests.Session() as line:
        while time.monotonic() < until:
            start = time.monotonic()
            assert line.get(f"{server.url}/calendar.ics", headers=headers, timeout=60).ok
            middle = time.monotonic()
            stream.run("contributions")
            work.route.append(middle - start)
            work.run.append(time.monotonic() - middle)
            time.sleep(max(0.0, 0.25 - (time.monotonic() - start)))
    return work


class _Honest(threading.Thread):
    """Somebody new who knows the passphrase, in the middle of it all: does as the page says."""

    def __init__(self, server: Server) -> None:
        super().__init__(daemon=True)
        self.server, self.status, self.told_seconds = server, 0, 0

    def run(self) -> None:
        time.sleep(3)
        until = time.monotonic() + 110
        while self.status != 303 and time.monotonic() < until:
            answer = _typed(self.server, "Marie", _RIGHT, {"X-Forwarded-For": "192.0.2.99"})
            self.status = answer.status_code
            if answer.status_code == 429:
                self.told_seconds = self.told_seconds or int(answer.headers["retry-after"])
                time.sleep(int(answer.headers["retry-after"]))


def _enters(server: Server, browser: str) -> int:
    return _typed(server, "Ada", _RIGHT, {"Cookie": f"campaign_browser={browser}"}).status_code


def _typed(server: Server, name: str, phrase: str, headers: Mapping[str, str]) -> requests.Response:
    return requests.post(f"{server.url}/sign-in", {"name": name, "passphrase": phrase}, headers=dict(headers), allow_redirects=False, timeout=150)


def _guesser(server: Server, tries: int, seconds: float) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.drills.guessing", server.url.rpartition(":")[2], str(tries), str(seconds)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def _answers(guesser: subprocess.Popen[str]) -> tuple[dict[int, int], float]:
    told, _ = guesser.communicate(timeout=300)
    took, *lines = told.split()
    return {int(status): int(count) for status, count in (line.split("=") for line in lines)}, float(took)


async def guess(port: int, tries: int, seconds: float) -> Counter[int]:
    """Wrong phrases at a steady pace, from loopback addresses of their own, each by a connection of its own that is kept."""
    counted: Counter[int] = Counter()
    begun = time.monotonic()
    each = tries // ADDRESSES + 1
    lines = (_line(port, number, min(each, tries - number * each), begun, seconds, counted) for number in range(ADDRESSES))
    await asyncio.gather(*lines)
    return counted


async def _line(port: int, number: int, tries: int, begun: float, seconds: float, counted: Counter[int]) -> None:
    line = await _connected(port, number)
    for place in range(max(tries, 0)):
        due = begun + seconds * (place + number / ADDRESSES) / tries
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        body = urlencode({"name": "x", "passphrase": f"guess {number} {place}"}).encode()
        head = f"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        try:
            status = await _answered(*line, head.encode() + body)
        except (asyncio.IncompleteReadError, ConnectionError):  # the server hangs up on a line that was silent for five seconds
            line = await _connected(port, number)
            status = await _answered(*line, head.encode() + body)
        counted[status] += 1
    line[1].close()


async def _connected(port: int, number: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    return await asyncio.open_connection("127.0.0.1", port, local_addr=(f"127.0.1.{number + 1}", 0))


async def _answered(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> int:
    writer.write(request)
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    await reader.readexactly(next(int(each.split(":")[1]) for each in head if each.lower().startswith("content-length:")))
    return int(head[0].split(" ")[1])


def compared_times(rounds: int) -> tuple[float, float]:
    """(p of Mann and Whitney, difference of medians as a share) of a wrong phrase and of the right one without a name.

    The work that both ask for, in CPU seconds of this program, one after the other in a random order.
    """
    from lib.services.passphrases import hashed, role_of

    held = {role: hashed(phrase) for role, phrase in PHRASES.items()}
    phrases = ("une phrase qui n’est à personne", PHRASES[Role.TEAM])
    role_of(phrases[0], held)
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for which in random.sample((0, 1), 2):
            start = time.process_time()
            role_of(phrases[which], held)
            times[which].append(time.process_time() - start)
    return mann_whitney(*times), abs(statistics.median(times[0]) / statistics.median(times[1]) - 1)


def mann_whitney(first: Sequence[float], second: Sequence[float]) -> float:
    """The two-sided p-value, by the normal approximation, ties sharing their rank."""
    ordered = sorted((*((each, 0) for each in first), *((each, 1) for each in second)))
    ranks, place = 0.0, 0
    while place < len(ordered):
        ties = place
        while ties < len(ordered) and ordered[ties][0] == ordered[place][0]:
            ties += 1
        ranks += (place + 1 + ties) / 2 * sum(1 for each in ordered[place:ties] if each[1] == 0)
        place = ties
    n, m = len(first), len(second)
    z = (ranks - n * (n + m + 1) / 2) / math.sqrt(n * m * (n + m + 1) / 12)
    return math.erfc(abs(z) / math.sqrt(2))


def _megabytes(pid: int) -> float:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def _share(times: Sequence[float], share: float) -> float:
    return sorted(times)[min(int(share * len(times)), len(times) - 1)]


def main(words: Sequence[str], told: Callable[[str], object] = print) -> None:
    """The guesser's own program: what came of its tries, and how long they took."""
    start = time.monotonic()
    counted = asyncio.run(guess(int(words[0]), int(words[1]), float(words[2])))
    told(f"{time.monotonic() - start:.1f} " + " ".join(f"{status}={count}" for status, count in counted.items()))


if __name__ == "__main__":
    main(sys.argv[1:])
