"""Signing in, in a real browser on the real application: what each role receives, looked for on the wire."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests  # noqa: TID251 - tests speak to the server as a stranger would
from playwright.sync_api import Browser, Page, Playwright, WebSocket

from lib.campaign.tables import TABLES
from lib.services.entry.access import Role
from lib.services.entry.passphrases import hashed
from lib.store.campaigns import campaigns
from lib.store.engine import open_store
from lib.store.queries.lists import rows
from lib.ui.shell import DECLARED
from tests.support.chromium import FLAGS, executable
from tests.support.server import Server, running

PASSPHRASES = {Role.LEAD: "la phrase de la direction", Role.TEAM: "la phrase de toute l’équipe"}
SHORTEST_NAME = 6
"""Letters of a cell that is looked for: a shorter one is found in any page."""


@pytest.fixture(scope="module")
def access_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("access") / "secrets.toml"
    file.write_text(said(PASSPHRASES))
    return file


def said(passphrases: dict[Role, str]) -> str:
    return "[passphrases]\n" + "".join(f'{role.value} = "{hashed(phrase)}"\n' for role, phrase in passphrases.items())


@pytest.fixture(scope="module")
def server(access_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The application with passphrases, on the demonstration."""
    os.environ["ACCESS_FILE"] = str(access_file)
    try:
        with running(tmp_path_factory.mktemp("signed-in")) as found:
            yield found
    finally:
        del os.environ["ACCESS_FILE"]


@pytest.fixture(scope="module")
def browser(driver: Playwright) -> Iterator[Browser]:
    launched = driver.chromium.launch(executable_path=executable(), args=list(FLAGS))
    yield launched
    launched.close()


class Visit:
    """A browser of its own, and all that the server sent to it over its WebSocket."""

    def __init__(self, browser: Browser, server: Server, role: Role) -> None:
        self.server, self.received = server, bytearray()
        self.context = browser.new_context(locale="fr-CA")
        self.page: Page = self.context.new_page()
        self.page.on("websocket", self._listen)
        self.page.goto(f"{server.url}/method")
        self.page.get_by_label("Votre prénom").fill("Anne")
        self.page.get_by_label("Phrase de passe").fill(PASSPHRASES[role])
        self.page.get_by_role("button", name="Ouvrir le tableau de bord").click()
        self.page.wait_for_selector("[data-testid=stAppViewContainer] h1")

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: self.received.extend(frame if isinstance(frame, bytes) else frame.encode()))

    def see(self, stem: str) -> None:
        self.page.goto(f"{self.server.url}/{'' if stem == 'overview' else stem}")
        self.page.wait_for_selector("[data-testid=stAppViewContainer] h1", state="attached")
        self.page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", state="attached")


def personal_cells(server: Server) -> set[str]:
    """Every name, address and note of a person in the demonstration, but for words that stand elsewhere too."""
    store = open_store(server.database_url)
    (campaign,) = campaigns(store)
    cells = {
        (column.personal, str(value))
        for table in TABLES
        for row in rows(store, campaign.id, table.name)
        for column in table.columns
        if (value := row[column.field]) and len(str(value)) >= SHORTEST_NAME
    }
    store.close()
    public = "\n".join(value for is_personal, value in cells if not is_personal)
    return {value for is_personal, value in cells if is_personal and value not in public}


def test_the_team_receives_no_name_nor_address_on_any_page(browser: Browser, server: Server) -> None:
    cells = personal_cells(server)
    assert len(cells) > 100
    team = Visit(browser, server, Role.TEAM)
    for page in DECLARED:
        team.see(page.stem)
    assert len(team.received) > 100_000
    assert [cell for cell in cells if cell.encode() in team.received] == []
    team.context.close()


def test_the_lead_receives_the_names(browser: Browser, server: Server) -> None:
    lead = Visit(browser, server, Role.LEAD)
    lead.see("contributions")
    assert [cell for cell in personal_cells(server) if cell.encode() in lead.received]
    lead.context.close()


def test_who_signs_out_in_another_tab_sees_nothing_at_the_next_click(browser: Browser, server: Server) -> None:
    lead = Visit(browser, server, Role.LEAD)
    lead.see("mobilisation")
    lead.context.request.post(f"{server.url}/sign-out", headers={"origin": server.url}, max_redirects=0)
    lead.page.get_by_role("link", name="Contributions").first.click()
    lead.page.get_by_role("heading", name="Se connecter").wait_for()
    lead.context.close()


def test_a_role_whose_passphrase_has_changed_is_signed_out_at_the_next_look(
    browser: Browser, server: Server, access_file: Path
) -> None:
    team = Visit(browser, server, Role.TEAM)
    access_file.write_text(said({Role.LEAD: PASSPHRASES[Role.LEAD]}))
    try:
        team.page.goto(f"{server.url}/contributions")
        team.page.get_by_role("heading", name="Se connecter").wait_for()
        assert "/sign-in" in team.page.url
    finally:
        access_file.write_text(said(PASSPHRASES))
        team.context.close()


@pytest.mark.parametrize("path", ["/", "/data", "/calendar.ics", "/download/x", "/_stcore/metrics", "/media/x.csv"])
def test_a_stranger_is_told_nothing(server: Server, path: str) -> None:
    answer = requests.get(f"{server.url}{path}", timeout=10)
    assert answer.status_code in (401, 404)
    assert "stream" not in answer.text.lower()
