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

_BOUNDS = ("opens", "closes")
_DAY_LENGTH = len("2018-01-20")


def found_campaign(store: Store, answers: Mapping[str, str], *, at: datetime, who: str) -> Campaign:
    """Save a campaign whose settings are `answers` (keys of campaign.toml, blank ones left out); the demonstration goes away.

    `opens` and `closes` may be days, the last one included, or instants. Raises SettingsError naming the answer at
    fault; nothing is written then.
    """
    said = {key: value.strip() for key, value in answers.items() if value.strip()}
    toml = tomli_w.dumps({_key(name, value): value for name, value in said.items()})
    campaign = campaign_of(toml, KPI_IDS)
    with store.writing():
        for record in campaigns(store):
            if record.invented and not campaign.invented:
                delete_campaign(store, record.name)
        save_campaign(store, toml, campaign, at=at, who=who)
    return campaign


def _key(name: str, value: str) -> str:
    """The key of campaign.toml: a bound has one for days and one for instants."""
    if name not in _BOUNDS:
        return name
    return f"{name}_on" if len(value) == _DAY_LENGTH else f"{name}_at"
