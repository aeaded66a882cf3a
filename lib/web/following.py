"""`/suivre`: the evening as phones follow it. Read only, no session, nobody's name: hundreds at once cost what one does.

Others than the machine itself are answered only while an evening is on and whoever leads it has opened it to phones.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from markupsafe import Markup

from lib.campaign.errors import UseError
from lib.campaign.message import N_
from lib.drawing.following import following_part
from lib.drawing.plain_page import calm_part
from lib.i18n.language import language
from lib.i18n.translator import Translator
from lib.services.campaigns import OpenCampaign, open_campaign
from lib.services.clock import now
from lib.services.evening.evening import STEPS, Evening, evening
from lib.services.evening.evening_picture import picture
from lib.services.evening.evening_steps import TITLES, Seen
from lib.services.moments import moment
from lib.services.stores import current_store
from lib.services.viewing import view
from lib.store.engine import Store
from lib.web.plain import Page, plain_route
from lib.web.plain_cache import Asked

PATH = "/suivre"
STYLE = "following.css"
_BEFORE = N_("The evening has not begun yet. This page follows it by itself as soon as it does.")
_AFTER = N_("The evening is over. Thank you for coming: what was taken on is in the campaign’s plan.")
_CLOSED = N_("The evening is not open to phones. Whoever leads it can open it.")

_NOTHING = N_("There is no evening to follow at this address for now: it has not begun, is over, or is not open to phones.")


def _page_of(asked: Asked) -> Page:
    """What this phone is to be shown: the step that is led, or why there is none."""
    store, instant = current_store(), now()
    is_asked_from_afar = not asked.is_local and bool(asked.get("campaign"))
    try:
        opened = open_campaign(store, asked.get("campaign"))
    except UseError:
        if not is_asked_from_afar:
            raise
        return _nothing_told(asked)
    shown_at, led = moment(opened.campaign, None, instant), evening(store, opened.id)
    if is_asked_from_afar and (led is None or not led.is_open_to_phones):
        return _nothing_told(asked)
    translator = Translator(language(asked.get("lang") or opened.campaign.language), opened.campaign.period.zone)
    clock = shown_at.as_of if opened.campaign.invented else instant
    words = _not_followed(led, clock, asked)
    if led is None or words:
        return _calm(words or _BEFORE, translator, 200 if asked.is_local else 403)
    key = (store.address, opened.id, opened.revision, shown_at.shared_as, led.number, led.step, tuple(sorted(led.levers.items())))
    title = translator._(TITLES[led.step - 1])
    return Page(key, title, translator.language, _drawing(store, opened, shown_at.as_of, led, translator), [STYLE])


def _nothing_told(asked: Asked) -> Page:
    """To others than the machine: the same for a campaign whose evening is not open to phones and for one that is not there."""
    return _calm(_NOTHING, Translator(language(asked.get("lang"))), 403)


def _not_followed(led: Evening | None, clock: datetime, asked: Asked) -> str:
    """Why there is nothing to follow; a stranger learns no more than that it is closed. "" where there is."""
    if led is not None and led.is_on(clock):
        return "" if led.is_open_to_phones or asked.is_local else _CLOSED
    return _BEFORE if led is None else _AFTER


def _calm(words: str, translator: Translator, status: int) -> Page:
    said = translator._(words)
    return Page(said, said, translator.language, lambda: calm_part(said, translator), [STYLE], status=status)


def _drawing(store: Store, opened: OpenCampaign, as_of: datetime, led: Evening, translator: Translator) -> Callable[[], Markup]:
    def drawn() -> Markup:
        _ = translator._
        with store.reading():
            seen = Seen(store, opened, view(store, opened, as_of), translator, led.levers)
            shown = picture(seen, led.step, led)
        place = _("Step %(step)s of %(steps)s", step=led.step, steps=STEPS)
        invented = _("Demonstration: every person and every amount on this page is invented.") if opened.campaign.invented else ""
        return following_part(shown, translator, campaign=opened.campaign.title, place=place,
                              title=_(TITLES[led.step - 1]), invented=invented)  # fmt: skip

    return drawn


ROUTE = plain_route(PATH, ("lang", "campaign"), _page_of, styles=[STYLE])
