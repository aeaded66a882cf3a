"""The privacy page as the lead uses it: a person found and taken out, a mailing list, an incident noted; and what others get."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext

from lib.i18n.language import ENGLISH
from lib.i18n.translator import Translator
from lib.services.campaigns import open_campaign
from lib.services.reports.reporting import figures_json
from lib.services.viewing import view
from lib.store.engine import Store
from lib.store.queries.lists import rows
from tests.browser.conftest import INVENTED, _windows
from tests.browser.window import Window
from tests.services.held import bring
from tests.services.persons.test_persons import FILES
from tests.support.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def page(chromium: BrowserContext, written_server: Server, store: Store) -> Iterator[Window]:
    """The privacy page, in English, of a campaign of five tables."""
    bring(store, FILES, settings=INVENTED)
    for opened in _windows(chromium, written_server):
        yield opened("/privacy?lang=en")


def fetched(window: Window, words: str) -> str:
    """The text of a file behind a link."""
    window.settle()
    href = window.page.get_by_role("link", name=words).first.get_attribute("href")
    answer = window.page.context.request.get(f"{window.url}{href}")
    assert answer.status == 200
    assert answer.headers["cache-control"] == "no-store"
    return answer.text()


def asked_about(window: Window, email: str) -> None:
    window.page.get_by_label("The person’s e-mail").fill(email)
    window.press("Search")
    window.settle()


def test_a_person_is_found_given_everything_and_taken_out_while_the_figures_stay(page: Window, store: Store) -> None:
    def figures() -> object:
        opened = open_campaign(store)
        return figures_json(view(store, opened, opened.campaign.period.closes_at), None, Translator(ENGLISH))

    before = figures()
    asked_about(page, "  ANA@Example.org ")
    page.see("What is held about this address")
    assert "ana" not in page.page.url.casefold(), "an address would stay in histories"
    (campaign,) = json.loads(fetched(page, "Download it (JSON)"))["campaigns"]
    assert {row["table"] for row in campaign["rows"]} == {"contributions", "reshares", "first_day", "consents"}
    page.page.get_by_text("Erase this person").click()
    page.see(re.compile("Amounts, days, rewards and the number of people stay"))
    page.press("Erase for good")
    page.see("Nothing was changed: type ERASE in the box first.")
    page.page.get_by_label("To confirm, type ERASE").fill("erase")
    page.page.keyboard.press("Tab")
    page.settle()
    page.press("Erase for good")
    page.see(re.compile("The person is erased from"))
    receipt = json.loads(fetched(page, "Download the receipt (JSON)"))
    assert "ana" not in json.dumps(receipt).casefold()
    asked_about(page, "susana@example.org")
    page.see("What is held about this address")
    assert figures() == before
    assert not [row for row in rows(store, open_campaign(store).id, "contributions") if row["name"] == "Ana Quatorze"]


def test_nobody_is_said_to_be_held_about_an_unknown_address_and_a_wrong_one_is_refused(page: Window) -> None:
    asked_about(page, "nobody@example.org")
    page.see("Nothing is held about this address.")
    asked_about(page, "nobody")
    page.see(re.compile("^This is not an e-mail address"))


def test_the_mailing_list_that_is_downloaded_holds_those_who_agreed(page: Window) -> None:
    page.see(re.compile("2 people agreed to be written to. 1 person is left out: no consent is noted."))
    found = list(csv.DictReader(io.StringIO(fetched(page, "Download the mailing list").removeprefix("\ufeff"))))
    assert [row["email"].casefold() for row in found] == ["ana@example.org", "bo@example.org"]


def test_an_incident_is_noted_and_leaves_as_a_file(page: Window, store: Store) -> None:
    page.page.get_by_text("One row at a time, with a form").click()
    page.page.get_by_label("Known on (YYYY-MM-DD) *").fill("2018-02-06")
    page.page.get_by_label("Circumstances", exact=True).fill("Courriel en copie visible")
    page.page.get_by_label("Persons concerned", exact=True).fill("6")
    page.press("Add this row")
    page.see(re.compile("1 row added"))
    (row,) = rows(store, open_campaign(store).id, "incidents")
    assert (row["id"], row["persons"], row["circumstances"]) == ("2018-02-06", 6, "Courriel en copie visible")
    page.go("/privacy?lang=en")
    assert "Courriel en copie visible" in fetched(page, "Download this table")


@pytest.mark.parametrize("width", [390, 1440])
def test_the_page_holds_in_its_width(opened: Callable[..., Window], width: int) -> None:
    window = opened("/privacy", width=width)
    window.see("Ce qui est gardé")
    assert window.page.evaluate("document.documentElement.scrollWidth") <= width
