"""Who was told to wait is told so again at once, before anything else is done; nobody else notices."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from lib.services.entry.access import access
from lib.services.entry.known_browsers import BROWSER_COOKIE, new_browser
from lib.services.entry.passphrases import hashed
from lib.services.entry.tries import Waits
from lib.web import hashing, waiting
from lib.web.hashing import Urgency, urgency
from lib.web.sign_in_page import form_page, too_many_page, wrong_page
from lib.web.waiting import Waiting, browser_of

PASSPHRASE = "la phrase de la direction"
SAID = f'[passphrases]\nlead = "{hashed(PASSPHRASE)}"\n'
Door = Callable[..., TestClient]


async def _further(request: Request) -> Response:
    return PlainTextResponse("further")


@pytest.fixture
def door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Door:
    """The middleware before something that answers; `192.0.2.7` was told to wait for 12 s."""
    file = tmp_path / "secrets.toml"
    file.write_text(SAID)
    monkeypatch.setenv("ACCESS_FILE", str(file))
    monkeypatch.setattr(waiting.time, "monotonic", lambda: 1000.0)
    waits = Waits()
    waits.note("192.0.2.7", "", until=1011.5)
    monkeypatch.setattr(waiting, "WAITS", waits)

    def made(client: str = "192.0.2.7", **options: object) -> TestClient:
        app = Starlette(routes=[Route("/{path:path}", _further, methods=["GET", "POST"])], middleware=[Middleware(Waiting)])
        return TestClient(app, client=(client, 40000), **options)  # type: ignore[arg-type]

    return made


def test_whoever_was_told_to_wait_is_told_how_long_still(door: Door) -> None:
    answer = door().post("/sign-in?lang=en", data={"name": "x", "passphrase": "y"})
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "12")
    assert "Wait 12 seconds" in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_only_tries_are_held_up_and_only_of_those_who_wait(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    assert door().get("/sign-in").text == "further"
    assert door().post("/sign-out").text == "further"
    assert door("192.0.2.8").post("/sign-in").text == "further"
    monkeypatch.setattr(waiting.time, "monotonic", lambda: 1011.6)
    assert door().post("/sign-in").text == "further"


def test_a_browser_that_signed_in_before_is_not_held_up_by_a_crowd_of_its_address_and_a_forged_one_is(door: Door) -> None:
    known, forged = door(cookies={BROWSER_COOKIE: new_browser(access())}), door(cookies={BROWSER_COOKIE: "x.y"})
    assert known.post("/sign-in").text == "further"
    assert forged.post("/sign-in").status_code == 429
    waiting.WAITS.note("", browser_of(Request(_scope(known)), access()), until=1060.0)
    assert known.post("/sign-in").status_code == 429


def _scope(client: TestClient) -> dict[str, object]:
    cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    return {"type": "http", "headers": [(b"cookie", cookie.encode())]}


def test_a_file_of_access_that_is_not_understood_is_said_by_who_answers_next(door: Door, tmp_path: Path) -> None:
    (tmp_path / "secrets.toml").write_text("[passphrases")
    assert door().post("/sign-in").text == "further"


def test_of_strangers_who_wait_the_latest_are_remembered_and_memory_stays_level() -> None:
    waits = Waits()
    for number in range(5000):
        waits.note(f"stranger {number}", "", until=2000.0)
    assert (waits.seconds_left("stranger 4999", "", at=1990.0), waits.seconds_left("stranger 0", "", at=1990.0)) == (10.0, 0.0)
    assert len(waits._until) == 1024
    waits.forget("stranger 4999")
    assert waits.seconds_left("stranger 4999", "", at=1990.0) == 0.0


def test_the_form_goes_where_the_address_said_letter_by_letter() -> None:
    for page in (form_page("fr", 'next=/data&x="><b>'), wrong_page("fr", 'next=/data&x="><b>'), too_many_page("fr", 'next=/data&x="><b>', 3)):
        assert 'action="/sign-in?next=/data&amp;x=&#34;&gt;&lt;b&gt;"' in bytes(page.body).decode()
    assert 'action="/sign-in"' in bytes(form_page("fr", "x" * 3000).body).decode()


@pytest.mark.parametrize(
    ("lang", "query", "link"),
    [
        ("fr", "", '<a href="/sign-in?lang=en" lang="en-CA" hreflang="en-CA">English</a>'),
        ("en", "lang=en&next=/data", '<a href="/sign-in?next=%2Fdata&amp;lang=fr" lang="fr-CA" hreflang="fr-CA">Français</a>'),
        ("fr", 'x="><b>', '<a href="/sign-in?x=%22%3E%3Cb%3E&amp;lang=en" lang="en-CA" hreflang="en-CA">English</a>'),
        ("fr", "x" * 3000, '<a href="/sign-in?lang=en" lang="en-CA" hreflang="en-CA">English</a>'),
    ],
)
def test_who_speaks_the_other_language_is_led_to_the_same_form_in_it(lang: str, query: str, link: str) -> None:
    for page in (form_page(lang, query), wrong_page(lang, query), too_many_page(lang, query, 3)):
        assert link in bytes(page.body).decode()


@pytest.mark.parametrize(("wait", "told"), [(0.2, "1"), (11.2, "12"), (20.0, "20"), (20.1, "30"), (601.0, "610")])
def test_a_long_wait_is_rounded_up_so_that_few_pages_are_drawn(wait: float, told: str) -> None:
    assert too_many_page("fr", "", wait).headers["retry-after"] == told


def test_a_passphrase_of_a_crowd_is_hashed_after_everything_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashing, "_LATEST", type(hashing._LATEST)(maxlen=hashing._LATEST.maxlen))
    assert [urgency(is_stranger=True, at=100.0 + each) for each in range(6)] == [Urgency.SOON] * 4 + [Urgency.LAST] * 2
    assert urgency(is_stranger=False, at=106.0) is Urgency.FIRST
    assert urgency(is_stranger=True, at=200.0) is Urgency.SOON


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a priority is the whole program's")
def test_a_crowd_s_thread_alone_has_the_least_priority() -> None:
    program = (
        "import asyncio, os\nfrom lib.web.hashing import Urgency, aside\n"
        "print(os.nice(0), *(asyncio.run(aside(lambda: os.nice(0), each)) for each in Urgency))"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(Path.cwd())})
    own, *threads = map(int, told.stdout.split())
    assert threads == [min(own + each.value, 19) for each in Urgency]


def test_what_hashing_took_lately_is_how_far_apart_turns_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashing, "_TOOK", type(hashing._TOOK)([2.0, 6.0]))
    assert hashing.seconds_each() == 5.0
    monkeypatch.setattr(hashing, "_TOOK", type(hashing._TOOK)())
    assert hashing.seconds_each() == 0.0
