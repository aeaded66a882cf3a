"""The digest on its way, to a real mail server and a real webhook of this machine."""

from __future__ import annotations

import json
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword

from lib.campaign.errors import DashboardError, SettingsError, SourceError
from lib.services.daily.digest import Digest
from lib.services.daily.sending import Mail, Sent, Ways, send, ways
from tests.services.held import AT

DIGEST = Digest("Essai : à faire le 1er mars", "Déjà 12 personnes\n", "<!DOCTYPE html><p>Déjà 12 personnes</p>")
USER, PASSWORD = "ana", "correct horse"
ENVIRONMENT = {
    "SMTP_HOST": "mail.example.org", "DIGEST_FROM": "Essai <essai@example.org>", "DIGEST_TO": "ana@example.org, Bo <bo@example.org>",
}  # fmt: skip


class _Box:
    """What a mail server received; one address is unknown to it."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []

    async def handle_RCPT(self, _server: object, _session: object, envelope: Envelope, address: str, _options: object) -> str:
        if address == "nobody@example.org":
            return "550 no such address"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: object, _session: object, envelope: Envelope) -> str:
        self.envelopes.append(envelope)
        return "250 OK"

    def message(self) -> EmailMessage:
        """The last one."""
        content = self.envelopes[-1].content
        assert isinstance(content, bytes)
        found = message_from_bytes(content, policy=policy.default)
        assert isinstance(found, EmailMessage)
        return found


def _authenticated(_server: object, _session: object, _envelope: object, _mechanism: str, data: object) -> AuthResult:
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=False)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def mail_server(context: ssl.SSLContext | None) -> Iterator[tuple[_Box, int]]:
    """A mail server on this machine, with STARTTLS and a password where there is a context."""
    box, port = _Box(), _free_port()
    more: dict[str, Any] = {"tls_context": context, "require_starttls": True, "authenticator": _authenticated} if context else {}
    controller = Controller(box, hostname="127.0.0.1", port=port, server_hostname="essai", **more)
    controller.start()
    try:
        yield box, port
    finally:
        controller.stop()


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """Who vouches for the mail server."""
    return trustme.CA()


@pytest.fixture
def encrypted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[_Box, int]]:
    """A mail server called localhost, which this machine trusts."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    with mail_server(context) as held:
        yield held


def mail(port: int, **changes: Any) -> Ways:
    settings = {"host": "localhost", "user": USER, "password": PASSWORD, "sender": "Essai <essai@example.org>",
                "receivers": ("ana@example.org", "bo@example.org"), **changes}  # fmt: skip
    return Ways(Mail(port=port, **settings), "")


def test_a_message_with_both_texts_goes_to_everybody_over_tls(encrypted: tuple[_Box, int]) -> None:
    box, port = encrypted
    assert send(DIGEST, mail(port), at=AT) == Sent(2, to_webhook=False)
    message, (envelope,) = box.message(), box.envelopes
    assert (envelope.mail_from, envelope.rcpt_tos) == ("essai@example.org", ["ana@example.org", "bo@example.org"])
    assert (message["Subject"], message["From"], message["To"]) == (DIGEST.subject, "Essai <essai@example.org>", "ana@example.org, bo@example.org")
    assert message["Date"].datetime == AT
    plain, html = message.iter_parts()
    assert (plain.get_content_type(), plain.get_content().replace("\r\n", "\n")) == ("text/plain", DIGEST.text)
    assert (html.get_content_type(), html.get_content().strip()) == ("text/html", DIGEST.html)


def test_a_wrong_password_is_said(encrypted: tuple[_Box, int]) -> None:
    box, port = encrypted
    with pytest.raises(SourceError, match="refuses the user or the password"):
        send(DIGEST, mail(port, password="other"), at=AT)
    assert box.envelopes == []


def test_a_server_that_nobody_vouches_for_gets_nothing(encrypted: tuple[_Box, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    box, port = encrypted
    with pytest.raises(SourceError, match="certificate is not trusted"):
        send(DIGEST, mail(port), at=AT)
    assert box.envelopes == []


def test_a_password_is_never_sent_to_a_server_that_does_not_encrypt() -> None:
    with mail_server(None) as (box, port):
        with pytest.raises(SourceError, match="does not encrypt"):
            send(DIGEST, mail(port), at=AT)
        assert box.envelopes == []


def test_a_mail_server_of_this_machine_needs_neither_password_nor_encryption() -> None:
    with mail_server(None) as (box, port):
        send(DIGEST, mail(port, user="", password=""), at=AT)
        assert len(box.envelopes) == 1


def test_an_address_that_the_server_refuses_is_said_and_the_others_get_it(encrypted: tuple[_Box, int]) -> None:
    box, port = encrypted
    with pytest.raises(SourceError, match="refuses some of the addresses"):
        send(DIGEST, mail(port, receivers=("nobody@example.org", "bo@example.org")), at=AT)
    assert box.envelopes[0].rcpt_tos == ["bo@example.org"]


@pytest.mark.parametrize("host", ["127.0.0.1", "nowhere.invalid", "bad host", "é" * 70])
def test_a_mail_server_that_is_not_there_is_said(host: str) -> None:
    with pytest.raises(SourceError, match="cannot be reached, or refuses the message"):
        send(DIGEST, mail(9, host=host), at=AT)


class _Hook(BaseHTTPRequestHandler):
    status = 200
    received: list[tuple[str, Any]] = []

    def do_POST(self) -> None:
        self.received.append((self.path, json.loads(self.rfile.read(int(self.headers["Content-Length"])))))
        self.send_response(self.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""


@pytest.fixture
def hook() -> Iterator[tuple[type[_Hook], str]]:
    """A webhook, and its address."""
    kind = type("Hook", (_Hook,), {"received": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield kind, f"http://127.0.0.1:{server.server_address[1]}/hooks/k3y"
    server.shutdown()


def test_a_webhook_gets_the_text(hook: tuple[type[_Hook], str]) -> None:
    kind, url = hook
    assert send(DIGEST, Ways(None, url), at=AT) == Sent(0, to_webhook=True)
    assert kind.received == [("/hooks/k3y", {"text": DIGEST.text})]


def test_a_webhook_that_refuses_is_said_without_its_address(hook: tuple[type[_Hook], str]) -> None:
    kind, url = hook
    kind.status = 403
    with pytest.raises(SourceError) as refused:
        send(DIGEST, Ways(None, url), at=AT)
    assert refused.value.message.params == {"status": "403"}


def test_the_environment_says_where_to() -> None:
    found = ways({**ENVIRONMENT, "SMTP_PORT": "465", "SMTP_USER": "ana", "SMTP_PASSWORD": " p ", "DIGEST_WEBHOOK": "https://example.org/h"})
    assert found == Ways(Mail("mail.example.org", 465, "ana", " p ", "Essai <essai@example.org>", ("ana@example.org", "bo@example.org")),
                         "https://example.org/h")  # fmt: skip


def test_without_a_port_mail_goes_to_that_of_submission() -> None:
    found = ways(ENVIRONMENT).mail
    assert found is not None and found.port == 587


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"SMTP_HOST": ""}, "DIGEST_WEBHOOK"),
        ({"DIGEST_TO": ""}, "DIGEST_TO"),
        ({"DIGEST_TO": "ana"}, "DIGEST_TO"),
        ({"DIGEST_FROM": "essai"}, "DIGEST_FROM"),
        ({"SMTP_PORT": "mail"}, "SMTP_PORT"),
        ({"SMTP_PORT": "70000"}, "SMTP_PORT"),
        ({"SMTP_PASSWORD": "pässword"}, "SMTP_PASSWORD"),
    ],
)
def test_half_of_the_settings_is_refused_by_name(changes: dict[str, str], word: str) -> None:
    with pytest.raises(SettingsError, match=word):
        ways({**ENVIRONMENT, **changes})


def test_no_sentence_tells_a_password_or_an_address(encrypted: tuple[_Box, int]) -> None:
    _box, port = encrypted
    for where in (mail(port, password="other"), mail(9), mail(port, receivers=("nobody@example.org",))):
        with pytest.raises(DashboardError) as refused:
            send(DIGEST, where, at=AT)
        said = refused.value.message.text + str(refused.value.message.params)
        assert "@" not in said and "other" not in said
