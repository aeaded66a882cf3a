"""The overview's answer inside the page that the server sends: a figure is there at once, and Streamlit a second later.

Of the 99 kB that the overview is made of, it is what a first screen shows; worked out once for a revision, like the rest.
"""

from __future__ import annotations

import time
from collections.abc import Mapping

from markupsafe import Markup

from lib.campaign.errors import DashboardError
from lib.drawing.first_look import first_look as first_look_drawing
from lib.drawing.notice import invented_banner
from lib.i18n.language import language
from lib.i18n.translator import Translator
from lib.services.campaigns import chosen, seen_campaigns
from lib.services.clock import now
from lib.services.entry.visitors import visitor
from lib.services.moments import moment
from lib.services.stores import current_store
from lib.ui.address import NAMES
from lib.ui.context import Context
from lib.ui.files.last_time import reference_key
from lib.ui.overview import answer
from lib.ui.provider import provider_email


def first_look(path: str, params: Mapping[str, str], cookies: Mapping[str, str], headers: Mapping[str, str]) -> str:
    """For the front page and whoever may see it; empty for another page, a stranger, or what cannot be opened.

    An empty one costs nothing but the wait: the page itself then says what is to be said.
    """
    if path != "/":
        return ""
    try:
        page = _context({name: params[name] for name in NAMES if name in params}, cookies, headers)
        return "" if page is None else page.in_words("first-look", lambda: str(_drawing(page)), reference_key(page))
    except DashboardError:
        return ""


def _context(params: Mapping[str, str], cookies: Mapping[str, str], headers: Mapping[str, str]) -> Context | None:
    """What a run of the page is given, without a session."""
    who = visitor(cookies, headers, provider_email, at=time.monotonic())
    if who is None or not who.may_see_pages:
        return None
    store, instant = current_store(), now()
    seen = seen_campaigns(store, who)
    opened = chosen(seen, params.get("campaign"), who)
    if len(seen) > 1:
        params = {**params, "campaign": opened.campaign.name}
    translator = Translator(language(params.get("lang") or opened.campaign.language), opened.campaign.period.zone)
    seen_at = moment(opened.campaign, params.get("as_of"), instant)
    return Context(store, opened, seen_at, instant, translator, params, who.on(opened.campaign.name) or who, seen)


def _drawing(page: Context) -> Markup:
    campaign = page.opened.campaign
    banner = invented_banner(page.translator) if campaign.invented else Markup()
    return first_look_drawing(campaign, banner + answer(page))
