"""How the tables of a campaign are called on the screen."""

from __future__ import annotations

from lib.campaign.message import N_
from lib.i18n.translator import Translator

TABLE_TITLES: dict[str, str] = {
    "contributions": N_("Contributions"),
    "reshares": N_("Re-shares"),
    "posts": N_("Posts"),
    "post_counts": N_("Counts of posts (shares, reactions…)"),
    "audience": N_("Counts of followers and fans"),
    "platform_totals": N_("The platform’s totals"),
    "news": N_("News"),
    "allies": N_("Allies"),
    "members": N_("Members"),
    "tasks": N_("Tasks"),
    "communication_log": N_("Communication log"),
    "events": N_("Events"),
    "first_day": N_("First-day list"),
    "budget": N_("Budget"),
    "rewards": N_("Rewards"),
}


def table_title(name: str, translator: Translator) -> str:
    """The table's title in the viewer's language; the name itself for one that has none."""
    return translator._(TABLE_TITLES.get(name, name))
