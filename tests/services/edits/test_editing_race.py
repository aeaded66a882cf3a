"""Two processes that edit the same campaign at the same time lose nothing, and the journal tells of every edit.

`EDITS=1000 python -m pytest tests/services/edits/test_editing_race.py` makes each of them write a thousand.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

from lib.services.campaigns import open_campaign
from lib.store.changes.journal import journal
from lib.store.queries.lists import rows
from lib.store.safekeeping.integrity import verification
from tests.services.held import empty_store, opened_with
from tests.support.server import ROOT
from tests.support.stores import store_address

EDITS = int(os.environ.get("EDITS", "200"))
"""Of each of the two."""


def test_two_processes_editing_at_once_lose_no_edit_and_leave_a_whole_journal(tmp_path: Path) -> None:
    store = empty_store(tmp_path)
    opened_with(store, allies="name,audience\nJournal Le Perron,1000\n")
    command = [sys.executable, "-m", "tests.services.editing_process", store_address(tmp_path / "store.db")]
    both = [subprocess.Popen([*command, who, str(EDITS)], cwd=ROOT) for who in ("ana", "bo")]
    assert [process.wait(timeout=600) for process in both] == [0, 0]
    opened = open_campaign(store)
    (ally,) = rows(store, opened.id, "allies")
    logged = Counter(str(row["member"]) for row in rows(store, opened.id, "communication_log"))
    assert ally["audience"] == 1000 + 10 * EDITS
    assert logged == {"ana": EDITS // 2, "bo": EDITS // 2}
    entries = journal(store, opened.id, limit=3 * EDITS)
    assert Counter((entry.who, entry.action) for entry in entries) == {
        (who, action): EDITS // 2 for who in ("ana", "bo") for action in ("insert", "update")
    }
    audiences = [(entry.before["audience"], entry.after["audience"]) for entry in reversed(entries)
                 if entry.before is not None and entry.after is not None]  # fmt: skip
    assert audiences == [(1000 + 10 * step, 1010 + 10 * step) for step in range(EDITS)]
    assert verification(store) == ()
