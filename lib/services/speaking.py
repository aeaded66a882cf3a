"""The language that a page is in before anybody has chosen one: its campaign's."""

from __future__ import annotations

from lib.campaign.errors import DashboardError
from lib.i18n.language import Language, language
from lib.services.campaigns import open_campaign
from lib.services.stores import current_store


def language_of_campaign(name: str | None) -> Language:
    """The language of the campaign called `name`, or of the one shown without a name; French where none can be opened."""
    try:
        return language(open_campaign(current_store(), name).campaign.language)
    except DashboardError:
        return language(None)
