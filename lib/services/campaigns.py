"""Which campaign is meant, and what it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from lib.campaign.errors import UseError
from lib.campaign.message import N_
from lib.campaign.model import Campaign
from lib.kpis.registry import KPI_IDS
from lib.services.entry.roles import Visitor
from lib.sources.plain import campaign_of
from lib.store.campaigns import CampaignRecord, campaigns
from lib.store.engine import Store


@dataclass(frozen=True, slots=True)
class OpenCampaign:
    """A campaign of the store: its id, its revision (which changes at each write), what its file says, and when that was
    loaded last."""

    id: int
    revision: int
    campaign: Campaign
    loaded_at: datetime


_NOT_HERE = N_("There is no campaign called “%(name)s” here, or it is not yours to see. Yours: %(names)s.")
_NONE_OF_YOURS = N_("No campaign here is yours to see yet. Ask whoever leads the dashboard for a role.")


def open_campaign(store: Store, name: str | None = None, visitor: Visitor | None = None) -> OpenCampaign:
    """The campaign called `name`; without a name, the one loaded last, a real one before any demonstration.

    `visitor` None: whoever runs the machine. Raises UseError when there is none, or none of that name, naming those that
    the visitor may see; the words are the same for one that is not there and for one that is somebody else's.
    """
    return chosen(seen_campaigns(store, visitor), name, visitor)


def chosen(seen: Sequence[OpenCampaign], name: str | None, visitor: Visitor | None = None) -> OpenCampaign:
    """The same, among those that the visitor may see."""
    sees_all = visitor is None or visitor.sees_all
    if not seen:
        none_loaded = N_("No campaign is loaded yet. Import a campaign folder, or type: python -m lib demo")
        raise UseError(none_loaded if sees_all else _NONE_OF_YOURS)
    if name is None:
        return max(seen, key=lambda each: (not each.campaign.invented, each.loaded_at))
    named = [each for each in seen if each.campaign.name == name]
    if not named:
        raise UseError(
            N_("There is no campaign called “%(name)s”. Those loaded: %(names)s.") if sees_all else _NOT_HERE,
            name=name,
            names=", ".join(each.campaign.name for each in seen),
        )
    return named[0]


def seen_campaigns(store: Store, visitor: Visitor | None = None) -> tuple[OpenCampaign, ...]:
    """The campaigns whose pages a visitor may open, by name; None: whoever runs the machine, who may open all."""
    sees_all = visitor is None or visitor.sees_all
    return tuple(_opened(each) for each in campaigns(store) if sees_all or visitor is None or visitor.sees(each.name))


def every_campaign(store: Store) -> tuple[OpenCampaign, ...]:
    """All campaigns of the store, by name."""
    return seen_campaigns(store)


def _opened(record: CampaignRecord) -> OpenCampaign:
    return OpenCampaign(record.id, record.revision, _parsed(record.settings_toml), record.loaded_at)


@lru_cache(maxsize=256)
def _parsed(toml: str) -> Campaign:
    return campaign_of(toml, KPI_IDS)
