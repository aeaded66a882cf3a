"""kill -9 in the middle of imports and of edits: each is whole or absent, and what was acknowledged is there."""

from __future__ import annotations

import os
import random
import select
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa

from lib.store.changes.edits import edit_row, insert_row, stored_row
from lib.store.engine import Store, open_store
from lib.store.safekeeping.integrity import verification
from lib.store.schema import DATA
from tests.drills.telling import Told
from tests.store.builders import NOW, contribution, new_campaign, put

ROWS = 300
"""Of one import."""
_ROWS_OF = sa.select(sa.func.count()).select_from(DATA["contributions"])


@dataclass
class _Count:
    """What was seen after all kills."""

    killed_at_work: int = 0
    acknowledged: int = 0
    half: int = 0
    lost: int = 0
    faulty: int = 0

    @property
    def is_clean(self) -> bool:
        return not (self.half or self.lost or self.faulty)


def drill(url: str, *, imports: int = 200, edits: int = 1_000, seed: int = 11) -> Told:
    """`imports` imports of 300 rows, each killed at a random moment of it, then kills until `edits` edits were acknowledged."""
    store = open_store(url)
    campaign_id, dialect = new_campaign(store), store.dialect
    row = insert_row(store, campaign_id, "allies", {"name": "Koumbit", "audience": 0}, at=NOW, who="Ada").pk
    store.close()
    chance = random.Random(seed)
    imported, rounds = _Count(), _seconds_of_an_import(url, campaign_id)
    for number in range(imports):
        _kill_an_import(url, campaign_id, number, chance.uniform(0, 1.5) * rounds, imported)
    edited = _kill_edits(url, campaign_id, row, edits, chance)
    figures = (
        f"{imports} imports, {imported.killed_at_work} killed at work, {imported.acknowledged} acknowledged: {imported.half} half, "
        f"{imported.lost} lost; {edited.acknowledged} edits acknowledged under {edited.killed_at_work} kills: {edited.lost} lost; "
        f"{imported.faulty + edited.faulty} checks that did not agree"
    )
    return Told(f"kill -9 ({dialect})", imported.is_clean and edited.is_clean, figures)


def _batch(store: Store, campaign_id: int, number: int) -> None:
    put(store, campaign_id, contributions=[contribution(f"{number}-{each}", "2018-01-20 09:00", 1) for each in range(ROWS)])


def _seconds_of_an_import(url: str, campaign_id: int) -> float:
    start = time.monotonic()
    child = _child(lambda told: _import_once(url, campaign_id, -1, told))
    os.waitpid(child.pid, 0)
    os.close(child.pipe)
    return time.monotonic() - start


def _import_once(url: str, campaign_id: int, number: int, told: int) -> None:
    store = open_store(url)
    _batch(store, campaign_id, number)
    os.write(told, b"done\n")


def _kill_an_import(url: str, campaign_id: int, number: int, after_seconds: float, count: _Count) -> None:
    child = _child(lambda told: _import_once(url, campaign_id, number, told))
    said = _killed(child, after_seconds)
    store = open_store(url)
    with store.reading() as connection:
        there = int(connection.scalar(_ROWS_OF.where(DATA["contributions"].c.id.startswith(f"{number}-"))) or 0)
    count.acknowledged += said == b"done\n"
    count.killed_at_work += said != b"done\n"
    count.half += there not in (0, ROWS)
    count.lost += said == b"done\n" and there != ROWS
    count.faulty += bool(verification(store, thorough=number % 20 == 0))
    store.close()


def _kill_edits(url: str, campaign_id: int, row: int, edits: int, chance: random.Random) -> _Count:
    """Each child edits one row again and again, and says each number once it is written, until it is killed."""
    count, last = _Count(), 0
    while count.acknowledged < edits:
        child = _child(lambda told, first=last + 1: _edit_on(url, campaign_id, row, first, told))  # type: ignore[misc]
        said = _killed(child, chance.uniform(0.02, 0.3)).splitlines()
        count.acknowledged, count.killed_at_work = count.acknowledged + len(said), count.killed_at_work + 1
        store = open_store(url)
        found = stored_row(store, campaign_id, "allies", row)
        assert found is not None
        there = int(str(found.cells["audience"]))
        count.lost += there < int((said or [b"%d" % last])[-1])
        last = there
        count.faulty += bool(verification(store))
        store.close()
    return count


def _edit_on(url: str, campaign_id: int, row: int, first: int, told: int) -> None:
    store, number = open_store(url), first
    while True:
        there = stored_row(store, campaign_id, "allies", row)
        assert there is not None
        edit_row(store, campaign_id, "allies", row, there.version, {"audience": number}, at=NOW, who="Zoé")
        os.write(told, b"%d\n" % number)
        number += 1


@dataclass(frozen=True)
class _Child:
    pid: int
    pipe: int


def _child(work: Callable[[int], None]) -> _Child:
    """A copy of this program that does `work`, given where to acknowledge; nothing is open in the parent meanwhile."""
    reads, writes = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writes)
        return _Child(pid, reads)
    os.close(reads)
    try:
        work(writes)
    finally:
        os._exit(0)


def _killed(child: _Child, after_seconds: float) -> bytes:
    """Everything that the child acknowledged before it was killed (kill -9), or ended by itself."""
    until, said = time.monotonic() + after_seconds, b""
    while (left := until - time.monotonic()) > 0:
        if select.select([child.pipe], [], [], left)[0]:
            piece = os.read(child.pipe, 65_536)
            if not piece:
                break
            said += piece
    os.kill(child.pid, signal.SIGKILL)
    os.waitpid(child.pid, 0)
    while piece := os.read(child.pipe, 65_536):
        said += piece
    os.close(child.pipe)
    return said
