"""The address to subscribe to: the plan as a calendar, in the language asked for; in words where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from icalendar import Calendar
from starlette.applications import Starlette
from starlette.testclient import TestClient

from lib.store.engine import open_store
from lib.web.routes import ROUTES
from tests.services.held import opened_with
from tests.support.stores import store_address

TASKS = "id,name,starts_on,ends_on,owner\nt1,Infolettre,2018-02-05,2018-02-06,Ana Roy\n"


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    address = store_address(tmp_path / "campaign.db")
    monkeypatch.setenv("DATABASE_URL", address)
    opened_with(open_store(address), tasks=TASKS)
    return TestClient(Starlette(routes=ROUTES))


def test_a_calendar_gets_the_plan_and_keeps_no_copy(client: TestClient) -> None:
    answer = client.get("/calendar.ics?campaign=essai")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert answer.headers["cache-control"] == "private, no-cache"
    assert "filename*=UTF-8''essai.ics" in answer.headers["content-disposition"]
    summaries = [str(event["SUMMARY"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")]
    assert any(summary.startswith("Infolettre") for summary in summaries)
    assert "Ana" not in answer.text


@pytest.mark.parametrize(("lang", "words"), [("fr", "dernier jour de la campagne"), ("en", "last day of the campaign")])
def test_its_own_words_are_in_the_language_asked_for(client: TestClient, lang: str, words: str) -> None:
    assert words in client.get(f"/calendar.ics?campaign=essai&lang={lang}").text


def test_without_a_name_it_is_the_campaign_loaded_last(client: TestClient) -> None:
    assert "Infolettre" in client.get("/calendar.ics").text


def test_a_campaign_that_is_not_there_is_said_in_words(client: TestClient) -> None:
    answer = client.get("/calendar.ics?campaign=nope&lang=en")
    assert (answer.status_code, answer.text) == (404, "There is no campaign called “nope”. Those loaded: essai.")


def test_a_store_that_does_not_answer_is_said_in_words(client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken.db").write_text("this is no database", encoding="utf-8")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/broken.db")
    answer = client.get("/calendar.ics?lang=en")
    assert answer.status_code == 503
    assert "Traceback" not in answer.text


def test_it_can_be_asked_for_without_its_content(client: TestClient) -> None:
    assert client.head("/calendar.ics").status_code == 200
