"""The door of the application: who is not known gets the screen if it is on, the page to sign in, and nothing else.

It stands before everything that Streamlit serves (pages, WebSocket, uploads) and before our own routes, and it fails
closed: what it does not know by name is for those who may see pages.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping
from hmac import compare_digest
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from lib.campaign.errors import SettingsError, StoreError
from lib.campaign.message import N_, Message, say
from lib.i18n.language import language
from lib.i18n.translator import Translator
from lib.services.entry.access import LOCAL_HOSTS, Access, Role, Visitor, WayIn, access
from lib.services.entry.roles import visitor_with
from lib.services.entry.sessions import COOKIE, ENDED_COOKIES, SESSIONS
from lib.services.entry.visitors import PROVIDER_COOKIE, EmailOf, visitor
from lib.web.peers import is_loopback, peer
from lib.web.same_visitor import with_visitor

SCREEN = "/ecran"
SIGN_IN, SIGN_OUT = "/sign-in", "/sign-out"
_OPEN = (
    SCREEN, "/suivre", "/plain/", SIGN_IN, SIGN_OUT, "/health", "/static/", "/favicon", "/apple-touch-icon", "/social-card",
    "/_stcore/health", "/robots.txt",
)  # fmt: skip
"""Nothing of these holds a person; the screen and the followers' view ask for themselves whether they are on."""
_LEAVING = "/auth/logout"
_PROVIDER = ("/auth/login", _LEAVING, "/oauth2callback", "/_stcore/stream", "/_stcore/host-config")
"""What signing in with a provider needs before anybody is known: a run for a stranger draws the way to sign in alone."""
_LEAD = ("/_stcore/upload_file", "/media/")
"""Files leave by `/download/` with a token that a page gives to those who may have them."""
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
_NOT_KEPT = {"Cache-Control": "no-store"}
_VISITOR = "campaign.visitor"
"""Of a request's scope: whom the door knows."""
_OWN = N_(
    "This dashboard answers its own machine alone. To show it to others, set a way to sign in first (docs/operations.md)."
)
_STRANGER = N_("Sign in first.")
_OTHER_HOST = N_("The dashboard does not answer to this address. Who keeps it names it with --server.allowedHosts.")
_NOT_YOURS = N_("This is for the campaign’s lead.")


class Guard:
    """Middleware that lets through who may; `email_of` reads a provider's cookie, which Streamlit alone understands.

    `pages`: the addresses that Streamlit answers with its empty frame, where a provider's sign-in begins. `is_host_ours`
    tells whether a request's Host is one that the dashboard goes by: a page elsewhere can make its own name lead here.
    """

    def __init__(
        self, app: ASGIApp, email_of: EmailOf, pages: Collection[str] = (),
        is_host_ours: Callable[[str | None], bool] = lambda host: True,
    ) -> None:  # fmt: skip
        self.app, self.email_of, self.pages, self.is_host_ours = app, email_of, frozenset(pages), is_host_ours

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        asked = HTTPConnection(scope)
        refusal = await run_in_threadpool(self._refusal, asked) if SESSIONS.elsewhere else self._refusal(asked)
        if refusal is None:
            await self.app(_bound(asked) if scope["type"] == "websocket" else scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await refusal(scope, receive, send)

    def _refusal(self, asked: HTTPConnection) -> Response | None:
        path = _path(asked)
        try:
            found = access()
            if path.startswith(_OPEN):
                return None
            if not self.is_host_ours(asked.headers.get("host")):
                return _said(asked, say(_OTHER_HOST), 403)
            if found.way_in is WayIn.OWN_MACHINE:
                return None if is_own_machine(asked) else _said(asked, say(_OWN), 403)
            if found.way_in is WayIn.PROXY and not _is_from(asked, found.proxy_address):
                return _said(asked, say(_STRANGER), 401)
            known = visitor(cookies(asked.headers), asked.headers, self.email_of, at=time.monotonic())
        except (SettingsError, StoreError) as error:
            return _said(asked, error.message, 503)
        if path == "/calendar.ics" and _has_key(asked, found):
            asked.scope[_VISITOR] = _subscriber(asked, found)
            return None
        asked.scope[_VISITOR] = known
        if path == _LEAVING:
            ENDED_COOKIES.add(cookies(asked.headers).get(PROVIDER_COOKIE))
        if known is None:
            serves = found.way_in is WayIn.PROVIDER and (path.startswith(_PROVIDER) or (path in self.pages and _is_page(asked)))
            return None if serves else _to_sign_in(asked, found.way_in)
        return _refusal_for(known, asked)


def _path(asked: HTTPConnection) -> str:
    """As it was asked for: an address put together from the Host header would let that decide the path."""
    return str(asked.scope["path"])


def _bound(asked: HTTPConnection) -> Scope:
    held = cookies(asked.headers)
    return with_visitor(dict(asked.scope), visitor_of(asked), held.get(COOKIE, "") + held.get(PROVIDER_COOKIE, ""))


def is_own_machine(asked: HTTPConnection) -> bool:
    """Whether the browser runs on this very machine: nothing forwarded it, and it asks by a local name."""
    host = (asked.url.hostname or "").casefold()
    is_local = host in LOCAL_HOSTS or is_loopback(host)
    return is_local and is_loopback(peer(asked)) and not _is_forwarded(asked.headers)


def visitor_of(asked: HTTPConnection) -> Visitor | None:
    """Whom the door let in by name, for a route that answers of one campaign; None where it asked for no name: this very
    machine, or an address that is open to all."""
    found = asked.scope.get(_VISITOR)
    return found if isinstance(found, Visitor) else None


def screen_of(known: Visitor) -> str:
    """The address of the screen for somebody who may see that alone: of the one campaign where there is but one."""
    own = known.roles.of_campaigns if known.roles is not None and known.roles.everywhere is None else ()
    return f"{SCREEN}?{urlencode({'campaign': own[0][0]})}" if len(own) == 1 else SCREEN


def cookies(headers: Mapping[str, str]) -> Mapping[str, str]:
    """The cookies of a request; none where its header cannot be read."""
    try:
        return {name: held.value for name, held in SimpleCookie(headers.get("cookie", "")).items()}
    except CookieError:
        return {}


def _is_forwarded(headers: Headers) -> bool:
    return any(name in headers for name in _FORWARDED)


def _has_key(asked: HTTPConnection, found: Access) -> bool:
    """Whether the address holds what opens the calendar of the campaign that it names."""
    key = found.calendar_key_of(asked.query_params.get("campaign", ""))
    return bool(key) and compare_digest(asked.query_params.get("key", "").encode(), key.encode())


def _subscriber(asked: HTTPConnection, found: Access) -> Visitor | None:
    """A calendar with its key, where roles are given by campaign: it knows of that one alone."""
    campaign = asked.query_params.get("campaign", "")
    return visitor_with("calendar", None, {campaign: Role.TEAM}) if found.campaigns else None


def _is_from(asked: HTTPConnection, address: str) -> bool:
    return peer(asked) == address


def _is_page(asked: HTTPConnection) -> bool:
    """Whether a browser asks for a page by its address: Streamlit answers each with the same empty frame."""
    wanted = asked.headers.get("accept", "")
    return asked.scope["type"] == "http" and asked.scope["method"] in ("GET", "HEAD") and "text/html" in wanted


def _refusal_for(known: Visitor, asked: HTTPConnection) -> Response | None:
    if not known.may_see_pages:
        return RedirectResponse(screen_of(known), 303, _NOT_KEPT) if _is_page(asked) else _said(asked, say(_NOT_YOURS), 403)
    if _path(asked).startswith(_LEAD) and not known.may_edit:
        return _said(asked, say(_NOT_YOURS), 403)
    return None


def _to_sign_in(asked: HTTPConnection, way_in: WayIn) -> Response:
    if way_in is not WayIn.PASSPHRASE or not _is_page(asked):
        return _said(asked, say(_STRANGER), 401)
    wanted = _path(asked) + (f"?{asked.url.query}" if asked.url.query else "")
    return RedirectResponse(f"{SIGN_IN}?next={quote(wanted, safe='')}", 303, _NOT_KEPT)


def _said(asked: HTTPConnection, message: Message, status: int) -> Response:
    words = Translator(language(asked.query_params.get("lang"))).sentence(message)
    return PlainTextResponse(words, status, _NOT_KEPT)
