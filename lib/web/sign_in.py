"""Signing in with a passphrase, and out: a plain page with one form, no script."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import lru_cache, partial
from math import ceil
from urllib.parse import parse_qs

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from lib.campaign.message import N_, Message, say
from lib.drawing.plain_page import plain_page
from lib.drawing.sign_in import sign_in_form, sign_out_form
from lib.i18n.language import language
from lib.i18n.translator import Translator
from lib.services.access import Visitor, WayIn, access
from lib.services.known_browsers import BROWSER_COOKIE, LASTS_SECONDS, known_browser, new_browser
from lib.services.passphrases import role_of
from lib.services.roles import visitor_with
from lib.services.sessions import COOKIE, SESSIONS
from lib.services.shared_sessions import forgive, seconds_to_wait
from lib.services.tries import Tries
from lib.sources.web_address import split
from lib.web.assets import asset_address
from lib.web.guard import SIGN_IN, SIGN_OUT, screen_of
from lib.web.hashing import aside, is_full
from lib.web.peers import asker

TRIES = Tries()
_TRY_AGAIN_SECONDS = 10.0
"""Where so many passphrases wait to be hashed that one more is not taken."""
_LARGEST_FORM_BYTES = 4096
_LONGEST_NAME = 60
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; font-src 'self'; img-src data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
}


async def form(request: Request) -> Response:
    """The form; whoever needs none goes to the front page."""
    if access().way_in is not WayIn.PASSPHRASE:
        return RedirectResponse("/", 303)
    return _page(request, 200)


async def sign_in(request: Request) -> Response:
    """A session for the right passphrase; else the form again, with one sentence that is the same for every wrong one."""
    found = access()
    if found.way_in is not WayIn.PASSPHRASE or not _is_same_site(request):
        return RedirectResponse(SIGN_IN, 303, _HEADERS)
    address, browser = asker(request), known_browser(request.cookies.get(BROWSER_COOKIE), found)
    wait = _TRY_AGAIN_SECONDS if is_full() and not browser else await run_in_threadpool(
        partial(seconds_to_wait, TRIES, address, found, at=time.monotonic(), browser=browser)
    )  # fmt: skip
    if wait:
        return _too_many(request.query_params.get("lang"), request.url.query, ceil(wait))
    typed = parse_qs((await _read(request)).decode("utf-8", "replace"), keep_blank_values=True)
    name, passphrase = _first(typed, "name").strip()[:_LONGEST_NAME], _first(typed, "passphrase")
    known = await aside(partial(_known, name, passphrase, _campaign(request)), is_stranger=not browser)
    if known is None or not name:
        wrong = N_("This is not a passphrase of the campaign, or the name is missing. Check both, then try again.")
        return _page(request, 403, say(wrong))
    await run_in_threadpool(forgive, TRIES, address, found)
    secret = await run_in_threadpool(partial(SESSIONS.begin, known, found, at=time.monotonic()))
    answer = RedirectResponse(_next(request) if known.may_see_pages else screen_of(known), 303, _HEADERS)
    answer.set_cookie(COOKIE, secret, httponly=True, samesite="lax", secure=_is_encrypted(request), path="/")
    if not browser:
        answer.set_cookie(BROWSER_COOKIE, new_browser(found), LASTS_SECONDS, httponly=True, samesite="lax",
                          secure=_is_encrypted(request), path=SIGN_IN)  # fmt: skip
    return answer


async def leaving(request: Request) -> Response:
    """The way out: a button, since following a link must not sign anybody out; a provider has a way out of its own."""
    way_in = access().way_in
    if way_in is not WayIn.PASSPHRASE:
        return RedirectResponse("/auth/logout" if way_in is WayIn.PROVIDER else "/", 303, _HEADERS)
    return _drawn(request.query_params.get("lang"), 200, sign_out_form, N_("Sign out"))


async def sign_out(request: Request) -> Response:
    """End the session, here and not only in the browser."""
    if _is_same_site(request):
        await run_in_threadpool(SESSIONS.end, request.cookies.get(COOKIE))
    answer = RedirectResponse(SIGN_IN, 303, _HEADERS)
    answer.delete_cookie(COOKIE, path="/")
    return answer


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


def _page(request: Request, status: int, said: Message | None = None) -> Response:
    return _form(request.query_params.get("lang"), request.url.query, status, said)


@lru_cache(maxsize=64)
def _too_many(lang: str | None, query: str, seconds: int) -> Response:
    """Drawn once for whoever asks thousands of times a minute."""
    said = say(N_("Too many tries. Wait %(seconds)s seconds, then try again."), seconds=seconds)
    return _form(lang, query, 429, said, {"Retry-After": str(seconds)})


def _form(lang: str | None, query: str, status: int, said: Message | None, more: dict[str, str] | None = None) -> Response:
    action = f"{SIGN_IN}?{query}" if query else SIGN_IN

    def drawn(t: Translator) -> Markup:
        return sign_in_form(t, action=action, error=t.sentence(said) if said else "")

    return _drawn(lang, status, drawn, N_("Sign in"), more)


def _drawn(
    lang: str | None, status: int, draw: Callable[[Translator], Markup], title: str, more: dict[str, str] | None = None
) -> Response:
    translator = Translator(language(lang))
    page = plain_page(
        draw(translator),
        title=translator._(title),
        language=translator.language,
        styles=[asset_address("sign-in.css")],
        scripts=[],
        etag="",
        version="",
    )
    return Response(str(page), status, _HEADERS | (more or {}), "text/html; charset=utf-8")


ROUTES: list[BaseRoute] = [
    Route(SIGN_IN, form, methods=["GET"]),
    Route(SIGN_IN, sign_in, methods=["POST"]),
    Route(SIGN_OUT, leaving, methods=["GET"]),
    Route(SIGN_OUT, sign_out, methods=["POST"]),
]
