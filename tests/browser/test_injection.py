"""Whatever is in an imported field is shown as it was typed: no script runs, no mark takes effect, no other host is asked."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Route

from lib.services.campaigns import open_campaign
from lib.services.imports.importing import confirm, folder_preview
from lib.services.leaving.exporting import folder_files
from lib.store.engine import open_store
from lib.ui.shell import DECLARED
from tests.browser.conftest import _windows
from tests.browser.window import Window
from tests.store.builders import NOW
from tests.support.hostile import HTML, MARK, hostile_folder
from tests.support.server import ROOT, Server, running
from tests.support.stores import store_address

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
FOUND = """() => ({
  ran: window.hit !== undefined,
  marks: [...document.querySelectorAll('b, strong, em, i, a, img, script, code, del, h1, svg, .katex, [id^=planted], [onmouseover], [onerror]')].filter(one =>
    /^(gras|fort|lien|rouge|bleu|oblique|code|non|titre|window.hit=1)$/.test(one.textContent.trim())
    || /elsewhere[.]invalid|^javascript:|^data:text/i.test(one.getAttribute('src') || '') || /^(javascript|data|vbscript):/i.test(one.protocol || '')
    || (/elsewhere[.]invalid/.test(one.host || '')) || one.matches('.katex, img[src="x"], [id^=planted], [onmouseover], [onerror], svg[onload]'))
    .map(one => one.outerHTML.slice(0, 200)),
})"""


@pytest.fixture(scope="module")
def trapped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The application on a campaign whose every text is hostile."""
    folder = tmp_path_factory.mktemp("trapped")
    url = store_address(folder / "campaign.db")
    store = open_store(url)
    confirm(store, folder_preview(store, hostile_folder(), None), at=NOW, who=HTML)
    store.close()
    with running(folder, database_url=url) as server:
        yield server


@pytest.fixture
def shown(chromium: BrowserContext, trapped: Server) -> Iterator[Callable[..., Window]]:
    yield from _windows(chromium, trapped)


def looked_at(window: Window) -> str:
    found = window.page.evaluate(FOUND)
    assert found == {"ran": False, "marks": []}
    return window.words


@pytest.mark.parametrize("page", [page.stem for page in DECLARED])
def test_every_page_shows_hostile_texts_as_they_were_typed(shown: Callable[..., Window], page: str) -> None:
    window = shown("/?lang=fr" if page == "overview" else f"/{page}?lang=fr")
    looked_at(window)


def test_the_persons_to_thank_are_named_letter_by_letter(shown: Callable[..., Window]) -> None:
    window = shown("/today?lang=fr")
    window.page.get_by_role("button", name=re.compile("^Remercier")).first.click()
    window.page.get_by_role("checkbox").first.wait_for()
    window.settle()
    words = looked_at(window).replace("\u2060", "")
    assert f'{MARK} <b>gras</b><i id="planted-1">i</i><img src=x' in words and "**fort**" in words


def test_a_file_with_a_hostile_name_and_hostile_headers_is_named_letter_by_letter(shown: Callable[..., Window]) -> None:
    window = shown("/data?lang=fr")
    window.drop(f"**fort** <b>gras</b> $x^2$ {MARK}.csv", f'"{HTML.replace(chr(34), "")}",b\n1,2\n'.encode())
    window.see(re.compile(MARK))
    window.settle()
    looked_at(window)


@pytest.mark.parametrize("address", ["/ecran", "/suivre"])
def test_plain_pages_show_them_as_text(shown: Callable[..., Window], address: str) -> None:
    window = shown("/data?lang=fr")
    window.page.goto(window.url + address)
    window.page.wait_for_load_state()
    assert window.page.evaluate(FOUND) == {"ran": False, "marks": []}
    window.expected_faults.append("40")  # a screen that nobody has switched on, an evening that is not open


def test_no_cell_of_an_export_is_a_formula(trapped: Server) -> None:
    store = open_store(trapped.database_url)
    opened = open_campaign(store)
    files = {name: "".join(lines) for name, lines in folder_files(store, opened)}
    cells = [cell for name, text in files.items() if name.endswith(".csv") for row in csv.reader(io.StringIO(text)) for cell in row]
    store.close()
    assert sum(MARK in cell for cell in cells) > 1_000
    alive = [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and not re.fullmatch(r"[+-]?[\d.,]+", cell)]
    assert alive == []


def policy() -> str:
    """The Content-Security-Policy that operations.md gives for a proxy."""
    text = (ROOT / "docs" / "operations.md").read_text("utf-8")
    found = re.search(r'Content-Security-Policy "([^"]+)"', text)
    assert found
    return found[1]


@pytest.mark.parametrize("page", ["contributions", "calendar", "data"])
def test_pages_work_under_the_policy_of_the_proxy_example(
    chromium: BrowserContext, shown: Callable[..., Window], trapped: Server, page: str
) -> None:
    chromium.grant_permissions(["local-network-access"])  # a page that is given in the server's stead counts as a distant one
    window, own = shown("/method?lang=fr"), policy().replace("wss://campagne.example.org", trapped.url.replace("http", "ws"))

    def with_policy(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": own})

    window.page.route(re.compile(rf"/{page}\?lang=fr$"), with_policy)
    try:
        window.go(f"/{page}?lang=fr")
        looked_at(window)
    finally:
        window.page.unroute_all()
        chromium.clear_permissions()
    assert [fault for fault in window.faults if "Content Security Policy" in fault] == []
