"""Many writers at once: nobody is refused, nothing is lost, the totals hold."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest

from lib.store.campaigns import revision
from lib.store.engine import Store
from lib.store.queries.series import day_totals
from lib.store.safekeeping.integrity import verification
from tests.store.builders import CAMPAIGN, NOW, contribution, put

ROOT = Path(__file__).parents[2]
WRITER = """
import sys
from lib.store.engine import open_store
from tests.store.builders import contribution, put
store, writer = open_store(sys.argv[1]), sys.argv[2]
sys.stdin.read()
for number in range(12):
    put(store, int(sys.argv[3]), contributions=[contribution(f"{writer}-{number}", "2018-01-21 12:00", 1)])
"""


@pytest.mark.parametrize(("store_url", "programs"), [("sqlite", 8), ("postgresql", 3)], indirect=["store_url"])
def test_programs_write_at_once(store: Store, store_url: str, campaign_id: int, programs: int) -> None:
    before = revision(store, campaign_id)
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, store_url, str(number), str(campaign_id)],
            cwd=ROOT, text=True, stdin=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        for number in range(programs)
    ]  # fmt: skip
    assert [writer.communicate()[1] for writer in writers] == [""] * programs
    assert [(total.counted_cents, total.contributions) for total in day_totals(store, campaign_id, CAMPAIGN, NOW)] == [
        (programs * 12_00, programs * 12)
    ]
    assert revision(store, campaign_id) == before + programs * 12
    assert verification(store, thorough=True) == ()


def test_threads_share_one_store(store: Store, campaign_id: int) -> None:
    def write(thread: int) -> None:
        for number in range(10):
            put(store, campaign_id, contributions=[contribution(f"{thread}-{number}", "2018-01-21 12:00", 1)])

    threads = [Thread(target=write, args=(thread,)) for thread in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [total.contributions for total in day_totals(store, campaign_id, CAMPAIGN, NOW)] == [40]
    assert verification(store) == ()


def test_one_file_imported_by_two_people_at_once_goes_in_once(store: Store, campaign_id: int) -> None:
    rows = [contribution(str(number), "2018-01-21 12:00", 1) for number in range(200)]
    inserted: list[int] = []
    threads = [
        Thread(target=lambda: inserted.append(put(store, campaign_id, contributions=rows).counts.inserted))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(inserted) == [0, 200]
