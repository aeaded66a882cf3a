"""One server and one Chromium for all tests here; each test has a window of its own, watched for whatever should not be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Playwright

from lib.store.campaigns import campaigns, delete_campaign
from lib.store.engine import Store, open_store
from lib.store.schema import MAPPINGS
from tests.browser.window import Window
from tests.services.held import bring
from tests.support.chromium import FLAGS, executable
from tests.support.files import CONTRIBUTIONS, SETTINGS
from tests.support.server import Server, running

INVENTED = SETTINGS.replace("essai", "demo") + 'invented = true\nshown_as_of = "2018-02-23T19:30:00-05:00"\n'
"""A demonstration small enough to be put back before each test."""


@pytest.fixture(scope="session")
def chromium(driver: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """A browser with a profile on disk, as people have: what was compiled once is not compiled again."""
    profile = tmp_path_factory.mktemp("profile")
    browser = driver.chromium.launch_persistent_context(profile, executable_path=executable(), args=list(FLAGS), locale="fr-CA")
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The application on the demonstration, for tests that only look."""
    with running(tmp_path_factory.mktemp("looked-at")) as server:
        yield server


@pytest.fixture(scope="session")
def written_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Another one, for tests that write."""
    with running(tmp_path_factory.mktemp("written")) as server:
        yield server


@pytest.fixture
def store(written_server: Server) -> Iterator[Store]:
    """The store of the server that is written, holding an invented campaign and nothing else, as on a first visit."""
    store = open_store(written_server.database_url)
    with store.writing() as connection:
        connection.execute(MAPPINGS.delete())
        for record in campaigns(store):
            delete_campaign(store, record.name)
        bring(store, {"contributions": CONTRIBUTIONS}, settings=INVENTED)
    yield store
    store.close()


@pytest.fixture
def opened(chromium: BrowserContext, server: Server) -> Iterator[Callable[..., Window]]:
    """`opened("/method", width=390)`: a window on the server that is only looked at."""
    yield from _windows(chromium, server)


@pytest.fixture
def data_page(chromium: BrowserContext, written_server: Server, store: Store) -> Iterator[Window]:
    """The Data page, in English, of a server on its first visit."""
    for opened in _windows(chromium, written_server):
        yield opened("/data?lang=en")


def _windows(chromium: BrowserContext, server: Server) -> Iterator[Callable[..., Window]]:
    windows: list[Window] = []

    def opened(address: str, **options: object) -> Window:
        windows.append(Window(chromium, server, **options))
        windows[-1].go(address)
        return windows[-1]

    yield opened
    for window in windows:
        window.close()


@pytest.fixture
def cold_window(chromium: BrowserContext, tmp_path: Path) -> Iterator[Window]:
    """The contributions of a server that has just started: no page of it was ever drawn."""
    with running(tmp_path) as server:
        for opened in _windows(chromium, server):
            yield opened("/contributions")
