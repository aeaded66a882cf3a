"""Before anybody is known nothing takes effect either: a campaign whose names are hostile, addresses and forms filled with the same."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from urllib.parse import quote

import pytest
from playwright.sync_api import BrowserContext, Page

from lib.services.entry.access import Role, WayIn
from lib.services.imports.importing import confirm, folder_preview
from lib.store.engine import open_store
from tests.browser.test_injection import FOUND
from tests.store.builders import NOW
from tests.support.hostile import BEACON, HTML, MARK, MARKDOWN, hostile_folder
from tests.support.server import Server, running
from tests.support.stores import store_address
from tests.support.ways_in import PHRASES, Doorway

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
NOTHING = {"ran": False, "marks": []}
TRAP = quote(f'"><script>window.hit=1</script>{HTML}{MARKDOWN}', safe="")
QUERIES = ("", f"next=/{TRAP}", f"campaign={TRAP}", f"lang={TRAP}", f"next=javascript:window.hit%3D1&{TRAP}={TRAP}", "next=//elsewhere.invalid/x")


_ADDRESSES = count(1)


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Doorway:
    return Doorway(WayIn.PASSPHRASE, tmp_path_factory.mktemp("door") / "secrets.toml")


@pytest.fixture(scope="module")
def trapped(door: Doorway, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A campaign whose title, organisation and every text are hostile, served to who signs in."""
    folder = tmp_path_factory.mktemp("trapped-door")
    url = store_address(folder / "campaign.db")
    store = open_store(url)
    confirm(store, folder_preview(store, hostile_folder(), None), at=NOW, who=HTML)
    store.close()
    door.write()
    with running(folder, database_url=url, environment={"ACCESS_FILE": str(door.file)}) as server:
        yield server


@pytest.fixture
def page(chromium: BrowserContext) -> Iterator[Page]:
    """A window that asks no other host, whatever it shows; tries are counted for each test by itself."""
    found, asked = chromium.new_page(), list[str]()
    found.set_extra_http_headers({"X-Forwarded-For": f"10.9.0.{next(_ADDRESSES)}"})
    found.on("request", lambda request: asked.append(request.url))
    yield found
    found.close()
    chromium.clear_cookies()
    assert [each for each in asked if each.startswith("http") and not each.startswith("http://127.0.0.1:")] == []
    assert not any(f"//{BEACON}" in each.partition("?")[0] for each in asked)


@pytest.mark.parametrize("query", QUERIES)
def test_the_page_to_sign_in_shows_no_trap_of_its_address(page: Page, trapped: Server, door: Doorway, query: str) -> None:
    door.way = WayIn.PASSPHRASE
    door.write()
    page.goto(f"{trapped.url}/sign-in?{query}")
    page.get_by_label("Votre prénom").fill(HTML[:60])
    page.get_by_label("Phrase de passe").fill(MARKDOWN[:100])
    assert page.evaluate(FOUND) == NOTHING
    assert MARK not in page.content().replace("%", "").partition("action=")[0], "the campaign’s names are no stranger’s"
    page.get_by_role("button", name="Ouvrir le tableau de bord").click()
    page.get_by_role("alert").wait_for()
    assert page.evaluate(FOUND) == NOTHING


def test_a_page_s_own_address_leads_to_the_same_calm_form(page: Page, trapped: Server, door: Doorway) -> None:
    door.way = WayIn.PASSPHRASE
    door.write()
    for path in (f"today?campaign={TRAP}", TRAP, f"sign-out?{TRAP}"):
        page.goto(f"{trapped.url}/{path}")
        page.get_by_role("button").first.wait_for()
        assert page.evaluate(FOUND) == NOTHING


def test_a_provider_s_way_in_shows_none_either(page: Page, trapped: Server, door: Doorway) -> None:
    door.way = WayIn.PROVIDER
    door.write()
    for path in ("", f"?campaign={TRAP}", f"contributions?q={TRAP}&lang=fr", f"today?{TRAP}"):
        page.goto(f"{trapped.url}/{path}")
        page.get_by_role("heading", name="Se connecter").wait_for()
        page.get_by_role("button", name="Se connecter").wait_for()
        assert page.evaluate(FOUND) == NOTHING
        assert MARK not in page.inner_text("body"), "the campaign’s names are no stranger’s"


def test_somebody_whose_first_name_is_hostile_is_let_in_and_named_letter_by_letter(page: Page, trapped: Server, door: Doorway) -> None:
    door.way = WayIn.PASSPHRASE
    door.write()
    page.goto(f"{trapped.url}/sign-in?next=/method%3Fx%3D{TRAP}")
    page.get_by_label("Votre prénom").fill("<img src=x onerror=window.hit=1> **fort** $x^2$")
    page.get_by_label("Phrase de passe").fill(PHRASES[Role.LEAD])
    page.get_by_role("button", name="Ouvrir le tableau de bord").click()
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning] h1")
    assert page.evaluate(FOUND) == NOTHING
