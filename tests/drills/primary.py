"""The primary's machine dies (kill -9 of Patroni and PostgreSQL) while rows are imported and edited: Patroni promotes the
replica, the service is back by itself, what was acknowledged is there, and nothing is there twice."""

from __future__ import annotations

import multiprocessing
import time
from collections import Counter
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event

import requests  # noqa: TID251 - a drill speaks to the server as a stranger would
import sqlalchemy as sa

from lib.campaign.errors import DashboardError
from lib.store.changes.edits import edit_row, insert_row, stored_row
from lib.store.engine import open_store
from lib.store.safekeeping.integrity import verification
from lib.store.schema import DATA, JOURNAL
from tests.drills.machines import Cluster, until
from tests.drills.telling import Told
from tests.store.builders import NOW, TOML, contribution, new_campaign, put

ROWS = 20
"""Of one import."""
WRITERS = 2
"""Of each kind."""
_A_FEW = 10
BACK_SECONDS = 30.0
_SPAWN = multiprocessing.get_context("spawn")
Said = tuple[str, str, float]


def killed_primaries(made: Cluster, rounds: int) -> Told:
    """Kill whoever is the primary, `rounds` times, each time once a replica follows again."""
    store = open_store(made.database_url)
    campaign_id = new_campaign(store, TOML.replace("services-faciles", "exercice"))
    pks = [insert_row(store, campaign_id, "allies", {"name": f"e{n}", "audience": 0}, at=NOW, who="Ada").pk for n in range(WRITERS)]
    said: Queue[Said] = _SPAWN.Queue()
    over = _SPAWN.Event()
    importing = [_SPAWN.Process(target=_import, args=(made.database_url, campaign_id, n, said, over)) for n in range(WRITERS)]
    editing = [_SPAWN.Process(target=_edit, args=(made.database_url, campaign_id, pk, said, over)) for pk in pks]
    for process in (*importing, *editing):
        process.start()
    written: list[Said] = []
    backs = [_killed(made, said, written) for _ in range(rounds)]
    over.set()
    for process in (*importing, *editing):
        process.join(60)
    _drain(said, written)
    store.close()
    return _judged(made, campaign_id, pks, written, backs)


def _killed(made: Cluster, said: Queue[Said], written: list[Said]) -> tuple[float, float]:
    """Seconds until a write was acknowledged again, and until both programs answer again."""
    until(made.has_replica, "a synchronous replica")
    _wait_for_work(said, written)
    dead = made.primary()
    assert dead is not None
    made.programs[f"node-{dead}"].kill()
    made.kill_database(dead)
    start, write_back, pages_back = time.monotonic(), 0.0, 0.0
    while time.monotonic() - start < 90 and not (write_back and pages_back):
        _listen(said, written, 0.1)
        late = [moment for kind, _what, moment in written if moment > start + 1 and kind in ("import", "edit")]
        write_back = write_back or (late[0] - start if late else 0.0)
        if not pages_back and _pages_answer(made):
            pages_back = time.monotonic() - start
    made.start_node(dead)
    return write_back or 90.0, pages_back or 90.0


def _wait_for_work(said: Queue[Said], written: list[Said]) -> None:
    """Until every writer has written a few times more."""
    start, seen = time.monotonic(), len(written)
    while time.monotonic() - start < 120:
        _listen(said, written, 0.5)
        done = [(kind, what.replace("-", " ").split()[0]) for kind, what, _ in written[seen:] if kind in ("import", "edit")]
        busy = Counter(done)
        if len(busy) >= 2 * WRITERS and min(busy.values()) >= _A_FEW:
            return
    raise AssertionError("the writers write nothing")


def _pages_answer(made: Cluster) -> bool:
    if not write_possible(made):
        return False
    try:
        return all(requests.get(f"{made.program_url(name)}/health", timeout=2).ok for name in ("a", "b"))
    except requests.RequestException:
        return False


def write_possible(made: Cluster) -> bool:
    """Whether some server is a primary now."""
    return made.primary() is not None


def _listen(said: Queue[Said], written: list[Said], seconds: float) -> None:
    stop = time.monotonic() + seconds
    while time.monotonic() < stop:
        if said.empty():
            time.sleep(0.02)
        else:
            written.append(said.get())


def _drain(said: Queue[Said], written: list[Said]) -> None:
    _listen(said, written, 1.0)


def _judged(made: Cluster, campaign_id: int, pks: list[int], written: list[Said], backs: list[tuple[float, float]]) -> Told:
    store = open_store(made.database_url)
    gifts = DATA["contributions"].c
    with store.reading() as connection:
        wanted = sa.select(gifts.id).where(gifts.campaign_id == campaign_id)
        there = Counter(str(each).rpartition("-")[0] for each in connection.scalars(wanted))
        edits = {pk: stored_row(store, campaign_id, "allies", pk) for pk in pks}
        listed = Counter(connection.scalars(sa.select(JOURNAL.c.row_pk).where(JOURNAL.c.campaign_id == campaign_id, JOURNAL.c.action == "update")))
    acknowledged = {what for kind, what, _ in written if kind == "import"}
    lost = sum(there[what] != ROWS for what in acknowledged)
    half = sum(count not in (0, ROWS) for count in there.values())
    told = Counter(int(what.split()[0]) for kind, what, _ in written if kind == "edit")
    values = {pk: int(str(row.cells["audience"])) for pk, row in edits.items() if row is not None}
    lost_edits = sum(max(0, told[pk] - values[pk]) for pk in pks)
    twice = sum(max(0, values[pk] - told[pk] - sum(kind == "unknown" for kind, _, _ in written)) for pk in pks)
    twice += sum(listed[pk] != values[pk] for pk in pks)
    agrees = not verification(store, thorough=True)
    store.close()
    refused, unknown = (sum(kind == each for kind, _, _ in written) for each in ("refused", "unknown"))
    writes, pages = max(back for back, _ in backs), max(back for _, back in backs)
    figures = (
        f"{len(backs)} primaries killed under {len(acknowledged)} imports of {ROWS} rows and {sum(told.values())} edits: {lost + lost_edits} "
        f"acknowledged lost, {half} half, {twice} twice, {refused} refused in words, {unknown} whose outcome nobody knew; written again "
        f"after {', '.join(f'{back:.0f}' for back, _ in backs)} s, programs answer after {pages:.0f} s at most; totals agree: {agrees}"
    )
    held = not (lost or lost_edits or half or twice) and agrees and max(writes, pages) <= BACK_SECONDS
    return Told("primary", held, figures)


def _import(url: str, campaign_id: int, writer: int, said: Queue[Said], over: Event) -> None:
    store, number = open_store(url), 0
    while not over.is_set():
        name = f"w{writer}-{number}"
        gifts = [contribution(f"{name}-{row}", f"2018-01-{20 + row % 10} 09:00", 1) for row in range(ROWS)]
        try:
            done = put(store, campaign_id, contributions=gifts)
            said.put(("import" if done.counts.inserted == ROWS else "twice", name, time.monotonic()))
            number += 1
        except DashboardError as error:
            said.put(("unknown" if "may be written" in error.message.text else "refused", name, time.monotonic()))
            number += 1
            time.sleep(0.2)


def _edit(url: str, campaign_id: int, pk: int, said: Queue[Said], over: Event) -> None:
    store = open_store(url)
    while not over.is_set():
        try:
            row = stored_row(store, campaign_id, "allies", pk)
            assert row is not None
            value = int(str(row.cells["audience"])) + 1
            edit_row(store, campaign_id, "allies", pk, row.version, {"audience": value}, at=NOW, who="Zoé")
            said.put(("edit", f"{pk} {value}", time.monotonic()))
        except DashboardError as error:
            said.put(("unknown" if "may be written" in error.message.text else "refused", f"{pk}", time.monotonic()))
            time.sleep(0.2)


