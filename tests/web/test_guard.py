"""The door: who gets what, over real HTTP answers, for each way in and each role."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from lib.services.entry.access import Role, Visitor, access
from lib.services.entry.passphrases import hashed
from lib.services.entry.sessions import COOKIE, SESSIONS
from lib.services.entry.tries import FREE_TRIES
from lib.store.programs import passing
from lib.web import assets, sign_in
from lib.web.guard import Guard
from tests.support.stores import store_address

SECRET = "des noms et des courriels"
PASSPHRASES = {Role.LEAD: "la phrase de la direction", Role.TEAM: "la phrase de l’équipe", Role.ROOM: "la phrase de la salle"}
HASHES = {role: hashed(phrase) for role, phrase in PASSPHRASES.items()}
INSIDE = ("/", "/today", "/figures.json", "/calendar.ics", "/download/token", "/_stcore/metrics", "/anything")
FOR_THE_LEAD = ("/_stcore/upload_file/a/b", "/media/file.csv")
OPEN = ("/ecran", "/suivre", "/health", "/static/app.js", "/favicon.svg", "/_stcore/health")
ELSEWHERE = {"base_url": "http://campagne.example", "client": ("192.0.2.7", 40000)}
HTML = {"accept": "text/html,*/*"}
Client = Callable[..., TestClient]


async def _answer(request: Request) -> Response:
    return PlainTextResponse(SECRET)


async def _stream(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text(SECRET)
    await socket.close()


def _email(cookies: Mapping[str, str]) -> str | None:
    return cookies.get("provider")


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A client of the guarded application, with what the file of access says."""
    monkeypatch.setattr(sign_in, "TRIES", sign_in.Tries())
    monkeypatch.setenv("DATABASE_URL", store_address(tmp_path / "store.db"))

    def made(said: str = "", **options: object) -> TestClient:
        file = tmp_path / "secrets.toml"
        monkeypatch.setenv("ACCESS_FILE", str(file))
        file.write_text(said)
        routes: list[BaseRoute] = [*sign_in.ROUTES, assets.ROUTE, WebSocketRoute("/_stcore/stream", _stream),
                                   Route("/{path:path}", _answer, methods=["GET", "POST", "PUT"])]  # fmt: skip
        app = Starlette(routes=routes, middleware=[Middleware(Guard, email_of=_email)])
        return TestClient(app, follow_redirects=False, **options)  # type: ignore[arg-type]

    return made


def passphrases() -> str:
    return "[passphrases]\n" + "".join(f'{role.value} = "{held}"\n' for role, held in HASHES.items())


def signed_in(client: Client, role: Role) -> TestClient:
    found = client(passphrases(), **ELSEWHERE)
    found.cookies.set(COOKIE, SESSIONS.begin(Visitor(role, "Anne"), access(), at=time.monotonic()))
    return found


@pytest.mark.parametrize("path", [*INSIDE, *FOR_THE_LEAD, *OPEN])
def test_on_its_own_machine_everything_answers(client: Client, path: str) -> None:
    own = client(base_url="http://localhost:8501", client=("127.0.0.1", 40000))
    assert own.get(path).text == SECRET


@pytest.mark.parametrize(
    "asked",
    [
        {"base_url": "http://localhost", "client": ("192.0.2.7", 40000)},
        {"base_url": "http://evil.example", "client": ("127.0.0.1", 40000)},
        {"base_url": "http://localhost", "client": ("127.0.0.1", 40000), "headers": {"x-forwarded-for": "192.0.2.7"}},
    ],
    ids=["another machine", "a name that leads here", "through a proxy"],
)
@pytest.mark.parametrize("path", [*INSIDE, *FOR_THE_LEAD])
def test_without_a_way_in_nobody_else_is_answered(client: Client, asked: dict[str, object], path: str) -> None:
    answer = client(**asked).get(path, headers=HTML)
    assert answer.status_code == 403
    assert SECRET not in answer.text
    assert "propre machine" in answer.text or "seule machine" in answer.text or "que sa" in answer.text


@pytest.mark.parametrize("path", OPEN)
def test_the_screen_and_its_files_decide_for_themselves(client: Client, path: str) -> None:
    assert client(passphrases(), **ELSEWHERE).get(path).text == SECRET


@pytest.mark.parametrize("path", [*INSIDE, *FOR_THE_LEAD])
@pytest.mark.parametrize("accept", ["text/html", "*/*"])
def test_a_stranger_gets_the_way_to_sign_in_and_nothing_else(client: Client, path: str, accept: str) -> None:
    answer = client(passphrases(), **ELSEWHERE).get(path, headers={"accept": accept})
    assert answer.status_code == (303 if accept == "text/html" else 401)
    assert SECRET not in answer.text


def test_a_strangers_websocket_is_closed_before_a_word(client: Client) -> None:
    with pytest.raises(WebSocketDisconnect), client(passphrases(), **ELSEWHERE).websocket_connect("/_stcore/stream"):
        pass


@pytest.mark.parametrize("role", [Role.LEAD, Role.TEAM])
def test_the_lead_and_the_team_see_pages(client: Client, role: Role) -> None:
    visitor = signed_in(client, role)
    assert [visitor.get(path).text for path in INSIDE] == [SECRET] * len(INSIDE)
    with visitor.websocket_connect("/_stcore/stream") as socket:
        assert socket.receive_text() == SECRET


@pytest.mark.parametrize("path", FOR_THE_LEAD)
def test_only_the_lead_uploads(client: Client, path: str) -> None:
    assert signed_in(client, Role.LEAD).get(path).text == SECRET
    assert signed_in(client, Role.TEAM).get(path).status_code == 403


def test_the_room_is_led_to_the_screen_alone(client: Client) -> None:
    room = signed_in(client, Role.ROOM)
    assert room.get("/", headers=HTML).headers["location"] == "/ecran"
    assert room.get("/figures.json").status_code == 403
    with pytest.raises(WebSocketDisconnect), room.websocket_connect("/_stcore/stream"):
        pass


def test_the_right_passphrase_opens_where_one_was_going(client: Client) -> None:
    stranger = client(passphrases(), **ELSEWHERE)
    led = stranger.get("/today?as_of=2018-02-23", headers=HTML).headers["location"]
    assert led == "/sign-in?next=%2Ftoday%3Fas_of%3D2018-02-23"
    answer = stranger.post(led, data={"name": "Anne", "passphrase": PASSPHRASES[Role.LEAD]})
    assert (answer.status_code, answer.headers["location"]) == (303, "/today?as_of=2018-02-23")
    assert "httponly" in answer.headers["set-cookie"].lower()
    assert stranger.get("/today").text == SECRET


def test_signing_out_ends_the_session_even_for_a_copy_of_its_cookie(client: Client) -> None:
    visitor = signed_in(client, Role.LEAD)
    held = visitor.cookies[COOKIE]
    assert visitor.post("/sign-out").status_code == 303
    visitor.cookies.set(COOKIE, held)
    assert visitor.get("/").status_code == 401


@pytest.mark.parametrize(
    "typed",
    [{"name": "Anne", "passphrase": "autre chose"}, {"name": "", "passphrase": PASSPHRASES[Role.LEAD]}, {},
     {"name": "Anne", "passphrase": "x" * 9000}],
)  # fmt: skip
def test_whatever_is_wrong_is_said_in_the_same_words(client: Client, typed: dict[str, str]) -> None:
    answer = client(passphrases(), **ELSEWHERE).post("/sign-in?lang=en", data=typed)
    assert answer.status_code == 403
    assert "This is not a passphrase of the campaign, or the name is missing." in answer.text
    assert COOKIE not in answer.cookies


def test_who_guesses_is_made_to_wait(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    stranger = client(passphrases(), **ELSEWHERE)
    monkeypatch.setattr(sign_in.time, "monotonic", lambda: 1000.0)
    monkeypatch.setattr(passing, "clock_seconds", lambda _store: 1000.0)
    codes = [stranger.post("/sign-in", data={"name": "x", "passphrase": "y"}).status_code for _ in range(FREE_TRIES + 1)]
    assert codes == [403] * FREE_TRIES + [429]
    right = stranger.post("/sign-in", data={"name": "Anne", "passphrase": PASSPHRASES[Role.LEAD]})
    assert right.status_code == 429
    assert int(right.headers["retry-after"]) <= 12


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_signing_in_leads_nowhere_else(client: Client, wanted: str) -> None:
    stranger = client(passphrases(), **ELSEWHERE)
    answer = stranger.post("/sign-in", params={"next": wanted}, data={"name": "A", "passphrase": PASSPHRASES[Role.TEAM]})
    assert answer.headers["location"] == "/"


def test_a_form_from_another_site_is_not_listened_to(client: Client) -> None:
    stranger = client(passphrases(), **ELSEWHERE)
    typed = {"name": "A", "passphrase": PASSPHRASES[Role.LEAD]}
    answer = stranger.post("/sign-in", data=typed, headers={"origin": "https://evil.example"})
    assert COOKIE not in answer.cookies


def test_the_cookie_is_for_encrypted_connections_where_there_is_one(client: Client) -> None:
    stranger = client(passphrases(), base_url="https://campagne.example", client=("192.0.2.7", 40000))
    answer = stranger.post("/sign-in", data={"name": "A", "passphrase": PASSPHRASES[Role.TEAM]})
    assert "secure" in answer.headers["set-cookie"].lower()


def test_a_calendar_subscribes_by_its_key(client: Client) -> None:
    stranger = client(passphrases(), **ELSEWHERE)
    assert stranger.get("/calendar.ics", params={"key": access().calendar_key}).text == SECRET
    assert stranger.get("/calendar.ics", params={"key": ""}).status_code == 401
    assert stranger.get("/today", params={"key": access().calendar_key}).status_code == 401


PROVIDER = '[auth]\ncookie_secret = "x"\n[people]\nlead = ["a@example.org"]\nteam = ["b@example.org"]\n'


def test_a_provider_vouches_and_the_file_gives_the_role(client: Client) -> None:
    visitor = client(PROVIDER, **ELSEWHERE)
    assert visitor.get("/calendar.ics").status_code == 401
    assert visitor.get("/_stcore/upload_file/a/b").status_code == 401
    visitor.cookies.set("provider", "b@example.org")
    assert visitor.get("/calendar.ics").text == SECRET
    assert visitor.get("/_stcore/upload_file/a/b").status_code == 403
    visitor.cookies.set("provider", "a@example.org")
    assert visitor.get("/_stcore/upload_file/a/b").text == SECRET
    visitor.cookies.set("provider", "stranger@example.org")
    assert visitor.get("/calendar.ics").status_code == 401


PROXY = '[proxy]\naddress = "10.0.0.5"\nheader = "X-Email"\n[people]\nlead = ["a@example.org"]\n'


@pytest.mark.parametrize(("peer", "email", "status"), [
    ("10.0.0.5", "a@example.org", 200), ("10.0.0.5", "b@example.org", 401), ("192.0.2.7", "a@example.org", 401),
    ("127.0.0.1", "a@example.org", 401),
])  # fmt: skip
def test_a_proxys_header_is_believed_from_the_proxy_alone(client: Client, peer: str, email: str, status: int) -> None:
    visitor = client(PROXY, base_url="http://localhost", client=(peer, 40000))
    assert visitor.get("/today", headers={"x-email": email}).status_code == status


def test_a_file_that_is_not_understood_lets_nobody_in(client: Client) -> None:
    answer = client("[passphrases", base_url="http://localhost", client=("127.0.0.1", 40000)).get("/?lang=en")
    assert answer.status_code == 503
    assert "nobody may" in answer.text
