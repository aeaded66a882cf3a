"""The room's screen at `/ecran`: plain HTML and SVG, for whoever may look, without a session."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from markupsafe import Markup

from lib.campaign.errors import StoreError, UseError
from lib.campaign.message import N_
from lib.drawing.plain_page import calm_part
from lib.drawing.screen import screen
from lib.i18n.language import language
from lib.i18n.translator import Translator
from lib.services.campaigns import OpenCampaign, open_campaign
from lib.services.clock import now
from lib.services.evening.evening import evening
from lib.services.instants import instant
from lib.services.moments import Moment, moment
from lib.services.screen.celebrating import Notice, notice_passed
from lib.services.screen.screen import ScreenFacts, actions_shown, screen_facts
from lib.services.screen.screen_setup import SCENES, Setup, setup_of
from lib.services.screen.screen_words import Wanted, screen_words
from lib.services.shared_values import shared
from lib.services.stores import current_store
from lib.services.syncs.source_states import failing_since
from lib.store.engine import Store
from lib.web.plain import Page, plain_route
from lib.web.plain_cache import Asked

PARAMS = ("campaign", "lang", "scene", "rotation", "theme", "refresh", "since", "as_of")
_STYLES, _SCRIPTS = ("screen.css",), ("live.js", "screen.js")
_SCENE_NAMES: Mapping[str, str] = MappingProxyType(
    {**{scene: scene for scene in SCENES}, "argent": "money", "mouvement": "movement", "suite": "next"}
)
_THEME_NAMES: Mapping[str, str] = MappingProxyType({"light": "light", "clair": "light", "dark": "dark", "sombre": "dark"})
_REFRESH_SECONDS, _FASTEST, _SLOWEST = 10, 5, 600
_SHORTEST_SCENE, _LONGEST_SCENE = 5, 600
_CLOSED = N_("This screen is closed for now. Whoever leads the campaign opens it on the page “Screen”.")


def page_of(asked: Asked) -> Page:
    """The screen as of now; closed to others than the machine itself until the lead opens it.

    To them a campaign that is closed and one that is not there are the same.
    """
    store, at = current_store(), now()
    try:
        opened = open_campaign(store, asked.get("campaign"))
    except UseError:
        if asked.is_local or not asked.get("campaign"):
            raise
        return _closed(Translator(language(asked.get("lang"))))
    setup = setup_of(store, opened.id)
    wanted_language = language(asked.get("lang") or setup.language or opened.campaign.language)
    t = Translator(wanted_language, opened.campaign.period.zone)
    if not (setup.is_open or asked.is_local):
        return _closed(Translator(language(asked.get("lang"))) if asked.get("campaign") else t)
    return _shown(store, opened, setup, asked, t, at)


def _closed(t: Translator) -> Page:
    sentence = t._(_CLOSED)
    return Page("closed", t._(N_("Screen")), t.language, lambda: calm_part(sentence, t), _STYLES, status=403)


def _shown(store: Store, opened: OpenCampaign, setup: Setup, asked: Asked, t: Translator, at: datetime) -> Page:
    seen_at = moment(opened.campaign, asked.get("as_of"), at)
    since = _since(store, opened, asked, seen_at, at)
    key = (store.address, opened.id, opened.revision, seen_at.shared_as, "screen", since)
    facts = shared(key, lambda: screen_facts(store, opened, seen_at.as_of, since))
    wanted = _wanted(store, opened, setup, asked, t)
    notice = None if seen_at.is_asked else _noticed(store, opened, facts, wanted.refresh_seconds, at)
    failing = None if seen_at.is_asked else failing_since(store, opened.id)
    depends_on = (key, wanted, None if notice is None else notice.at, failing)

    def draw() -> Markup:
        return screen(screen_words(facts, wanted, notice, t, failing_since=failing))

    return Page(depends_on, opened.campaign.title, t.language, draw, _STYLES, _SCRIPTS)


def _since(store: Store, opened: OpenCampaign, asked: Asked, seen_at: Moment, at: datetime) -> datetime | None:
    """The instant that the counter starts from: the address's, else the beginning of the evening that is on."""
    if text := asked.get("since"):
        return instant(text, opened.campaign)
    if seen_at.is_asked:
        return None
    led = evening(store, opened.id)
    clock = seen_at.as_of if opened.campaign.invented else at
    return led.began_at if led is not None and led.is_on(clock) else None


def _noticed(store: Store, opened: OpenCampaign, facts: ScreenFacts, refresh_seconds: int, at: datetime) -> Notice | None:
    """The milestone to celebrate now; a store that cannot be written celebrates nothing, and shows its figures all the same."""
    try:
        notice = notice_passed(store, opened, facts.view.figures, at=at)
    except StoreError:
        return None
    return notice if notice is not None and notice.is_shown(at, refresh_seconds) else None


def _wanted(store: Store, opened: OpenCampaign, setup: Setup, asked: Asked, t: Translator) -> Wanted:
    scene = _SCENE_NAMES.get(asked.get("scene") or "")
    return Wanted(
        scenes=(scene,) if scene else setup.scenes,
        theme=_THEME_NAMES.get(asked.get("theme") or "", setup.theme),
        rotation_seconds=_seconds(asked.get("rotation"), setup.rotation_seconds, _SHORTEST_SCENE, _LONGEST_SCENE),
        refresh_seconds=_seconds(asked.get("refresh"), _REFRESH_SECONDS, _FASTEST, _SLOWEST),
        actions=actions_shown(store, opened, setup.actions),
    )


def _seconds(text: str | None, default: int, lowest: int, highest: int) -> int:
    """A number of the address, held within bounds; 0 stays 0, nonsense is the default."""
    if text is None or not text.isdecimal():
        return default
    return min(max(int(text), lowest), highest) if int(text) else 0


ROUTE = plain_route("/ecran", PARAMS, page_of, styles=_STYLES)
