"""The digest on its way: by e-mail (SMTP, encrypted) or to a webhook; where to is decided by the environment."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, getaddresses, make_msgid, parseaddr

from lib.campaign.errors import SettingsError, SourceError
from lib.campaign.message import N_
from lib.services.daily.digest import Digest
from lib.sources.http import Limits, posted

SMTP_SECONDS = 20.0
_WEBHOOK = Limits(deadline_seconds=20.0, largest_bytes=100_000)
_ENCRYPTED_PORT = 465
_SUBMISSION_PORT = 587
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Mail:
    """The mail server and the two ends: `SMTP_HOST`, `SMTP_PORT`, `SMTP_USER`, `SMTP_PASSWORD`, `DIGEST_FROM`, `DIGEST_TO`."""

    host: str
    port: int
    user: str
    password: str
    sender: str
    receivers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ways:
    """Where a digest goes: by mail, to a webhook (`DIGEST_WEBHOOK`), or both."""

    mail: Mail | None
    webhook: str


@dataclass(frozen=True, slots=True)
class Sent:
    """How far a digest went."""

    receivers: int
    to_webhook: bool


def ways(environment: Mapping[str, str]) -> Ways:
    """What the environment says; raises SettingsError when it names no way, or half of one."""
    webhook = environment.get("DIGEST_WEBHOOK", "").strip()
    mail = _mail(environment) if environment.get("SMTP_HOST", "").strip() else None
    if mail is None and not webhook:
        raise SettingsError(N_("Nothing says where to send the digest: set SMTP_HOST, DIGEST_FROM and DIGEST_TO, or "
                               "DIGEST_WEBHOOK."))  # fmt: skip
    return Ways(mail, webhook)


def _mail(environment: Mapping[str, str]) -> Mail:
    receivers = tuple(address for _name, address in getaddresses([environment.get("DIGEST_TO", "")]) if "@" in address)
    sender = environment.get("DIGEST_FROM", "").strip()
    if not receivers:
        raise SettingsError(N_("SMTP_HOST is set, but DIGEST_TO names no address."))
    if "@" not in parseaddr(sender)[1]:
        raise SettingsError(N_("SMTP_HOST is set, but DIGEST_FROM is no address."))
    user, password = environment.get("SMTP_USER", "").strip(), environment.get("SMTP_PASSWORD", "")
    if not (user + password).isascii():
        raise SettingsError(N_("SMTP_USER and SMTP_PASSWORD can only hold letters without accents, digits and signs."))
    port = _port(environment.get("SMTP_PORT", "").strip())
    return Mail(environment["SMTP_HOST"].strip(), port, user, password, sender, receivers)


def _port(text: str) -> int:
    if not text:
        return _SUBMISSION_PORT
    if not text.isdecimal() or not 0 < int(text) < 65_536:
        raise SettingsError(N_("SMTP_PORT must be a number between 1 and 65535, such as 587."))
    return int(text)


def send(digest: Digest, where: Ways, *, at: datetime) -> Sent:
    """Send it every way there is; raises SourceError in words, without any address, when one of them refuses."""
    if where.mail is not None:
        send_mail(digest, where.mail, at=at)
    if where.webhook:
        post(digest, where.webhook)
    return Sent(len(where.mail.receivers) if where.mail else 0, bool(where.webhook))


def send_mail(digest: Digest, mail: Mail, *, at: datetime) -> None:
    """One message with both texts, over TLS; without TLS only to a mail server on this machine, and without a password."""
    try:
        with _connected(mail) as server:
            if mail.user:
                server.login(mail.user, mail.password)
            refused = server.send_message(_message(digest, mail, at), parseaddr(mail.sender)[1], mail.receivers)
    except smtplib.SMTPAuthenticationError as error:
        raise SourceError(N_("The mail server %(host)s refuses the user or the password: check SMTP_USER and SMTP_PASSWORD."),
                          host=mail.host) from error  # fmt: skip
    except ssl.SSLError as error:
        raise SourceError(N_("The mail server %(host)s cannot prove who it is: its certificate is not trusted."),
                          host=mail.host) from error  # fmt: skip
    except (smtplib.SMTPException, OSError, UnicodeError) as error:
        raise SourceError(N_("The mail server %(host)s cannot be reached, or refuses the message. Check SMTP_HOST, SMTP_PORT and "
                             "the addresses."), host=mail.host) from error  # fmt: skip
    if refused:
        raise SourceError(N_("The mail server %(host)s refuses some of the addresses of DIGEST_TO; the others were sent to."),
                          host=mail.host)  # fmt: skip


def _connected(mail: Mail) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if mail.port == _ENCRYPTED_PORT:
        return smtplib.SMTP_SSL(mail.host, mail.port, timeout=SMTP_SECONDS, context=context)
    server = smtplib.SMTP(mail.host, mail.port, timeout=SMTP_SECONDS)
    server.ehlo()
    if server.has_extn("starttls"):
        server.starttls(context=context)
        server.ehlo()
    elif mail.user or mail.host not in _THIS_MACHINE:
        server.close()
        raise SourceError(N_("The mail server %(host)s does not encrypt: nothing was sent to it."), host=mail.host)
    return server


def _message(digest: Digest, mail: Mail, at: datetime) -> EmailMessage:
    message = EmailMessage()
    message["Date"] = format_datetime(at)
    message["Message-ID"] = make_msgid(domain=parseaddr(mail.sender)[1].rpartition("@")[2])
    message["Subject"], message["From"], message["To"] = digest.subject, mail.sender, ", ".join(mail.receivers)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(digest.text)
    message.add_alternative(digest.html, subtype="html")
    return message


def post(digest: Digest, webhook: str) -> None:
    """The text as `{"text": …}`, which chat programs understand; raises SourceError unless the answer is a success."""
    answer = posted(webhook, {"text": digest.text}, limits=_WEBHOOK)
    if not 200 <= answer.status < 300:
        raise SourceError(N_("The webhook refused the digest (answer %(status)s): check DIGEST_WEBHOOK."),
                          status=str(answer.status))  # fmt: skip
