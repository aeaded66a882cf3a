"""Somebody who acts in a campaign of their own: its store is made once for a module, and copied for each test."""

from __future__ import annotations

from pathlib import Path

from lib.services.campaigns import open_campaign
from lib.services.daily.acting import Hand
from tests.services.held import AT, empty_store, opened_with
from tests.support.stores import copied_store

_FILE = "store.db"


def shelved(folder: Path, **tables: str) -> Path:
    """The campaign of the tests with these tables, at rest in a folder."""
    store = empty_store(folder)
    opened_with(store, **tables)
    store.close()
    return folder


def hand_at(shelf: Path, place: Path) -> Hand:
    """Ana, on 2018-03-01 at 07:00 in Toronto, with a copy of what is on the shelf."""
    copied_store(shelf / _FILE, place / _FILE)
    store = empty_store(place)
    return Hand(store, open_campaign(store), AT, "ana")
