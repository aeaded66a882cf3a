"""All that the KPIs are judged on, counted by the database in one snapshot."""

from __future__ import annotations

from datetime import datetime

from lib.campaign.model import Campaign
from lib.campaign.tallies import AmbassadorTally, MoneyTally, Tallies
from lib.store.engine import Store
from lib.store.queries.money import contributor_count, money_tally, thanks_tally
from lib.store.queries.people import first_day_tally, launch_tally, member_tally
from lib.store.queries.plan import log_tally, news_tally, showcase_tally
from lib.store.queries.view import viewed
from lib.store.queries.visibility import ambassador_tally, fans_tally, post_tally, relay_tally


def ambassadors(store: Store, campaign_id: int, campaign: Campaign, as_of: datetime) -> AmbassadorTally:
    """Those who re-share alone."""
    with viewed(store, campaign_id, campaign, as_of) as seen:
        return ambassador_tally(seen)


def people_count(store: Store, campaign_id: int, campaign: Campaign, as_of: datetime) -> int:
    """How many people gave, alone."""
    with viewed(store, campaign_id, campaign, as_of) as seen:
        return contributor_count(seen)


def money(store: Store, campaign_id: int, campaign: Campaign, as_of: datetime) -> MoneyTally:
    """The money alone."""
    with viewed(store, campaign_id, campaign, as_of) as seen:
        return money_tally(seen)


def tallies(store: Store, campaign_id: int, campaign: Campaign, as_of: datetime) -> Tallies:
    """The tallies of a campaign as of an instant, inclusive; an unknown `campaign_id` gives empty ones."""
    with viewed(store, campaign_id, campaign, as_of) as seen:
        return Tallies(
            money=money_tally(seen),
            fans=fans_tally(seen),
            ambassadors=ambassador_tally(seen),
            posts=post_tally(seen),
            relay_launch=relay_tally(seen, "launch"),
            relay_closing=relay_tally(seen, "closing"),
            members=member_tally(seen),
            launch=launch_tally(seen),
            first_day=first_day_tally(seen),
            thanks=thanks_tally(seen),
            log=log_tally(seen),
            news=news_tally(seen),
            showcase=showcase_tally(seen),
        )
