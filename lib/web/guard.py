"""The door of the application: who is not known gets the screen if it is on, the page to sign in, and nothing else.

It stands before everything that Streamlit serves (pages, WebSocket, uploads) and before our own routes, and it fails
closed: what it does not know by name is for those who may see pages.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from ipaddress import IPv6Address, ip_address
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from lib.campaign.errors import SettingsError
from lib.campaign.message import N_, Message, say
from lib.i18n.language import language
from lib.i18n.translator import Translator
from lib.services.access import LOCAL_HOSTS, Visitor, WayIn, access
from lib.services.visitors import EmailOf, visitor

SCREEN = "/ecran"
SIGN_IN, SIGN_OUT = "/sign-in", "/sign-out"
_OPEN = (
    SCREEN, "/suivre", "/plain/", SIGN_IN, SIGN_OUT, "/health", "/static/", "/favicon", "/apple-touch-icon", "/social-card",
    "/_stcore/health", "/robots.txt",
)  # fmt: skip
"""Nothing of these holds a person; the screen and the followers' view ask for themselves whether they are on."""
_PROVIDER = ("/auth/", "/oauth2callback", "/_stcore/stream", "/_stcore/host-config")
"""What signing in with a provider needs before anybody is known: a run for a stranger draws the way to sign in alone."""
_LEAD = ("/_stcore/upload_file", "/media/")
"""Files leave by `/download/` with a token that a page gives to those who may have them."""
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
_NOT_KEPT = {"Cache-Control": "no-store"}
_OWN = N_(
    "This dashboard answers its own machine alone. To show it to others, set a way to sign in first (docs/operations.md)."
)
_STRANGER = N_("Sign in first.")
_NOT_YOURS = N_("This is for the campaign’s lead.")


class Guard:
    """Middleware that lets through who may; `email_of` reads a provider's cookie, which Streamlit alone understands."""

    def __init__(self, app: ASGIApp, email_of: EmailOf) -> None:
        self.app, self.email_of = app, email_of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(HTTPConnection(scope))
        if refusal is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await refusal(scope, receive, send)

    def _refusal(self, asked: HTTPConnection) -> Response | None:
        path = asked.url.path
        try:
            found = access()
            if path.startswith(_OPEN):
                return None
            if found.way_in is WayIn.OWN_MACHINE:
                return None if is_own_machine(asked) else _said(asked, say(_OWN), 403)
            if found.way_in is WayIn.PROXY and not _is_from(asked, found.proxy_address):
                return _said(asked, say(_STRANGER), 401)
            known = visitor(cookies(asked.headers), asked.headers, self.email_of, at=time.monotonic())
        except SettingsError as error:
            return _said(asked, error.message, 503)
        if path == "/calendar.ics" and found.calendar_key and asked.query_params.get("key") == found.calendar_key:
            return None
        if known is None:
            return None if found.way_in is WayIn.PROVIDER and _serves_strangers(asked) else _to_sign_in(asked, found.way_in)
        return _refusal_for(known, asked)


def is_own_machine(asked: HTTPConnection) -> bool:
    """Whether the browser runs on this very machine: nothing forwarded it, and it asks by a local name."""
    host = (asked.url.hostname or "").casefold()
    is_local = host in LOCAL_HOSTS or _is_loopback(host)
    return is_local and _is_loopback(asked.client.host if asked.client else "") and not _is_forwarded(asked.headers)


def cookies(headers: Mapping[str, str]) -> Mapping[str, str]:
    """The cookies of a request; none where its header cannot be read."""
    try:
        return {name: held.value for name, held in SimpleCookie(headers.get("cookie", "")).items()}
    except CookieError:
        return {}


def _is_forwarded(headers: Headers) -> bool:
    return any(name in headers for name in _FORWARDED)


def _is_loopback(address: str) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    mapped = parsed.ipv4_mapped if isinstance(parsed, IPv6Address) else None
    return (mapped or parsed).is_loopback


def _is_from(asked: HTTPConnection, address: str) -> bool:
    return asked.client is not None and asked.client.host == address


def _serves_strangers(asked: HTTPConnection) -> bool:
    return asked.url.path.startswith(_PROVIDER) or _is_page(asked)


def _is_page(asked: HTTPConnection) -> bool:
    """Whether a browser asks for a page by its address: Streamlit answers each with the same empty frame."""
    wanted = asked.headers.get("accept", "")
    return asked.scope["type"] == "http" and asked.scope["method"] in ("GET", "HEAD") and "text/html" in wanted


def _refusal_for(known: Visitor, asked: HTTPConnection) -> Response | None:
    if not known.may_see_pages:
        return RedirectResponse(SCREEN, 303, _NOT_KEPT) if _is_page(asked) else _said(asked, say(_NOT_YOURS), 403)
    if asked.url.path.startswith(_LEAD) and not known.may_edit:
        return _said(asked, say(_NOT_YOURS), 403)
    return None


def _to_sign_in(asked: HTTPConnection, way_in: WayIn) -> Response:
    if way_in is not WayIn.PASSPHRASE or not _is_page(asked):
        return _said(asked, say(_STRANGER), 401)
    wanted = asked.url.path + (f"?{asked.url.query}" if asked.url.query else "")
    return RedirectResponse(f"{SIGN_IN}?next={quote(wanted, safe='')}", 303, _NOT_KEPT)


def _said(asked: HTTPConnection, message: Message, status: int) -> Response:
    words = Translator(language(asked.query_params.get("lang"))).sentence(message)
    return PlainTextResponse(words, status, _NOT_KEPT)
