"""The log of the real server after imports, crashes, sign-ins, edits, exports and an erasure with planted people: none of them in it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests  # noqa: TID251 - tests speak to the server as a stranger would
from playwright.sync_api import Browser, Page, Playwright, expect

from lib.services.entry.access import Role
from lib.services.entry.passphrases import hashed
from tests.browser.window import DRAWN, WAIT_MS
from tests.support.chromium import FLAGS, executable
from tests.support.files import SETTINGS, ULULE_LINES, ulule_export
from tests.support.server import ROOT, Server, running

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PHRASE = "la phrase de la direction"
PLANTED = ("Zénon", "Quatorze", "zenon", "quatorze", "Z%C3%A9non", "Zoétique", "u-141414")
"""Names, parts of addresses and an account: of a supporter, and of whoever signs in."""
CONTRIBUTIONS = """\
id,contributed_at,amount,status,name,email,platform_user,note
c1,2018-01-20T09:00:00-05:00,60.00,counted,Zénon Quatorze,zenon@example.org,u-141414,Bravo de Quatorze
c2,2018-01-25T12:00:00-05:00,Zénon Quatorze,counted,,zenon@example.org,u-141414,
c3,2018-01-26T12:00:00-05:00,5.00,counted,Quatorze,zenon-quatorze,u-141414,
"""
"""One that is taken; one whose amount is a name and one whose e-mail is none, refused."""
CRASHES = """
import lib.services.leaving.exporting, lib.services.imports.importing as importing
whole_preview, whole_table = importing.file_preview, lib.services.leaving.exporting.table_file_bytes
def file_preview(store, name, data, *more, **others):
    if name == "crash.csv":
        raise ValueError(f"cannot read {data.decode()}")
    return whole_preview(store, name, data, *more, **others)
def table_file_bytes(store, opened, name):
    if name == "first_day":
        raise KeyError(whole_table(store, opened, name))
    return whole_table(store, opened, name)
importing.file_preview, lib.services.leaving.exporting.table_file_bytes = file_preview, table_file_bytes
"""
"""What makes a server stumble over a person, as an unforeseen fault would: it is loaded before the application."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with passphrases, that crashes over one file and one export."""
    place: Path = tmp_path_factory.mktemp("quiet")
    (place / "secrets.toml").write_text(f'[passphrases]\nlead = "{hashed(PHRASE)}"\n')
    assert set(Role) >= {Role.LEAD}
    (place / "sitecustomize.py").write_text(CRASHES)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("ACCESS_FILE", str(place / "secrets.toml"))
        patched.setenv("PYTHONPATH", os.pathsep.join([str(place), str(ROOT)]))
        with running(place) as found:
            yield found


@pytest.fixture(scope="module")
def browser(driver: Playwright) -> Iterator[Browser]:
    launched = driver.chromium.launch(executable_path=executable(), args=list(FLAGS))
    yield launched
    launched.close()


class Lead:
    """Whoever leads the campaign, at their browser."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self.server = server
        self.page: Page = browser.new_context(locale="en-CA").new_page()
        self.page.set_default_timeout(WAIT_MS)

    def go(self, address: str) -> None:
        self.page.goto(f"{self.server.url}{address}")
        self.settle()

    def settle(self) -> None:
        self.page.wait_for_function(DRAWN, timeout=WAIT_MS)

    def sign_in(self, name: str, phrase: str) -> None:
        self.page.goto(f"{self.server.url}/sign-in?lang=en")
        self.page.locator("input[name=name]").fill(name)
        self.page.locator("input[name=passphrase]").fill(phrase)
        self.page.get_by_role("button").first.click()

    def drop(self, **files: str | bytes) -> None:
        self.settle()
        payload = [{"name": name.replace("__", "."), "mimeType": "text/csv", "buffer": data if isinstance(data, bytes) else data.encode()}
                   for name, data in files.items()]  # fmt: skip
        self.page.locator('input[type="file"]').set_input_files(payload)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def see(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible(timeout=WAIT_MS)

    def fetch(self, words: str) -> int:
        """Follow a link to a file; its status."""
        self.settle()
        href = self.page.get_by_role("link", name=words).first.get_attribute("href")
        return self.page.context.request.get(f"{self.server.url}{href}").status


def sign_in_and_import(lead: Lead) -> None:
    lead.sign_in("Zénon", "Quatorze zenon@example.org")
    lead.see(re.compile("not a passphrase"))
    lead.sign_in("Zoétique", PHRASE)
    lead.page.wait_for_url(re.compile(r"/(\?|$)"))
    lead.go("/data?lang=en")
    lead.drop(campaign__toml=SETTINGS, contributions__csv=CONTRIBUTIONS)
    lead.see("2 rows are refused. The others can be imported now; correct these and drop them again.")
    assert lead.fetch("Download the refused rows") == 200
    lead.settle()
    lead.press("Import")
    lead.see(re.compile("^Imported into .*: 1 new"))


def crash(lead: Lead) -> None:
    lead.go("/data?lang=en&table=first_day")
    lead.drop(crash__csv=ulule_export([*ULULE_LINES, ("1004", "zenon@example.org", "Zénon", "Quatorze", *ULULE_LINES[0][4:])]))
    lead.see(re.compile("Something did not work as it should"))
    lead.go("/data?lang=en&table=first_day")
    assert lead.fetch("Download this table") == 500


def edit(lead: Lead) -> None:
    lead.go("/data?lang=en&table=first_day")
    lead.page.get_by_text("One row at a time, with a form").click()
    lead.page.get_by_label("Name *").fill("Zénon Quatorze")
    lead.page.get_by_label("E-mail", exact=True).fill("zenon@example.org")
    lead.page.get_by_label("Identified on (YYYY-MM-DD) *").fill("2018-01-12")
    lead.press("Add this row")
    lead.see(re.compile("1 row added"))


def look_for(lead: Lead) -> None:
    lead.go("/contributions?lang=en&q=Quatorze")
    lead.see("Zénon Quatorze")
    assert lead.fetch("Download the contributions") == 200
    for path in ("/download/zenon@example.org", "/calendar.ics?key=Quatorze", "/no/zenon@example.org?q=Z%C3%A9non"):
        requests.get(f"{lead.server.url}{path}", timeout=10)


def erase(lead: Lead) -> None:
    lead.go("/privacy?lang=en")
    lead.page.get_by_label("The person’s e-mail").fill("ZENON@example.org")
    lead.press("Search")
    assert lead.fetch("Download it (JSON)") == 200
    lead.page.get_by_text("Erase this person").click()
    lead.page.get_by_label("To confirm, type ERASE").fill("erase")
    lead.page.keyboard.press("Tab")
    lead.settle()
    lead.press("Erase for good")
    lead.see(re.compile("The person is erased from"))


def test_no_log_holds_a_person_whatever_happened(browser: Browser, server: Server) -> None:
    lead = Lead(browser, server)
    for step in (sign_in_and_import, crash, edit, look_for, erase):
        step(lead)
    lead.page.context.close()
    log = server.log.read_text("utf-8", errors="replace")
    assert log.count("without what it says") >= 2, "both crashes are told"
    assert "ValueError" in log
    assert "KeyError" in log
    assert [line for line in log.splitlines() if any(name in line for name in PLANTED)] == []
    assert re.findall(r"[\w.-]+@[\w.-]+", log) == []
