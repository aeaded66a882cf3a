"""The front page's answer as it is sent with the page itself, to be read before any script has run."""

from __future__ import annotations

from markupsafe import Markup

from lib.campaign.model import Campaign
from lib.drawing.templating import drawn


def first_look(campaign: Campaign, drawing: Markup) -> Markup:
    """`drawing` where it will stand, under the campaign's name; the page’s script takes it away once it is drawn."""
    return drawn("first_look.html", title=campaign.title, organisation=campaign.organisation, drawing=drawing)
