"""Setting a campaign up from a few answers, instead of a file written by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import tomli_w

from lib.campaign.model import Campaign
from lib.kpis.registry import KPI_IDS
from lib.sources.plain import campaign_of
from lib.store.campaigns import campaigns, delete_campaign, save_campaign
from lib.store.engine import Store


def found_campaign(store: Store, answers: Mapping[str, str], *, at: datetime, who: str) -> Campaign:
    """Save a campaign whose settings are `answers` (keys of campaign.toml, blank ones left out); the demonstration goes away.

    Raises SettingsError naming the answer at fault; nothing is written then.
    """
    toml = tomli_w.dumps({key: value.strip() for key, value in answers.items() if value.strip()})
    campaign = campaign_of(toml, KPI_IDS)
    with store.writing():
        for record in campaigns(store):
            if record.invented and not campaign.invented:
                delete_campaign(store, record.name)
        save_campaign(store, toml, campaign, at=at, who=who)
    return campaign
