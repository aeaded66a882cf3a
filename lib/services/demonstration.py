"""The invented campaign that ships, loaded as any campaign folder is."""

from __future__ import annotations

from datetime import datetime

from lib.services.environment import SHIPPED
from lib.services.imports.importing import Outcome, confirm, folder_preview
from lib.store.campaigns import campaigns, delete_campaign
from lib.store.engine import Store

DEMO_FOLDER = SHIPPED / "demo"
WHO = "demo"
"""Who the journal says has loaded it: nobody in person."""


def load_demonstration(store: Store, *, at: datetime) -> Outcome:
    """Put the demonstration back exactly as it ships, whatever was done to it; real campaigns are left alone."""
    with store.writing():
        preview = folder_preview(store, DEMO_FOLDER, None)
        if any(record.name == preview.campaign.name for record in campaigns(store)):
            delete_campaign(store, preview.campaign.name)
            preview = folder_preview(store, DEMO_FOLDER, None)
        return confirm(store, preview, at=at, who=WHO)


def load_demonstration_once(store: Store, *, at: datetime) -> None:
    """Load it into a store that holds no campaign at all, so that the first page has something to show."""
    if not campaigns(store):
        load_demonstration(store, at=at)
