"""Two programs behind HAProxy on a PostgreSQL primary with a synchronous replica: told of each other's edits, one scheduler,
a program killed, the primary killed. Everything real, on loopback, from the files of docs/operations."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import requests  # noqa: TID251 - a drill speaks to the server as a stranger would
from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import TimeoutError as Waited

from lib.services.entry.access import Role
from lib.store.programs.leading import NAME
from tests.drills.machines import PASSPHRASES, Cluster, NotInstalled, cluster, until
from tests.drills.primary import killed_primaries
from tests.drills.telling import Told
from tests.support.chromium import FLAGS, ensured, executable

SEEN_SECONDS, BACK_SECONDS, TAKEN_OVER_SECONDS = 2.0, 5.0, 60.0
_DRAWN = "[data-testid=stApp][data-test-script-state=notRunning]"
_VIEWERS = 4
_PAGE = "/data?lang=en&table=allies#edit"
_WATCH = """() => {
    let cutAt = 0, ran = false;
    Object.assign(window, {notLoadedAnew: true, drawnAfterMs: 0});
    new MutationObserver(() => {
        const app = document.querySelector('[data-testid=stApp]').dataset;
        if (app.testConnectionState !== 'CONNECTED') cutAt ||= Date.now();
        else if (cutAt && app.testScriptState !== 'notRunning') ran = true;
        else if (ran) window.drawnAfterMs ||= Date.now() - cutAt;
    }).observe(document.body, {subtree: true, attributeFilter: ['data-test-connection-state', 'data-test-script-state']});
}"""
"""How long a page that is cut off takes until it is connected and drawn by a script's run again."""


def drill(*parts: str, rounds: int = 4) -> Told:
    """The parts that are named, all by default, on one cluster."""
    try:
        with cluster() as made:
            done = [PARTS[name](made, rounds) for name in parts or PARTS]
    except NotInstalled as missing:
        return Told("cluster", False, str(missing))
    return Told("cluster", all(each.held for each in done), "; ".join(f"{each.name}: {each.figures}" for each in done))


def seen(made: Cluster, _rounds: int) -> Told:
    """An edit by a browser on one program is on the other's page, in another browser, without a click."""
    with _browser() as browser:
        one, other = _signed_in(browser, made, "a"), _signed_in(browser, made, "b")
        waits = []
        for number in range(5):
            name = f"Alliance {number} {time.time_ns()}"
            _fill_form(one, name)
            _press(one, "Add this row")
            one.get_by_text("The journal can undo it").first.wait_for()
            start = time.monotonic()
            other.get_by_text(name).first.wait_for(state="attached", timeout=20_000)
            waits.append(time.monotonic() - start)
    figures = f"5 edits through one program, on the other's page within {max(waits):.1f} s, {sorted(waits)[2]:.1f} s in the middle"
    return Told("seen", max(waits) <= SEEN_SECONDS, figures)


def scheduler(made: Cluster, _rounds: int) -> Told:
    """One program leads; when it is killed, another one does."""
    until(lambda: len(_leaders(made)) == 1, "a scheduler")
    counts = {len(_leaders(made)) for _ in range(20)}
    (port,) = _leaders(made)
    dead = next(name for name in ("a", "b") if port in _local_ports(made.programs[name].process.pid))
    made.programs[dead].kill()
    start = time.monotonic()
    until(lambda: len(_leaders(made)) == 1 and port not in _leaders(made), "another scheduler", 90)
    taken_over = time.monotonic() - start
    _start_again(made, dead)
    counts |= {len(_leaders(made)) for _ in range(20)}
    figures = f"programs that lead at any moment: {max(counts)}; killed, another leads after {taken_over:.0f} s"
    return Told("scheduler", max(counts) == 1 and taken_over <= TAKEN_OVER_SECONDS, figures)


def program(made: Cluster, _rounds: int) -> Told:
    """A program is killed with open pages on it: they are back on the other, signed in, with what was typed."""
    with _browser() as browser:
        pages = [_signed_in(browser, made, "a") for _ in range(_VIEWERS)]
        for page in pages:
            page.evaluate(_WATCH)
        _type_in_grid(pages[0], "Alliance du Nord")
        _fill_form(pages[0], "typed in the form")
        backs = [_listening(page) for page in pages]
        made.programs["a"].kill()
        start = time.monotonic()
        while time.monotonic() - start < 60 and not all(backs_of for backs_of in backs):
            pages[0].wait_for_timeout(50)
        waits = [found[0] - start if found else 60.0 for found in backs]
        for page in pages:
            page.wait_for_function("window.drawnAfterMs > 0")
        drawn = max(float(page.evaluate("window.drawnAfterMs")) for page in pages) / 1000
        draft = _is_there(pages[0], "Not saved yet: 1 row added")
        form = pages[0].get_by_label("Name *").first.input_value() == "typed in the form"
        signed_in = all(page.url.startswith(f"{made.url}/data") and page.evaluate("window.notLoadedAnew") for page in pages)
        _press(pages[0], "Save")
        saved = _is_there(pages[0], "The journal can undo it")
    _start_again(made, "a")
    held = max(waits) <= BACK_SECONDS and draft and form and signed_in and saved
    figures = (
        f"{_VIEWERS} viewers back on the other within {max(waits):.1f} s, {drawn:.1f} s after they were cut off drawn anew; grid draft kept: {draft}, and saved: {saved}; "
        f"form kept: {form}; still signed in, not loaded anew: {signed_in}"
    )
    return Told("program", held, figures)


def primary(made: Cluster, rounds: int) -> Told:
    """The primary is killed during imports and edits, as often as there are rounds."""
    return killed_primaries(made, rounds)


PARTS: dict[str, Callable[[Cluster, int], Told]] = {"seen": seen, "scheduler": scheduler, "program": program, "primary": primary}


@contextmanager
def _browser() -> Iterator[Browser]:
    ensured()
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
        yield launched
        launched.close()


def _signed_in(browser: Browser, made: Cluster, program_: str) -> Page:
    """A browser of its own, kept by the proxy's cookie to one program, signed in there."""
    context = browser.new_context(locale="fr-CA", ignore_https_errors=True, viewport={"width": 1440, "height": 1000})
    context.add_cookies([{"name": "PROGRAM", "value": program_, "url": made.url}])
    page = context.new_page()
    page.set_default_timeout(180_000)
    page.goto(made.url + _PAGE)
    page.get_by_label("Votre prénom").fill("Anne")
    page.get_by_label("Phrase de passe").fill(PASSPHRASES[Role.LEAD])
    page.locator("form button").first.click()
    page.wait_for_selector("[data-testid=stAppViewContainer] h1", state="attached")
    page.wait_for_selector(_DRAWN)
    return page


def _fill_form(page: Page, name: str) -> None:
    if not page.get_by_label("Name *").first.is_visible():
        page.get_by_text("One row at a time, with a form").first.click()
    page.get_by_label("Name *").first.fill(name)


def _press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def _type_in_grid(page: Page, name: str) -> None:
    """A row more in the grid, its first cell filled in, by the keyboard."""
    grid = page.get_by_test_id("data-grid-canvas").first
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    assert box is not None
    cell, noted = page.locator("#portal input, #portal textarea").first, page.get_by_text("Not saved yet: 1 row added").first
    for _try in range(10):  # a grid that is being drawn anew misses a click, or what was typed
        page.mouse.click(box["x"] + 90, box["y"] + box["height"] - 18)
        page.wait_for_timeout(500)
        page.keyboard.press("Enter")
        with suppress(Waited):
            cell.wait_for(timeout=3_000)
            page.keyboard.type(name)
            page.keyboard.press("Enter")
            noted.wait_for(timeout=15_000)
            break
    noted.wait_for()
    page.wait_for_selector(_DRAWN)


def _listening(page: Page) -> list[float]:
    """Filled with the moment at which a new connection of the page first brings something."""
    moments: list[float] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda _frame: moments.append(time.monotonic())))
    return moments


def _is_there(page: Page, text: str) -> bool:
    try:
        page.get_by_text(text).first.wait_for(timeout=60_000)
    except Waited:
        return False
    return True


def _leaders(made: Cluster) -> list[int]:
    """The ports, at their end, of the connections that hold the scheduler's lock."""
    found = made.primary()
    question = (
        "SELECT coalesce(string_agg(client_port::text, ','), '') FROM pg_stat_activity JOIN pg_locks USING (pid) "
        f"WHERE application_name = '{NAME}' AND locktype = 'advisory' AND granted"
    )
    said = str(made.ask("1" if found == "a" else "2", question))
    return [int(port) for port in said.split(",") if port]


def _local_ports(pid: int) -> set[int]:
    """The local ports of a process's connections."""
    from pathlib import Path

    inodes = {str(link.readlink())[8:-1] for link in Path(f"/proc/{pid}/fd").iterdir() if str(link.readlink()).startswith("socket:")}
    rows = [line.split() for line in Path(f"/proc/{pid}/net/tcp").read_text().splitlines()[1:]]
    return {int(row[1].rpartition(":")[2], 16) for row in rows if row[9] in inodes}


def _start_again(made: Cluster, name: str) -> None:
    made.start_program(name)
    until(lambda: requests.get(f"{made.program_url(name)}/health", timeout=2).ok, f"program {name}")
    time.sleep(2)
