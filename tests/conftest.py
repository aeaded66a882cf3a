"""A store to test on: the same tests run on SQLite and on a real PostgreSQL server, which is never skipped."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from lib.store.engine import Store, open_store
from lib.store.schema import metadata
from tests.support.postgres import Cluster, cluster

DATABASE = "campaign"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A PostgreSQL server of our own, with one database whose tables are made."""
    with cluster() as server:
        server.create(DATABASE)
        open_store(server.url(DATABASE)).close()
        yield server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file whose tables are made, to copy from."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    open_store(f"sqlite:///{path}").close()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a store without a row, on either database."""
    if request.param == "sqlite":
        path = tmp_path / "campaign.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    server: Cluster = request.getfixturevalue("postgres")
    yield server.url(DATABASE)
    server.empty(DATABASE, (table.name for table in reversed(metadata.sorted_tables)))


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """A store without a row, on either database."""
    opened = open_store(store_url)
    yield opened
    opened.close()
