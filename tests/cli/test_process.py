"""What only a real process can show: exit codes, the two streams, the environment, a reader that leaves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.support.server import ROOT
from tests.support.stores import store_address


def run(place: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`python -m lib …` on a store in `place`, as a scheduler starts it."""
    own = {"DATABASE_URL": store_address(place / "store.db"), "LANG": "fr_CA.UTF-8", "PYTHONIOENCODING": "utf-8"}
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("LC_")}
    return subprocess.run([sys.executable, "-m", "lib", *arguments], cwd=ROOT, env={**inherited, **own, **environment},
                          capture_output=True, encoding="utf-8", timeout=60, check=False)  # fmt: skip


def test_figures_go_to_one_stream_and_stages_to_the_other(tmp_path: Path) -> None:
    assert run(tmp_path, "demo").returncode == 0
    answer = run(tmp_path, "figures", "--json")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert json.loads(answer.stdout)["money"]["gross_needed"] == "26795.28"
    exported = run(tmp_path, "export", str(tmp_path / "out"))
    assert "contributions.csv" in exported.stderr
    assert "contributions.csv" not in exported.stdout


def test_wrong_use_leaves_2_and_a_broken_address_1(tmp_path: Path) -> None:
    assert run(tmp_path, "figures").returncode == 2
    answer = run(tmp_path, "figures", DATABASE_URL="postgresql://someone:s3cret-word@127.0.0.1:1/x")
    assert answer.returncode == 1
    assert "Traceback" not in answer.stderr
    assert "s3cret-word" not in answer.stderr


def test_a_terminal_that_knows_only_ascii_still_gets_its_sentence(tmp_path: Path) -> None:
    answer = run(tmp_path, "figures", LANG="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert answer.returncode == 2
    assert "Traceback" not in answer.stderr


def test_a_reader_that_leaves_early_ends_the_command_quietly(tmp_path: Path) -> None:
    run(tmp_path, "demo")
    command = f"'{sys.executable}' -m lib figures --json | head -c 10"
    answer = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60, check=False,
                            env={**os.environ, "DATABASE_URL": store_address(tmp_path / "store.db")})  # fmt: skip
    assert answer.stderr == ""
