"""Campaigns in every state that the room's screen knows, and what it says of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from lib.drawing.screen import ScreenWords
from lib.i18n.language import Language
from lib.i18n.translator import Translator
from lib.services.campaigns import OpenCampaign
from lib.services.screen.celebrating import Notice, celebrated
from lib.services.screen.screen import screen_facts
from lib.services.screen.screen_setup import SCENES
from lib.services.screen.screen_words import Wanted, screen_words
from lib.store.engine import Store
from tests.services.held import empty_store, opened_with
from tests.support.files import SETTINGS

ZONE = ZoneInfo("America/Toronto")
TEN_DAYS_BEFORE, EARLY, HALFWAY, LATE = (datetime(2018, *day, 19, 30, tzinfo=ZONE) for day in ((1, 10), (1, 21), (2, 16), (3, 12)))
AFTER = datetime(2018, 4, 1, 12, 0, tzinfo=ZONE)
PLAN = {
    "members": "name,on_social,responsibility,responsibility_planned_on,first_reshare_on\n"
    "Ana Roy,yes,affiches,2018-01-05,2018-01-25\nBo Côté,yes,,,\nCyr Gagné,no,infolettre,2018-01-06,\n",
    "tasks": "id,name,starts_on,ends_on,owner\n"
    "t1,Tenir la soirée de mi-parcours,2018-02-10,2018-02-23,Ana Roy\n"
    "t2,Écrire à cinq proches chacun,2018-02-10,2018-03-14,Bo Côté\n"
    "t3,Relancer tous les organismes alliés avant la fin de la campagne de financement,2018-02-20,2018-03-15,Ana Roy\n",
    "reshares": "shared_at,contribution_id,platform,evidence\n2018-02-01T12:00:00-05:00,c1,facebook,seen\n",
    "news": "id,published_at,title\nn1,2018-01-22T12:00:00-05:00,Bonjour\n",
}


def wanted(**changes: object) -> Wanted:
    """All scenes, light, the actions of the plan."""
    return replace(Wanted(SCENES, "light", 25, 10, ()), **changes)  # type: ignore[arg-type]


def gifts(*amounts: str, day: str = "2018-02-01") -> str:
    """A table of counted contributions of one day, each by somebody else."""
    rows = [f"c{number},{day}T12:00:00-05:00,{amount},counted,p{number}@example.org" for number, amount in enumerate(amounts, 1)]
    return "\n".join(["id,contributed_at,amount,status,email", *rows, ""])


def held_campaign(place: Path, *, settings: str = SETTINGS, **tables: str) -> tuple[Store, OpenCampaign]:
    """A store with one campaign in it."""
    place.mkdir(parents=True, exist_ok=True)
    store = empty_store(place)
    if settings == SETTINGS:
        return store, opened_with(store, **tables)
    from lib.services.campaigns import open_campaign
    from tests.services.held import bring

    bring(store, tables, settings=settings)
    return store, open_campaign(store)


def words_of(
    store: Store, opened: OpenCampaign, as_of: datetime, lang: Language, *, since: datetime | None = None, party: bool = False,
    failing_since: datetime | None = None, **changes: object
) -> ScreenWords:
    """What the screen says at an instant, the first milestone being celebrated if there is a `party`."""
    facts = screen_facts(store, opened, as_of.astimezone(UTC), since)
    notice = Notice(celebrated(opened.campaign)[0], as_of) if party else None
    return screen_words(facts, wanted(**changes), notice, Translator(lang, opened.campaign.period.zone), failing_since=failing_since)


def settings_of(*, goal: int = 1000, title: str = "Essai", extra: str = "") -> str:
    """The campaign of the tests with another goal and title."""
    changed = SETTINGS.replace("goal = 1000", f"goal = {goal}").replace('title = "Essai"', f'title = "{title}"')
    return changed + 'url = "https://fr.ulule.com/services-faciles-pour-toutes-et-tous/"\n' + extra


LONG_TITLE = "Services Faciles pour toutes les personnes et tous les organismes du Québec"


def every_state(place: Path) -> Iterator[tuple[str, Store, OpenCampaign, datetime, datetime | None]]:
    """Name, store, campaign, instant, since: ordinary ones, those whose numbers and words are long, every moment."""
    store, opened = held_campaign(place / "usual", settings=settings_of(), contributions=gifts(*["40"] * 10), **PLAN)
    yield "before", store, opened, TEN_DAYS_BEFORE, None
    yield "in its course", store, opened, HALFWAY, None
    yield "an evening", store, opened, datetime(2018, 2, 1, 20, 0, tzinfo=ZONE), datetime(2018, 2, 1, 9, 0, tzinfo=ZONE)
    yield "old data, closed under its threshold", store, opened, AFTER, None
    store, opened = held_campaign(place / "empty", settings=settings_of())
    yield "nothing", store, opened, HALFWAY, None
    store, opened = held_campaign(place / "near", settings=settings_of(), contributions=gifts(*["80"] * 11), **PLAN)
    yield "near its goal", store, opened, LATE, None
    store, opened = held_campaign(place / "paid", settings=settings_of(), contributions=gifts(*["101"] * 10), **PLAN)
    yield "past the platform's threshold", store, opened, LATE, None
    store, opened = held_campaign(place / "past", settings=settings_of(), contributions=gifts(*["150"] * 10), **PLAN)
    yield "past its goal", store, opened, LATE, None
    yield "closed with its goal", store, opened, AFTER, None
    big = settings_of(goal=9_876_543, title=LONG_TITLE)
    store, opened = held_campaign(place / "big", settings=big, contributions=gifts(*["132320.10"] * 10), **PLAN)
    yield "1 234 567 $ of millions", store, opened, LATE, datetime(2018, 1, 31, 9, 0, tzinfo=ZONE)
    big = settings_of(goal=1_567_890, title=LONG_TITLE)
    store, opened = held_campaign(place / "big-near", settings=big, contributions=gifts(*["132320.10"] * 10), **PLAN)
    yield "1 234 567 $ near its goal", store, opened, LATE, datetime(2018, 1, 31, 9, 0, tzinfo=ZONE)
