"""Two campaigns in a real browser: one is chosen, the menu keeps it, an address that leads nowhere offers both, and they are
compared on a page that everybody can read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, expect

from lib.store.engine import open_store
from tests.browser.test_accessibility import SIZES, looked_through
from tests.browser.window import Window
from tests.support.server import Server, running
from tests.support.stores import store_address
from tests.support.two_campaigns import ELM, FIR, PLANTED, load_both

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
AS_OF = "2018-02-01"
Opened = Callable[[str], Window]


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    place = tmp_path_factory.mktemp("campaigns")
    address = store_address(place / "two.db")
    load_both(open_store(address))
    with running(place, database_url=address) as server:
        yield server


@pytest.fixture
def opened(chromium: BrowserContext, two: Server) -> Iterator[Opened]:
    windows: list[Window] = []

    def opening(address: str) -> Window:
        windows.append(Window(chromium, two))
        windows[-1].go(address)
        return windows[-1]

    yield opening
    for window in windows:
        window.close()


def test_a_campaign_is_chosen_kept_by_the_menu_and_compared_with_the_other(opened: Opened) -> None:
    window = opened(f"/?lang=fr&campaign={ELM}")
    page = window.page
    page.get_by_text("Changer de campagne").click()
    page.get_by_role("link", name=f"Campagne {PLANTED[FIR]}").click()
    expect(page).to_have_title(re.compile(PLANTED[FIR]))
    expect(page).to_have_url(re.compile(f"campaign={FIR}"))
    page.get_by_test_id("stTopNavLink").get_by_text("Contributions").click()
    expect(page).to_have_url(re.compile(f"/contributions\\?.*campaign={FIR}"))
    window.go(f"/portfolio?lang=fr&campaign={FIR}&as_of={AS_OF}&sort=name")
    titles = page.locator(".cd-table .cd-campaign-name a")
    expect(titles).to_have_text([f"Campagne {PLANTED[ELM]}", f"Campagne {PLANTED[FIR]}"])
    titles.first.click()
    expect(page).to_have_title(re.compile(PLANTED[ELM]))


def test_an_address_that_leads_nowhere_offers_the_campaigns_that_are_there(opened: Opened) -> None:
    page = opened("/today?lang=fr&campaign=nulle").page
    expect(page.get_by_text("Il n’y a pas de campagne")).to_be_visible()
    page.get_by_role("link", name=f"Campagne {PLANTED[ELM]}").click()
    expect(page).to_have_url(re.compile(f"/today\\?.*campaign={ELM}"))
    expect(page).to_have_title(re.compile(PLANTED[ELM]))


@pytest.mark.parametrize(("lang", "size"), [("fr", SIZES[0]), ("en", SIZES[0]), ("en", SIZES[1])])
def test_the_comparison_is_read_by_everybody(opened: Opened, lang: str, size: tuple[int, int]) -> None:
    window = opened(f"/portfolio?lang={lang}&campaign={ELM}&as_of={AS_OF}")
    expect(window.page.locator(".cd-lines")).to_be_visible()
    assert looked_through(window, [size]) == {}
