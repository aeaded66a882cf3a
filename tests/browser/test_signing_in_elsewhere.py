"""Signing in with a provider of identities, in a real browser, with a real provider on this machine."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests  # noqa: TID251 - tests speak to the server as a stranger would
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from tests.support.chromium import FLAGS, executable
from tests.support.identities import CLIENT, CLIENT_SECRET, Provider
from tests.support.planted import found_in, plant
from tests.support.server import ROOT, Server, running
from tests.support.stores import store_address
from tests.support.ways_in import SECRET, provider_cookie

LEAD, TEAM, UNKNOWN, UNVERIFIED = "lead@example.org", "team@example.org", "nobody@example.org", "unverified@example.org"
PEOPLE = f'[people]\nlead = ["{LEAD}", "{UNVERIFIED}"]\nteam = ["{TEAM}"]\n'


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    found = Provider({LEAD: True, TEAM: None, UNKNOWN: True, UNVERIFIED: False})
    found.server.start()
    yield found
    found.server.stop()


def said(provider: Provider, people: str = PEOPLE) -> str:
    return (
        f'[auth]\nredirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"\ncookie_secret = "{SECRET}"\nclient_id = "{CLIENT}"\n'
        f'client_secret = "{CLIENT_SECRET}"\nserver_metadata_url = "{provider.metadata}"\n{people}'
    )


@pytest.fixture(scope="module")
def access_file(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("provider") / "roles.toml"
    file.write_text(said(provider))
    return file


@pytest.fixture(scope="module")
def server(provider: Provider, access_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    place = tmp_path_factory.mktemp("served")
    plant(store_address(place / "campaign.db"))
    with running(place, environment={"ACCESS_FILE": str(access_file)}) as found:
        provider.back_to = f"{found.url}/oauth2callback"
        yield found


@pytest.fixture(scope="module")
def browser(driver: Playwright) -> Iterator[Browser]:
    launched = driver.chromium.launch(executable_path=executable(), args=list(FLAGS))
    yield launched
    launched.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[BrowserContext]:
    found = browser.new_context(locale="fr-CA")
    yield found
    found.close()


def signed_in(visit: BrowserContext, server: Server, who: str) -> Page:
    """Through the dashboard's own button and the provider's page, as a person goes."""
    page = visit.new_page()
    page.goto(f"{server.url}/mobilisation")
    page.get_by_role("heading", name="Se connecter").wait_for()
    page.get_by_role("button", name="Se connecter").click()
    page.get_by_role("link", name=who).click()
    page.wait_for_url(f"{server.url}/**")
    page.wait_for_selector("[data-testid=stAppViewContainer] h1")
    return page


def see(page: Page, server: Server, stem: str) -> str:
    page.goto(f"{server.url}/{stem}")
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", state="attached")
    page.wait_for_selector("[data-testid=stAppViewContainer] h1", state="attached")
    return page.content()


def test_the_lead_signs_in_sees_names_and_uses_the_routes_then_signs_out_for_good(
    visit: BrowserContext, server: Server, provider: Provider
) -> None:
    page = signed_in(visit, server, LEAD)
    assert found_in(see(page, server, "contributions").encode())
    assert visit.request.get(f"{server.url}/calendar.ics").status == 200
    held = "; ".join(f"{each['name']}={each['value']}" for each in visit.cookies() if each["name"].startswith("_streamlit_user"))
    assert requests.get(f"{server.url}/calendar.ics", headers={"Cookie": held}, timeout=30).status_code == 200
    page.goto(f"{server.url}/sign-out")
    page.get_by_role("heading", name="Se connecter").wait_for()
    assert provider.signed_out == 1
    assert requests.get(f"{server.url}/calendar.ics", headers={"Cookie": held}, timeout=30).status_code == 401


def test_the_team_sees_initials_and_uploads_nothing(visit: BrowserContext, server: Server) -> None:
    page = signed_in(visit, server, TEAM)
    for stem in ("contributions", "mobilisation", "calendar", "data", "today"):
        assert not found_in(see(page, server, stem).encode()), stem
    assert "Q. Q." in see(page, server, "contributions")
    assert visit.request.put(f"{server.url}/_stcore/upload_file/a/b").status == 403
    assert visit.request.get(f"{server.url}/calendar.ics").status == 200


@pytest.mark.parametrize("who", [UNKNOWN, UNVERIFIED], ids=["not on the list", "address not verified"])
def test_an_account_without_a_role_is_told_so_and_sees_nothing(visit: BrowserContext, server: Server, who: str) -> None:
    page = signed_in(visit, server, who)
    page.get_by_text("Ce compte n’a pas de rôle ici").wait_for()
    page.get_by_role("button", name="Utiliser un autre compte").wait_for()
    for path in ("/calendar.ics", "/download/x", "/media/x.csv", "/figures.json"):
        for accept in ("text/html", "*/*"):
            assert visit.request.get(f"{server.url}{path}", headers={"Accept": accept}).status == 401, (path, accept)


def test_who_is_taken_off_the_list_sees_nothing_at_the_next_click(
    visit: BrowserContext, server: Server, provider: Provider, access_file: Path
) -> None:
    page = signed_in(visit, server, LEAD)
    assert found_in(see(page, server, "contributions").encode())
    access_file.write_text(said(provider, f'[people]\nteam = ["{TEAM}"]\n'))
    try:
        page.get_by_role("link", name="Mobilisation").first.click()
        page.get_by_role("heading", name="Se connecter").wait_for()
        assert not found_in(page.content().encode())
    finally:
        access_file.write_text(said(provider))


@pytest.mark.parametrize(
    "more",
    [{"age_seconds": 13 * 3600.0}, {"age_seconds": -3600.0}, {"verified": False}, {"verified": "false"}, {"secret": "x" * 64}],
    ids=["of yesterday", "of tomorrow", "not verified", "verified in a word", "signed by another"],
)
def test_a_cookie_that_is_old_forged_or_of_an_unverified_address_opens_nothing(server: Server, more: dict[str, object]) -> None:
    good = provider_cookie(server.url, LEAD)
    bad = provider_cookie(server.url, LEAD, **more)  # type: ignore[arg-type]
    codes = [requests.get(f"{server.url}/calendar.ics", headers={"Cookie": f"_streamlit_user={each}"}, timeout=30).status_code for each in (good, bad)]
    assert codes == [200, 401]


def test_a_provider_that_is_down_is_a_sentence(visit: BrowserContext, server: Server, provider: Provider) -> None:
    provider.server.stop()
    try:
        page = visit.new_page()
        page.goto(f"{server.url}/")
        page.get_by_role("button", name="Se connecter").click()
        page.get_by_text("Le fournisseur d’identités ne répond pas").wait_for()
    finally:
        provider.server.start()


def test_it_does_not_start_without_what_the_provider_needs(tmp_path: Path) -> None:
    file = tmp_path / "roles.toml"
    file.write_text(f'[auth]\ncookie_secret = "{SECRET}"\nclient_id = "x"\n{PEOPLE}')
    told = subprocess.run([sys.executable, "-c", "import dashboard"], cwd=ROOT, capture_output=True, text=True, check=False,
                          env={"ACCESS_FILE": str(file), "DATABASE_URL": "sqlite:///:memory:", "PATH": "/usr/bin:/bin"})  # fmt: skip
    assert told.returncode == 78
    assert "redirect_uri, client_secret, server_metadata_url" in told.stderr
