"""Somebody who guesses passphrases: a program of its own that does next to nothing but write to sockets, so that what is
measured is the server and not the guesser beside it. The same load of any other address can be asked of it, to compare."""

from __future__ import annotations

import re
import select
import socket
import subprocess
import sys
import time
from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from tests.support.server import ROOT, Server

ADDRESSES = 40
_ANSWERED_WITHIN_SECONDS = 200.0
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


@dataclass(frozen=True)
class Guessed:
    """What came of it: answers by status, how long it took, and what the guesser itself took of a processor."""

    answers: Mapping[int, int]
    seconds: float
    own_cpu_seconds: float


def begun(server: Server, tries: int, seconds: float, path: str = "") -> subprocess.Popen[str]:
    """The guesser, at work; `path`: that address is asked for instead, as often."""
    command = [sys.executable, "-m", "tests.drills.guesser", server.url.rpartition(":")[2], str(tries), str(seconds), path]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def ended(guesser: subprocess.Popen[str]) -> Guessed:
    """Once it has all its answers."""
    told, _ = guesser.communicate(timeout=400)
    took, cpu, *lines = told.split()
    answers = {int(status): int(count) for status, count in (line.split("=") for line in lines)}
    return Guessed(answers, float(took), float(cpu))


@dataclass
class _Line:
    """A connection from an address of its own, kept; one question at a time."""

    port: int
    number: int
    line: socket.socket = field(init=False)
    asked: bytes = b""
    come: bytearray = field(default_factory=bytearray)

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> None:
        """Another connection from the same address."""
        self.line = socket.create_connection(("127.0.0.1", self.port), 30, (f"127.0.1.{self.number + 1}", 0))
        self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, request: bytes) -> None:
        """Without waiting; the server may have hung up on a line that was silent for five seconds."""
        self.asked, self.come = request, bytearray()
        try:
            self.line.sendall(request)
        except OSError:
            self.again()

    def again(self) -> None:
        """The same, by another connection."""
        self.line.close()
        self.open()
        self.come = bytearray()
        self.line.sendall(self.asked)

    def status(self) -> int:
        """Of the answer, once it is whole; 0 until then."""
        try:
            some = self.line.recv(65536)
        except ConnectionError:
            some = b""
        if not some:
            self.again()
            return 0
        self.come += some
        head, found, body = bytes(self.come).partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        if not found or len(body) < (int(length[1]) if length else 0):
            return 0
        self.asked = b""
        return int(head[9:12])


def guess(port: int, tries: int, seconds: float, path: str = "") -> Counter[int]:
    """Wrong phrases at a steady pace, from loopback addresses of their own; each waits for its answer before it tries again."""
    counted: Counter[int] = Counter()
    free, busy = deque(_Line(port, number) for number in range(ADDRESSES)), dict[int, _Line]()
    start, done = time.monotonic(), 0
    while done < tries or (busy and time.monotonic() < start + seconds + _ANSWERED_WITHIN_SECONDS):
        left = start + seconds * done / tries - time.monotonic()
        if done < tries and free and left <= 0:
            line = free.popleft()
            line.ask(_request(port, path, done))
            busy[line.line.fileno()] = line
            done += 1
            continue
        _gathered(free, busy, counted, max(0.001, left) if done < tries and free else 1.0)
    return counted


def _gathered(free: deque[_Line], busy: dict[int, _Line], counted: Counter[int], within: float) -> None:
    """Take in what was answered within that time."""
    for ready in select.select(list(busy), [], [], within)[0]:
        line = busy.pop(ready)
        status = line.status()
        if status:
            counted[status] += 1
            free.append(line)
        else:
            busy[line.line.fileno()] = line


def _request(port: int, path: str, number: int) -> bytes:
    if path:
        return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()
    body = f"name=x&passphrase=guess+{number}"
    return (f"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}").encode()  # fmt: skip


def main(words: Sequence[str], told: Callable[[str], object] = print) -> None:
    """What came of it, for the program that began this one."""
    start = time.monotonic()
    counted = guess(int(words[0]), int(words[1]), float(words[2]), words[3] if len(words) > 3 else "")
    told(f"{time.monotonic() - start:.1f} {time.process_time():.2f} " + " ".join(f"{status}={count}" for status, count in counted.items()))


if __name__ == "__main__":
    main(sys.argv[1:])
