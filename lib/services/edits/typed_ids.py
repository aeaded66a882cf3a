"""Ids that nobody should have to invent: made from what a row is called, and free."""

from __future__ import annotations

from itertools import count

from lib.campaign.tables import CONTRIBUTIONS, INCIDENTS, NEWS, REWARDS, TASKS, Row, Table
from lib.services.edits.typed_rows import Said
from lib.sources.cells.names import folded
from lib.store.engine import Store
from lib.store.queries.lists import table_page

_NAMED_BY = {TASKS: "name", REWARDS: "name", NEWS: "title", INCIDENTS: "known_on"}
_BY_HAND = "m"
"""What starts the id of a contribution typed by hand, before its number: nothing that tells who somebody is."""
_LONGEST = 40


def with_id(table: Table, said: Said) -> Said:
    """What was typed of a new row, with the beginning of an id where its table's can be made up and none was typed."""
    if said.get("id") or not makes_ids(table):
        return said
    name = folded(said.get(_NAMED_BY.get(table, ""), ""))
    return {**said, "id": name.replace(" ", "-")[:_LONGEST].strip("-") or _BY_HAND}


def makes_ids(table: Table) -> bool:
    """Whether ids of this table are made here; elsewhere they are a platform's own."""
    return table is CONTRIBUTIONS or table in _NAMED_BY


def free_id(store: Store, campaign_id: int, table: Table, cells: Row) -> str:
    """The id in `cells` if no row has it, else with the first number that makes it free; to be asked inside `store.writing()`."""
    base = str(cells["id"])
    numbered = (f"{base}{number}" if base == _BY_HAND else f"{base}-{number}" for number in count(1 if base == _BY_HAND else 2))
    candidate = next(numbered) if base == _BY_HAND else base
    while table_page(store, campaign_id, table.name, where={"id": candidate}, limit=1).total:
        candidate = next(numbered)
    return candidate
