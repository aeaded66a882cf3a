"""Downloads by one-time token, and the health check, over real HTTP answers."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from lib.services.leaving.downloads import COUNTER, Download
from lib.web.routes import ROUTES
from tests.support.stores import store_address


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setenv("DATABASE_URL", store_address(tmp_path / "campaign.db"))
    return TestClient(Starlette(routes=ROUTES))


def test_a_link_gives_its_file_once_and_then_says_why_not(client: TestClient) -> None:
    token = COUNTER.token(Download("été.csv", "text/csv", lambda: b"id\n1\n"))
    first = client.get(f"/download/{token}")
    assert (first.status_code, first.content) == (200, b"id\n1\n")
    assert first.headers["cache-control"] == "no-store"
    assert "filename*=UTF-8''%C3%A9t%C3%A9.csv" in first.headers["content-disposition"]
    second = client.get(f"/download/{token}")
    assert second.status_code == 410
    assert second.text.startswith("Ce lien")


def test_an_invented_token_gives_nothing(client: TestClient) -> None:
    assert client.get("/download/devine").status_code == 410


def test_a_file_is_made_when_it_is_fetched_so_it_is_never_an_old_one(client: TestClient) -> None:
    content = [b"before"]
    token = COUNTER.token(Download("a.csv", "text/csv", lambda: content[0]))
    content[0] = b"after"
    assert client.get(f"/download/{token}").content == b"after"
