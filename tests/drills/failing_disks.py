"""A disk that is full, read-only, or a file cut in half; a database that is locked; a clock set back: a sentence, and data intact."""

from __future__ import annotations

import multiprocessing
import resource
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from lib.campaign.errors import StoreDamaged, StoreError
from lib.services.safekeeping.backups import shelf, take, take_if_due
from lib.store.campaigns import campaigns
from lib.store.changes.batches import Delivery, write_batch
from lib.store.changes.journal import journal
from lib.store.engine import Store, open_store
from lib.store.queries.lists import rows
from lib.store.safekeeping.integrity import verification
from lib.store.safekeeping.restoring import restore_file
from lib.store.schema import metadata
from tests.drills.telling import Told
from tests.store.builders import NOW, contribution, new_campaign, put


def filled(url: str, count: int = 200) -> tuple[Store, int]:
    """A store with one campaign of `count` contributions."""
    store = open_store(url)
    campaign_id = new_campaign(store)
    put(store, campaign_id, contributions=gifts("first", count))
    return store, campaign_id


def gifts(name: str, count: int, note: str = "") -> list[dict[str, object]]:
    """So many contributions of one dollar, no two notes alike: what is alike is kept once."""
    return [contribution(f"{name}-{number}", "2018-01-20 09:00", 1, note=f"{number} {note}") for number in range(count)]  # type: ignore[misc]


def contents(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Everything that is there, table by table."""
    with store.reading() as connection:
        return {table.name: [tuple(row) for row in connection.execute(sa.select(table).order_by(*table.primary_key))]
                for table in metadata.sorted_tables}  # fmt: skip


def refused(work: Callable[[], object]) -> str:
    """The English sentence that `work` was refused with, and its kind; "" when it was not."""
    try:
        work()
    except StoreError as error:
        return f"{type(error).__name__}: {error.message.text}"
    return ""


def full_disk(place: Path) -> Told:
    """On a file system of 4 MB where there may be one (as root), else under a limit on the size of a file."""
    with _small_disk(place) as (folder, how):
        store, campaign_id = filled(f"sqlite:///{folder}/campaign.db", 500)
        before = contents(store)
        large = gifts("large", 4_000, "x" * 1_000)
        said = refused(lambda: put(store, campaign_id, contributions=large))
        kept, reads = contents(store) == before, len(list(rows(store, campaign_id, "contributions")))
        store.close()
        found = verification(open_store(f"sqlite:///{folder}/campaign.db"), thorough=True)
    held = "StoreUnreachable" in said and kept and reads == 500 and not found
    return Told("disk full", held, f"{how}: “{said}”; rows as before: {kept}; still readable: {reads == 500}")


@contextmanager
def _small_disk(place: Path) -> Iterator[tuple[Path, str]]:
    folder = place / "small"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)], capture_output=True, check=False)
    if mounted.returncode == 0:
        try:
            yield folder, "tmpfs of 4 MB"
        finally:
            subprocess.run(["umount", "-l", str(folder)], check=False)
        return
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    former = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, former[1]))
    try:
        yield folder, "files of 3 MB at most"
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, former)


def read_only_disk(place: Path) -> Told:
    """Mounted read-only where one may (as root), else a folder without the right to write."""
    folder = place / "still"
    folder.mkdir()
    store, campaign_id = filled(f"sqlite:///{folder}/campaign.db")
    before = contents(store)
    store.close()
    with _frozen(folder) as how:
        frozen = open_store(f"sqlite:///{folder}/campaign.db")
        reads = contents(frozen) == before
        said = refused(lambda: put(frozen, campaign_id, contributions=gifts("late", 1)))
        frozen.close()
    again = open_store(f"sqlite:///{folder}/campaign.db")
    put(again, campaign_id, contributions=gifts("late", 1))
    clean = not verification(again, thorough=True)
    again.close()
    return Told("disk read-only", reads and "cannot be written" in said and clean, f"{how}: read as before: {reads}; write: “{said}”")


@contextmanager
def _frozen(folder: Path) -> Iterator[str]:
    source = str(folder)
    bound = subprocess.run(["mount", "--bind", source, source], capture_output=True, check=False).returncode == 0
    if bound and subprocess.run(["mount", "-o", "remount,ro,bind", source], capture_output=True, check=False).returncode == 0:
        try:
            yield "mounted read-only"
        finally:
            subprocess.run(["umount", "-l", source], check=False)
        return
    folder.chmod(0o500)
    (folder / "campaign.db").chmod(0o400)
    try:
        yield "without the right to write"
    finally:
        folder.chmod(0o700)
        (folder / "campaign.db").chmod(0o600)


def locked(place: Path, *, seconds: float = 30) -> Told:
    """Another program holds the write lock for `seconds`: writers are told after 5 s, readers notice nothing."""
    url = f"sqlite:///{place}/locked.db"
    store, campaign_id = filled(url)
    store.close()
    holder = multiprocessing.get_context("spawn").Process(target=_hold, args=(url, seconds))
    holder.start()
    store, waits, sentences, reads = open_store(url), list[float](), set[str](), 0
    while holder.is_alive():
        start = time.monotonic()
        said = refused(lambda: put(store, campaign_id, contributions=gifts("once", 1)))
        if said:
            waits.append(time.monotonic() - start)
            sentences.add(said)
        reads += len(list(rows(store, campaign_id, "contributions"))) >= 200
    holder.join()
    put(store, campaign_id, contributions=gifts("once", 1))
    clean, there = not verification(store, thorough=True), len(list(rows(store, campaign_id, "contributions")))
    store.close()
    held = clean and there == 201 and len(sentences) <= 1 and max(waits, default=0) < 10 and reads > 0
    longest = f"{max(waits):.1f} s" if waits else "none"
    return Told(f"locked for {seconds:g} s", held, f"{len(waits)} writes refused, longest wait {longest}, “{''.join(sentences)}”; {reads} reads; {there} rows")


def _hold(url: str, seconds: float) -> None:
    with open_store(url).writing():
        time.sleep(seconds)


def clock_set_back(place: Path) -> Told:
    """Everything goes on when the clock jumps back 400 days, then forward again: imports, edits, back-ups, totals."""
    url = f"sqlite:///{place}/clock.db"
    store, campaign_id = filled(url)
    on_shelf, jumps = shelf(url), (timedelta(), timedelta(days=-400), timedelta(hours=-1), timedelta(days=40))
    for number, jump in enumerate(jumps):
        at: datetime = NOW + jump
        write_batch(store, campaign_id, {"contributions": gifts(f"jump{number}", 5)}, Delivery("files", at, "Ada"))
        take_if_due(store, on_shelf, now=at)
    there = len(list(rows(store, campaign_id, "contributions")))
    clean, taken = not verification(store, thorough=True), len(on_shelf.back_ups())
    order = [entry.at for entry in journal(store, campaign_id)]
    store.close()
    return Told("clock set back", clean and there == 220 and taken >= 3, f"{len(jumps)} jumps: {there} rows of 220, {taken} back-ups, totals agree: {clean}, {len(order)} journal lines")


def cut_in_half(place: Path) -> Told:
    """The file loses its second half: refused in a sentence, never begun anew, and back from the back-up with every row."""
    path = place / "half.db"
    url = f"sqlite:///{path}"
    store, _ = filled(url, 500)
    before = contents(store)
    good = take(store, shelf(url), at=NOW).back_up
    store.close()
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    said = refused(lambda: _looked_through(url))
    restore_file(good.path, path, None, NOW)
    back = open_store(url)
    same = [row[1:] for row in contents(back)["contributions"]] == [row[1:] for row in before["contributions"]]
    clean, count = not verification(back, thorough=True), len(campaigns(back))
    back.close()
    return Told("cut in half", "StoreDamaged" in said and same and clean and count == 1, f"“{said}”; restored as before: {same and clean}")


def _looked_through(url: str) -> None:
    found = verification(open_store(url), thorough=True)
    if found:
        raise StoreDamaged(found[0].message.text)
