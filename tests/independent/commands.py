"""Runs several commands of `python -m lib` in one interpreter: the same entry, without the start-up each time.

As a script: reads a JSON list of argument lists on its input, writes a JSON list of [exit code, output, errors].
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import runpy
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.support.stores import store_address

ROOT = Path(__file__).parents[2]
TIMEOUT_SECONDS = 300


class Answer(NamedTuple):
    """What a command left behind."""

    code: int
    output: str
    errors: str


def environment(store: Path, zone: str) -> dict[str, str]:
    """The variables of a process whose store is an SQLite file and whose machine stands in another time zone."""
    return {**os.environ, "DATABASE_URL": store_address(store), "TZ": zone, "PYTHONIOENCODING": "utf-8"}


def answer(arguments: Sequence[str], store: Path, zone: str = "UTC") -> Answer:
    """One command in a process of its own, exactly as a person or a scheduler starts it."""
    done = subprocess.run(
        [sys.executable, "-m", "lib", *arguments],
        cwd=ROOT,
        env=environment(store, zone),
        capture_output=True,
        encoding="utf-8",
        timeout=TIMEOUT_SECONDS,
        check=False,
    )
    return Answer(done.returncode, done.stdout, done.stderr)


def answers(commands: Sequence[Sequence[str]], store: Path, zone: str = "UTC") -> list[Answer]:
    """Several commands on one store, one after the other in a single process."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.independent.commands"],
        input=json.dumps([list(arguments) for arguments in commands]),
        cwd=ROOT,
        env=environment(store, zone),
        capture_output=True,
        encoding="utf-8",
        timeout=TIMEOUT_SECONDS,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"the commands did not run: {done.stderr}")
    return [Answer(*one) for one in json.loads(done.stdout)]


def run_here(arguments: Sequence[str]) -> Answer:
    """One command in this interpreter, its output kept, its exit turned into a code as a shell sees it."""
    output, errors = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    sys.argv = ["lib", *arguments]
    code = 0
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
        try:
            runpy.run_module("lib", run_name="__main__", alter_sys=True)
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else int(left.code is not None)
    return Answer(code, *(kept.buffer.getvalue().decode() for kept in (output, errors)))


def main() -> None:
    """Reads the commands, runs them, writes their answers."""
    sys.path[0] = str(ROOT)
    told = [run_here(arguments) for arguments in json.load(sys.stdin)]
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
