"""What phones are sent: the step that is led and nothing else; closed until it is opened, and never anybody's name."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from lib.campaign.columns import Column, Kind
from lib.campaign.tables import TABLES, Row, Table
from lib.services.campaigns import open_campaign
from lib.services.clock import now
from lib.services.daily.acting import Hand
from lib.services.evening.commitments import Commitment, commit
from lib.services.evening.evening import STEPS, begin, end, move_to, open_to_phones
from lib.store.changes.edits import insert_row
from lib.store.engine import Store, open_store
from lib.web import plain_cache
from lib.web.routes import ROUTES
from tests.services.held import bring, opened_with
from tests.support.files import CONTRIBUTIONS, SETTINGS
from tests.support.stores import store_address

AT = datetime(2018, 2, 24, 0, 30, tzinfo=UTC)
INVENTED = SETTINGS.replace("essai", "demo") + 'invented = true\nshown_as_of = "2018-02-23T19:30:00-05:00"\n'
SOME = {
    Kind.TEXT: "x", Kind.EMAIL: "x@example.org", Kind.DAY: AT.date(), Kind.INSTANT: AT, Kind.COUNT: 3, Kind.AMOUNT: 100_00,
    Kind.YES_NO: True,
}  # fmt: skip
MESSAGES = ("message", "comment")
SECRETS = ("Zoé Planté", "zoe.plantee@example.org", "Message confidentiel de Zoé")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A demonstration, whose clock stands at half past seven in the evening of February 23."""
    monkeypatch.setattr(plain_cache, "FRESH_SECONDS", 0.0)
    monkeypatch.setattr(plain_cache, "SLOW_SECONDS", 60.0)
    address = store_address(tmp_path / "campaign.db")
    monkeypatch.setenv("DATABASE_URL", address)
    store = open_store(address)
    bring(store, {"contributions": CONTRIBUTIONS}, settings=INVENTED)
    return store


@pytest.fixture
def campaign_id(store: Store) -> int:
    return open_campaign(store).id


def phone(peer: str = "192.168.1.20", host: str = "192.168.1.2") -> TestClient:
    return TestClient(Starlette(routes=ROUTES), base_url=f"http://{host}:8501", client=(peer, 4242))


def own_machine() -> TestClient:
    return phone("127.0.0.1", "localhost")


def led(store: Store, campaign_id: int, step: int = 1, **levers: str) -> None:
    begin(store, campaign_id, at=AT)
    open_to_phones(store, campaign_id, True, at=AT)
    move_to(store, campaign_id, step, levers, at=AT)


def test_before_the_evening_a_phone_is_told_so_and_waits(store: Store) -> None:
    answer = phone().get("/suivre?lang=en")
    assert answer.status_code == 403
    assert "The evening has not begun yet." in answer.text
    assert 'data-refresh="' in answer.text


def test_an_evening_is_closed_to_phones_until_it_is_opened_but_not_to_the_machine_itself(store: Store, campaign_id: int) -> None:
    begin(store, campaign_id, at=AT)
    answer = phone().get("/suivre?lang=en")
    assert (answer.status_code, "not open to phones" in answer.text, "93.30" in answer.text) == (403, True, False)
    assert "$93.30" in own_machine().get("/suivre?lang=en").text
    open_to_phones(store, campaign_id, True, at=AT)
    assert "$93.30" in phone().get("/suivre?lang=en").text


def test_a_proxy_in_front_makes_nobody_the_machine_itself(store: Store, campaign_id: int) -> None:
    begin(store, campaign_id, at=AT)
    assert own_machine().get("/suivre", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 403


def test_after_the_evening_a_phone_is_thanked_and_shown_nothing(store: Store, campaign_id: int) -> None:
    led(store, campaign_id)
    end(store, campaign_id, at=AT)
    answer = phone().get("/suivre?lang=en")
    assert (answer.status_code, "The evening is over." in answer.text, "93.30" in answer.text) == (403, True, False)


@pytest.mark.parametrize(("lang", "titles"), [
    ("en", ("Where we stand", "What worked", "What is missing", "Levers", "Commitments")),
    ("fr", ("Où nous en sommes", "Ce qui a marché", "Ce qui manque", "Leviers", "Engagements")),
])  # fmt: skip
def test_it_shows_the_step_that_is_led(store: Store, campaign_id: int, lang: str, titles: tuple[str, ...]) -> None:
    for step, title in enumerate(titles, 1):
        led(store, campaign_id, step)
        assert f"<h1>{title}</h1>" in phone().get(f"/suivre?lang={lang}&part=1").text


def test_the_levers_are_those_that_the_presenter_set(store: Store, campaign_id: int) -> None:
    led(store, campaign_id, 4, day="5")
    assert "One day: 5 × $30.00 = $150" in phone().get("/suivre?lang=en").text


def test_what_has_not_changed_is_not_sent_again(store: Store, campaign_id: int) -> None:
    led(store, campaign_id)
    client = phone()
    tag = client.get("/suivre?part=1").headers["etag"]
    assert client.get("/suivre?part=1", headers={"If-None-Match": tag}).status_code == 304
    move_to(store, campaign_id, 2, {}, at=AT)
    assert client.get("/suivre?part=1", headers={"If-None-Match": tag}).status_code == 200


def test_what_is_taken_on_is_seen_at_once_without_its_name(store: Store, campaign_id: int) -> None:
    led(store, campaign_id, 5)
    client = phone()
    client.get("/suivre")
    running = begin(store, campaign_id, at=AT)
    hand = Hand(store, open_campaign(store), AT, "ana")
    commit(hand, running, Commitment("Zoé Planté", "Appeler dix proches", hand.today))
    words = client.get("/suivre?lang=en").text
    assert "Appeler dix proches" in words
    assert "Zoé" not in words


def _secret(column: Column) -> str:
    if column.kind is Kind.EMAIL:
        return SECRETS[1]
    return SECRETS[2] if column.name in MESSAGES else SECRETS[0]


def _plant(store: Store, campaign_id: int, table: Table) -> bool:
    """A row whose every personal cell, and every message, holds somebody's; False where the table has none."""
    personal = {column.field: _secret(column) for column in table.columns
                if (column.personal or column.name in MESSAGES) and column.kind in (Kind.TEXT, Kind.EMAIL)}  # fmt: skip
    some: Row = {
        column.field: column.choices[0] if column.choices else SOME[column.kind] for column in table.columns if column.required
    }
    days: Row = {column.field: SOME[Kind.DAY] for column in table.columns if column.kind is Kind.DAY}
    if personal:
        insert_row(store, campaign_id, table.name, {**some, **days, **personal}, at=AT, who="ana")
    return bool(personal)


def test_no_personal_datum_is_on_the_wire(store: Store, campaign_id: int) -> None:
    planted = [table.name for table in TABLES if _plant(store, campaign_id, table)]
    assert {"contributions", "reshares", "posts", "allies", "members", "tasks", "first_day", "communication_log"} <= set(planted)
    client = phone()
    for step in range(1, STEPS + 1):
        led(store, campaign_id, step, each="2", day="3")
        for address in ("/suivre?lang=en", "/suivre?lang=fr&part=1"):
            sent = client.get(address)
            assert sent.status_code == 200
            assert not [secret for secret in SECRETS if secret in sent.text + str(sent.headers)]


def test_a_phone_is_told_the_same_of_a_campaign_that_is_not_there_and_of_one_that_is_closed(store: Store, campaign_id: int) -> None:
    absent = phone().get("/suivre?campaign=nope&lang=en")
    assert (absent.status_code, "no evening to follow at this address" in absent.text) == (403, True)
    assert phone().get("/suivre?campaign=essai&lang=en").text == absent.text
    begin(store, campaign_id, at=AT)
    assert phone().get("/suivre?campaign=essai&lang=en").text == absent.text
    assert own_machine().get("/suivre?campaign=nope&lang=en").status_code == 404


def test_a_campaign_of_today_is_followed_by_the_clock_of_the_wall(tmp_path: Path, store: Store) -> None:
    opened = opened_with(store)
    begin(store, opened.id, at=now())
    open_to_phones(store, opened.id, True, at=now())
    assert phone().get("/suivre?campaign=essai&lang=en").status_code == 200
