"""Which campaign is meant, and what it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from lib.campaign.errors import UseError
from lib.campaign.message import N_
from lib.campaign.model import Campaign
from lib.kpis.registry import KPI_IDS
from lib.sources.plain import campaign_of
from lib.store.campaigns import CampaignRecord, campaigns
from lib.store.engine import Store


@dataclass(frozen=True, slots=True)
class OpenCampaign:
    """A campaign of the store: its id, its revision (which changes at each write), and what its file says."""

    id: int
    revision: int
    campaign: Campaign


def open_campaign(store: Store, name: str | None = None) -> OpenCampaign:
    """The campaign called `name`; without a name, the one loaded last, a real one before any demonstration.

    Raises UseError when there is none, or none of that name, naming those there are.
    """
    records = campaigns(store)
    if not records:
        raise UseError(N_("No campaign is loaded yet. Import a campaign folder, or type: python -m lib demo"))
    if name is None:
        return _opened(max(records, key=lambda record: (not record.invented, record.loaded_at)))
    named = [record for record in records if record.name == name]
    if not named:
        raise UseError(
            N_("There is no campaign called “%(name)s”. Those loaded: %(names)s."),
            name=name,
            names=", ".join(record.name for record in records),
        )
    return _opened(named[0])


def every_campaign(store: Store) -> tuple[OpenCampaign, ...]:
    """All campaigns of the store, by name."""
    return tuple(_opened(record) for record in campaigns(store))


def _opened(record: CampaignRecord) -> OpenCampaign:
    return OpenCampaign(record.id, record.revision, _parsed(record.settings_toml))


@lru_cache(maxsize=64)
def _parsed(toml: str) -> Campaign:
    return campaign_of(toml, KPI_IDS)
