"""A shared sheet by the address that somebody typed: its table, to be imported as a dropped file is."""

from __future__ import annotations

from contextlib import closing

from lib.sources.network.door import Door, Patience
from lib.sources.spreadsheet import sheet

_A_PERSON_WAITS = Patience(tries=2, whole_seconds=30.0)


def sheet_at(address: str, door: Door | None = None) -> tuple[str, bytes]:
    """The name and bytes of the table at an address; public addresses only, as anybody may type one.

    Raises SourceError in words where there is no table.
    """
    with closing(door or Door(patience=_A_PERSON_WAITS)) as way_out:
        return sheet(way_out, address.strip())
