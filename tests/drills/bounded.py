"""Bad input is given to a process of its own, whose memory is bounded and measured file by file; one that dies is told and replaced.

Run as a module it is that process: a case a line on standard input (JSON), what became of it a line on standard output.
"""

from __future__ import annotations

import json
import os
import queue
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

from tests.drills.doors import BROKEN, Doors
from tests.drills.json_doors import JsonDoors
from tests.drills.twins import twin_of

LONGEST_SECONDS, LARGEST_BYTES = 10, 1_000_000_000
_MOST_BYTES = 2 * 1024**3
"""A wall well behind the limit, so that the machine survives what passes it; what is used is measured."""
_GIVEN_UP_AFTER_SECONDS, _AT_MOST_SECONDS = 60.0, 1_200.0
"""Of processor time where the system tells it, so that a machine that is busy with other things is not taken for a hang; and in all."""


@dataclass(frozen=True, slots=True)
class Case:
    """One file or some strings of a suite; `door` is `file`, `json` or `texts`."""

    suite: str
    name: str
    door: str
    path: str = ""
    texts: tuple[str, ...] = ()

    @property
    def counts_for(self) -> int:
        """How many files or strings it stands for."""
        return len(self.texts) or 1


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a case: its outcome, processor seconds, peak memory in bytes (workbook readers included)."""

    case: Case
    outcome: str
    seconds: float = 0.0
    peak_bytes: int = 0


class Worker:
    """The process; used as a context."""

    def __init__(self) -> None:
        self._complaints = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115 - closed on exit
        self._process, self._said = self._started()

    def _started(self) -> tuple[subprocess.Popen[str], queue.Queue[str]]:
        process = subprocess.Popen([sys.executable, "-m", "tests.drills.bounded"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=self._complaints, text=True)  # fmt: skip
        said: queue.Queue[str] = queue.Queue()
        Thread(target=_listen, args=(process, said), daemon=True).start()
        said.get(timeout=_AT_MOST_SECONDS)  # its first word is that it is there
        return process, said

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self._ended()
        self._complaints.close()

    def result(self, case: Case) -> Result:
        """What becomes of a case, in the process; a new one is started after one that died."""
        assert self._process.stdin is not None
        with suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps({"door": case.door, "path": case.path, "name": case.name, "texts": case.texts}) + "\n")
            self._process.stdin.flush()
        said = self._answer()
        if not said:
            told = self._ended()
            self._process, self._said = self._started()
            return Result(case, f"{BROKEN}: the process died or hung: {told[-300:]}", _GIVEN_UP_AFTER_SECONDS)
        read: Mapping[str, Any] = json.loads(said)
        return Result(case, read["outcome"], read["seconds"], read["peak"])

    def _answer(self) -> str:
        """What the process says; empty where it died, or works on without an end."""
        worked, since = _worked_seconds(self._process.pid), time.monotonic()
        while time.monotonic() - since < _AT_MOST_SECONDS and _worked_seconds(self._process.pid) - worked < _GIVEN_UP_AFTER_SECONDS:
            try:
                return self._said.get(timeout=1.0)
            except queue.Empty:
                if self._process.poll() is not None:
                    break
        return ""

    def _ended(self) -> str:
        self._process.kill()
        self._process.wait()
        self._complaints.seek(0)
        return self._complaints.read()


def _listen(process: subprocess.Popen[str], said: queue.Queue[str]) -> None:
    """What the process says, line by line; an empty text once it is over."""
    assert process.stdout is not None
    for line in process.stdout:
        said.put(line)
    said.put("")


def _worked_seconds(process_id: int) -> float:
    """The processor seconds of a process and of its children that ended; those of the clock where the system does not tell."""
    try:
        fields = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return time.monotonic()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Answer case after case until the standard input ends."""
    resource.setrlimit(resource.RLIMIT_DATA, (_MOST_BYTES, _MOST_BYTES))
    with tempfile.TemporaryDirectory(prefix="bad-input-") as place:
        doors, answers = Doors(Path(place)), JsonDoors()
        print("there", flush=True)
        for line in sys.stdin:
            said = json.loads(line)
            _forget_peak()
            start = _seconds()
            outcome = _outcome(said, doors, answers)
            told = {"outcome": outcome, "seconds": round(_seconds() - start, 3), "peak": _peak_bytes()}
            print(json.dumps(told), flush=True)
        doors.close()
        answers.close()


def _outcome(said: Mapping[str, Any], doors: Doors, answers: JsonDoors) -> str:
    try:
        if said["door"] == "texts":
            return doors.texts(list(said["texts"]))
        path = Path(said["path"])
        if said["door"] == "json":
            return answers.outcome(path.name, path.read_bytes())
        return doors.file(said["name"], path.read_bytes(), twin_of(path))
    except Exception as error:  # noqa: BLE001 - that there is none is what the drill is about
        return f"{BROKEN}: {type(error).__name__}: {error}"[:300]


def _seconds() -> float:
    """Of processor time, children included: a machine that is busy with something else is not a reader that hangs."""
    mine, theirs = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return mine.ru_utime + mine.ru_stime + theirs.ru_utime + theirs.ru_stime


def _forget_peak() -> None:
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def _peak_bytes() -> int:
    """The most that this process held since it was last asked, and the largest reader of workbooks so far."""
    lines: Iterator[str] = iter(Path("/proc/self/status").read_text().splitlines())
    mine = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    return 1024 * (mine + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)


if __name__ == "__main__":
    main()
