"""One of several people editing at once, as a process of its own: `python -m tests.services.editing_process ADDRESS WHO EDITS`."""

from __future__ import annotations

import sys

from lib.services.campaigns import OpenCampaign, open_campaign
from lib.services.edits.editing import Edit, Saved, rows_to_edit, save
from lib.store.engine import Store, open_store
from lib.store.rows import StoredRow
from tests.services.held import AT


def edit_many(address: str, who: str, edits: int) -> None:
    """Half of the edits log a line; the others add ten to the audience of the one ally, over whatever it is by then."""
    store = open_store(address)
    opened = open_campaign(store)
    for number in range(edits // 2):
        line = Edit(None, {"day": "2018-02-01", "minutes": "1", "member": who, "what": f"no {number}"})
        assert save(store, opened, "communication_log", [line], at=AT, who=who) == Saved(added=1)
        while save(store, opened, "allies", [_ten_more(_ally(store, opened))], at=AT, who=who) != Saved(changed=1):
            pass  # the other one came between reading and writing, maybe to the same sum: begin again from theirs


def _ally(store: Store, opened: OpenCampaign) -> StoredRow:
    (ally,) = rows_to_edit(store, opened, "allies").rows
    return ally


def _ten_more(ally: StoredRow) -> Edit:
    audience = ally.cells["audience"]
    assert isinstance(audience, int)
    return Edit(ally, {"audience": str(audience + 10)})


if __name__ == "__main__":
    edit_many(sys.argv[1], sys.argv[2], int(sys.argv[3]))
