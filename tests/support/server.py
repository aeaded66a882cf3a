"""The real application on a free port of this machine, with a store of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import requests  # noqa: TID251 - tests speak to the server as a stranger would

from tests.support.stores import store_address

ROOT = Path(__file__).resolve().parents[2]
_STARTS_WITHIN_SECONDS, _ENDS_WITHIN_SECONDS = 60, 20


@dataclass(frozen=True)
class Server:
    """A running application: its address, its store's address, where its log goes, and its process."""

    url: str
    database_url: str
    log: Path
    pid: int = 0

    @property
    def megabytes(self) -> float:
        """The memory of its process, as Linux counts it."""
        return int(Path(f"/proc/{self.pid}/status").read_text().partition("VmRSS:")[2].split()[0]) / 1024


@contextmanager
def running(folder: Path, *, database_url: str | None = None, environment: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Start the application with an empty store in `folder` (or the given one), wait for it, stop it at the end."""
    port, address = _free_port(), database_url or store_address(folder / "campaign.db")
    log = folder / "server.log"
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port), "--server.headless", "true"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output, process_group=0,
                                   env={**os.environ, "DATABASE_URL": address, "BACKUP_DIR": str(folder / "backups"), **(environment or {})})  # fmt: skip
        try:
            yield _answering(Server(f"http://127.0.0.1:{port}", address, log, process.pid), process)
        finally:
            _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Ask the server to end, with whatever it started; end it where it does not."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(timeout=_ENDS_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _answering(server: Server, process: subprocess.Popen[bytes]) -> Server:
    deadline = time.monotonic() + _STARTS_WITHIN_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if requests.get(f"{server.url}/health", timeout=2).ok:
                return server
        except (requests.ConnectionError, requests.Timeout):
            pass
        time.sleep(0.1)
    raise AssertionError(f"the server did not start:\n{server.log.read_text()}")
