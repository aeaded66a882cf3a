"""Patience and its bounds; where the door leads and where it does not; what it tells and what it keeps to itself."""

from __future__ import annotations

import gzip
import logging
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lib.campaign.errors import AccessRefused, NotThere, SourceError, SourceUnavailable
from lib.sources.http import AGENT, VERSION
from lib.sources.network.addresses import is_public
from lib.sources.network.answers import Answer
from lib.sources.network.door import Door, Patience, with_query
from tests.support.server import ROOT
from tests.support.site import BUSY, GARBAGE, HTML_200, RESET, Reply, Request, Site, as_json, site

SECRET = "k3y-in-a-header"
PRIVATE = (
    "127.0.0.1", "127.1.2.3", "0.0.0.0", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1", "240.0.0.1",
    "255.255.255.255", "192.0.2.1", "198.18.0.1", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "ff02::1", "fec0::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2002:a00:1::", "2001:0:7f00:1::", "2001:db8::1", "no address",
)  # fmt: skip
PUBLIC = ("8.8.8.8", "93.184.216.34", "2606:4700:4700::1111", "::ffff:8.8.8.8")


@dataclass
class Waiting:
    """A clock that only pauses move."""

    elapsed: float = 0.0
    pauses: list[float] = field(default_factory=list)

    def door(self, **options: object) -> Door:
        return Door(is_private_allowed=True, sleep=self._sleep, clock=lambda: self.elapsed, jitter=lambda: 0.5, **options)  # type: ignore[arg-type]

    def _sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.elapsed += seconds


@pytest.fixture
def waiting() -> Waiting:
    return Waiting()


def answer(request: Request) -> Reply:
    """What the site says where nothing else waits."""
    match request.path:
        case "/echo":
            return as_json({"query": dict(request.query), "body": request.body.decode(), "agent": request.headers.get("user-agent"), "key": request.headers.get("x-key")})
        case "/elsewhere":
            return Reply(302, b"", {"Location": request.query["to"]})
    return Reply(404)


@pytest.fixture
def at() -> Iterator[Site]:
    with site(answer) as running:
        yield running


def test_it_says_who_asks_with_its_version(at: Site, waiting: Waiting) -> None:
    assert waiting.door().fetched_json(f"{at.url}/echo")["agent"] == AGENT  # type: ignore[index, call-overload]
    assert f'version = "{VERSION}"' in (ROOT / "pyproject.toml").read_text("utf-8")


def test_pauses_double_and_five_tries_are_the_end(at: Site, waiting: Waiting) -> None:
    at.trouble("/echo", *[Reply(503)] * 9)
    with pytest.raises(SourceUnavailable, match="out of order"):
        waiting.door().fetched(f"{at.url}/echo")
    assert waiting.pauses == [0.5, 1.0, 2.0, 4.0] and at.count("/echo") == 5


def test_two_minutes_in_all_are_the_end_too(at: Site, waiting: Waiting) -> None:
    at.trouble("/echo", *[Reply(429, b"", {"Retry-After": "50"})] * 9)
    with pytest.raises(SourceUnavailable) as refused:
        waiting.door().fetched(f"{at.url}/echo")
    assert waiting.pauses == [50.0, 50.0] and refused.value.wait_seconds == 50.0


@pytest.mark.parametrize(("asked", "date_header", "seconds"), [
    ("7", "", 7), ("0", "", 0), ("-3", "", None), ("soon", "", None), ("", "", None), ("1" * 400, "", 111_111_111),
    ("Sat, 20 Jan 2018 12:00:07 GMT", "Sat, 20 Jan 2018 12:00:00 GMT", 7), ("Sat, 20 Jan 2018 12:00:07 GMT", "", 7),
    ("Sat, 20 Jan 2018 11:00:00 GMT", "Sat, 20 Jan 2018 12:00:00 GMT", 0), ("Sat, 32 Jan 2018 12:00:07 GMT", "", None),
])  # fmt: skip
def test_what_a_server_asks_to_wait_is_read_in_seconds_or_as_a_date(asked: str, date_header: str, seconds: int | None) -> None:
    headers = {"retry-after": asked, **({"date": date_header} if date_header else {})}
    assert Answer(429, headers, b"").wait_seconds(datetime(2018, 1, 20, 12, tzinfo=UTC)) == seconds


@pytest.mark.parametrize("reply", [BUSY, RESET, GARBAGE, HTML_200], ids=["busy", "reset", "garbage", "page"])
def test_what_passes_ends_well(at: Site, waiting: Waiting, reply: Reply) -> None:
    at.trouble("/echo", reply, reply)
    assert waiting.door().fetched_json(f"{at.url}/echo", parameters={"a": "1 2"})["query"] == {"a": "1 2"}  # type: ignore[index, call-overload]


@pytest.mark.parametrize(("status", "error"), [(401, AccessRefused), (403, AccessRefused), (404, NotThere), (410, NotThere), (400, SourceError), (418, SourceError)])
def test_a_refusal_is_not_asked_again(at: Site, waiting: Waiting, status: int, error: type[SourceError]) -> None:
    at.trouble("/echo", Reply(status), Reply(status))
    with pytest.raises(error):
        waiting.door().fetched_json(f"{at.url}/echo")
    assert at.count("/echo") == 1 and waiting.pauses == []


def test_a_form_is_sent_as_one(at: Site, waiting: Waiting) -> None:
    said = waiting.door().posted_form(f"{at.url}/echo", {"params": '{"limit": 2}'}, headers={"X-Key": SECRET})
    assert said["body"] == "params=%7B%22limit%22%3A+2%7D" and said["key"] == SECRET  # type: ignore[index, call-overload]


def test_numbers_with_a_point_are_exact(at: Site, waiting: Waiting) -> None:
    at.trouble("/echo", Reply(200, b'{"a": 20.10}', {"Content-Type": "application/json"}))
    assert str(waiting.door().fetched_json(f"{at.url}/echo")["a"]) == "20.10"  # type: ignore[index, call-overload]


def test_a_large_file_goes_to_the_disk_and_not_above_the_limit(at: Site, waiting: Waiting, tmp_path: Path) -> None:
    at.trouble("/file", Reply(200, b"x" * 300_000), Reply(200, b"x" * 300_001))
    door, path = waiting.door(largest_bytes=300_000), tmp_path / "file"
    assert door.saved(f"{at.url}/file", path).body == b"" and path.stat().st_size == 300_000
    with pytest.raises(SourceError, match="sends more than"):
        door.saved(f"{at.url}/file", path)


def test_what_unpacks_to_more_than_the_limit_is_not_unpacked(at: Site, waiting: Waiting) -> None:
    bomb = Reply(200, gzip.compress(b"0" * 60_000_000), {"Content-Type": "application/json", "Content-Encoding": "gzip"})
    assert len(bomb.body) < 100_000
    at.trouble("/echo", bomb)
    with pytest.raises(SourceError, match="sends more than"):
        waiting.door().fetched(f"{at.url}/echo")


def test_a_key_never_follows_to_another_site(at: Site, waiting: Waiting) -> None:
    other = at.url.replace("127.0.0.1", "localhost")
    url = with_query(f"{at.url}/elsewhere", {"to": f"{other}/echo"})
    with pytest.raises(SourceError, match="sends to another address"):
        waiting.door().fetched(url, headers={"X-Key": SECRET})
    with pytest.raises(SourceError, match="leads inside"):
        waiting.door().fetched(url, headers={"X-Key": SECRET}, is_sent_on=True)
    assert at.count("/echo") == 0


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_inside_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_outside_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f000001", "127.1", "017700000001"])
def test_a_typed_address_that_leads_inside_is_never_connected_to(at: Site, host: str) -> None:
    with pytest.raises(SourceError):
        Door(patience=Patience(tries=1)).fetched(at.url.replace("127.0.0.1", host) + "/echo")
    assert at.asked == []


def test_a_name_that_changes_its_mind_between_two_looks_gains_nothing(at: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first look gives a public address, every later one this machine: what is connected to is what was looked at."""
    real, looks = socket.getaddrinfo, []

    def rebinding(host: str, port: int, *more: int, **options: int) -> object:
        if host != "rebinding.example":
            return real(host, port, *more, **options)
        looks.append(host)
        return real("192.88.99.77" if len(looks) == 1 else "127.0.0.1", port, *more, **options)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    monkeypatch.setattr("lib.sources.network.addresses.is_public", lambda address: address == "192.88.99.77")
    with pytest.raises(SourceError):
        Door(patience=Patience(connect_seconds=0.2, tries=1)).fetched(at.url.replace("127.0.0.1", "rebinding.example") + "/echo")
    assert len(looks) == 1 and at.asked == []


def test_no_sentence_nor_log_holds_a_header_or_what_an_address_holds_besides_its_host(at: Site, waiting: Waiting, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for trouble in (Reply(500), RESET, GARBAGE, Reply(401), Reply(404), Reply(302, b"", {"Location": f"http://other.example/{SECRET}"})):
        at.calm()
        at.trouble("/echo", *[trouble] * 9)
        with pytest.raises(SourceError) as refused:
            waiting.door().fetched_json(f"{at.url}/echo", headers={"Authorization": f"APIKey {SECRET}"})
        assert SECRET not in repr(refused.value.message) and refused.value.__cause__ is None
    with pytest.raises(SourceError):
        waiting.door().fetched(f"{at.url}/echo", headers={"X-Key": f"{SECRET}\nX-More: 1"})
    assert SECRET not in caplog.text
