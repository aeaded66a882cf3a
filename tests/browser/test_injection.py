"""Whatever is in an imported field is shown as it was typed: no script runs, no mark takes effect, no other host is asked."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Route

from lib.campaign.tables import TABLES_BY_NAME, Kind
from lib.services.campaigns import open_campaign
from lib.services.environment import SHIPPED
from lib.services.exporting import folder_files
from lib.services.importing import confirm, folder_preview
from lib.store.engine import open_store
from lib.ui.shell import DECLARED
from tests.browser.conftest import _windows
from tests.browser.window import Window
from tests.store.builders import NOW
from tests.support.server import ROOT, Server, running

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
MARK = "piège"
HOSTILE = (
    f'=1+1 {MARK} <b>gras</b><img src=x onerror="window.hit=1"><script>window.hit=1</script> **fort** '
    "![i](http://elsewhere.invalid/x.png) [lien](javascript:window.hit=1) $x^2$ :red[rouge] :material/home: {{7*7}}"
)
"""HTML, Markdown, a distant image, LaTeX, Streamlit's own marks, a template's, and a formula."""
KEPT_AS_THEY_ARE = {"id", "currency", "contribution_id", "post_id", "account", "url"}
"""Columns that others point at, or that only some words fit."""
FOUND = """() => ({
  ran: window.hit !== undefined,
  marks: [...document.querySelectorAll('b, strong, em, a, img, script, .katex')].filter(one =>
    /^(gras|fort|lien|rouge|window.hit=1)$/.test(one.textContent.trim()) || /elsewhere|^javascript:/.test(one.src || (one.protocol === 'mailto:' ? '' : one.href) || '')
    || one.matches('.katex, img[src="x"], img[src*="elsewhere"]')).map(one => one.outerHTML.slice(0, 200)),
})"""


def hostile_folder() -> dict[str, bytes]:
    """The demonstration's folder, with every free text replaced; keys are kept apart by their number."""
    files = {}
    for path in (SHIPPED / "demo").iterdir():
        if path.suffix == ".csv":
            files[path.name] = hostile_table(path.stem, path.read_text("utf-8-sig"))
    settings = (SHIPPED / "demo" / "campaign.toml").read_text("utf-8")
    for key in ("title", "organisation", "platform"):
        settings = re.sub(rf"(?m)^{key} = .*$", lambda found, key=key: f"{key} = '''{HOSTILE}'''", settings)
    files["campaign.toml"] = re.sub(r"(?m)^pays_for = .*$", lambda found: f"pays_for = '''{HOSTILE}'''", settings).encode()
    return files


def hostile_table(name: str, text: str) -> bytes:
    texts = {column.name for column in TABLES_BY_NAME[name].columns if column.kind is Kind.TEXT} - KEPT_AS_THEY_ARE
    rows = list(csv.DictReader(io.StringIO(text)))
    held = io.StringIO()
    writer = csv.DictWriter(held, rows[0].keys())
    writer.writeheader()
    for number, row in enumerate(rows):
        writer.writerow({column: f"{HOSTILE} {number % 7 if column in ('reward', 'source', 'kind') else number}" if column in texts and cell else cell
                         for column, cell in row.items()})  # fmt: skip
    return held.getvalue().encode()


@pytest.fixture(scope="module")
def trapped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The application on a campaign whose every text is hostile."""
    folder = tmp_path_factory.mktemp("trapped")
    url = f"sqlite:///{folder / 'campaign.db'}"
    store = open_store(url)
    confirm(store, folder_preview(store, hostile_folder(), None), at=NOW, who=HOSTILE)
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
    assert f"{MARK} <b>gras</b><img src=x" in words and "**fort**" in words


def test_a_file_with_a_hostile_name_and_hostile_headers_is_named_letter_by_letter(shown: Callable[..., Window]) -> None:
    window = shown("/data?lang=fr")
    window.drop(f"**fort** <b>gras</b> $x^2$ {MARK}.csv", f'"{HOSTILE.replace(chr(34), "")}",b\n1,2\n'.encode())
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
