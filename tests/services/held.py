"""A store of its own for each test, and the few steps that most tests of services begin with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from lib.services.campaigns import OpenCampaign, open_campaign
from lib.services.imports.importing import Outcome, confirm, folder_preview
from lib.store.engine import Store, open_store
from tests.support.files import SETTINGS
from tests.support.stores import store_address

AT = datetime(2018, 3, 1, 12, 0, tzinfo=UTC)
"""When things are done: during the campaign of `SETTINGS`."""


def empty_store(place: Path) -> Store:
    """A new store, in a folder where it is a file."""
    return open_store(store_address(place / "store.db"))


def bring(store: Store, files: Mapping[str, str], *, settings: str | None = SETTINGS, who: str = "ana") -> Outcome:
    """Import the text of the files of a campaign folder."""
    named = {f"{name}.csv": text.encode() for name, text in files.items()}
    if settings is not None:
        named["campaign.toml"] = settings.encode()
    opened = None if settings is not None else open_campaign(store)
    return confirm(store, folder_preview(store, named, opened), at=AT, who=who)


def opened_with(store: Store, **tables: str) -> OpenCampaign:
    """The campaign of `SETTINGS` once these tables are in it."""
    bring(store, tables)
    return open_campaign(store)
