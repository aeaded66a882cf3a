"""The room's screen as it lives: scenes turn, keys, a lost server, a milestone, nobody's hands on it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from lib.services.campaigns import open_campaign
from lib.services.clock import now
from lib.services.screen.celebrating import celebrated, replay
from lib.store.engine import Store, open_store
from lib.web import assets, plain_cache, screen_route
from tests.browser.test_accessibility import RULES
from tests.services.held import bring
from tests.services.screens import PLAN, gifts, settings_of
from tests.support.plain_server import PlainServer
from tests.support.stores import store_address

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
SHOWN_AS_OF = 'shown_as_of = "2018-02-16T19:30:00-05:00"\n'
WAIT_MS = 15_000


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    address = store_address(tmp_path / "campaign.db")
    monkeypatch.setattr(plain_cache, "FRESH_SECONDS", 0.0)
    monkeypatch.setattr(plain_cache, "SLOW_SECONDS", 60.0)
    monkeypatch.setenv("DATABASE_URL", address)
    store = open_store(address)
    bring(store, {**PLAN, "contributions": gifts("100", "40")}, settings=settings_of(extra=SHOWN_AS_OF))
    return store


@pytest.fixture
def server(store: Store) -> Iterator[PlainServer]:
    server = PlainServer([assets.ROUTE, screen_route.ROUTE])
    server.start()
    yield server
    server.stop()


@pytest.fixture
def opened(chromium: BrowserContext, server: PlainServer) -> Iterator[Callable[..., Page]]:
    pages: list[Page] = []

    def open_page(query: str = "", **media: str) -> Page:
        page = chromium.new_page()
        pages.append(page)
        page.set_viewport_size({"width": 1280, "height": 720})
        page.emulate_media(**media)  # type: ignore[arg-type]
        page.goto(f"{server.url}/ecran?lang=fr&{query}")
        return page

    yield open_page
    for page in pages:
        page.close()


def look(page: Page) -> None:
    """Have the page ask now instead of at its own pace."""
    page.evaluate("dispatchEvent(new Event('online'))")


def scene(page: Page) -> str:
    return str(page.locator(".screen").get_attribute("data-scene"))


def test_keys_turn_the_scenes_pause_them_and_explain_themselves(opened: Callable[..., Page]) -> None:
    page = opened()
    assert scene(page) == "money"
    for key, shown in (("ArrowRight", "movement"), ("n", "next"), ("PageDown", "money"), ("ArrowLeft", "next"), ("p", "movement")):
        page.keyboard.press(key)
        assert scene(page) == shown
    expect(page.locator(".scene-movement")).to_be_visible()
    expect(page.locator(".scene-money")).to_be_hidden()
    page.keyboard.press("Space")
    expect(page.get_by_text("en pause")).to_be_visible()
    page.keyboard.press("Space")
    expect(page.get_by_text("en pause")).to_be_hidden()
    page.keyboard.press("h")
    expect(page.get_by_text("scène suivante")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_text("scène suivante")).to_be_hidden()


def test_the_key_f_fills_the_screen(opened: Callable[..., Page]) -> None:
    page = opened()
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement !== null", timeout=WAIT_MS)
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement === null", timeout=WAIT_MS)


def test_scenes_turn_by_themselves_and_stay_where_they_are_when_the_figures_change(opened: Callable[..., Page], store: Store) -> None:
    page = opened("rotation=5")
    page.clock.install()
    page.reload()
    page.clock.run_for(5_500)
    assert scene(page) == "movement"
    bring(store, {"contributions": gifts("100", "40", "5")}, settings=None)
    look(page)
    expect(page.locator(".hero-figure")).to_have_text("135\u00a0$", timeout=WAIT_MS)
    assert scene(page) == "movement"


def test_paused_or_told_so_they_do_not_turn(opened: Callable[..., Page]) -> None:
    page = opened("rotation=5")
    page.clock.install()
    page.reload()
    page.keyboard.press("Space")
    page.clock.run_for(30_000)
    assert scene(page) == "money"
    page.goto(page.url.replace("rotation=5", "rotation=0"))
    page.clock.run_for(60_000)
    assert scene(page) == "money"


def test_a_lost_server_leaves_the_picture_says_since_when_and_comes_back_without_a_touch(
    opened: Callable[..., Page], server: PlainServer, store: Store
) -> None:
    page = opened("refresh=5")
    expect(page.locator(".hero-figure")).to_have_text("130\u00a0$")
    server.stop()
    for _ in range(2):
        with page.expect_event("requestfailed", timeout=WAIT_MS):
            look(page)
    said = page.locator("#offline")
    expect(said).to_have_text(re.compile(r"^hors ligne depuis \d{1,2}\u00a0h(\u00a0\d\d)?$"), timeout=WAIT_MS)
    expect(said).to_be_visible()
    assert float(said.evaluate("each => parseFloat(getComputedStyle(each).fontSize)")) >= 0.046 * 720
    expect(page.locator(".hero-figure")).to_have_text("130\u00a0$")
    expect(page.locator(".data")).to_be_hidden()
    bring(store, {"contributions": gifts("100", "40", "5")}, settings=None)
    server.start()
    expect(page.locator(".hero-figure")).to_have_text("135\u00a0$", timeout=WAIT_MS)
    expect(said).to_be_hidden()
    expect(page.locator(".data")).to_be_visible()


def test_a_database_that_fails_leaves_the_picture_too(
    opened: Callable[..., Page], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened("refresh=5")
    (tmp_path / "broken.db").write_text("this is no database", encoding="utf-8")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/broken.db")
    for _ in range(2):
        with page.expect_response(lambda answer: answer.status == 503, timeout=WAIT_MS):
            look(page)
    expect(page.locator("#offline")).to_have_text(re.compile("^hors ligne depuis"), timeout=WAIT_MS)
    expect(page.locator(".hero-figure")).to_have_text("130\u00a0$")


def test_a_milestone_is_celebrated_for_some_seconds_and_a_reload_does_not_begin_again(opened: Callable[..., Page], store: Store) -> None:
    page = opened("refresh=0")
    page.clock.install()
    page.reload()
    opened_campaign = open_campaign(store)
    replay(store, opened_campaign, celebrated(opened_campaign.campaign)[0], at=now())
    look(page)
    party = page.locator("body > .party")
    expect(party).to_be_visible(timeout=WAIT_MS)
    expect(party).to_contain_text("Un quart de l’objectif!")
    expect(party).to_contain_text("250\u00a0$")
    page.clock.run_for(8_000)
    expect(party).to_be_visible()
    page.clock.run_for(2_000)
    expect(party).to_have_count(0)
    look(page)
    page.clock.run_for(500)
    expect(party).to_have_count(0)


@pytest.mark.parametrize(("motion", "moves"), [("no-preference", True), ("reduce", False)])
def test_a_celebration_is_quiet_for_those_who_ask_for_less_motion(
    opened: Callable[..., Page], store: Store, motion: str, moves: bool
) -> None:
    opened_campaign = open_campaign(store)
    replay(store, opened_campaign, celebrated(opened_campaign.campaign)[0], at=now())
    page = opened(reduced_motion=motion)
    party = page.locator("body > .party")
    expect(party).to_be_visible(timeout=WAIT_MS)
    assert (party.evaluate("each => each.getAnimations({ subtree: true }).length") > 0) is moves


def test_the_projector_is_asked_not_to_sleep(opened: Callable[..., Page]) -> None:
    page = opened()
    page.add_init_script("navigator.wakeLock.request = async (kind) => { window.kept = kind; return new EventTarget(); };")
    page.reload()
    page.wait_for_function("window.kept === 'screen'", timeout=WAIT_MS)


def test_an_open_screen_follows_what_is_set_up(opened: Callable[..., Page], store: Store) -> None:
    from lib.services.screen.screen_setup import Setup, save_setup

    page = opened()
    page.goto(page.url.replace("lang=fr&", ""))
    save_setup(store, open_campaign(store).id, Setup(theme="dark", language="en", scenes=("next",)), at=now())
    look(page)
    expect(page.locator(".screen.dark .scene-next")).to_be_visible(timeout=WAIT_MS)
    assert page.evaluate("document.documentElement.lang") == "en-CA"


def test_it_runs_nothing_of_anybody_elses_and_asks_nobody_else(opened: Callable[..., Page], server: PlainServer) -> None:
    page = opened()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda request: heard.append(request.url) if not request.url.startswith((server.url, "data:")) else None)
    page.on("websocket", lambda socket: heard.append(socket.url))
    page.reload(wait_until="networkidle")
    assert heard == []
    page.evaluate("document.body.insertAdjacentElement('beforeend', Object.assign(document.createElement('script'), { text: 'ran = 1' }))")
    assert page.evaluate("typeof ran") == "undefined", "the policy lets no script run but the page's own files"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_axe_finds_nothing_serious(opened: Callable[..., Page], theme: str, width: int, height: int) -> None:
    page = opened(f"theme={theme}")
    page.set_viewport_size({"width": width, "height": height})
    found = Axe().run(page, options=RULES).response["violations"]
    assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []


@pytest.mark.parametrize(("width", "height"), [(390, 844), (320, 568), (844, 390), (768, 1024), (1024, 768), (3840, 2160)])
def test_no_window_is_scrolled_sideways(opened: Callable[..., Page], width: int, height: int) -> None:
    page = opened()
    page.set_viewport_size({"width": width, "height": height})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
