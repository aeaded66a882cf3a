"""What the HTML page around everything says of itself: the product's name, its mark, what a shared link shows."""

from __future__ import annotations

from markupsafe import Markup

from lib.campaign.message import N_
from lib.drawing.templating import drawn
from lib.drawing.tokens import DARK, LIGHT
from lib.i18n.translator import Translator

PRODUCT = N_("Campaign dashboard")
_DESCRIPTION = N_("What a crowdfunding campaign has in hand, what it still needs, and what to do today.")
_WITHOUT_SCRIPT = N_("This page is drawn by your browser’s JavaScript, which is turned off. Turn it on, then reload the page.")


def head_of_page(t: Translator, server: str) -> Markup:
    """For the page's head; `server` is "https://host". It names no campaign: whoever is given a link may see it."""
    return drawn(
        "page_frame.html",
        product=t._(PRODUCT),
        description=t._(_DESCRIPTION),
        server=server,
        locale=t.language.code,
        light=LIGHT.paper,
        dark=DARK.paper,
    )


def without_script(t: Translator) -> Markup:
    """What is read where scripts are turned off."""
    return drawn("without_script.html", text=t._(_WITHOUT_SCRIPT))
