"""Ten thousand wrong passphrases within a minute, from many addresses, on the real server: none gets in, those who work are not
slowed above twice, the honest get in, memory stays level, and the time of an answer tells nothing."""

from __future__ import annotations

import math
import os
import random
import statistics
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import requests  # noqa: TID251 - drills speak to the server as a stranger would

from lib.services.entry.access import Role, WayIn
from tests.drills import guesser
from tests.drills.guesser import ADDRESSES, Guessed
from tests.drills.telling import Promise, Told, at_most
from tests.support.server import Server, running
from tests.support.stream import Stream, opened
from tests.support.ways_in import PHRASES, Doorway

SLOWER_AT_MOST, GROWS_AT_MOST_MB, DIFFERS_AT_MOST = 2.0, 5.0, 0.02
STATIC = "/favicon.svg"
"""A few hundred bytes from memory: what as many questions of any kind cost."""
_RIGHT = PHRASES[Role.LEAD]


@dataclass
class Work:
    """How long what a lead does takes, in seconds: a page's route, a run of a page over the WebSocket."""

    route: list[float] = field(default_factory=list)
    run: list[float] = field(default_factory=list)
    grown_mb: float = 0.0
    server_cpu_seconds: float = 0.0

    def at_95(self) -> tuple[float, float]:
        """The time within which 95 % were done."""
        return _share(self.route, 0.95), _share(self.run, 0.95)

    def slower_than(self, other: Work) -> tuple[float, float]:
        """How many times as long the slowest twentieth took: the route, the run."""
        route, run = (now / then for then, now in zip(other.at_95(), self.at_95(), strict=True))
        return route, run


@dataclass(frozen=True)
class Phases:
    """The lead's work alone, beside as many questions of any kind, and beside the guesser."""

    alone: Work
    beside_static: Work
    beside_guesser: Work
    static: Guessed
    guessed: Guessed


def drill(place: Path, *, tries: int = 10_000, seconds: float = 60.0, compared: int = 250) -> Told:
    """`compared`: tries of each kind whose times are compared; 0: no time is judged, as on a machine that has other things to do.

    The guesser is a program of its own, at a steady pace. Everything was done once before anything is measured.
    """
    door = Doorway(WayIn.PASSPHRASE, place / "secrets.toml")
    door.write()
    with running(place, environment={"ACCESS_FILE": str(door.file)}) as server:
        lead, stream, browser = _lead(door, server)
        warm = guesser.begun(server, tries // 10, seconds / 10)
        _worked(server, lead, stream, seconds / 4)
        guesser.ended(warm)
        alone = _worked(server, lead, stream, seconds)
        load = guesser.begun(server, tries, seconds, STATIC)
        beside_static = _worked(server, lead, stream, seconds)
        static = guesser.ended(load)
        before = _megabytes(server.pid)
        guessing, honest = guesser.begun(server, tries, seconds), _Honest(server)
        if compared:
            honest.start()
        beside_guesser = _worked(server, lead, stream, seconds)
        known = _enters(server, browser)
        guessed = guesser.ended(guessing)
        if compared:
            honest.join(120)
        beside_guesser.grown_mb = _megabytes(server.pid) - before  # once nothing is hashed any more
        stream.close()
    phases = Phases(alone, beside_static, beside_guesser, static, guessed)
    return Told("passphrase", *_judged(phases, tries, known, honest, compared))


def _judged(phases: Phases, tries: int, known: int, honest: _Honest, compared: int) -> tuple[bool, str, tuple[Promise, ...]]:
    promises = [*_doors(phases.guessed, tries, known), _memory(phases)]
    if compared:
        p, effect = compared_times(compared)
        slower = max(phases.beside_guesser.slower_than(phases.alone))
        promises += [
            at_most("the lead's slowest twentieth beside the guesser, against alone", slower, SLOWER_AT_MOST, "times as long", 2),
            Promise("a new browser gets in", honest.status == 303, f"told {honest.told_seconds} s, then {honest.status}"),
            Promise("an answer's time does not tell a wrong name from a wrong phrase", p > 0.01 or effect < DIFFERS_AT_MOST,
                    f"{100 * effect:.2f} % apart, p = {p:.2f}"),
        ]  # fmt: skip
    return all(each.is_kept for each in promises), _figures(phases, tries), tuple(promises)


def _doors(guessed: Guessed, tries: int, known: int) -> tuple[Promise, ...]:
    answers = guessed.answers
    is_counted = sum(answers.values()) == tries and set(answers) <= {303, 403, 429}
    return (
        Promise("no wrong passphrase gets in", not answers.get(303) and is_counted, f"{answers.get(303, 0)} of {sum(answers.values())}, "
                f"{answers.get(403, 0)} were tried at all, {answers.get(429, 0)} told to wait"),
        Promise("a browser that signed in before gets in at once", known == 303, str(known)),
    )  # fmt: skip


def _memory(phases: Phases) -> Promise:
    """What the lead's own work takes in as long a time is not the guesser's."""
    more = phases.beside_guesser.grown_mb - max(0.0, phases.alone.grown_mb)
    measured = f"{more:.1f} MB: {phases.beside_guesser.grown_mb:+.1f} MB, {phases.alone.grown_mb:+.1f} MB alone"
    return Promise(f"memory that the guesser takes, at most {GROWS_AT_MOST_MB:g} MB", more <= GROWS_AT_MOST_MB, measured)


def _figures(phases: Phases, tries: int) -> str:
    told = [f"{tries} tries from {ADDRESSES} addresses in {phases.guessed.seconds:.0f} s; the lead's p95, route and run, in ms, with the server's CPU s:"]
    for name, work in (("alone", phases.alone), (f"as many {STATIC}", phases.beside_static), ("guesser", phases.beside_guesser)):
        route, run = work.at_95()
        slower = work.slower_than(phases.alone)
        told.append(f"{name} {1000 * route:.0f} and {1000 * run:.0f} ({slower[0]:.2f} and {slower[1]:.2f} times), {work.server_cpu_seconds:.1f} s;")
    own = phases.guessed.own_cpu_seconds
    return " ".join(told) + f" the guesser's own CPU {own:.1f} s of {phases.guessed.seconds:.0f}"


def _lead(door: Doorway, server: Server) -> tuple[dict[str, str], Stream, str]:
    answer = requests.post(f"{server.url}/sign-in", {"name": "Ada", "passphrase": _RIGHT}, allow_redirects=False, timeout=60)
    headers = {"Cookie": f"campaign_session={answer.cookies['campaign_session']}"}
    stream = opened(server.url, headers)
    stream.run("contributions")
    return headers, stream, answer.cookies["campaign_browser"]


def _worked(server: Server, headers: Mapping[str, str], stream: Stream, seconds: float) -> Work:
    """A lead at work: a route, then a run, four times a second."""
    work, until = Work(), time.monotonic() + seconds
    memory, cpu = _megabytes(server.pid), _cpu_seconds(server.pid)
    with requests.Session() as line:
        while time.monotonic() < until:
            start = time.monotonic()
            assert line.get(f"{server.url}/calendar.ics", headers=headers, timeout=60).ok
            middle = time.monotonic()
            stream.run("contributions")
            work.route.append(middle - start)
            work.run.append(time.monotonic() - middle)
            time.sleep(max(0.0, 0.25 - (time.monotonic() - start)))
    work.grown_mb, work.server_cpu_seconds = _megabytes(server.pid) - memory, _cpu_seconds(server.pid) - cpu
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


def compared_times(rounds: int) -> tuple[float, float]:
    """(p of Mann and Whitney, difference of medians as a share) of a wrong phrase and of the right one without a name.

    The work that both ask for, in CPU seconds of this program, one after the other in a random order.
    """
    from lib.services.entry.passphrases import hashed, role_of

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


def _cpu_seconds(pid: int) -> float:
    ticks = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(ticks[11]) + int(ticks[12])) / os.sysconf("SC_CLK_TCK")


def _share(times: Sequence[float], share: float) -> float:
    return sorted(times)[min(int(share * len(times)), len(times) - 1)]
