"""A store to test on: the same tests run on SQLite and on a real PostgreSQL server, which is never skipped."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from playwright.sync_api import Playwright, sync_playwright

from lib.store.engine import Store, open_store
from lib.store.schema import metadata
from tests.support.chromium import ensured
from tests.support.postgres import Cluster, cluster
from tests.support.stores import drop_all, leave_the_named_one_alone, let_go


def pytest_sessionstart() -> None:
    """A server on which the tests may not make databases is refused at once, in words."""
    try:
        leave_the_named_one_alone()
    except RuntimeError as error:
        pytest.exit(str(error), returncode=2)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """Once a test is taken down, the stores that it kept in its own folder go."""
    folder = getattr(item, "funcargs", {}).get("tmp_path")
    try:
        return (yield)
    finally:
        if folder:
            let_go(folder)


def pytest_sessionfinish() -> None:
    """The stores that were made on a server go."""
    drop_all()


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    """What drives the browsers: one of it in a process is all that Playwright allows."""
    ensured()
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A PostgreSQL server of our own; RuntimeError in words where none can be started."""
    with cluster() as server:
        yield server


@pytest.fixture(scope="session")
def sqlite_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the SQLite file that the tests take turns on."""
    return f"sqlite:///{tmp_path_factory.mktemp('sqlite')}/campaign.db"


@pytest.fixture(scope="session")
def postgresql_url(postgres: Cluster) -> str:
    """The address of the PostgreSQL database that the tests take turns on."""
    return postgres.new_database()


@pytest.fixture(scope="session")
def opened() -> Iterator[dict[str, Store]]:
    """The stores opened so far, by address: opening one anew for each test would take most of its time."""
    stores: dict[str, Store] = {}
    yield stores
    for store in stores.values():
        store.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest) -> str:
    """The address of the store under test, on either database."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def store(store_url: str, opened: dict[str, Store]) -> Iterator[Store]:
    """A store without a row, on either database."""
    if store_url not in opened:
        opened[store_url] = open_store(store_url)
    yield opened[store_url]
    _empty(opened[store_url])


def _empty(store: Store) -> None:
    with store.writing() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(sa.delete(table))
