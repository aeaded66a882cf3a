"""What pages are compared with, each on a port of its own: a bare title, the same content in Dash, the same drawing as a file."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import requests  # noqa: TID251 - tests speak to the server as a stranger would
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from lib.web import assets
from tests.bench.results import ROOT
from tests.support.plain_server import PlainServer

_STARTS_WITHIN_SECONDS = 60


@contextmanager
def bare_title(folder: Path) -> Iterator[str]:
    """The address of a Streamlit page that has a title and nothing else, as Streamlit ships."""
    script = folder / "title.py"
    script.write_text('import streamlit as st\nst.title("Services Faciles")\n')
    port = _free_port()
    options = ["--server.port", port, "--server.headless", "true", "--browser.gatherUsageStats", "false"]
    with _serving(["-m", "streamlit", "run", str(script), *options], folder, f"http://127.0.0.1:{port}/_stcore/health", {}):
        yield f"http://127.0.0.1:{port}/"


@contextmanager
def dash_page(database_url: str) -> Iterator[str]:
    """The address of the overview's content in Dash, on that store."""
    port = _free_port()
    with _serving(["-m", "tests.bench.dash_app", port], ROOT, f"http://127.0.0.1:{port}/", {"DATABASE_URL": database_url}):
        yield f"http://127.0.0.1:{port}/"


@contextmanager
def static_page(document: str) -> Iterator[str]:
    """The address of a page that is one file, with our fonts beside it."""

    async def answer(request: Request) -> Response:
        return HTMLResponse(document)

    server = PlainServer([Route("/", answer), assets.ROUTE])
    server.start()
    try:
        yield f"{server.url}/"
    finally:
        server.stop()


def as_static(page: str) -> str:
    """A plain page of ours with its style inside and nothing that runs."""
    style = assets.asset("screen.css")
    assert style is not None
    head, _, rest = page.partition('<link rel="stylesheet"')
    return f"{head}<style>{style.body.decode()}</style></head>{rest[rest.index('<body>'):]}"


def _free_port() -> str:
    return str(PlainServer([]).port)


@contextmanager
def _serving(command: Sequence[str], folder: Path, health: str, more: dict[str, str]) -> Iterator[None]:
    process = subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder,
                               env={**os.environ, **more})  # fmt: skip
    try:
        deadline = time.monotonic() + _STARTS_WITHIN_SECONDS
        while not _answers(health):
            if time.monotonic() > deadline or process.poll() is not None:
                raise AssertionError(f"{' '.join(command)} did not start")
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(20)


def _answers(address: str) -> bool:
    try:
        return requests.get(address, timeout=5).ok
    except requests.RequestException:
        return False
