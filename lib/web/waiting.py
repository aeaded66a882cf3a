"""Whoever was told to wait, and does not, is told so again before anything else is done: no form read, no page drawn, no
database, no thread. Ten thousand tries a minute then cost those who work little more than the connections do."""

from __future__ import annotations

import time

from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Receive, Scope, Send

from lib.campaign.errors import SettingsError
from lib.services.entry.access import Access, access
from lib.services.entry.known_browsers import BROWSER_COOKIE, known_browser
from lib.services.entry.tries import Waits
from lib.web.guard import SIGN_IN, cookies
from lib.web.peers import asker
from lib.web.sign_in_page import too_many_page

WAITS = Waits()


class Waiting:
    """Middleware for tries of a passphrase alone; it goes by what this program has told, so that it lets nobody in."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        wait = _seconds_left(scope) if scope["type"] == "http" and scope["path"] == SIGN_IN and scope["method"] == "POST" else 0.0
        if wait:
            asked = Request(scope)
            await too_many_page(asked.query_params.get("lang"), asked.url.query, wait)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def browser_of(asked: HTTPConnection, found: Access) -> str:
    """The name of a browser that signed in before; "" for any other."""
    is_told = BROWSER_COOKIE in asked.headers.get("cookie", "")
    return known_browser(cookies(asked.headers).get(BROWSER_COOKIE), found) if is_told else ""


def _seconds_left(scope: Scope) -> float:
    asked = HTTPConnection(scope)
    try:
        return WAITS.seconds_left(asker(asked), browser_of(asked, access()), at=time.monotonic())
    except SettingsError:  # whoever answers next says so
        return 0.0
