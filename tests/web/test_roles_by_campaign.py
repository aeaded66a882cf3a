"""Routes of two campaigns: each answers of the one in its address, to whoever may, and to others as if there were none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from lib.services.campaigns import open_campaign
from lib.services.entry.access import Role, access
from lib.services.entry.passphrases import hashed
from lib.services.screen.screen_setup import Setup, save_setup
from lib.store.engine import Store, open_store
from lib.web import plain_cache, sign_in
from lib.web.guard import Guard
from lib.web.routes import ROUTES
from tests.support.stores import store_address
from tests.support.two_campaigns import AT, ELM, FIR, PLANTED, load_both

FILE = """
[auth]
cookie_secret = "x"
[people]
lead = ["all@example.org"]
[campaigns."orme".people]
team = ["elm@example.org"]
room = ["room@example.org"]
"""
ELSEWHERE = {"base_url": "http://campagne.example", "client": ("192.0.2.7", 40000)}
Ask = Callable[..., TestClient]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setattr(plain_cache, "FRESH_SECONDS", 0.0)
    monkeypatch.setattr(plain_cache, "SLOW_SECONDS", 60.0)
    monkeypatch.setattr(sign_in, "TRIES", sign_in.Tries())
    monkeypatch.setenv("DATABASE_URL", store_address(tmp_path / "two.db"))
    monkeypatch.setenv("ACCESS_FILE", str(tmp_path / "secrets.toml"))
    (tmp_path / "secrets.toml").write_text(FILE)
    made = open_store(store_address(tmp_path / "two.db"))
    load_both(made)
    return made


def _email(cookies: Mapping[str, str]) -> str | None:
    return cookies.get("provider")


def asked_by(who: str = "") -> TestClient:
    """Somebody elsewhere, whom the provider vouches for; "" is a stranger."""
    app = Starlette(routes=ROUTES, middleware=[Middleware(Guard, email_of=_email)])
    found = TestClient(app, follow_redirects=False, **ELSEWHERE)  # type: ignore[arg-type]
    if who:
        found.cookies.set("provider", f"{who}@example.org")
    return found


@pytest.mark.parametrize(("who", "campaign", "status"), [
    ("elm", ELM, 200), ("elm", FIR, 404), ("elm", "nulle", 404), ("all", FIR, 200), ("room", ELM, 403), ("", ELM, 401),
])  # fmt: skip
def test_a_calendar_is_for_those_who_may_see_its_campaign(store: Store, who: str, campaign: str, status: int) -> None:
    answer = asked_by(who).get("/calendar.ics", params={"campaign": campaign})
    assert answer.status_code == status
    assert (PLANTED.get(campaign, "…") in answer.text) is (status == 200)
    if who == "elm":
        assert PLANTED[FIR] not in answer.text


def test_without_a_name_a_calendar_is_of_a_campaign_that_one_may_see(store: Store) -> None:
    assert PLANTED[ELM] in asked_by("elm").get("/calendar.ics").text


def test_a_key_opens_the_calendar_of_its_own_campaign_alone(store: Store) -> None:
    key = access().calendar_key_of(ELM)
    stranger = asked_by()
    assert PLANTED[ELM] in stranger.get("/calendar.ics", params={"campaign": ELM, "key": key}).text
    for params in ({"campaign": FIR, "key": key}, {"key": key}, {"campaign": FIR, "key": access().calendar_key}):
        assert stranger.get("/calendar.ics", params=params).status_code == 401


@pytest.mark.parametrize("path", ["/ecran", "/suivre"])
def test_a_closed_campaign_and_one_that_is_not_there_are_one_answer_to_others(store: Store, path: str) -> None:
    closed, absent = (asked_by().get(path, params={"campaign": name, "lang": "fr"}) for name in (FIR, "nulle"))
    assert (closed.status_code, closed.text) == (absent.status_code, absent.text)
    assert PLANTED[FIR] not in closed.text


def test_the_rooms_screen_is_open_for_one_campaign_and_shows_that_one(store: Store) -> None:
    save_setup(store, open_campaign(store, ELM).id, Setup(is_open=True), at=AT)
    shown = asked_by().get("/ecran", params={"campaign": ELM})
    assert shown.status_code == 200
    assert PLANTED[ELM] in shown.text
    assert PLANTED[FIR] not in shown.text
    assert asked_by().get("/ecran", params={"campaign": FIR}).status_code == 403


def test_the_room_of_one_campaign_is_sent_to_its_screen(store: Store) -> None:
    answer = asked_by("room").get("/today", headers={"accept": "text/html"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/ecran?campaign={ELM}")


@pytest.fixture
def with_passphrases(store: Store, tmp_path: Path) -> None:
    (tmp_path / "secrets.toml").write_text(
        f'[passphrases]\nlead = "{hashed("la phrase de toutes")}"\n[campaigns.orme.passphrases]\nteam = "{hashed("la phrase de l’orme")}"\n'
    )


@pytest.mark.parametrize(("address", "typed", "role"), [
    ("/sign-in?campaign=orme", "la phrase de l’orme", Role.TEAM),
    ("/sign-in?next=%2Ftoday%3Fcampaign%3Dorme", "la phrase de l’orme", Role.TEAM),
    ("/sign-in", "la phrase de l’orme", None),
    ("/sign-in?campaign=sapin", "la phrase de l’orme", None),
    ("/sign-in?campaign=sapin", "la phrase de toutes", Role.LEAD),
])  # fmt: skip
def test_a_campaigns_own_passphrase_is_tried_at_its_own_address(with_passphrases: None, address: str, typed: str, role: Role | None) -> None:
    visitor = asked_by()
    answer = visitor.post(address, data={"name": "Ana", "passphrase": typed})
    assert answer.status_code == (403 if role is None else 303)
    if role is Role.TEAM:
        assert PLANTED[ELM] in visitor.get("/calendar.ics", params={"campaign": ELM}).text
        assert visitor.get("/calendar.ics", params={"campaign": FIR}).status_code == 404
        assert visitor.get("/_stcore/upload_file/a/b").status_code == 403
