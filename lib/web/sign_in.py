"""Signing in with a passphrase, and out: a plain page with one form, no script."""

from __future__ import annotations

import time
from functools import partial
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from lib.services.entry.access import Access, Visitor, WayIn, access
from lib.services.entry.known_browsers import BROWSER_COOKIE, LASTS_SECONDS, new_browser
from lib.services.entry.passphrases import role_of
from lib.services.entry.roles import visitor_with
from lib.services.entry.sessions import COOKIE, SESSIONS
from lib.services.entry.shared_sessions import forgive, seconds_to_wait
from lib.services.entry.tries import Tries
from lib.sources.network.web_address import split
from lib.web.guard import SIGN_IN, SIGN_OUT, screen_of
from lib.web.hashing import aside, is_full, seconds_each, urgency
from lib.web.peers import asker
from lib.web.sign_in_page import HEADERS, form_page, sign_out_page, too_many_page, wrong_page
from lib.web.waiting import WAITS, browser_of

TRIES = Tries()
_TRY_AGAIN_SECONDS = 10.0
"""Where so many passphrases wait to be hashed that one more is not taken."""
_LARGEST_FORM_BYTES = 4096
_LONGEST_NAME = 60


async def form(request: Request) -> Response:
    """The form; whoever needs none goes to the front page."""
    if access().way_in is not WayIn.PASSPHRASE:
        return RedirectResponse("/", 303)
    return form_page(*_address(request))


async def sign_in(request: Request) -> Response:
    """A session for the right passphrase; else the form again, with one sentence that is the same for every wrong one."""
    found = access()
    if found.way_in is not WayIn.PASSPHRASE or not _is_same_site(request):
        return RedirectResponse(SIGN_IN, 303, HEADERS)
    address, browser, at = asker(request), browser_of(request, found), time.monotonic()
    wait = _TRY_AGAIN_SECONDS if is_full() and not browser else await _counted(address, found, at, browser)
    if wait:
        WAITS.note(address, browser, until=at + wait)
        return too_many_page(*_address(request), wait)
    typed = parse_qs((await _read(request)).decode("utf-8", "replace"), keep_blank_values=True)
    name, passphrase = _first(typed, "name").strip()[:_LONGEST_NAME], _first(typed, "passphrase")
    known = await aside(partial(_known, name, passphrase, _campaign(request)), urgency(is_stranger=not browser, at=at))
    if known is None or not name:
        return wrong_page(*_address(request))
    await run_in_threadpool(forgive, TRIES, address, found)
    WAITS.forget(address)
    secret = await run_in_threadpool(partial(SESSIONS.begin, known, found, at=time.monotonic()))
    answer = RedirectResponse(_next(request) if known.may_see_pages else screen_of(known), 303, HEADERS)
    answer.set_cookie(COOKIE, secret, httponly=True, samesite="lax", secure=_is_encrypted(request), path="/")
    if not browser:
        answer.set_cookie(BROWSER_COOKIE, new_browser(found), LASTS_SECONDS, httponly=True, samesite="lax",
                          secure=_is_encrypted(request), path=SIGN_IN)  # fmt: skip
    return answer


async def leaving(request: Request) -> Response:
    """The way out: a button, since following a link must not sign anybody out; a provider has a way out of its own."""
    way_in = access().way_in
    if way_in is not WayIn.PASSPHRASE:
        return RedirectResponse("/auth/logout" if way_in is WayIn.PROVIDER else "/", 303, HEADERS)
    return sign_out_page(request.query_params.get("lang"))


async def sign_out(request: Request) -> Response:
    """End the session, here and not only in the browser."""
    if _is_same_site(request):
        await run_in_threadpool(SESSIONS.end, request.cookies.get(COOKIE))
    answer = RedirectResponse(SIGN_IN, 303, HEADERS)
    answer.delete_cookie(COOKIE, path="/")
    return answer


async def _counted(address: str, found: Access, at: float, browser: str) -> float:
    """How long to wait; a thread is worth its price only where a database is asked."""
    counted = partial(seconds_to_wait, TRIES, address, found, at=at, browser=browser, each_takes_seconds=seconds_each())
    return await run_in_threadpool(counted) if SESSIONS.elsewhere else counted()


def _address(request: Request) -> tuple[str | None, str]:
    """What the page is drawn by: the language that the address names, and all that it says."""
    return request.query_params.get("lang"), request.url.query


def _known(name: str, passphrase: str, campaign: str) -> Visitor | None:
    """Whose passphrase it is: of every campaign, else of the one that the address names.

    The latter is tried wherever any campaign has one, so that how long it takes does not tell which campaigns there are.
    """
    found = access()
    everywhere = role_of(passphrase, found.passphrases)
    here = role_of(passphrase, found.passphrases_of(campaign)) if campaign and found.campaigns else None
    if everywhere is not None or here is None:
        return visitor_with(name, everywhere, {})
    return visitor_with(name, None, {campaign: here})


def _campaign(request: Request) -> str:
    """The campaign that the address names, or the one where the visitor was going; "" for none."""
    params = request.query_params
    wanted = parse_qs(split(params.get("next", "")).query).get("campaign", [""])
    return params.get("campaign") or wanted[-1]


async def _read(request: Request) -> bytes:
    held = bytearray()
    async for chunk in request.stream():
        held += chunk
        if len(held) > _LARGEST_FORM_BYTES:
            return b""
    return bytes(held)


def _first(typed: dict[str, list[str]], name: str) -> str:
    return typed.get(name, [""])[0]


def _next(request: Request) -> str:
    """Where the visitor was going: an address of ours, and only that."""
    wanted = request.query_params.get("next", "/")
    parts = split(wanted)
    is_ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return wanted if is_ours and not any(ord(each) < 32 for each in wanted) else "/"


def _is_same_site(request: Request) -> bool:
    """Whether the form was ours: a browser says where it comes from."""
    origin = request.headers.get("origin")
    return origin is None or split(origin).netloc == request.headers.get("host")


def _is_encrypted(request: Request) -> bool:
    return "https" in (request.url.scheme, request.headers.get("x-forwarded-proto", ""))


ROUTES: list[BaseRoute] = [
    Route(SIGN_IN, form, methods=["GET"]),
    Route(SIGN_IN, sign_in, methods=["POST"]),
    Route(SIGN_OUT, leaving, methods=["GET"]),
    Route(SIGN_OUT, sign_out, methods=["POST"]),
]
