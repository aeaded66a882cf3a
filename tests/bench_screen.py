"""How long the room's screen takes to its last pixel, cold, beside a static page of the same drawing and a bare title.

`python -m tests.bench_screen`, or within `make bench`. Each load is in a browser context of its own, so that nothing was
kept; the three take turns, so that a busy moment slows all of them. Times are the page's own clock, from the navigation to
the second frame after everything that is waited for is there, fonts included.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests  # noqa: TID251 - tests speak to the server as a stranger would
from playwright.sync_api import Browser, sync_playwright
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from lib.web import assets
from tests.support.chromium import FLAGS, executable
from tests.support.plain_server import PlainServer
from tests.support.server import running

ROUNDS = 9
MOST_OF_STATIC, MOST_OF_TITLE = 3.0, 1 / 3
_SHOWN = {"screen": ".hero-figure", "static": ".hero-figure", "title": "[data-testid=stApp] h1"}
_WHEN_DRAWN = """selector => new Promise((drawn) => {
  const look = async () => {
    if (!document.querySelector(selector) || document.readyState !== "complete") return requestAnimationFrame(look);
    await document.fonts.ready;
    requestAnimationFrame(() => requestAnimationFrame(() => drawn(performance.now())));
  };
  look();
})"""


def measured(rounds: int = ROUNDS) -> dict[str, float]:
    """Median milliseconds of a cold load of each."""
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as server, _titled(Path(folder)) as title:
        static = _static(requests.get(f"{server.url}/ecran", timeout=10).text)
        static.start()
        urls = {"static": f"{static.url}/", "screen": f"{server.url}/ecran", "title": title}
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
                taken = {name: [_load(browser, url, _SHOWN[name]) for _ in range(1)] for name, url in urls.items()}
                for _ in range(rounds):
                    for name, url in urls.items():
                        taken[name].append(_load(browser, url, _SHOWN[name]))
                browser.close()
        finally:
            static.stop()
    return {name: statistics.median(each[1:]) for name, each in taken.items()}


def report(medians: dict[str, float]) -> bool:
    """Print one line; whether both limits are kept."""
    of_static, of_title = medians["screen"] / medians["static"], medians["screen"] / medians["title"]
    print(f"{'/ecran, cold':<14} {medians['screen']:8.0f} ms   {of_static:5.2f} x the same drawing static ({medians['static']:.0f} ms), "
          f"{of_title:5.2f} x a bare title ({medians['title']:.0f} ms)")  # fmt: skip
    return of_static <= MOST_OF_STATIC and of_title <= MOST_OF_TITLE


def _load(browser: Browser, url: str, selector: str) -> float:
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    page = context.new_page()
    page.goto(url, wait_until="commit")
    milliseconds = float(page.evaluate(_WHEN_DRAWN, selector))
    context.close()
    return milliseconds


def _static(page: str) -> PlainServer:
    """The same drawing and style in one file, with nothing that runs."""
    style = assets.asset("screen.css")
    head, _, rest = page.partition("<link rel=\"stylesheet\"")
    body = rest[rest.index("<body>"):] if "<body>" in rest else rest
    assert style is not None
    document = f"{head}<style>{style.body.decode()}</style></head>{body}"

    async def answer(request: Request) -> Response:
        return HTMLResponse(document)

    return PlainServer([Route("/", answer), assets.ROUTE])


@contextmanager
def _titled(folder: Path) -> Iterator[str]:
    """The address of a Streamlit page that has a title and nothing else."""
    script = folder / "title.py"
    script.write_text('import streamlit as st\nst.title("Services Faciles")\n')
    port = PlainServer([]).port
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port), "--server.headless", "true"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder, env=dict(os.environ))
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                if requests.get(f"http://127.0.0.1:{port}/_stcore/health", timeout=2).ok:
                    break
            except requests.RequestException:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(20)


if __name__ == "__main__":
    raise SystemExit(0 if report(measured()) else 1)
