"""The drills of `make drill` in a few rounds each, so that what breaks a promise is known before a long run."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.drills.__main__ import DRILLS

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("names", [["kill"], ["bits"], ["bits-encrypted"], ["full", "read-only", "clock", "half"], ["locked", "crowd"], ["input"], ["arrivals"], ["hour"], ["copy"], ["doors"], ["viewers"], ["bringing"]], ids="-".join)
def test_a_few_rounds_of_each_drill_keep_their_promise(names: list[str]) -> None:
    command = [sys.executable, "-m", "tests.drills", "--short", *names]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
    assert told.stdout.count("held  ") == len(names)


def test_every_drill_and_every_test_that_the_security_page_names_is_there() -> None:
    page = (ROOT / "SECURITY.md").read_text("utf-8")
    rows = [line for line in page.splitlines() if re.match(r"\| P\d", line)]
    named = {name for row in rows for proof in re.findall(r"drills? ([^|;(]*)", row.rpartition(" | ")[2] or row) for name in re.findall(r"`([a-z-]+)`", proof)}
    assert named == set(DRILLS)
    assert [path for path in re.findall(r"`(tests/[\w/]+\.py)`", page) if not (ROOT / path).exists()] == []
