"""One of several people editing at once, as a process of its own: `python -m tests.services.editing_process ADDRESS WHO EDITS`."""

from __future__ import annotations

import sys

from lib.services.campaigns import open_campaign
from lib.services.editing import Conflict, Edit, Saved, rows_to_edit, save
from lib.store.engine import open_store
from lib.store.rows import StoredRow
from tests.services.held import AT


def edit_many(address: str, who: str, edits: int) -> None:
    """Half of the edits log a line; the others add ten to the audience of the one ally, over whatever it is by then."""
    store = open_store(address)
    opened = open_campaign(store)
    for number in range(edits // 2):
        line = Edit(None, {"day": "2018-02-01", "minutes": "1", "member": who, "what": f"no {number}"})
        assert save(store, opened, "communication_log", [line], at=AT, who=who) == Saved(added=1)
        (ally,) = rows_to_edit(store, opened, "allies").rows
        while isinstance(outcome := save(store, opened, "allies", [_ten_more(ally)], at=AT, who=who), Conflict):
            assert outcome.clashes[0].theirs is not None
            ally = outcome.clashes[0].theirs
        assert outcome == Saved(changed=1)


def _ten_more(ally: StoredRow) -> Edit:
    audience = ally.cells["audience"]
    assert isinstance(audience, int)
    return Edit(ally, {"audience": str(audience + 10)})


if __name__ == "__main__":
    edit_many(sys.argv[1], sys.argv[2], int(sys.argv[3]))
