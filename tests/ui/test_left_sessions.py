"""A session left is closed after its time, and what was dropped on its page goes with it; one that comes back finds both."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests  # noqa: TID251 - tests speak to the server as a stranger would

from tests.support.plain_server import PlainServer
from tests.support.stream import Stream, opened

ROOT = Path(__file__).parents[2]
KEPT_SECONDS = 2


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Streamlit as it serves, with sessions kept for two seconds."""
    port = PlainServer([]).port
    options = {"server.port": port, "server.headless": "true", "server.enableXsrfProtection": "false",
               "server.enableCORS": "false", "server.disconnectedSessionTTL": KEPT_SECONDS, "browser.gatherUsageStats": "false"}  # fmt: skip
    command = [sys.executable, "-m", "streamlit", "run", "tests/ui/left_sessions_app.py", *(f"--{name}={value}" for name, value in options.items())]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        until(lambda: process.poll() is None and answers(url))
        yield url
    finally:
        process.terminate()
        process.wait(20)


def answers(url: str) -> bool:
    try:
        return requests.get(f"{url}/_stcore/health", timeout=5).ok
    except requests.RequestException:
        return False


def until(holds: Callable[[], bool], within: float = 60.0) -> None:
    end = time.monotonic() + within
    while not holds():
        assert time.monotonic() < end, "it never was"
        time.sleep(0.05)


def held(url: str) -> dict[str, int]:
    return dict(json.loads(requests.get(f"{url}/held", timeout=10).text))


def visited(url: str, session_id: str = "") -> Stream:
    """A page that is open, on which a file was dropped."""
    stream = opened(url, session_id=session_id)
    stream.run()
    return stream


def dropped(url: str, stream: Stream) -> None:
    answer = requests.put(f"{url}/_stcore/upload_file/{stream.session_id}/a", files={"file": ("gifts.csv", b"x" * 1000)}, timeout=10)
    assert answer.status_code == 204


def test_a_session_left_is_closed_after_its_time_and_its_upload_is_gone(server: str) -> None:
    stream = visited(server)
    dropped(server, stream)
    assert held(server) == {"sessions": 1, "uploads": 1}
    stream.close()
    until(lambda: held(server) == {"sessions": 0, "uploads": 0})


def test_who_comes_back_in_time_finds_the_upload_and_stays(server: str) -> None:
    stream = visited(server)
    dropped(server, stream)
    stream.close()
    time.sleep(0.3)
    again = visited(server, stream.session_id)
    time.sleep(KEPT_SECONDS + 0.5)
    assert again.session_id == stream.session_id
    assert held(server) == {"sessions": 1, "uploads": 1}
    again.close()
    until(lambda: held(server) == {"sessions": 0, "uploads": 0})
