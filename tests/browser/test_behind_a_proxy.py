"""The example of docs/operations.md for nginx, as it is written, in front of the real application: every page works under its
policy, people sign in through it, and what it promises is on every answer."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import requests  # noqa: TID251 - tests speak to the server as a stranger would
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Playwright

from lib.services.entry.access import Role, WayIn
from lib.ui.shell import DECLARED
from tests.support.chromium import FLAGS, executable
from tests.support.nginx import HOST, Proxy, program, proxied
from tests.support.server import Server, running
from tests.support.ways_in import PHRASES, Doorway

pytestmark = pytest.mark.skipif(program() is None, reason="nginx is not here: apt-get install nginx-light")
URL = f"https://{HOST}"
_WATCH = "addEventListener('securitypolicyviolation', each => console.error('POLICY ' + each.violatedDirective + ' ' + each.blockedURI))"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    place = tmp_path_factory.mktemp("behind")
    door = Doorway(WayIn.PASSPHRASE, place / "secrets.toml")
    door.write()
    with running(place, environment={"ACCESS_FILE": str(door.file), "STREAMLIT_SERVER_ALLOWED_HOSTS": f"{HOST} 127.0.0.1"}) as found:
        yield found


@pytest.fixture(scope="module")
def proxy(served: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    with proxied(tmp_path_factory.mktemp("nginx"), urlsplit(served.url).port or 0) as found:
        yield found


@pytest.fixture(scope="module")
def browser(driver: Playwright, proxy: Proxy) -> Iterator[Browser]:
    launched = driver.chromium.launch(executable_path=executable(), args=[*FLAGS, proxy.resolver])
    yield launched
    launched.close()


@pytest.fixture(scope="module")
def lead(browser: Browser) -> Iterator[BrowserContext]:
    """Signed in through the proxy, as the lead."""
    found = browser.new_context(locale="fr-CA", ignore_https_errors=True)
    page = found.new_page()
    page.goto(f"{URL}/method")
    page.get_by_label("Votre prénom").fill("Anne")
    page.get_by_label("Phrase de passe").fill(PHRASES[Role.LEAD])
    page.get_by_role("button", name="Ouvrir le tableau de bord").click()
    page.wait_for_selector("[data-testid=stAppViewContainer] h1")
    yield found
    found.close()


def seen(context: BrowserContext, path: str, ready: str) -> list[str]:
    """What the browser refused to do on that page, and what of it failed."""
    page, wrong = context.new_page(), []
    page.add_init_script(_WATCH)
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" and not _is_screen_off(said) else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{URL}{path}")
    page.wait_for_selector(ready, state="attached", timeout=60_000)
    page.close()
    return wrong


def _is_screen_off(said: ConsoleMessage) -> bool:
    """The room's screen is closed to others until the lead switches it on; that is no fault of the policy."""
    return "/ecran" in said.location["url"] and "403" in said.text


@pytest.mark.parametrize("stem", [page.stem for page in DECLARED])
def test_every_page_works_under_the_policy(lead: BrowserContext, stem: str) -> None:
    path = "/" if stem == "overview" else f"/{stem}"
    assert seen(lead, path, "[data-testid=stApp][data-test-script-state=notRunning] h1") == []


@pytest.mark.parametrize("path", ["/ecran", "/sign-in", "/sign-out"])
def test_the_plain_pages_work_under_it_too(lead: BrowserContext, path: str) -> None:
    assert seen(lead, path, "body h1, body main, body form, body div") == []


def asked(proxy: Proxy, path: str, *, is_secure: bool = True) -> requests.Response:
    port = proxy.secure_port if is_secure else proxy.plain_port
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return requests.get(f"http{'s' if is_secure else ''}://127.0.0.1:{port}{path}", headers={"Host": HOST}, verify=False,
                            allow_redirects=False, timeout=60)  # fmt: skip


def test_every_answer_says_what_a_browser_must_not_do(proxy: Proxy) -> None:
    for path in ("/", "/data", "/ecran", "/sign-in", "/health", "/calendar.ics", "/download/x", "/_stcore/health"):
        headers = asked(proxy, path).headers
        assert "frame-ancestors" in headers["content-security-policy"], path
        assert headers["strict-transport-security"] == "max-age=31536000", path
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["x-frame-options"] == "SAMEORIGIN", path
        assert "uvicorn" not in headers.get("server", ""), path


def test_no_other_site_can_put_it_into_a_frame(lead: BrowserContext) -> None:
    page = lead.new_page()
    page.set_content(f'<iframe src="{URL}/data" name="inside"></iframe>')
    page.wait_for_timeout(500)
    inside = page.frame("inside")
    assert inside is not None
    inside.wait_for_load_state()
    assert not inside.url.startswith(URL)
    page.close()


def test_the_cookie_is_for_encrypted_connections_and_hidden_from_scripts(lead: BrowserContext, proxy: Proxy) -> None:
    held = {each["name"]: each for each in lead.cookies(URL)}
    assert held["campaign_session"]["secure"] and held["campaign_session"]["httpOnly"]
    assert asked(proxy, "/data", is_secure=False).headers["location"] == f"{URL}/data"


def test_metrics_are_nobodys_business(proxy: Proxy) -> None:
    for path in ("/_stcore/metrics", "/_stcore/agent/run", "/_stcore/script-health-check"):
        assert asked(proxy, path).status_code == 404
