"""The campaigns of the machine, one a line, and one taken out once everything was backed up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lib.campaign.errors import StoreUnreachable
from lib.campaign.message import N_
from lib.campaign.money import amount
from lib.services.campaigns import OpenCampaign, every_campaign, open_campaign
from lib.services.environment import database_url
from lib.services.portfolio.portfolio import Phase, phase_of
from lib.services.portfolio.same_share import InHand, in_hand
from lib.services.safekeeping.backups import BackUp, shelf, take
from lib.store.campaigns import delete_campaign, last_write
from lib.store.engine import Store

_NOT_SAVED = N_("The campaign was left as it is: the back-up that was taken first does not agree. See: python -m lib verify")


@dataclass(frozen=True, slots=True)
class Listed:
    """A campaign with what it has in hand (None: nothing recorded) and when it was last written to."""

    opened: OpenCampaign
    phase: Phase
    in_hand: InHand | None
    written_at: datetime

    def json(self) -> dict[str, Any]:
        """For other programs: money as decimal strings, instants with their offset, nothing as null."""
        campaign, zone = self.opened.campaign, self.opened.campaign.period.zone
        return {
            "name": campaign.name,
            "title": campaign.title,
            "organisation": campaign.organisation,
            "opens_at": campaign.period.opens_at.astimezone(zone).isoformat(),
            "closes_at": campaign.period.closes_at.astimezone(zone).isoformat(),
            "currency": campaign.currency,
            "goal": str(amount(campaign.goal_cents)),
            "net": None if self.in_hand is None else str(amount(self.in_hand.net_cents)),
            "net_progress": None if self.in_hand is None else float(self.in_hand.progress),
            "state": self.phase.value,
            "invented": campaign.invented,
            "written_at": self.written_at.astimezone(zone).isoformat(),
        }


def listed(store: Store, now: datetime) -> tuple[Listed, ...]:
    """Every campaign of the machine, by name, as it stands."""
    return tuple(_listed(store, each, each.campaign.as_of(now)) for each in every_campaign(store))


def _listed(store: Store, opened: OpenCampaign, as_of: datetime) -> Listed:
    written_at = max(opened.loaded_at, last_write(store, opened.id) or opened.loaded_at)
    return Listed(opened, phase_of(opened.campaign, as_of), in_hand(store, opened, as_of), written_at)


def remove_campaign(store: Store, name: str, *, at: datetime) -> BackUp:
    """Take a campaign out with all its rows, imports and journal, once everything is backed up and that was checked; the
    back-up. Raises UseError when there is none of that name, StoreUnreachable when the back-up does not agree."""
    open_campaign(store, name)
    taken = take(store, shelf(database_url()), at=at)
    if taken.faults:
        raise StoreUnreachable(_NOT_SAVED)
    delete_campaign(store, name)
    return taken.back_up
