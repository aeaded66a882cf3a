"""What a browser takes: the first figure, the last pixel and the bytes, of a browser that kept nothing and of one that came before.

All subjects take turns, so that a busy moment slows all of them. Times are the page's own clock, from the navigation to the
second frame after what is waited for is there; for the last pixel, fonts included. Bytes are those of the network, sockets
included, requests to another host would count too.
"""

from __future__ import annotations

import statistics
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import requests  # noqa: TID251 - tests speak to the server as a stranger would
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from lib.ui.shell import DECLARED
from tests.bench.peers import as_static, bare_title, dash_page, static_page
from tests.bench.results import Figure, compared
from tests.support.chromium import FLAGS, executable
from tests.support.server import running

ROUNDS, PAGE_ROUNDS = 5, 2
_WHEN_DRAWN = """([selectors, whole]) => new Promise((drawn, failed) => {
  setTimeout(() => failed(new Error(`never there: ${selectors}`)), 60000);
  const look = async () => {
    const there = selectors.every((selector) => document.querySelector(selector));
    if (!there || (whole && document.readyState !== "complete")) return requestAnimationFrame(look);
    if (whole) await document.fonts.ready;
    requestAnimationFrame(() => requestAnimationFrame(() => drawn(performance.now())));
  };
  look();
})"""
_WEIGHT = "() => [...performance.getEntriesByType('resource'), ...performance.getEntriesByType('navigation')]" \
          ".reduce((sum, each) => sum + each.transferSize, 0)"  # fmt: skip
_SHIFT = """() => new Promise((told) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((each) => { if (!each.hadRecentInput) sum += each.value; }))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => told(sum), 300);
})"""


@dataclass(frozen=True, slots=True)
class Subject:
    """A page to open: its first figure and all that must be there at the end, as selectors."""

    url: str
    first: str
    last: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Load:
    """One load, in milliseconds, kilobytes, and the layout's shift."""

    first: float
    full: float
    kilobytes: float
    shift: float


Taken = dict[str, list[Load]]


def figures() -> Sequence[Figure]:
    """The overview and the screen beside their peers, then every page."""
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as server, ExitStack() as peers:
        title = peers.enter_context(bare_title(Path(folder)))
        dash = peers.enter_context(dash_page(server.database_url))
        static = peers.enter_context(static_page(as_static(requests.get(f"{server.url}/ecran", timeout=10).text)))
        subjects = {
            "title": Subject(title, "[data-testid=stApp] h1", ("[data-testid=stApp] h1",)),
            "overview": Subject(f"{server.url}/", ".cd-hero-figure", ("#root .cd-hero-figure", "#root #curve", "#root #kpis")),
            "dash": Subject(dash, ".figure", (".figure", "#board", ".js-plotly-plot .main-svg")),
            "static": Subject(static, ".hero-figure", (".hero-figure",)),
            "screen": Subject(f"{server.url}/ecran", ".hero-figure", (".hero-figure",)),
        }
        cold, warm = loaded(subjects, ROUNDS)
        pages = {page.stem: _page(server.url, page.stem) for page in DECLARED if page.stem != "overview"}
        cold_pages, warm_pages = loaded({"title": subjects["title"], **pages}, PAGE_ROUNDS)
    return [*_overview(cold, warm), *_screen(cold, warm), *_pages(cold_pages, warm_pages)]


def _page(url: str, stem: str) -> Subject:
    return Subject(f"{url}/{stem}", "#root .cd-mount[data-drawn]", ("[data-testid=stApp][data-test-script-state=notRunning]",))


def loaded(subjects: dict[str, Subject], rounds: int) -> tuple[Taken, Taken]:
    """Loads of each subject by a browser that kept nothing, and by one that has opened it before."""
    cold, warm = defaultdict[str, list[Load]](list), defaultdict[str, list[Load]](list)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
        for number in range(rounds + 1):
            for name, subject in subjects.items():
                context = _context(browser)
                both = load(context, subject), load(context, subject)
                if number:  # the first of all pays for what the servers have not prepared
                    cold[name].append(both[0])
                    warm[name].append(both[1])
                context.close()
        browser.close()
    return cold, warm


def _context(browser: Browser) -> BrowserContext:
    return browser.new_context(viewport={"width": 1280, "height": 900}, locale="fr-CA")


def load(context: BrowserContext, subject: Subject) -> Load:
    """One load in a new tab of that context."""
    page, socket = context.new_page(), [0]
    page.on("websocket", lambda line: line.on("framereceived", lambda frame: socket.append(len(frame))))
    page.goto(subject.url, wait_until="commit")
    first = float(page.evaluate(_WHEN_DRAWN, [[subject.first], False]))
    full = float(page.evaluate(_WHEN_DRAWN, [list(subject.last), True]))
    weight = float(page.evaluate(_WEIGHT)) + sum(socket)
    shift = float(page.evaluate(_SHIFT))
    page.close()
    return Load(first, full, weight / 1000, shift)


def _overview(cold: Taken, warm: Taken) -> list[Figure]:
    told = []
    for state, taken in (("cold", cold), ("warm", warm)):
        title, dash = _median(taken, "title", "first"), _median(taken, "dash", "full")
        first, full = _median(taken, "overview", "first"), _median(taken, "overview", "full")
        told += [
            Figure(f"a bare title, {state}", title, "ms"),
            compared(f"overview, first figure, {state}", first, "ms", "a bare title", title, 1.25 if state == "cold" else None),
            compared(f"overview, all of it, {state}", full, "ms", "the same in Dash", dash, 1.0),
            compared(f"overview, bytes, {state}", _median(taken, "overview", "kilobytes"), "kB", "the same in Dash",
                     max(_median(taken, "dash", "kilobytes"), 1)),
        ]  # fmt: skip
    return [*told, Figure("overview, layout shift (× 100)", 100 * _median(cold, "overview", "shift"), "", limit=10)]


def _screen(cold: Taken, warm: Taken) -> list[Figure]:
    return [
        compared(f"/ecran, all of it, {state}", _median(taken, "screen", "full"), "ms", "the same as a static page",
                 _median(taken, "static", "full"), 3.0)
        for state, taken in (("cold", cold), ("warm", warm))
    ]  # fmt: skip


def _pages(cold: Taken, warm: Taken) -> list[Figure]:
    told = []
    for name in cold:
        if name != "title":
            told += [
                compared(f"{name}, all of it, {state}", _median(taken, name, "full"), "ms", "a bare title", _median(taken, "title", "full"))
                for state, taken in (("cold", cold), ("warm", warm))
            ]
            told.append(Figure(f"{name}, bytes, cold", _median(cold, name, "kilobytes"), "kB"))
    return told


def _median(taken: Taken, name: str, what: str) -> float:
    return float(statistics.median(getattr(each, what) for each in taken[name]))
