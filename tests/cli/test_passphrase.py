"""Making what is kept of a passphrase."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from lib.services.entry.access import Role
from lib.services.entry.passphrases import role_of

ROOT = Path(__file__).resolve().parents[2]


def made(typed: str, role: str = "lead") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lib", "passphrase", role, "--lang", "en"]
    return subprocess.run(command, input=typed, capture_output=True, text=True, cwd=ROOT, check=False)


def test_the_line_that_is_printed_is_understood_and_opens_to_that_passphrase() -> None:
    answer = made("four words put together\n", "team")
    held = tomllib.loads(f"[passphrases]\n{answer.stdout}")["passphrases"]["team"]
    assert role_of("four words put together", {Role.TEAM: held}) is Role.TEAM
    assert "four words" not in answer.stdout + answer.stderr


@pytest.mark.parametrize("typed", ["short", "", "x" * 201])
def test_a_passphrase_that_is_too_short_or_too_long_is_refused_in_words(typed: str) -> None:
    answer = made(typed + "\n")
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert "12 to 200 characters" in answer.stderr
