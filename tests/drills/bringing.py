"""A large file dropped on the page while others look: told as it goes, others hardly slowed, done though its tab was closed.

A second import meanwhile is refused in words; whoever comes back finds what became of the first; and where the program is killed
in the middle, with all it started, the file is whole or absent. So that all this happens half-way, however fast the machine,
the process that imports is held for as long as it takes; nobody's waiting is counted then.
"""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

from playwright.sync_api import Browser, Page, sync_playwright

from lib.services.campaigns import open_campaign
from lib.services.safekeeping.verifying import discrepancies
from lib.store.changes.batches import batches
from lib.store.connections import sqlite_driver
from lib.store.engine import Store, open_store, sqlite_path
from tests.bench_import import write_file
from tests.drills.said import Said
from tests.drills.telling import Promise, Told, at_most, told_of
from tests.services.held import bring
from tests.support.ahead import ahead_of_others
from tests.support.chromium import FLAGS, ensured, executable
from tests.support.files import CONTRIBUTIONS
from tests.support.server import Server, running
from tests.support.viewer import Viewer

ROWS, QUIET_SECONDS = 100_000, 20.0
PAGES = ("", "contributions", "mobilisation", "calendar", "sharing")
"""What the others look at, one each."""
MOST_WAIT, MOST_STILL, MOST_MB, MOST_CHILD_MB = 1.0, 2.0, 150.0, 300.0
"""Seconds, and MB: what is promised."""
FROM, TO = "1", "2"
"""How the ids of the first file begin, and those of the second."""
HALF_WAY = 40
"""Percent."""
_PAUSE_SECONDS, _LOOK_SECONDS, _WITHIN_SECONDS = 0.5, 0.1, 900.0
_ANOTHER, _BUSY = "Another large file is being imported", "The database is busy with another change"


@dataclass
class Seen:
    """What the others waited for each click, by what went on; what the page said while it read, wrote, and wrote on."""

    waits: dict[str, list[float]] = field(default_factory=lambda: {"quiet": [], "import": [], "held": []})
    errors: list[str] = field(default_factory=list)
    said: list[Said] = field(default_factory=lambda: [Said(), Said(), Said()])
    told: list[str] = field(default_factory=list)
    """What was said as it should be: of the second import, and on coming back."""
    seconds: list[float] = field(default_factory=list)
    listed: int = 0
    child_mb: float = 0.0
    phase: str = "quiet"


def drill(
    place: Path, *, rows: int = ROWS, quiet: float = QUIET_SECONDS, generous: float = 1.0, half_way: int = HALF_WAY
) -> Told:
    """`quiet`: seconds for which the others are timed beforehand; `generous` stretches the promised seconds; `half_way`: the least
    percent at which the import is held, once it writes."""
    ensured()
    first, second, seen = place / "dons.csv", place / "autres.csv", Seen()
    write_file(first, rows)
    second.write_text(first.read_text("utf-8").replace(f"\n{FROM}", f"\n{TO}"), "utf-8")
    with ahead_of_others(), running(place, database_url=f"sqlite:///{place}/campaign.db") as server, sync_playwright() as playwright:
        store = open_store(server.database_url)
        bring(store, {})
        browser = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
        before = server.megabytes
        with _looked_at(server, seen):
            time.sleep(quiet)
            _brought(server, browser, store, (first, second), seen, half_way)
        more = server.megabytes - before
        kept = _killed(server, browser, second, seen, half_way)
        browser.close()
    absent = _after(place, server, store, rows)
    store.close()
    return _judged(seen, rows, more, kept=kept, absent=absent, generous=generous)


def _judged(seen: Seen, rows: int, more: float, *, kept: bool, absent: str, generous: float) -> Told:
    quiet, busy = (_most(seen.waits[name]) for name in ("quiet", "import"))
    looked, wrote = seen.seconds
    figures = (f"{rows} rows: looked over in {looked:.0f} s, written in {wrote:.0f} s; others’ clicks, 95 %: {quiet * 1000:.0f} ms "
               f"before, {busy * 1000:.0f} ms meanwhile ({len(seen.waits['import'])} clicks)")  # fmt: skip
    still = max(each.still for each in seen.said)
    return told_of(
        "a large file on the page", figures,
        Promise("all rows are there though the tab was closed", seen.listed == rows, f"{seen.listed} of {rows}"),
        Promise("what is said goes up and never back", all(each.rises for each in seen.said),
                " · ".join(f"{len(each.shares)} times" for each in seen.said)),
        at_most("its words stand still", still, MOST_STILL * generous, "s", 1),
        at_most("95 % of the others wait", busy, MOST_WAIT * generous, "s", 2),
        at_most("errors on the others’ pages", len(seen.errors), 0, ""),
        at_most("the server takes", more, MOST_MB, "MB more"),
        at_most("the process that imports takes", seen.child_mb, MOST_CHILD_MB, "MB"),
        Promise("a second import meanwhile, large or small, is refused in words, and what became of the first is found on coming back",
                seen.told == ["another", "busy", "under way", "found again"], ", ".join(seen.told)),
        Promise("killed half-way with all it started, it is absent, and all agrees", kept and not absent, absent or "absent"),
    )  # fmt: skip


def _most(waits: list[float]) -> float:
    ordered = sorted(waits)
    return ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)] if ordered else 0.0


@contextmanager
def _looked_at(server: Server, seen: Seen) -> Iterator[None]:
    """Others click all the while, each on a page of their own."""
    over = Event()

    async def look() -> None:
        await asyncio.gather(*(_click(server, page, seen, over) for page in PAGES))

    others = Thread(target=lambda: asyncio.run(look()))
    others.start()
    try:
        yield
    finally:
        over.set()
        others.join()


async def _click(server: Server, page: str, seen: Seen, over: Event) -> None:
    async with Viewer(server.url, page) as viewer:
        await viewer.run()
        while not over.is_set():
            phase = seen.phase
            run = await viewer.run()
            seen.waits[phase].append(run.seconds)
            seen.errors += run.errors
            await asyncio.sleep(_PAUSE_SECONDS)


def _brought(server: Server, browser: Browser, store: Store, files: tuple[Path, Path], seen: Seen, half_way: int) -> None:
    """Drop the file, wait for what it would do, confirm; half-way somebody else tries, and the tab is closed."""
    ada = _data_page(server, browser)
    seen.phase, begun = "import", time.monotonic()
    _dropped(ada, files[0], seen.said[0])
    seen.seconds.append(time.monotonic() - begun)
    begun = time.monotonic()
    _confirm(ada)
    _follow(ada, seen.said[1], lambda: _is_half_way(server, seen.said[1], half_way))
    seen.phase, held_at = "held", time.monotonic()
    with _held(server, seen):
        bob = _tried_meanwhile(server, browser, files[1], seen)
    held = time.monotonic() - held_at
    seen.phase = "import"
    ada.close()
    _follow(bob, seen.said[2], lambda: bool(_listed(store)))
    seen.listed = _listed(store)
    seen.seconds.append(time.monotonic() - begun - held)
    seen.phase = "held"
    _told(_data_page(server, browser), "Imported into", "found again", seen)


def _tried_meanwhile(server: Server, browser: Browser, large: Path, seen: Seen) -> Page:
    """A second large file, a small one, and a look by somebody who did not begin any of it, whose page is given."""
    page = _data_page(server, browser)
    _dropped(page, large, Said())
    _confirm(page)
    _told(page, _ANOTHER, "another", seen)
    page.close()
    page, small = _data_page(server, browser), large.with_name("petit.csv")
    small.write_text(CONTRIBUTIONS, "utf-8")
    _dropped(page, small, Said())
    _confirm(page)
    _told(page, _BUSY, "busy", seen)
    page.close()
    page = _data_page(server, browser)
    _told(page, "“dons.csv” is being imported", "under way", seen)
    return page


def _killed(server: Server, browser: Browser, file: Path, seen: Seen, half_way: int) -> bool:
    """A second import is begun, and half-way the server is killed with whatever it started; whether it was under way."""
    page, said = _data_page(server, browser), Said()
    _dropped(page, file, Said())
    _confirm(page)
    _follow(page, said, lambda: _is_half_way(server, said, half_way))
    with _held(server, seen):
        is_writing = _is_writing(server)
        os.killpg(server.pid, signal.SIGKILL)
    return is_writing


def _after(place: Path, server: Server, store: Store, rows: int) -> str:
    """What is wrong once the program is started again on the same store; empty: nothing."""
    with running(place, database_url=server.database_url):
        found = [batch.inserted for batch in batches(store, open_campaign(store).id) if batch.files != ("campaign.toml",)]
        wrong = [str(each) for each in discrepancies(store, thorough=True)]
    return "; ".join([*wrong, *([] if found == [rows] else [f"imports of {found} rows"])])


@contextmanager
def _held(server: Server, seen: Seen) -> Iterator[None]:
    """The process that imports, stopped where it is."""
    (child,) = _children(server)
    os.kill(child, signal.SIGSTOP)
    status = Path(f"/proc/{child}/status").read_text()
    seen.child_mb = max(seen.child_mb, int(status.partition("VmHWM:")[2].split()[0]) / 1024)
    try:
        yield
    finally:
        if Path(f"/proc/{child}").exists():
            os.kill(child, signal.SIGCONT)


def _is_half_way(server: Server, said: Said, half_way: int) -> bool:
    return max(said.shares, default=0) >= half_way and _is_writing(server)


def _is_writing(server: Server) -> bool:
    """Whether somebody is in the midst of a change of the store."""
    connection = sqlite_driver().connect(sqlite_path(server.database_url), timeout=0, isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite_driver().OperationalError:
        return True
    finally:
        connection.close()
    return False


def _children(server: Server) -> list[int]:
    """The processes that the server started for large files and that go on."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int(folder.joinpath("stat").read_text().rpartition(") ")[2].split()[1])
            if parent == server.pid and b"large_import_child" in folder.joinpath("cmdline").read_bytes():
                found.append(int(folder.name))
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def _data_page(server: Server, browser: Browser) -> Page:
    page = browser.new_page()
    page.set_default_timeout(_WITHIN_SECONDS * 1000)
    page.goto(f"{server.url}/data?lang=en")
    page.locator('input[type="file"]').wait_for(state="attached")
    return page


def _dropped(page: Page, file: Path, said: Said) -> None:
    page.locator('input[type="file"]').set_input_files(file)
    _follow(page, said, lambda: page.get_by_role("button", name="Import", exact=True).count() > 0)


def _confirm(page: Page) -> None:
    page.get_by_role("button", name="Import", exact=True).click()


def _told(page: Page, words: str, as_what: str, seen: Seen) -> None:
    page.get_by_text(words).first.wait_for()
    seen.told.append(as_what)


def _follow(page: Page, said: Said, is_over: Callable[[], bool]) -> None:
    until = time.monotonic() + _WITHIN_SECONDS
    while time.monotonic() < until and not is_over():
        said.take(" ".join(page.locator(".cd-advance-words").all_inner_texts()[:1]))
        page.wait_for_timeout(_LOOK_SECONDS * 1000)


def _listed(store: Store) -> int:
    """The rows that the list of imports tells of the file."""
    return next((batch.inserted for batch in batches(store, open_campaign(store).id) if "dons.csv" in batch.files), 0)
